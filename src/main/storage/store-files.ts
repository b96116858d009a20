import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StoreFiles } from '#main/app/ports/store.ts';

/** The database and the log beside it that it has not taken over yet. */
const ENDINGS = ['', '-wal'];

/** Where a database is, how big it is, and how much room is left beside it. */
export function storeFiles(databasePath: string): StoreFiles {
  const folder = dirname(databasePath);
  const databaseBytes = ENDINGS.reduce((sum, ending) => sum + sizeOf(databasePath + ending), 0);
  return { folder, databaseBytes, freeBytes: freeBytesOf(folder) };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Some network disks do not say. */
function freeBytesOf(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
