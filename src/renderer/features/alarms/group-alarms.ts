import type { Alarm } from '#shared/domain/alarm.ts';

/** More active alarms than these are a flood: nobody reads a list so long. */
export const FLOOD = 10;

/** A line of the list: one alarm, or those of one source together. */
export type AlarmEntry =
  | { readonly kind: 'one'; readonly alarm: Alarm }
  | {
      readonly kind: 'group';
      readonly source: string;
      readonly sourceName: string;
      /** Two or more, the most urgent first. */
      readonly alarms: readonly Alarm[];
    };

/**
 * The lines of the active list. In a flood, alarms of one source stand together, where the most urgent of them would
 * stand; critical ones always stand alone, so that none is hidden.
 * @param sorted alarms, the most urgent first
 */
export function groupAlarms(sorted: readonly Alarm[]): AlarmEntry[] {
  if (sorted.length <= FLOOD) return sorted.map((alarm) => ({ kind: 'one', alarm }));
  const bySource = new Map<string, Alarm[]>();
  for (const alarm of sorted) {
    if (alarm.priority === 'critical') continue;
    const group = bySource.get(alarm.source);
    if (group === undefined) bySource.set(alarm.source, [alarm]);
    else group.push(alarm);
  }
  return sorted.flatMap((alarm): AlarmEntry[] => {
    const group = alarm.priority === 'critical' ? undefined : bySource.get(alarm.source);
    if (group === undefined || group.length === 1) return [{ kind: 'one', alarm }];
    if (group[0] !== alarm) return [];
    return [{ kind: 'group', source: alarm.source, sourceName: alarm.sourceName, alarms: group }];
  });
}
