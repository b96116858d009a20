import type { Migration } from './migration.ts';

/**
 * How readings of a temperature sensor are judged, and the probes that take over from a bad one. Sensors that are there get the
 * rules that new ones began with when this step was released.
 */
export const m0007: Migration = {
  to: 7,
  up: (db) =>
    db.exec(`
      ALTER TABLE points ADD COLUMN readings TEXT; -- JSON, of a temperature sensor
      UPDATE points SET readings = '{"minC":-55,"maxC":150,"maxRateCPerS":8,"smoothingS":0}'
        WHERE kind = 'temperature';

      CREATE TABLE spare_sensors (
        vessel_id TEXT NOT NULL REFERENCES vessels (id) ON DELETE CASCADE,
        role      TEXT NOT NULL,
        place     INTEGER NOT NULL, -- 0 takes over first
        point_id  TEXT NOT NULL REFERENCES points (id) ON DELETE RESTRICT,
        PRIMARY KEY (vessel_id, role, place)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX spare_sensors_point ON spare_sensors (point_id);
    `),
};
