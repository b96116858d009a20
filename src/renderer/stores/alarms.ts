import { useMemo } from 'react';
import { create } from 'zustand';
import { type Alarm, type AlarmPriority, alarmPrioritySchema } from '#shared/domain/alarm.ts';

/** Alarms that are not over, by id. */
interface AlarmsStore {
  readonly active: Readonly<Record<string, Alarm>>;
  /** Alarms that are over and whose shelf still holds, by id: should they come again, nobody would see them. */
  readonly rested: Readonly<Record<string, Alarm>>;
  /** Counts changes, so that the history knows when to look again. */
  readonly changes: number;
}

export const useAlarms = create<AlarmsStore>(() => ({ active: {}, rested: {}, changes: 0 }));

/** Priorities, the most urgent first. */
export const priorityOrder: readonly AlarmPriority[] = alarmPrioritySchema.options;

/** Takes over the whole list of active alarms, and of what is shelved. */
export function loadAlarms(alarms: readonly Alarm[], shelved: readonly Alarm[]): void {
  const byId = (those: readonly Alarm[]) => Object.fromEntries(those.map((alarm) => [alarm.id, alarm]));
  useAlarms.setState((store) => ({
    active: byId(alarms.filter(({ state }) => state !== 'normal')),
    rested: byId(shelved.filter(isRested)),
    changes: store.changes + 1,
  }));
}

/** True for an alarm that is over and still on the shelf. */
export function isRested({ state, shelved }: Alarm): boolean {
  return state === 'normal' && shelved !== null;
}

/** Takes over changes of alarms, in one update. */
export function changeAlarms(alarms: readonly Alarm[]): void {
  if (alarms.length === 0) return;
  useAlarms.setState((store) => {
    const active = { ...store.active };
    const rested = { ...store.rested };
    for (const alarm of alarms) {
      delete active[alarm.id];
      delete rested[alarm.id];
      if (isRested(alarm)) rested[alarm.id] = alarm;
      else if (alarm.state !== 'normal') active[alarm.id] = alarm;
    }
    return { active, rested, changes: store.changes + 1 };
  });
}

/** True while nobody has acknowledged the alarm. */
export function needsAcknowledge(alarm: Alarm): boolean {
  return alarm.state === 'unacknowledged' || alarm.state === 'cleared-unacknowledged';
}

/** True while somebody has to see the alarm now: shelved alarms wait until their time is over. */
export function isUnseen(alarm: Alarm): boolean {
  return alarm.shelved === null && needsAcknowledge(alarm);
}

/** Most urgent first; within a priority unseen ones first, then the oldest. */
export function sortAlarms(alarms: readonly Alarm[]): Alarm[] {
  const rank = (alarm: Alarm): number =>
    priorityOrder.indexOf(alarm.priority) * 2 + (needsAcknowledge(alarm) ? 0 : 1);
  return alarms.toSorted((a, b) => rank(a) - rank(b) || a.raisedAtMs - b.raisedAtMs);
}

/** How many alarms of a priority there are. */
export interface PriorityCount {
  readonly priority: AlarmPriority;
  readonly count: number;
}

/** How many alarms there are of each priority that occurs, the most urgent first. */
export function countByPriority(alarms: readonly Alarm[]): PriorityCount[] {
  return priorityOrder
    .map((priority) => ({ priority, count: alarms.filter((alarm) => alarm.priority === priority).length }))
    .filter(({ count }) => count > 0);
}

/** Every active alarm that is not shelved, most urgent first. */
export function useActiveAlarms(): Alarm[] {
  const active = useAlarms((store) => store.active);
  return useMemo(() => sortAlarms(Object.values(active).filter(({ shelved }) => shelved === null)), [active]);
}

/** The active alarms that nobody has seen, most urgent first. */
export function useUnseenAlarms(): Alarm[] {
  const alarms = useActiveAlarms();
  return useMemo(() => alarms.filter(isUnseen), [alarms]);
}

/** What is out of sight for a while, over at the moment or not; what comes back first stands first. */
export function useShelvedAlarms(): Alarm[] {
  const active = useAlarms((store) => store.active);
  const rested = useAlarms((store) => store.rested);
  return useMemo(
    () =>
      [...Object.values(active), ...Object.values(rested)]
        .filter(({ shelved }) => shelved !== null)
        .toSorted((a, b) => (a.shelved?.untilMs ?? 0) - (b.shelved?.untilMs ?? 0)),
    [active, rested],
  );
}

/** Active alarms about one of these things that are not shelved, most urgent first. */
export function useAlarmsOf(sources: readonly string[]): Alarm[] {
  const all = useActiveAlarms();
  return useMemo(() => all.filter(({ source }) => sources.includes(source)), [all, sources]);
}
