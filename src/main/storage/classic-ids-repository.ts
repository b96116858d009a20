import type { Database } from 'better-sqlite3';
import type { ClassicId, Store } from '#main/app/ports/store.ts';

export function createClassicIdsRepository(db: Database): Store['classicIds'] {
  const list = db.prepare<[], ClassicId>('SELECT kind, n, id FROM classic_ids ORDER BY kind, n');
  const drop = db.prepare<[ClassicId]>('DELETE FROM classic_ids WHERE kind = @kind AND (n = @n OR id = @id)');
  const put = db.prepare<[ClassicId]>('INSERT INTO classic_ids (kind, n, id) VALUES (@kind, @n, @id)');
  const replace = db.transaction((entry: ClassicId) => {
    drop.run(entry);
    put.run(entry);
  });
  return { list: () => list.all(), put: (entry) => replace(entry) };
}
