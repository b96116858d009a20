import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { type Alarm, alarmSchema } from '#shared/domain/alarm.ts';
import { containing } from './like.ts';
import { fromJson, type RowReader } from './row-reader.ts';

type AlarmRow = Omit<Alarm, 'shelved'> & { readonly shelved: string | null };

interface AlarmFilter {
  readonly beforeMs: number;
  readonly like: string | null;
  readonly limit: number;
}

const COLUMNS = `id, code, priority, source, source_name AS sourceName, message, consequence, response,
  rule_id AS ruleId, state, raised_at_ms AS raisedAtMs, acknowledged_at_ms AS acknowledgedAtMs,
  acknowledged_by AS acknowledgedBy, cleared_at_ms AS clearedAtMs, shelved`;

const PUT = `
  INSERT INTO alarms (id, code, priority, source, source_name, message, consequence, response, rule_id, state,
    raised_at_ms, acknowledged_at_ms, acknowledged_by, cleared_at_ms, shelved)
  VALUES (@id, @code, @priority, @source, @sourceName, @message, @consequence, @response, @ruleId, @state,
    @raisedAtMs, @acknowledgedAtMs, @acknowledgedBy, @clearedAtMs, @shelved)
  ON CONFLICT (id) DO UPDATE SET code = @code, priority = @priority, source = @source, source_name = @sourceName,
    message = @message, consequence = @consequence, response = @response, rule_id = @ruleId, state = @state,
    raised_at_ms = @raisedAtMs, acknowledged_at_ms = @acknowledgedAtMs, acknowledged_by = @acknowledgedBy,
    cleared_at_ms = @clearedAtMs, shelved = @shelved`;

const FOUND = `raised_at_ms < @beforeMs
  AND (@like IS NULL OR message LIKE @like ESCAPE '\\' OR source_name LIKE @like ESCAPE '\\')`;

/** A page does not end between alarms of one instant, since the next page begins before its last instant. */
const LIST = `
  SELECT ${COLUMNS} FROM alarms
  WHERE ${FOUND} AND raised_at_ms >= (SELECT min(raised_at_ms) FROM (
    SELECT raised_at_ms FROM alarms WHERE ${FOUND} ORDER BY raised_at_ms DESC LIMIT @limit))
  ORDER BY raised_at_ms DESC, n DESC`;

/** Alarms that are over, but for the newest so many. */
const TRIM = `
  DELETE FROM alarms WHERE state = 'normal'
    AND n <= (SELECT n FROM alarms ORDER BY n DESC LIMIT 1 OFFSET ?)`;

export function createAlarmsRepository(db: Database, rows: RowReader): Store['alarms'] {
  const active = db.prepare<[], AlarmRow>(`SELECT ${COLUMNS} FROM alarms WHERE state <> 'normal' ORDER BY n`);
  const list = db.prepare<[AlarmFilter], AlarmRow>(LIST);
  const put = db.prepare<[AlarmRow]>(PUT);
  const trim = db.prepare<[number]>(TRIM);
  const read = (found: readonly AlarmRow[]): Alarm[] =>
    rows.read(
      'alarm',
      alarmSchema,
      found.map(({ shelved, ...row }) => ({
        id: row.id,
        value: { ...row, shelved: shelved === null ? null : fromJson(shelved) },
      })),
    );
  return {
    active: () => read(active.all()),
    list: ({ beforeMs, search, limit }) =>
      read(
        list.all({
          beforeMs: beforeMs ?? Number.MAX_SAFE_INTEGER,
          like: search === undefined ? null : containing(search),
          limit,
        }),
      ),
    put: (alarm) => {
      put.run({ ...alarm, shelved: alarm.shelved === null ? null : JSON.stringify(alarm.shelved) });
    },
    trim: (keep) => {
      trim.run(keep);
    },
  };
}
