import { type LogEntry, type LogLevel, logLevelSchema } from '#shared/domain/log-entry.ts';

/** True when an entry is at least as grave as `level` and contains the text. */
export function matches(entry: LogEntry, level: LogLevel, search: string): boolean {
  const levels = logLevelSchema.options;
  if (levels.indexOf(entry.level) < levels.indexOf(level)) return false;
  return entry.message.toLowerCase().includes(search.toLowerCase());
}
