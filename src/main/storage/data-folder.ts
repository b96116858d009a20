import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { StartError } from '#main/app/ports/start-error.ts';
import { errorCode } from './storage-errors.ts';

export const DATABASE_NAME = 'maelstrom.db';
/** What SQLite keeps beside a database; they belong to it wherever it goes. */
const SIDECARS = ['-wal', '-shm', '-journal'] as const;
/** How long a start waits for a console that is just ending, or for another program. */
export const START_WAIT_MS = 500;

/** The locks of this process: a connection that nobody refers to is closed by the garbage collector. */
const heldLocks = new Set<Database.Database>();

/** The paths of a data folder. */
export interface DataFolder {
  readonly path: string;
  readonly database: string;
  readonly lock: string;
  /** Stands there once a database has been made: an emptied folder is not a new one. */
  readonly created: string;
  /** Stands there when the database turned out to be damaged while the console ran. */
  readonly suspect: string;
}

/** @throws system errors (`EACCES`, `ENOTDIR`, `EEXIST`, `ENOSPC`) when the folder cannot be there. */
export function makeDataFolder(path: string): DataFolder {
  mkdirSync(path, { recursive: true });
  return {
    path,
    database: join(path, DATABASE_NAME),
    lock: join(path, 'lock.db'),
    created: join(path, `${DATABASE_NAME}.created`),
    suspect: suspectNote(join(path, DATABASE_NAME)),
  };
}

/**
 * Locks the folder until the returned function is called or the process dies, however it dies. The file is never
 * written, so nothing can damage it.
 * @throws StartError when another console has it.
 */
export function lockDataFolder(folder: DataFolder): () => void {
  const lock = new Database(folder.lock, { timeout: START_WAIT_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (errorCode(error) !== 'SQLITE_BUSY') throw error;
    throw new StartError(
      'folder-busy',
      `Maelstrom is already running with the data folder ${folder.path}. Use that one, or choose another folder.`,
      { cause: error },
    );
  }
  heldLocks.add(lock);
  return () => {
    heldLocks.delete(lock);
    lock.close();
  };
}

/** Leaves a note in the folder, on the disk when this returns. */
export function leaveNote(path: string, text: string): void {
  writeFileSync(path, text, { flush: true });
}

const suspectNote = (databasePath: string): string => `${databasePath}.suspect`;

/** Notes that the database was found damaged, so that the next start checks the whole file, whatever its size. */
export function markSuspect(databasePath: string): void {
  try {
    leaveNote(suspectNote(databasePath), 'The database was found damaged while the console ran.\n');
  } catch {
    // A disk that takes no note takes no data either: the call that failed says so.
  }
}

/** The databases that were set aside in the folder, oldest first. */
function earlierSetAside(folder: DataFolder): string[] {
  return readdirSync(folder.path)
    .filter((name) => name.startsWith(`${DATABASE_NAME}.corrupt-`) && /Z(-\d+)?$/.test(name))
    .toSorted()
    .map((name) => join(folder.path, name));
}

const isFree = (path: string): boolean => ['', ...SIDECARS].every((ending) => !existsSync(path + ending));

function freeName(folder: DataFolder, at: Date): string {
  const stamp = at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const name = `${folder.database}.corrupt-${stamp}`;
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (isFree(candidate)) return candidate;
  }
}

/**
 * Moves the database and what belongs to it out of the way; nothing is deleted or overwritten. The database moves
 * first: were it left behind without its log, it could pass as sound and old.
 * @returns the new path of the database.
 */
export function setAside(folder: DataFolder, at: Date): string {
  const target = freeName(folder, at);
  renameSync(folder.database, target);
  moveSidecars(folder, target);
  return target;
}

function moveSidecars(folder: DataFolder, target: string): void {
  for (const ending of SIDECARS) {
    if (existsSync(folder.database + ending)) renameSync(folder.database + ending, target + ending);
  }
  syncFolder(folder.path);
}

/**
 * Ends a set-aside that a crash has cut short, and one of a database whose file is gone while its log is there.
 * Call only when there is no database.
 * @returns where the former database, or its log, is; null when there is none.
 */
export function finishSetAside(folder: DataFolder, at: Date): string | null {
  const newest = earlierSetAside(folder).at(-1) ?? null;
  const orphans = SIDECARS.filter((ending) => existsSync(folder.database + ending));
  if (orphans.length === 0) return newest;
  const fits = newest !== null && orphans.every((ending) => !existsSync(newest + ending));
  const target = fits ? newest : freeName(folder, at);
  moveSidecars(folder, target);
  return fits ? target : join(folder.path, basename(target) + (orphans[0] ?? ''));
}

/** Makes the new names last over a power cut. Windows has no such call and does it by itself. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
