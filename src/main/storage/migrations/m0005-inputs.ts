import type { Migration } from './migration.ts';

/** Contacts as points, and the numbers by which programs of the original maelstrom know profiles and devices. */
export const m0005: Migration = {
  to: 5,
  up: (db) =>
    db.exec(`
      ALTER TABLE points ADD COLUMN inverted INTEGER; -- of an input

      -- A number is never used again, also when its thing is gone.
      CREATE TABLE classic_ids (
        kind TEXT NOT NULL,
        n    INTEGER NOT NULL,
        id   TEXT NOT NULL,
        PRIMARY KEY (kind, n),
        UNIQUE (kind, id)
      ) STRICT, WITHOUT ROWID;
    `),
};
