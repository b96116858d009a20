import type { Profile, ProfileConfig } from '#shared/domain/profile.ts';
import type { KnownSettings } from '#shared/domain/setting.ts';

/** What a cell of the original's database may hold: its columns have types that nothing enforces. */
export type ClassicCell = string | number | null;
export type ClassicRow<Column extends string> = Readonly<Record<Column, ClassicCell>>;

/** The columns of each table that is read, in the original's own words. */
export const classicTables = {
  appsetting: ['id', 'name', 'value'],
  profile: ['id', 'name', 'type'],
  profileTemperature: ['id', 'profile_id', 'day', 'date', 'temperature'],
  profileEvent: ['id', 'profile_id', 'day', 'date', 'eventText'],
  iocontroller: ['id', 'name', 'address', 'port', 'socket'],
  iochamber: ['id', 'name', 'iocontroller_id'],
  iodevice: ['id', 'iochamber_id', 'name', 'slot', 'devicetype', 'hardwaretype', 'function'],
} as const;
export type ClassicTable = keyof typeof classicTables;

/** The rows of the original's database, in the order of their ids. Nothing in them has been checked. */
export type ClassicDatabase = {
  readonly [T in ClassicTable]: readonly ClassicRow<(typeof classicTables)[T][number]>[];
};

/** Reads what the original maelstrom wrote. */
export interface ClassicSource {
  /** @throws AppError `invalid` in words when the file is not the database of the original, or is damaged. */
  readDatabase(file: Uint8Array): ClassicDatabase;
  /**
   * A profile in the original's shape as one of ours; what `existing` has beyond that stays.
   * @throws AppError `invalid` in words that name the row, as `temperatures[2].days`.
   */
  readProfile(
    body: unknown,
    existing: Profile | null,
    unit: KnownSettings['units.temperature'],
  ): ProfileConfig;
}
