import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { type AlarmRule, alarmRuleSchema } from '#shared/domain/alarm-rule.ts';
import { fromJson, type RowReader } from './row-reader.ts';

type RuleRow = Omit<AlarmRule, 'enabled' | 'condition'> & {
  readonly enabled: number;
  readonly condition: string;
};

const COLUMNS = `id, name, enabled, priority, condition, on_delay_s AS onDelayS, off_delay_s AS offDelayS,
  consequence, response`;

const PUT = `
  INSERT INTO alarm_rules (id, name, enabled, priority, condition, on_delay_s, off_delay_s, consequence, response)
  VALUES (@id, @name, @enabled, @priority, @condition, @onDelayS, @offDelayS, @consequence, @response)
  ON CONFLICT (id) DO UPDATE SET name = @name, enabled = @enabled, priority = @priority, condition = @condition,
    on_delay_s = @onDelayS, off_delay_s = @offDelayS, consequence = @consequence, response = @response`;

export function createAlarmRulesRepository(db: Database, rows: RowReader): Store['alarmRules'] {
  const list = db.prepare<[], RuleRow>(`SELECT ${COLUMNS} FROM alarm_rules ORDER BY n`);
  const put = db.prepare<[RuleRow]>(PUT);
  const remove = db.prepare<[string]>('DELETE FROM alarm_rules WHERE id = ?');
  return {
    list: () =>
      rows.read(
        'alarm rule',
        alarmRuleSchema,
        list.all().map((row) => ({
          id: row.id,
          value: { ...row, enabled: row.enabled === 1, condition: fromJson(row.condition) },
        })),
      ),
    put: (rule) => {
      put.run({ ...rule, enabled: rule.enabled ? 1 : 0, condition: JSON.stringify(rule.condition) });
    },
    remove: (id) => remove.run(id).changes > 0,
  };
}
