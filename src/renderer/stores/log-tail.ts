import { create } from 'zustand';
import type { LogEntry } from '#shared/domain/log-entry.ts';

/** Entries kept since the page was opened. */
export const LOG_TAIL_KEPT = 500;

interface LogTailStore {
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
  /** Counts how often entries were missed: whoever shows more than the tail has to ask for them. */
  readonly gaps: number;
}

export const useLogTail = create<LogTailStore>(() => ({ entries: [], gaps: 0 }));

/** Adds entries that arrived live. */
export function addLogEntries(entries: readonly LogEntry[]): void {
  if (entries.length === 0) return;
  useLogTail.setState((store) => {
    const lastId = store.entries.at(-1)?.id ?? 0;
    const added = entries.filter(({ id }) => id > lastId);
    return { entries: [...store.entries, ...added].slice(-LOG_TAIL_KEPT) };
  });
}

/** The connection broke for too long to be told what was missed, or another console answers. */
export function breakLogTail(): void {
  useLogTail.setState((store) => ({ entries: [], gaps: store.gaps + 1 }));
}
