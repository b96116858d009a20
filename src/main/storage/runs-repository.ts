import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { type Run, runSchema } from '#shared/domain/profile.ts';
import { fromJson, type RowReader } from './row-reader.ts';

type RunRow = Omit<Run, 'points'> & { readonly points: string };

const COLUMNS = `id, vessel_id AS vesselId, profile_id AS profileId, profile_name AS profileName, kind, state,
  started_at_ms AS startedAtMs, ended_at_ms AS endedAtMs, elapsed_s AS elapsedS, elapsed_at_ms AS elapsedAtMs, points`;

const PUT = `
  INSERT INTO runs (id, vessel_id, profile_id, profile_name, kind, state, started_at_ms, ended_at_ms,
    elapsed_s, elapsed_at_ms, points)
  VALUES (@id, @vesselId, @profileId, @profileName, @kind, @state, @startedAtMs, @endedAtMs,
    @elapsedS, @elapsedAtMs, @points)
  ON CONFLICT (id) DO UPDATE SET vessel_id = @vesselId, profile_id = @profileId, profile_name = @profileName,
    kind = @kind, state = @state, started_at_ms = @startedAtMs, ended_at_ms = @endedAtMs,
    elapsed_s = @elapsedS, elapsed_at_ms = @elapsedAtMs, points = @points`;

export function createRunsRepository(db: Database, rows: RowReader): Store['runs'] {
  const active = db.prepare<[], RunRow>(`SELECT ${COLUMNS} FROM runs WHERE state <> 'stopped' ORDER BY n`);
  const list = db.prepare<[number], RunRow>(`SELECT ${COLUMNS} FROM runs ORDER BY n DESC LIMIT ?`);
  const put = db.prepare<[RunRow]>(PUT);
  const read = (found: readonly RunRow[]): Run[] =>
    rows.read(
      'run',
      runSchema,
      found.map((row) => ({ id: row.id, value: { ...row, points: fromJson(row.points) } })),
    );
  return {
    active: () => read(active.all()),
    list: (limit) => read(list.all(limit)),
    put: (run) => {
      put.run({ ...run, points: JSON.stringify(run.points) });
    },
  };
}
