import { useEffect } from 'react';
import { countByPriority, isUnseen, sortAlarms, useAlarms } from '#renderer/stores/alarms.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { priorityWords } from '#renderer/ui/words.ts';
import type { Alarm } from '#shared/domain/alarm.ts';

/** More new alarms than these are said as a number. */
export const MOST_AT_ONCE = 3;

/** The unseen alarms that were not among these, most urgent first. */
export function newAmong(known: ReadonlySet<string>, alarms: readonly Alarm[]): Alarm[] {
  return sortAlarms(alarms.filter((alarm) => isUnseen(alarm) && !known.has(alarm.id)));
}

/** Tells of alarms that came, or came back from the shelf. Those that the page found at its start are not new. */
export function useNewAlarms(onNew: (alarms: Alarm[]) => void): void {
  useEffect(() => {
    const unseenIds = (): Set<string> =>
      new Set(
        Object.values(useAlarms.getState().active)
          .filter(isUnseen)
          .map(({ id }) => id),
      );
    let known = useAlarms.getState().changes === 0 ? null : unseenIds();
    return useAlarms.subscribe(({ active }) => {
      const fresh = known === null ? [] : newAmong(known, Object.values(active));
      known = unseenIds();
      if (fresh.length > 0) onNew(fresh);
    });
  }, [onNew]);
}

/** New alarms in a sentence or a few; many of them as a count. */
export function sayAlarms(alarms: readonly Alarm[], unit: TemperatureUnit): string {
  if (alarms.length > MOST_AT_ONCE) {
    const counts = countByPriority(alarms).map(
      ({ priority, count }) => `${count} ${priorityWords[priority].toLowerCase()}`,
    );
    return `${alarms.length} new alarms: ${counts.join(', ')}.`;
  }
  return alarms
    .map(
      ({ priority, sourceName, message }) =>
        `${priorityWords[priority]} alarm, ${sourceName}: ${textInUnit(message, unit)}.`,
    )
    .join(' ');
}
