import type { CsvCell } from '#renderer/ui/csv.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { priorityWords } from '#renderer/ui/words.ts';
import type { Alarm } from '#shared/domain/alarm.ts';

const head = [
  'Raised (UTC)',
  'Cleared (UTC)',
  'Lasted s',
  'Priority',
  'Source',
  'Message',
  'Acknowledged by',
  'Acknowledged (UTC)',
];

/** Past alarms as a table for a spreadsheet: instants in UTC, durations in seconds. */
export function alarmTable(alarms: readonly Alarm[], unit: TemperatureUnit): CsvCell[][] {
  return [head, ...alarms.map((alarm) => row(alarm, unit))];
}

function row(alarm: Alarm, unit: TemperatureUnit): CsvCell[] {
  const { raisedAtMs, clearedAtMs, acknowledgedAtMs } = alarm;
  return [
    instant(raisedAtMs),
    instant(clearedAtMs),
    clearedAtMs === null ? null : Math.round((clearedAtMs - raisedAtMs) / 1000),
    priorityWords[alarm.priority],
    alarm.sourceName,
    textInUnit(alarm.message, unit),
    alarm.acknowledgedBy,
    instant(acknowledgedAtMs),
  ];
}

/** As spreadsheets read it: `2026-11-23 06:40:00`. */
function instant(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
}
