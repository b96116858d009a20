import type { Database } from 'better-sqlite3';

/** Marks a database as ours: "Mael" in ASCII. */
export const APPLICATION_ID = 0x4d61656c;

/** One step of the schema. Once released it is never edited: a change is a new step. */
export interface Migration {
  /** Version of the schema after this step. */
  readonly to: number;
  /** Runs inside a transaction, with foreign keys checked at its end. */
  readonly up: (db: Database) => void;
}
