import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type DataFolder, START_WAIT_MS } from './data-folder.ts';
import { APPLICATION_ID, SCHEMA_VERSION, schemaVersion } from './migrations/index.ts';
import { isCorruption } from './storage-errors.ts';

/**
 * Up to this size the whole file is checked at each start: a second on a slow SD card. Of a larger one only the
 * tables without which the console cannot work; its samples show damage when they are read.
 */
const WHOLE_CHECK_BYTES = 32 * 1024 * 1024;

/** How a database file begins; the version of its schema is at byte 60, the mark of the program at 68. */
const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;

/** What a start found in place of the database. */
export type Finding =
  | { readonly kind: 'none' } // no file
  | { readonly kind: 'empty' } // a file without tables
  | { readonly kind: 'sound' }
  | { readonly kind: 'corrupt' }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'not-ours' };

/**
 * Looks at the database without changing it or its log.
 * @throws SqliteError when it cannot be read for another reason than damage.
 */
export function checkDatabase(folder: DataFolder): Finding {
  if (!existsSync(folder.database)) return { kind: 'none' };
  const file = statSync(folder.database);
  if (!file.isFile()) return { kind: 'not-ours' };
  // SQLite takes no bytes for a new database and would delete its log.
  if (file.size === 0) {
    const wasUsed = existsSync(folder.created) || existsSync(`${folder.database}-wal`);
    return { kind: wasUsed ? 'corrupt' : 'empty' };
  }
  const hasLog = existsSync(`${folder.database}-wal`);
  const version = hasLog ? 0 : versionInHeader(folder.database);
  if (version > SCHEMA_VERSION) return { kind: 'newer', version };
  try {
    rollBackHalfMade(folder);
    const db = new Database(folder.database, { readonly: true, timeout: START_WAIT_MS });
    try {
      return inspect(db, folder);
    } finally {
      db.close();
    }
  } catch (error) {
    if (isCorruption(error)) return { kind: 'corrupt' };
    throw error;
  }
}

/**
 * Version of the schema after the header of the file, 0 when the header is not ours. Where no log lies beside the
 * database it is true, and leaves no trace; even a reading connection would make a log and an index.
 */
function versionInHeader(path: string): number {
  const header = Buffer.alloc(HEADER_BYTES);
  const handle = openSync(path, 'r');
  try {
    readSync(handle, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(handle);
  }
  const isOurs =
    header.toString('latin1', 0, MAGIC.length) === MAGIC && header.readUInt32BE(68) === APPLICATION_ID;
  return isOurs ? header.readUInt32BE(60) : 0;
}

/** A rollback journal is there only when the making of the database was cut short; a reader cannot roll it back. */
function rollBackHalfMade(folder: DataFolder): void {
  if (!existsSync(`${folder.database}-journal`)) return;
  const db = new Database(folder.database, { timeout: START_WAIT_MS });
  try {
    schemaVersion(db);
  } finally {
    db.close();
  }
}

function inspect(db: Database.Database, folder: DataFolder): Finding {
  const version = schemaVersion(db);
  if (version > SCHEMA_VERSION) return { kind: 'newer', version };
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  if (tables.length === 0 && version === 0) return { kind: 'empty' };
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) return { kind: 'not-ours' };
  const whole = existsSync(folder.suspect) || statSync(folder.database).size <= WHOLE_CHECK_BYTES;
  const checks = whole ? [''] : tables.filter((name) => name !== 'samples').map((name) => `('${name}')`);
  const isSound = checks.every((table) => db.pragma(`quick_check${table}`, { simple: true }) === 'ok');
  return { kind: isSound ? 'sound' : 'corrupt' };
}
