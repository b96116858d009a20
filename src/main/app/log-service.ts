import type { LogEntry, LogLevel } from '#shared/domain/log-entry.ts';
import type { Kernel } from './kernel.ts';
import type { LogQuery } from './ports/store.ts';

/** Entries kept on disk: weeks of a busy brewery, some megabytes. */
const KEEP_ENTRIES = 50_000;
const TRIM_EVERY = 1000;
const MESSAGE_MAX = 1000;

/** The log of the console: kept, and told on channel `logs`. */
export class LogService {
  private readonly kernel: Kernel;
  private lastId = 0;
  private sinceTrim = 0;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** Adds an entry. It is told live even when it cannot be kept; the failure is the store's own alarm. */
  add(level: LogLevel, source: string, message: string): LogEntry {
    const draft = { atMs: this.kernel.clock.wallMs(), level, source, message: message.slice(0, MESSAGE_MAX) };
    const entry = this.keep(draft);
    this.lastId = entry.id;
    this.kernel.hub.publish('logs', entry);
    return entry;
  }

  /** Newest first. */
  list(query: Omit<LogQuery, 'limit'> & { readonly limit?: number | undefined }): LogEntry[] {
    return this.kernel.store.log.list({ ...query, limit: query.limit ?? 200 });
  }

  /** Who has written entries that are still kept. */
  sources(): string[] {
    return this.kernel.store.log.sources();
  }

  private keep(draft: Omit<LogEntry, 'id'>): LogEntry {
    try {
      const entry = this.kernel.store.log.append(draft);
      this.sinceTrim += 1;
      if (this.sinceTrim >= TRIM_EVERY) {
        this.sinceTrim = 0;
        this.kernel.store.log.trim(KEEP_ENTRIES);
      }
      return entry;
    } catch {
      return { ...draft, id: this.lastId + 1 };
    }
  }
}
