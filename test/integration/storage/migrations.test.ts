import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { migrate, migrations, SCHEMA_VERSION, schemaVersion } from '#main/storage/migrations/index.ts';

let db: Database.Database;

beforeEach(() => {
  db = new Database(':memory:');
  db.pragma('foreign_keys = ON');
  onTestFinished(() => {
    db.close();
  });
});

const tables = (): unknown[] =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all();

interface Step {
  /** The migration under test. */
  readonly to: number;
  /** Puts data into a database of the schema before it. */
  readonly before: string;
  /** Reads what became of the data. */
  readonly query: string;
  readonly after: unknown[];
}

/** One entry for each migration: from the schema before it, with data, to its own. */
const steps: readonly Step[] = [
  {
    to: 1,
    before: 'SELECT 1',
    query: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    after: [
      'alarms',
      'devices',
      'log',
      'memory',
      'points',
      'profiles',
      'runs',
      'settings',
      'switches',
      'vessels',
    ].map((name) => ({ name })),
  },
  {
    to: 2,
    before: `
      INSERT INTO devices (id, name, driver, connection) VALUES ('board', 'Board', 'simulated', '');
      INSERT INTO points (id, name, device_id, address, kind, offset_c) VALUES ('beer', 'Beer', 'board', '1', 'temperature', 0);
      INSERT INTO vessels (id, name, kind, volume_l, beer_id, heater_w, cooler_w, limits, algorithm, control)
        VALUES ('v1', 'Tank', 'fermenter', 20, 'beer', 100, 100, '{}', '{}', '{}');`,
    query: `SELECT v.id, v.beer_id, p.device_id, (SELECT count(*) FROM samples) AS samples
      FROM vessels v JOIN points p ON p.id = v.beer_id`,
    after: [{ id: 'v1', beer_id: 'beer', device_id: 'board', samples: 0 }],
  },
];

describe('migrations', () => {
  it('are numbered without gaps, and each has its test', () => {
    expect(migrations.map(({ to }) => to)).toEqual(migrations.map((_, i) => i + 1));
    expect(steps.map(({ to }) => to)).toEqual(migrations.map(({ to }) => to));
  });

  it.each(steps)('to schema $to keep the data', ({ to, before, query, after }) => {
    migrate(db, to - 1);
    db.exec(before);
    migrate(db, to);
    expect(schemaVersion(db)).toBe(to);
    expect(db.prepare(query).all()).toEqual(after);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('do nothing to a database of the present schema', () => {
    migrate(db);
    const before = db.serialize();
    migrate(db);
    expect(db.serialize().equals(before)).toBe(true);
  });

  it('make only strict tables', () => {
    migrate(db);
    const loose = db.prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%'",
    );
    expect(loose.all()).toEqual([]);
    expect(tables()).toContain('samples');
  });

  it('are kept whole or not at all', () => {
    migrate(db, 1);
    db.exec('CREATE TABLE samples (stranger TEXT)');
    expect(() => migrate(db)).toThrow(/already exists/);
    expect(schemaVersion(db)).toBe(1);
    expect(tables()).not.toContain('series');
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('refuse a result with broken references', () => {
    migrate(db, 1);
    db.pragma('foreign_keys = OFF');
    db.exec(
      "INSERT INTO points (id, name, device_id, address, kind) VALUES ('p', 'P', 'none', '1', 'temperature')",
    );
    expect(() => migrate(db)).toThrow(/1 broken reference/);
    expect(schemaVersion(db)).toBeLessThan(SCHEMA_VERSION);
  });
});
