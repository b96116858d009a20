import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { StartError } from '#main/app/ports/start-error.ts';
import { isCorruption, toAppError, toStartError } from '#main/storage/storage-errors.ts';
import { AppError } from '#shared/domain/app-error.ts';

const sqlite = (code: string): Error => new Database.SqliteError('words of SQLite', code);
const system = (code: string): Error => Object.assign(new Error('words of the system'), { code });

describe('an error at the start', () => {
  it.each([
    [sqlite('SQLITE_BUSY'), 'folder-busy'],
    [sqlite('SQLITE_BUSY_RECOVERY'), 'folder-busy'],
    [sqlite('SQLITE_FULL'), 'disk-full'],
    [system('ENOSPC'), 'disk-full'],
    [sqlite('SQLITE_READONLY_DIRECTORY'), 'no-permission'],
    [sqlite('SQLITE_CANTOPEN'), 'no-permission'],
    [system('EACCES'), 'no-permission'],
    [system('EROFS'), 'no-permission'],
    [system('ENOTDIR'), 'not-a-folder'],
    [sqlite('SQLITE_IOERR_FSYNC'), 'disk-failing'],
    [sqlite('SQLITE_ERROR'), 'not-ours'],
  ])('%o is said as %s, in one line that names the folder', (error, code) => {
    const said = toStartError(error, '/data/brewery');
    expect(said).toBeInstanceOf(StartError);
    expect(said).toMatchObject({ code, cause: error });
    expect((said as StartError).message).toMatch(/^[^\n]*\/data\/brewery[^\n]*\.$/);
  });

  it('of our own making stays what it is', () => {
    const error = new TypeError('a mistake');
    expect(toStartError(error, '/data')).toBe(error);
    const said = new StartError('newer-schema', 'said already');
    expect(toStartError(said, '/data')).toBe(said);
  });
});

describe('an error while the console runs', () => {
  it.each([
    ['SQLITE_FULL', 'storage-failed'],
    ['SQLITE_IOERR_WRITE', 'storage-failed'],
    ['SQLITE_READONLY', 'storage-failed'],
    ['SQLITE_BUSY', 'storage-failed'],
    ['SQLITE_CORRUPT_INDEX', 'storage-failed'],
    ['SQLITE_NOTADB', 'storage-failed'],
    ['SQLITE_CONSTRAINT_FOREIGNKEY', 'invalid'],
    ['SQLITE_CONSTRAINT_TRIGGER', 'in-use'],
  ])('%s is said as %s', (name, code) => {
    const said = toAppError(sqlite(name));
    expect(said).toBeInstanceOf(AppError);
    expect(said).toMatchObject({ code });
  });

  it('of our own making stays what it is', () => {
    const error = sqlite('SQLITE_CONSTRAINT_NOTNULL');
    expect(toAppError(error)).toBe(error);
  });
});

it('only damage is damage', () => {
  expect(isCorruption(sqlite('SQLITE_CORRUPT_VTAB'))).toBe(true);
  expect(isCorruption(sqlite('SQLITE_NOTADB'))).toBe(true);
  expect(isCorruption(sqlite('SQLITE_IOERR'))).toBe(false);
  expect(isCorruption(new Error('SQLITE_CORRUPT'))).toBe(false);
});
