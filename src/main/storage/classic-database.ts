import Database from 'better-sqlite3';
import {
  type ClassicCell,
  type ClassicDatabase,
  type ClassicTable,
  classicTables,
} from '#main/app/ports/classic-source.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { errorCode } from './storage-errors.ts';

/** Largest file, bytes: the original keeps settings and profiles, no measurements. Years of use stay below one MB. */
export const CLASSIC_MAX_BYTES = 64 * 1024 * 1024;

/** Most rows of a table. A profile has a row for each of its points; of the other things nobody has thousands. */
const MAX_ROWS = 5000;
const MAX_POINT_ROWS = 100_000;
/** Longest text of a cell that is read, characters; what is longer fits nothing of ours. */
const MAX_TEXT = 300_000;

const MAGIC = 'SQLite format 3\0';
/** Where the header says how the file is written and read: 1 with a rollback journal, 2 with a log beside it. */
const [WRITE_VERSION, READ_VERSION] = [18, 19];

/**
 * The rows of a database of the original maelstrom. The bytes are opened as a copy in memory: the file is never touched.
 * @throws AppError `invalid` in words.
 */
export function readClassicDatabase(file: Uint8Array): ClassicDatabase {
  const bytes = copyOf(file);
  let db: Database.Database | null = null;
  try {
    db = new Database(bytes, { readonly: true });
    db.pragma('trusted_schema = OFF');
    checkTables(db);
    checkSound(db);
    return readTables(db);
  } catch (error) {
    throw inWords(error);
  } finally {
    db?.close();
  }
}

function copyOf(file: Uint8Array): Buffer {
  if (file.length === 0) throw refused('The file is empty');
  if (file.length > CLASSIC_MAX_BYTES) {
    throw refused(`The file is larger than ${CLASSIC_MAX_BYTES / 1024 / 1024} MB`);
  }
  const bytes = Buffer.from(file);
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw refused('This is no SQLite database, or it is encrypted');
  }
  // A database with a log beside it cannot be opened from memory; what the file itself holds is whole all the same.
  if (bytes[WRITE_VERSION] === 2) bytes[WRITE_VERSION] = 1;
  if (bytes[READ_VERSION] === 2) bytes[READ_VERSION] = 1;
  return bytes;
}

/** Real tables only: a view, a virtual table or a computed column of a strange file could compute for ever. */
function checkTables(db: Database.Database): void {
  const present = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
    .pluck()
    .all();
  for (const [table, columns] of Object.entries(classicTables)) {
    if (!present.includes(table)) {
      throw refused(`This is not the database of the original maelstrom: it has no table ${table}`);
    }
    const known = db
      .prepare<[string], { name: string; hidden: number }>('SELECT name, hidden FROM pragma_table_xinfo(?)')
      .all(table);
    for (const column of columns) {
      if (!known.some(({ name, hidden }) => name === column && hidden === 0)) {
        throw refused(
          `This is not the database of the original maelstrom: table ${table} has no column ${column}`,
        );
      }
    }
  }
}

function checkSound(db: Database.Database): void {
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw damaged();
}

function readTables(db: Database.Database): ClassicDatabase {
  const read = <T extends ClassicTable>(table: T): ClassicDatabase[T] =>
    readTable(db, table) as unknown as ClassicDatabase[T];
  return {
    appsetting: read('appsetting'),
    profile: read('profile'),
    profileTemperature: read('profileTemperature'),
    profileEvent: read('profileEvent'),
    iocontroller: read('iocontroller'),
    iochamber: read('iochamber'),
    iodevice: read('iodevice'),
  };
}

function readTable(db: Database.Database, table: ClassicTable): Record<string, ClassicCell>[] {
  const most = table === 'profileTemperature' || table === 'profileEvent' ? MAX_POINT_ROWS : MAX_ROWS;
  const columns = classicTables[table];
  const sizes = columns.map((name) => `coalesce(length("${name}"), 0) <= ${MAX_TEXT}`);
  if (db.prepare(`SELECT 1 FROM "${table}" WHERE NOT (${sizes.join(' AND ')})`).get() !== undefined) {
    throw refused(`A text in table ${table} is longer than ${MAX_TEXT} characters`);
  }
  const names = columns.map((name) => `"${name}"`).join(', ');
  const rows = db
    .prepare<[number], Record<string, unknown>>(`SELECT ${names} FROM "${table}" ORDER BY id LIMIT ?`)
    .all(most + 1);
  if (rows.length > most) throw refused(`Table ${table} has more than ${most} rows`);
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value)])),
  );
}

/** Text may have been stored as bytes. */
function cellOf(value: unknown): ClassicCell {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return Buffer.isBuffer(value) ? value.toString('utf8') : null;
}

function inWords(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = errorCode(error);
  if (code === 'SQLITE_NOTADB') {
    return refused('This is no SQLite database, or it is encrypted', error);
  }
  if (code.startsWith('SQLITE_')) return damaged(error);
  // Whole numbers beyond what a number holds exactly.
  if (error instanceof RangeError) return damaged(error);
  return error;
}

function damaged(cause?: unknown): AppError {
  return refused(
    'The database is damaged or cut short: copy it again while the original does not run',
    cause,
  );
}

function refused(text: string, cause?: unknown): AppError {
  return new AppError('invalid', `file: ${text}`, { cause });
}
