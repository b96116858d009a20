import { APPLICATION_ID, type Migration } from './migration.ts';

/**
 * What the user sets up and what has happened. Columns for what is related, sorted or searched; JSON for the parts
 * that are only read as a whole. `n` keeps the order of creation and is never used again after a removal.
 *
 * `switches` and `runs` have no foreign keys on purpose: the protection time of a compressor must outlive a point
 * that is removed and made anew, and the record of a run outlives its vessel and its profile.
 */
export const m0001: Migration = {
  to: 1,
  up: (db) =>
    db.exec(`
      PRAGMA application_id = ${APPLICATION_ID};

      CREATE TABLE settings (
        name  TEXT PRIMARY KEY NOT NULL,
        value TEXT NOT NULL -- JSON
      ) STRICT;

      CREATE TABLE devices (
        n          INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        name       TEXT NOT NULL,
        driver     TEXT NOT NULL,
        connection TEXT NOT NULL
      ) STRICT;

      CREATE TABLE points (
        n           INTEGER PRIMARY KEY AUTOINCREMENT,
        id          TEXT NOT NULL UNIQUE,
        name        TEXT NOT NULL,
        device_id   TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
        address     TEXT NOT NULL,
        kind        TEXT NOT NULL,
        offset_c    REAL, -- of a temperature
        output_kind TEXT  -- of an output
      ) STRICT;
      CREATE INDEX points_device ON points (device_id);

      CREATE TABLE vessels (
        n          INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        name       TEXT NOT NULL,
        kind       TEXT NOT NULL,
        volume_l   REAL NOT NULL,
        beer_id    TEXT REFERENCES points (id) ON DELETE RESTRICT,
        chamber_id TEXT REFERENCES points (id) ON DELETE RESTRICT,
        room_id    TEXT REFERENCES points (id) ON DELETE RESTRICT,
        heater_id  TEXT REFERENCES points (id) ON DELETE RESTRICT,
        cooler_id  TEXT REFERENCES points (id) ON DELETE RESTRICT,
        heater_w   REAL NOT NULL,
        cooler_w   REAL NOT NULL,
        limits     TEXT NOT NULL, -- JSON
        algorithm  TEXT NOT NULL, -- JSON
        control    TEXT NOT NULL  -- JSON
      ) STRICT;
      CREATE INDEX vessels_beer    ON vessels (beer_id);
      CREATE INDEX vessels_chamber ON vessels (chamber_id);
      CREATE INDEX vessels_room    ON vessels (room_id);
      CREATE INDEX vessels_heater  ON vessels (heater_id);
      CREATE INDEX vessels_cooler  ON vessels (cooler_id);

      CREATE TABLE profiles (
        n      INTEGER PRIMARY KEY AUTOINCREMENT,
        id     TEXT NOT NULL UNIQUE,
        name   TEXT NOT NULL,
        kind   TEXT NOT NULL,
        points TEXT NOT NULL -- JSON
      ) STRICT;

      CREATE TABLE runs (
        n             INTEGER PRIMARY KEY AUTOINCREMENT,
        id            TEXT NOT NULL UNIQUE,
        vessel_id     TEXT NOT NULL,
        profile_id    TEXT NOT NULL,
        profile_name  TEXT NOT NULL,
        kind          TEXT NOT NULL,
        state         TEXT NOT NULL,
        started_at_ms INTEGER NOT NULL,
        ended_at_ms   INTEGER,
        elapsed_s     REAL NOT NULL,
        elapsed_at_ms INTEGER NOT NULL,
        points        TEXT NOT NULL -- JSON
      ) STRICT;
      CREATE INDEX runs_active ON runs (n) WHERE state <> 'stopped';

      CREATE TABLE alarms (
        n                  INTEGER PRIMARY KEY AUTOINCREMENT,
        id                 TEXT NOT NULL UNIQUE,
        code               TEXT NOT NULL,
        priority           TEXT NOT NULL,
        source             TEXT NOT NULL,
        source_name        TEXT NOT NULL,
        message            TEXT NOT NULL,
        state              TEXT NOT NULL,
        raised_at_ms       INTEGER NOT NULL,
        acknowledged_at_ms INTEGER,
        acknowledged_by    TEXT,
        cleared_at_ms      INTEGER
      ) STRICT;
      CREATE INDEX alarms_active ON alarms (n) WHERE state <> 'normal';

      CREATE TABLE log (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms   INTEGER NOT NULL,
        level   TEXT NOT NULL,
        source  TEXT NOT NULL,
        message TEXT NOT NULL
      ) STRICT;

      CREATE TABLE switches (
        point_id TEXT PRIMARY KEY NOT NULL,
        is_on    INTEGER NOT NULL,
        at_ms    INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE memory (
        name TEXT PRIMARY KEY NOT NULL,
        text TEXT NOT NULL
      ) STRICT;
    `),
};
