import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { type Alarm, alarmSchema } from '#shared/domain/alarm.ts';
import type { RowReader } from './row-reader.ts';

const COLUMNS = `id, code, priority, source, source_name AS sourceName, message, state, raised_at_ms AS raisedAtMs,
  acknowledged_at_ms AS acknowledgedAtMs, acknowledged_by AS acknowledgedBy, cleared_at_ms AS clearedAtMs`;

const PUT = `
  INSERT INTO alarms (id, code, priority, source, source_name, message, state, raised_at_ms,
    acknowledged_at_ms, acknowledged_by, cleared_at_ms)
  VALUES (@id, @code, @priority, @source, @sourceName, @message, @state, @raisedAtMs,
    @acknowledgedAtMs, @acknowledgedBy, @clearedAtMs)
  ON CONFLICT (id) DO UPDATE SET code = @code, priority = @priority, source = @source, source_name = @sourceName,
    message = @message, state = @state, raised_at_ms = @raisedAtMs, acknowledged_at_ms = @acknowledgedAtMs,
    acknowledged_by = @acknowledgedBy, cleared_at_ms = @clearedAtMs`;

export function createAlarmsRepository(db: Database, rows: RowReader): Store['alarms'] {
  const active = db.prepare<[], Alarm>(`SELECT ${COLUMNS} FROM alarms WHERE state <> 'normal' ORDER BY n`);
  const list = db.prepare<[number], Alarm>(`SELECT ${COLUMNS} FROM alarms ORDER BY n DESC LIMIT ?`);
  const put = db.prepare<[Alarm]>(PUT);
  const read = (found: readonly Alarm[]): Alarm[] =>
    rows.read(
      'alarm',
      alarmSchema,
      found.map((row) => ({ id: row.id, value: row })),
    );
  return {
    active: () => read(active.all()),
    list: (limit) => read(list.all(limit)),
    put: (alarm) => {
      put.run(alarm);
    },
  };
}
