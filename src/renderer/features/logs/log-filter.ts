import { type LogEntry, type LogLevel, logLevelSchema } from '#shared/domain/log-entry.ts';

/** Which entries of the log somebody wants to see. */
export interface LogFilter {
  /** This level and the graver ones. */
  readonly level: LogLevel;
  /** Who says it; null for everybody. */
  readonly source: string | null;
  /** Text that the message contains; empty for any. */
  readonly search: string;
}

/** What `log.list` is asked for the entries of a filter. */
export interface LogRequest {
  level: LogLevel;
  source?: string;
  search?: string;
}

/** A filter as the console takes it. */
export function requestOf({ level, source, search }: LogFilter): LogRequest {
  return { level, ...(source === null ? {} : { source }), ...(search === '' ? {} : { search }) };
}

const levels = logLevelSchema.options;

/** True when the console would list an entry for this filter: what comes live is held against it here. */
export function matches(entry: LogEntry, filter: LogFilter): boolean {
  if (levels.indexOf(entry.level) < levels.indexOf(filter.level)) return false;
  if (filter.source !== null && entry.source !== filter.source) return false;
  return lower(entry.message).includes(lower(filter.search));
}

/** The console's search takes the letters A to Z for a to z, and no others. */
function lower(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
