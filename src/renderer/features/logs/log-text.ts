import { writeCsv } from '#renderer/ui/csv.ts';
import { isoInstant } from '#renderer/ui/instant.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import type { LogEntry } from '#shared/domain/log-entry.ts';

/** The forms in which a log leaves the console. */
export type LogForm = 'csv' | 'text';

export const formTypes: Readonly<Record<LogForm, { readonly type: string; readonly ending: string }>> = {
  csv: { type: 'text/csv', ending: 'csv' },
  text: { type: 'text/plain', ending: 'txt' },
};

/** Entries as a file, in the order in which they came, with temperatures in the shown unit. */
export function logFile(entries: readonly LogEntry[], form: LogForm, unit: TemperatureUnit): string {
  return form === 'csv' ? asCsv(entries, unit) : asText(entries, unit);
}

function asCsv(entries: readonly LogEntry[], unit: TemperatureUnit): string {
  const rows = entries.map(({ atMs, level, source, message }) => [
    // As spreadsheets read it.
    new Date(atMs).toISOString().slice(0, 19).replace('T', ' '),
    level,
    source,
    textInUnit(message, unit),
  ]);
  return writeCsv([['Time (UTC)', 'Level', 'Source', 'Message'], ...rows]);
}

function asText(entries: readonly LogEntry[], unit: TemperatureUnit): string {
  return entries
    .map(({ atMs, level, source, message }) => {
      const lines = textInUnit(message, unit).split('\n').join('\n    ');
      return `${isoInstant(atMs)}  ${level.padEnd(7)}  ${source}: ${lines}\n`;
    })
    .join('');
}
