import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClassicDatabase } from '#main/storage/classic-database.ts';
import { openStore } from '#main/storage/open-store.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { classicBrewery, classicDatabase } from '#test/rig/classic-database.ts';
import { temporaryFolder } from '#test/rig/console.ts';

const whole = classicDatabase(classicBrewery);

/** Why a file is refused. */
function refusal(file: Uint8Array): string {
  try {
    readClassicDatabase(file);
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return error.message;
    throw error;
  }
  throw new Error('The file was taken');
}

/** A database with these statements, as bytes. */
function database(...statements: string[]): Buffer {
  const db = new Database(':memory:');
  for (const statement of statements) db.exec(statement);
  const bytes = db.serialize();
  db.close();
  return bytes;
}

const schemaWithout = (table: string, instead: string): string => {
  const db = new Database(classicDatabase());
  const all = db
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
    .all();
  db.close();
  return [...all.filter(({ name }) => name !== table).map(({ sql }) => sql), instead].join(';');
};

describe('the database of the original', () => {
  it('is read with every table, in the order of ids, whatever type a cell has', () => {
    const { appsetting, profileTemperature, iodevice } = readClassicDatabase(whole);
    expect(appsetting).toHaveLength(classicBrewery.appsetting.length);
    expect(appsetting[3]).toEqual({ id: 4, name: 'refresh', value: '15' });
    expect(profileTemperature[1]).toMatchObject({ day: 4.5, temperature: 18.5 });
    expect(profileTemperature[3]).toMatchObject({ temperature: null });
    expect(iodevice[1]).toMatchObject({ name: null, function: '5' });
  });

  it('leaves the bytes that it was given alone', () => {
    const before = Buffer.from(whole);
    readClassicDatabase(whole);
    expect(Buffer.compare(before, whole)).toBe(0);
  });

  it('is read although its program writes a log beside it', () => {
    const logged = Buffer.from(whole);
    logged[18] = 2;
    logged[19] = 2;
    expect(readClassicDatabase(logged).profile).toHaveLength(classicBrewery.profile.length);
  });

  it('takes bytes for the text that they are', () => {
    const file = classicDatabase({ profile: [{ id: 1, name: Buffer.from('Älter'), type: 'Mash' }] });
    expect(readClassicDatabase(file).profile[0]).toMatchObject({ name: 'Älter' });
  });

  it('may hold numbers that are too large to be exact', () => {
    const file = classicDatabase({ profile: [{ id: 1, name: 2n ** 62n, type: 'Mash' }] });
    expect(readClassicDatabase(file).profile).toHaveLength(1);
  });
});

describe('a file is refused in words', () => {
  it('that is empty, no database, or encrypted', () => {
    expect(refusal(Buffer.alloc(0))).toBe('file: The file is empty');
    for (const file of [Buffer.from('<html>'), Buffer.alloc(4096, 0xa5), Buffer.from('PK\u0003\u0004')]) {
      expect(refusal(file)).toBe('file: This is no SQLite database, or it is encrypted');
    }
  });

  it('that is a database of another program, or of this one', () => {
    const other = database('CREATE TABLE contacts (id INTEGER)');
    expect(refusal(other)).toBe(
      'file: This is not the database of the original maelstrom: it has no table appsetting',
    );
    const opened = openStore(temporaryFolder());
    opened.store.close();
    const own = new Database(opened.databasePath, { readonly: true });
    const bytes = own.serialize();
    own.close();
    expect(refusal(bytes)).toMatch(/not the database of the original maelstrom/);
  });

  it('that lacks a table or a column', () => {
    expect(refusal(database(schemaWithout('iochamber', 'SELECT 1')))).toMatch(/has no table iochamber$/);
    const narrow = schemaWithout('profile', 'CREATE TABLE profile (id INTEGER, name TEXT)');
    expect(refusal(database(narrow))).toMatch(/table profile has no column type$/);
  });

  it('that computes where rows should be', () => {
    const endless =
      'CREATE VIEW profile AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, id AS name, id AS type FROM n';
    expect(refusal(database(schemaWithout('profile', endless)))).toMatch(/has no table profile$/);
    const huge =
      'CREATE TABLE profile (id INTEGER PRIMARY KEY, name TEXT, type TEXT AS (hex(zeroblob(400000000))))';
    expect(refusal(database(schemaWithout('profile', huge)))).toMatch(/has no column type$/);
    const virtual = 'CREATE VIRTUAL TABLE profile USING fts5(id, name, type)';
    expect(refusal(database(schemaWithout('profile', virtual)))).toMatch(/has no table profile$/);
  });

  it('that has more rows or longer texts than any brewery', () => {
    const rows = Array.from({ length: 5001 }, (_, i) => ({ id: i + 1, name: `n${i}`, value: 'x' }));
    expect(refusal(classicDatabase({ appsetting: rows }))).toBe(
      'file: Table appsetting has more than 5000 rows',
    );
    const long = classicDatabase({ appsetting: [{ id: 1, name: 'x'.repeat(300_001), value: '' }] });
    expect(refusal(long)).toMatch(/A text in table appsetting is longer/);
  });

  it('that is cut short, at any length', () => {
    for (let length = 1; length < whole.length; length += 509) {
      expect(refusal(whole.subarray(0, length))).toMatch(/damaged or cut short|no SQLite database/);
    }
  });

  it('that is damaged anywhere, or it is read as far as it makes sense; never anything else', () => {
    const place = fc.integer({ min: 16, max: whole.length - 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), { minLength: 1 }), (flips) => {
        const file = Buffer.from(whole);
        for (const [at, value] of flips) file[at] = value;
        try {
          readClassicDatabase(file);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
