import type { Migration } from './migration.ts';

/** Points that measure something else than a temperature. */
export const m0006: Migration = {
  to: 6,
  up: (db) =>
    db.exec(`
      ALTER TABLE points ADD COLUMN quantity TEXT; -- of a measured value: gravity, battery, angle or signal
    `),
};
