import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { StartError } from '#main/app/ports/start-error.ts';
import type { Store } from '#main/app/ports/store.ts';
import { checkDatabase, type Finding } from './check-database.ts';
import { createStore } from './create-store.ts';
import {
  type DataFolder,
  finishSetAside,
  leaveNote,
  lockDataFolder,
  makeDataFolder,
  markSuspect,
  setAside,
} from './data-folder.ts';
import { migrate, SCHEMA_VERSION } from './migrations/index.ts';
import { isCorruption, toStartError } from './storage-errors.ts';

/** How long a write waits for another program that holds the database, ms: less than a step of the control loop. */
const BUSY_MS = 50;

/**
 * The history worker moves the log into the database from 1000 pages on. Only where it does not, the writer does it
 * itself at this length, and waits for the disk.
 */
const LAST_CHECKPOINT_PAGES = 4000;

export interface OpenStoreOptions {
  /** Told in one line about what the user should know and no call reports, such as a row that makes no sense. */
  readonly onProblem?: (text: string) => void;
  /** The time that names a database which is set aside. */
  readonly now?: () => Date;
  /** Largest database, pages of 4 KiB: stands in for a full disk. */
  readonly maxPages?: number;
}

export interface OpenedStore {
  readonly store: Store;
  /** True only when there never was a database in the folder. */
  readonly isNew: boolean;
  /** A damaged database was found and moved here; the store is empty. */
  readonly setAside: { readonly path: string } | null;
  readonly databasePath: string;
}

/**
 * Opens the database of a data folder, makes both when they are not there, and keeps the folder locked until the
 * store is closed. A damaged database is set aside.
 * @throws StartError when the folder is in use, full, not ours or not to be written; nothing has changed then.
 */
export function openStore(dataDir: string, options: OpenStoreOptions = {}): OpenedStore {
  const path = resolve(dataDir);
  try {
    const folder = makeDataFolder(path);
    const unlock = lockDataFolder(folder);
    try {
      return openLocked(folder, unlock, options);
    } catch (error) {
      unlock();
      throw error;
    }
  } catch (error) {
    throw toStartError(error, path);
  }
}

function openLocked(folder: DataFolder, unlock: () => void, options: OpenStoreOptions): OpenedStore {
  const now = options.now ?? (() => new Date());
  const former = moveDamaged(folder, now);
  if (former.state === 'gone') {
    options.onProblem?.(`The database of the data folder ${folder.path} is gone. The console starts empty.`);
  }
  let { aside } = former;
  let db: Database.Database;
  try {
    db = openDatabase(folder, options);
  } catch (error) {
    if (!isCorruption(error)) throw error;
    aside = setAside(folder, now());
    db = openDatabase(folder, options);
  }
  try {
    const store = lockedStore(db, folder, unlock, options);
    settle(folder);
    return {
      store,
      isNew: former.state === 'new',
      setAside: aside === null ? null : { path: aside },
      databasePath: folder.database,
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What the folder held. Damage is out of the way afterwards. */
interface Former {
  readonly state: 'new' | 'used' | 'gone';
  readonly aside: string | null;
}

function moveDamaged(folder: DataFolder, now: () => Date): Former {
  const finding = checkDatabase(folder);
  refuseForeign(finding, folder);
  if (finding.kind === 'sound') return { state: 'used', aside: null };
  if (finding.kind === 'corrupt') return { state: 'used', aside: setAside(folder, now()) };
  const aside = finding.kind === 'none' ? finishSetAside(folder, now()) : null;
  if (aside !== null) return { state: 'used', aside };
  return { state: existsSync(folder.created) ? 'gone' : 'new', aside: null };
}

function refuseForeign(finding: Finding, folder: DataFolder): void {
  if (finding.kind === 'newer') {
    throw new StartError(
      'newer-schema',
      `The data folder ${folder.path} was written by a newer Maelstrom (schema ${finding.version}, this one knows ${SCHEMA_VERSION}). Start the newer one, or choose another folder.`,
    );
  }
  if (finding.kind === 'not-ours') {
    throw new StartError(
      'not-ours',
      `${folder.database} belongs to another program. Choose another data folder.`,
    );
  }
}

/** A connection that has proved that it can write. */
function openDatabase(folder: DataFolder, options: OpenStoreOptions): Database.Database {
  const db = new Database(folder.database, { timeout: BUSY_MS });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma(`wal_autocheckpoint = ${LAST_CHECKPOINT_PAGES}`);
    db.pragma(`journal_size_limit = ${LAST_CHECKPOINT_PAGES * 4096}`);
    if (options.maxPages !== undefined) db.pragma(`max_page_count = ${options.maxPages}`);
    migrate(db);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The notes of the folder, once a sound database of the present schema is there. */
function settle(folder: DataFolder): void {
  rmSync(folder.suspect, { force: true });
  if (existsSync(folder.created)) return;
  leaveNote(
    folder.created,
    'A database was made here. Without this note, a folder that lost it would pass as new.\n',
  );
}

function lockedStore(
  db: Database.Database,
  folder: DataFolder,
  unlock: () => void,
  options: OpenStoreOptions,
): Store {
  const store = createStore(db, {
    onProblem: options.onProblem,
    onCorrupt: () => markSuspect(folder.database),
  });
  return {
    ...store,
    close: () => {
      store.close();
      unlock();
    },
  };
}
