import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { profileSchema } from '#shared/domain/profile.ts';
import { fromJson, type RowReader } from './row-reader.ts';

interface ProfileRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly plannedStartMs: number | null;
  readonly plan: string;
}

export function createProfilesRepository(db: Database, rows: RowReader): Store['profiles'] {
  const list = db.prepare<[], ProfileRow>(
    'SELECT id, name, kind, planned_start_ms AS plannedStartMs, plan FROM profiles ORDER BY n',
  );
  const put = db.prepare<[ProfileRow]>(
    `INSERT INTO profiles (id, name, kind, planned_start_ms, plan) VALUES (@id, @name, @kind, @plannedStartMs, @plan)
     ON CONFLICT (id) DO UPDATE SET name = @name, kind = @kind, planned_start_ms = @plannedStartMs, plan = @plan`,
  );
  const remove = db.prepare<[string]>('DELETE FROM profiles WHERE id = ?');
  return {
    list: () =>
      rows.read(
        'profile',
        profileSchema,
        list.all().map(({ plan, ...row }) => ({ id: row.id, value: { ...row, ...planFrom(plan) } })),
      ),
    put: ({ id, name, kind, plannedStartMs, ...plan }) => {
      put.run({ id, name, kind, plannedStartMs, plan: JSON.stringify(plan) });
    },
    remove: (id) => remove.run(id).changes > 0,
  };
}

/** The columns of a plan; nothing, which no schema accepts, when it is no JSON object. */
export function planFrom(text: string): object {
  const plan = fromJson(text);
  return typeof plan === 'object' && plan !== null ? plan : {};
}
