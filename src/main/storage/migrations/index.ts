import type { Database } from 'better-sqlite3';
import { m0001 } from './m0001-core.ts';
import { m0002 } from './m0002-samples.ts';
import { m0003 } from './m0003-plans.ts';
import { m0004 } from './m0004-alarm-rules.ts';
import { m0005 } from './m0005-inputs.ts';
import { m0006 } from './m0006-measures.ts';
import { m0007 } from './m0007-probes.ts';
import { m0008 } from './m0008-permissives.ts';
import type { Migration } from './migration.ts';

export { APPLICATION_ID } from './migration.ts';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [m0001, m0002, m0003, m0004, m0005, m0006, m0007, m0008];

/** Version of the schema that this program writes. */
export const SCHEMA_VERSION = migrations.at(-1)?.to ?? 0;

/** Version of the schema in a database; 0 when it has none. */
export function schemaVersion(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a database to the schema `to`, in one transaction: after a failure it is as it was before.
 * @throws SqliteError, also when the result would break a foreign key.
 */
export function migrate(db: Database, to: number = SCHEMA_VERSION): void {
  const from = schemaVersion(db);
  const due = migrations.filter((step) => step.to > from && step.to <= to);
  if (due.length === 0) return;
  // A step may rebuild a table that others refer to; the references are checked when all steps are done.
  db.pragma('foreign_keys = OFF');
  try {
    db.transaction(() => {
      for (const step of due) {
        step.up(db);
        db.pragma(`user_version = ${step.to}`);
      }
      const broken = db.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0) throw new Error(`schema ${from} to ${to}: ${broken.length} broken references`);
    })();
  } finally {
    db.pragma('foreign_keys = ON');
  }
}
