import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ConsoleServices } from '#main/app/services.ts';

/**
 * Everything that a console keeps for its users: each row of its database, and what its channels hold for new
 * subscribers. What it notes for itself as time passes is left out.
 */
export function readStored(dataDir: string, services: ConsoleServices): unknown {
  const database = new Database(join(dataDir, 'maelstrom.db'), { readonly: true });
  try {
    const names = database
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'memory' ORDER BY name`)
      .pluck()
      .all() as string[];
    const tables = names.map((name) => [name, database.prepare(`SELECT * FROM "${name}"`).all()]);
    const channels = services.hub
      .list()
      .map(({ name, seq }) => ({ name, seq, latest: services.hub.latest(name) }));
    return { tables: Object.fromEntries(tables), channels };
  } finally {
    database.close();
  }
}
