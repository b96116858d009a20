import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { alarmSchema, shelfSchema } from '#shared/domain/alarm.ts';
import { fromJson, type RowReader } from './row-reader.ts';

interface ShelfRow {
  readonly condition: string;
  readonly shelf: string;
}

/** Databases of earlier versions have shelves without their alarm. */
const keptSchema = shelfSchema.extend({ alarm: alarmSchema.nullable().default(null) });

export function createShelvesRepository(db: Database, rows: RowReader): Store['shelves'] {
  const list = db.prepare<[], ShelfRow>('SELECT condition, shelf FROM shelves');
  const put = db.prepare<[ShelfRow]>(
    'INSERT INTO shelves (condition, shelf) VALUES (@condition, @shelf) ON CONFLICT (condition) DO UPDATE SET shelf = @shelf',
  );
  const remove = db.prepare<[string]>('DELETE FROM shelves WHERE condition = ?');
  return {
    list: () =>
      list.all().flatMap(({ condition, shelf }) => {
        const read = rows.read('shelf', keptSchema, [{ id: condition, value: fromJson(shelf) }]);
        return read.map(({ alarm, ...each }) => ({ condition, shelf: each, alarm }));
      }),
    put: ({ condition, shelf, alarm }) => {
      put.run({ condition, shelf: JSON.stringify({ ...shelf, alarm }) });
    },
    remove: (condition) => remove.run(condition).changes > 0,
  };
}
