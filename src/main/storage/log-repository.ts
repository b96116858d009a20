import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { type LogEntry, logEntrySchema, logLevelSchema } from '#shared/domain/log-entry.ts';
import { containing } from './like.ts';
import type { RowReader } from './row-reader.ts';
import { withoutSync } from './without-sync.ts';

interface LogFilter {
  readonly beforeId: number;
  /** JSON list. */
  readonly levels: string;
  readonly source: string | null;
  readonly like: string | null;
  readonly limit: number;
}

const LIST = `
  SELECT id, at_ms AS atMs, level, source, message FROM log
  WHERE id < @beforeId
    AND level IN (SELECT value FROM json_each(@levels))
    AND (@source IS NULL OR source = @source)
    AND (@like IS NULL OR message LIKE @like ESCAPE '\\')
  ORDER BY id DESC LIMIT @limit`;

/** Levels from the least grave on: a query for one of them means those after it as well. */
const levels = logLevelSchema.options;

export function createLogRepository(db: Database, rows: RowReader): Store['log'] {
  const append = db.prepare<[Omit<LogEntry, 'id'>]>(
    'INSERT INTO log (at_ms, level, source, message) VALUES (@atMs, @level, @source, @message)',
  );
  const list = db.prepare<[LogFilter], LogEntry>(LIST);
  const trim = db.prepare<[number]>(
    'DELETE FROM log WHERE id <= (SELECT id FROM log ORDER BY id DESC LIMIT 1 OFFSET ?)',
  );
  const sources = db.prepare<[], string>('SELECT DISTINCT source FROM log ORDER BY source LIMIT 500').pluck();
  return {
    append: (entry) => {
      const { lastInsertRowid } = withoutSync(db, () => append.run(entry));
      return { ...entry, id: Number(lastInsertRowid) };
    },
    list: ({ beforeId, level, source, search, limit }) => {
      const found = list.all({
        beforeId: beforeId ?? Number.MAX_SAFE_INTEGER,
        levels: JSON.stringify(level === undefined ? levels : levels.slice(levels.indexOf(level))),
        source: source ?? null,
        like: search === undefined ? null : containing(search),
        limit,
      });
      return rows.read(
        'log entry',
        logEntrySchema,
        found.map((row) => ({ id: row.id, value: row })),
      );
    },
    sources: () => sources.all(),
    trim: (keep) => {
      withoutSync(db, () => trim.run(keep));
    },
  };
}
