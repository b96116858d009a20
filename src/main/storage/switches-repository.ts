import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { pointIdSchema } from '#shared/domain/ids.ts';

interface SwitchRow {
  readonly pointId: string;
  readonly isOn: number;
  readonly atMs: number;
}

export function createSwitchesRepository(db: Database): Store['switches'] {
  const list = db.prepare<[], SwitchRow>(
    'SELECT point_id AS pointId, is_on AS isOn, at_ms AS atMs FROM switches',
  );
  const put = db.prepare<[SwitchRow]>(
    `INSERT INTO switches (point_id, is_on, at_ms) VALUES (@pointId, @isOn, @atMs)
     ON CONFLICT (point_id) DO UPDATE SET is_on = @isOn, at_ms = @atMs`,
  );
  return {
    // The columns are strict, so only the id could be none; such a row belongs to no point.
    list: () =>
      list.all().flatMap(({ pointId, isOn, atMs }) => {
        const id = pointIdSchema.safeParse(pointId);
        return id.success ? [{ pointId: id.data, on: isOn !== 0, atMs }] : [];
      }),
    put: ({ pointId, on, atMs }) => {
      put.run({ pointId, isOn: on ? 1 : 0, atMs });
    },
  };
}
