import { create } from 'zustand';
import type { ConsolePayload } from '#shared/contract/channels.ts';
import type { AlarmRule } from '#shared/domain/alarm-rule.ts';

/** The alarms that users have set up, in the order in which they did. */
interface AlarmRulesStore {
  readonly rules: readonly AlarmRule[];
  /** True once the console has said which there are. */
  readonly loaded: boolean;
}

export const useAlarmRules = create<AlarmRulesStore>(() => ({ rules: [], loaded: false }));

/** Takes over the whole list. */
export function loadAlarmRules(rules: readonly AlarmRule[]): void {
  useAlarmRules.setState({ rules, loaded: true });
}

/** Takes over changes, in one update. */
export function changeAlarmRules(changes: readonly ConsolePayload<'alarm-rules'>[]): void {
  if (changes.length > 0) useAlarmRules.setState(({ rules }) => ({ rules: changes.reduce(changed, rules) }));
}

function changed(rules: readonly AlarmRule[], change: ConsolePayload<'alarm-rules'>): readonly AlarmRule[] {
  if (change.type === 'removed') return rules.filter(({ id }) => id !== change.ruleId);
  const { rule } = change;
  const known = rules.some(({ id }) => id === rule.id);
  return known ? rules.map((each) => (each.id === rule.id ? rule : each)) : [...rules, rule];
}
