import type { Migration } from './migration.ts';

/**
 * Alarms that users set up, what people are told to do about an alarm, and what is shelved. A shelf belongs to the
 * condition, not to one occurrence: an alarm that comes back while it is shelved stays out of sight.
 */
export const m0004: Migration = {
  to: 4,
  up: (db) =>
    db.exec(`
      ALTER TABLE alarms ADD COLUMN consequence TEXT NOT NULL DEFAULT '';
      ALTER TABLE alarms ADD COLUMN response TEXT NOT NULL DEFAULT '';
      ALTER TABLE alarms ADD COLUMN rule_id TEXT;
      ALTER TABLE alarms ADD COLUMN shelved TEXT; -- JSON, as it was when the occurrence last changed
      CREATE INDEX alarms_raised ON alarms (raised_at_ms);

      CREATE TABLE alarm_rules (
        n           INTEGER PRIMARY KEY AUTOINCREMENT,
        id          TEXT NOT NULL UNIQUE,
        name        TEXT NOT NULL,
        enabled     INTEGER NOT NULL,
        priority    TEXT NOT NULL,
        condition   TEXT NOT NULL, -- JSON
        on_delay_s  REAL NOT NULL,
        off_delay_s REAL NOT NULL,
        consequence TEXT NOT NULL,
        response    TEXT NOT NULL
      ) STRICT;

      CREATE TABLE shelves (
        condition TEXT PRIMARY KEY NOT NULL,
        shelf     TEXT NOT NULL -- JSON
      ) STRICT;
    `),
};
