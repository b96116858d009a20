import type { Migration } from './migration.ts';

/** Contacts without which a heater or a cooler stays off. */
export const m0008: Migration = {
  to: 8,
  up: (db) =>
    db.exec(`
      ALTER TABLE vessels ADD COLUMN heater_permit_id TEXT REFERENCES points (id) ON DELETE RESTRICT;
      ALTER TABLE vessels ADD COLUMN cooler_permit_id TEXT REFERENCES points (id) ON DELETE RESTRICT;
      CREATE INDEX vessels_heater_permit ON vessels (heater_permit_id);
      CREATE INDEX vessels_cooler_permit ON vessels (cooler_permit_id);
    `),
};
