import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';

export function createMemoryRepository(db: Database): Store['memory'] {
  const get = db.prepare<[string], string>('SELECT text FROM memory WHERE name = ?').pluck();
  const put = db.prepare<[string, string]>(
    'INSERT INTO memory (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text',
  );
  const remove = db.prepare<[string]>('DELETE FROM memory WHERE name = ?');
  return {
    get: (name) => get.get(name) ?? null,
    put: (name, text) => {
      put.run(name, text);
    },
    remove: (name) => {
      remove.run(name);
    },
  };
}
