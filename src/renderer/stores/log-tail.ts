import { create } from 'zustand';
import type { LogEntry } from '#shared/domain/log-entry.ts';

/** Entries kept since the page was opened. */
const KEPT = 500;

interface LogTailStore {
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
}

export const useLogTail = create<LogTailStore>(() => ({ entries: [] }));

/** Adds entries that arrived live. */
export function addLogEntries(entries: readonly LogEntry[]): void {
  if (entries.length === 0) return;
  useLogTail.setState((store) => {
    const lastId = store.entries.at(-1)?.id ?? 0;
    return { entries: [...store.entries, ...entries.filter(({ id }) => id > lastId)].slice(-KEPT) };
  });
}
