import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { profileSchema } from '#shared/domain/profile.ts';
import { fromJson, type RowReader } from './row-reader.ts';

interface ProfileRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly points: string;
}

export function createProfilesRepository(db: Database, rows: RowReader): Store['profiles'] {
  const list = db.prepare<[], ProfileRow>('SELECT id, name, kind, points FROM profiles ORDER BY n');
  const put = db.prepare<[ProfileRow]>(
    `INSERT INTO profiles (id, name, kind, points) VALUES (@id, @name, @kind, @points)
     ON CONFLICT (id) DO UPDATE SET name = @name, kind = @kind, points = @points`,
  );
  const remove = db.prepare<[string]>('DELETE FROM profiles WHERE id = ?');
  return {
    list: () =>
      rows.read(
        'profile',
        profileSchema,
        list.all().map((row) => ({ id: row.id, value: { ...row, points: fromJson(row.points) } })),
      ),
    put: ({ id, name, kind, points }) => {
      put.run({ id, name, kind, points: JSON.stringify(points) });
    },
    remove: (id) => remove.run(id).changes > 0,
  };
}
