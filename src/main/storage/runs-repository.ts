import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { type Run, runSchema } from '#shared/domain/run.ts';
import { planFrom } from './profiles-repository.ts';
import type { RowReader } from './row-reader.ts';

interface RunRow {
  readonly id: string;
  readonly vesselId: string;
  readonly profileId: string;
  readonly profileName: string;
  readonly kind: string;
  readonly state: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly elapsedS: number;
  readonly elapsedAtMs: number;
  readonly plan: string;
}

const COLUMNS = `id, vessel_id AS vesselId, profile_id AS profileId, profile_name AS profileName, kind, state,
  started_at_ms AS startedAtMs, ended_at_ms AS endedAtMs, elapsed_s AS elapsedS, elapsed_at_ms AS elapsedAtMs, plan`;

const PUT = `
  INSERT INTO runs (id, vessel_id, profile_id, profile_name, kind, state, started_at_ms, ended_at_ms,
    elapsed_s, elapsed_at_ms, plan)
  VALUES (@id, @vesselId, @profileId, @profileName, @kind, @state, @startedAtMs, @endedAtMs,
    @elapsedS, @elapsedAtMs, @plan)
  ON CONFLICT (id) DO UPDATE SET vessel_id = @vesselId, profile_id = @profileId, profile_name = @profileName,
    kind = @kind, state = @state, started_at_ms = @startedAtMs, ended_at_ms = @endedAtMs,
    elapsed_s = @elapsedS, elapsed_at_ms = @elapsedAtMs, plan = @plan`;

/** What of a run is kept as JSON. */
function planOf(run: Run): unknown {
  return run.kind === 'mash'
    ? { steps: run.steps, place: run.place }
    : { points: run.points, events: run.events, toldS: run.toldS };
}

export function createRunsRepository(db: Database, rows: RowReader): Store['runs'] {
  const active = db.prepare<[], RunRow>(`SELECT ${COLUMNS} FROM runs WHERE state <> 'stopped' ORDER BY n`);
  const list = db.prepare<[number], RunRow>(`SELECT ${COLUMNS} FROM runs ORDER BY n DESC LIMIT ?`);
  const put = db.prepare<[RunRow]>(PUT);
  const read = (found: readonly RunRow[]): Run[] =>
    rows.read(
      'run',
      runSchema,
      found.map(({ plan, ...row }) => ({ id: row.id, value: { ...row, ...planFrom(plan) } })),
    );
  return {
    active: () => read(active.all()),
    list: (limit) => read(list.all(limit)),
    put: (run) => {
      const { id, vesselId, profileId, profileName, kind, state } = run;
      const { startedAtMs, endedAtMs, elapsedS, elapsedAtMs } = run;
      const what = { id, vesselId, profileId, profileName, kind, state };
      const when = { startedAtMs, endedAtMs, elapsedS, elapsedAtMs };
      put.run({ ...what, ...when, plan: JSON.stringify(planOf(run)) });
    },
  };
}
