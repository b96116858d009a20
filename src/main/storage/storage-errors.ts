import Database from 'better-sqlite3';
import { StartError } from '#main/app/ports/start-error.ts';
import { AppError } from '#shared/domain/app-error.ts';

/** Name of an SQLite result or of a system error, such as `SQLITE_FULL` or `ENOSPC`; empty for anything else. */
export function errorCode(error: unknown): string {
  if (error instanceof Database.SqliteError) return error.code;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return '';
}

/** True when the file is damaged, or no database at all. */
export function isCorruption(error: unknown): boolean {
  const code = errorCode(error);
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

type Trouble = 'busy' | 'full' | 'refused' | 'failing' | 'not-a-folder';

/** Our statements do not fit the tables: somebody else made or changed them. */
const misfits = /^SQLITE_(ERROR|CONSTRAINT)/;

const troubles: readonly [RegExp, Trouble][] = [
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, 'busy'],
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'full'],
  [/^(SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|EACCES|EPERM|EROFS)/, 'refused'],
  [/^(ENOTDIR|EEXIST)/, 'not-a-folder'],
  [/^(SQLITE_IOERR|EIO)/, 'failing'],
];

function troubleOf(error: unknown): Trouble | null {
  const code = errorCode(error);
  return troubles.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}

/** What stands in the way of a start, in one line for the user; an error of another nature is returned as it is. */
export function toStartError(error: unknown, folder: string): unknown {
  const trouble = troubleOf(error);
  const say = (code: StartError['code'], text: string) => new StartError(code, text, { cause: error });
  if (misfits.test(errorCode(error))) {
    return say('not-ours', `Maelstrom cannot use the database in ${folder}. Choose another data folder.`);
  }
  switch (trouble) {
    case 'busy':
      return say(
        'folder-busy',
        `The data folder ${folder} is in use by another program. Close it, then start again.`,
      );
    case 'full':
      return say(
        'disk-full',
        `The disk with the data folder ${folder} is full. Free some space, then start again.`,
      );
    case 'refused':
      return say(
        'no-permission',
        `Maelstrom may not read and write the data folder ${folder}. Change its permissions, or choose another folder.`,
      );
    case 'not-a-folder':
      return say('not-a-folder', `${folder} is not a folder. Choose another data folder.`);
    case 'failing':
      return say(
        'disk-failing',
        `The disk with the data folder ${folder} reports errors. Check it, then start again.`,
      );
    case null:
      return error;
    default:
      return trouble satisfies never;
  }
}

const failureWords: Readonly<Record<Trouble, string>> = {
  busy: 'Not stored: another program holds the database.',
  full: 'Not stored: the disk is full.',
  refused: 'Not stored: the database cannot be written.',
  failing: 'Not stored: the disk reports errors.',
  'not-a-folder': 'Not stored: the data folder is gone.',
};

/** An error of a running store, in words for the user; an error of another nature is returned as it is. */
export function toAppError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (isCorruption(error)) {
    return new AppError('storage-failed', 'The database is damaged.', { cause: error });
  }
  if (errorCode(error) === 'SQLITE_CONSTRAINT_FOREIGNKEY') {
    return new AppError('invalid', 'It refers to something that does not exist.', { cause: error });
  }
  // ON DELETE RESTRICT reports itself as a trigger.
  if (errorCode(error) === 'SQLITE_CONSTRAINT_TRIGGER') {
    return new AppError('in-use', 'It is still in use.', { cause: error });
  }
  const trouble = troubleOf(error);
  if (trouble === null) return error;
  return new AppError('storage-failed', failureWords[trouble], { cause: error });
}
