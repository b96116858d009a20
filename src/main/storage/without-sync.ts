import type { Database } from 'better-sqlite3';

/**
 * Commits what `work` writes without waiting for the disk. It survives the death of the process at once, and a
 * power cut from the next synchronised commit on; a power cut before that loses it whole, and damages nothing.
 * Inside a transaction the transaction decides.
 */
export function withoutSync<T>(db: Database, work: () => T): T {
  if (db.inTransaction) return work();
  db.pragma('synchronous = NORMAL');
  try {
    return work();
  } finally {
    db.pragma('synchronous = FULL');
  }
}
