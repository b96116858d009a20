import type { Migration } from './migration.ts';

/**
 * The recorded temperatures and outputs. The key keeps one series together, so that a chart of weeks reads
 * neighbouring pages. No foreign key: it would cost one more look-up for each of hundreds of rows in ten seconds,
 * and only one statement writes here.
 */
export const m0002: Migration = {
  to: 2,
  up: (db) =>
    db.exec(`
      CREATE TABLE series (
        id   INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
      ) STRICT;

      CREATE TABLE samples (
        series_id INTEGER NOT NULL,
        at_ms     INTEGER NOT NULL,
        min       REAL NOT NULL,
        mean      REAL NOT NULL,
        max       REAL NOT NULL,
        PRIMARY KEY (series_id, at_ms)
      ) STRICT, WITHOUT ROWID;
    `),
};
