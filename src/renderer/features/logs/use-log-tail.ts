import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLogTail } from '#renderer/stores/log-tail.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { LogEntry, LogLevel } from '#shared/domain/log-entry.ts';
import { matches } from './log-filter.ts';

/** What to show of the log. */
export interface LogFilter {
  readonly level: LogLevel;
  readonly search: string;
}

const PAGE = 300;

/** Log entries, newest first: those before the page was opened, then live; `paused` freezes them. */
export function useLogEntries(filter: LogFilter, paused: boolean) {
  const api = useApi();
  const search = filter.search.trim();
  const query = useQuery(
    api.log.list.queryOptions({
      input: { level: filter.level, limit: PAGE, ...(search === '' ? {} : { search }) },
    }),
  );
  const live = useLogTail((store) => store.entries);
  const [frozen, setFrozen] = useState<readonly LogEntry[] | null>(null);
  useEffect(() => setFrozen(paused ? useLogTail.getState().entries : null), [paused]);
  const { data, error, refetch, isPending } = query;
  const newest = data?.[0]?.id ?? 0;
  const tail = (frozen ?? live).filter((entry) => entry.id > newest && matches(entry, filter.level, search));
  return {
    entries: [...tail.toReversed(), ...(data ?? [])].slice(0, 2 * PAGE),
    missed: frozen === null ? 0 : Math.max(0, (live.at(-1)?.id ?? 0) - (frozen.at(-1)?.id ?? newest)),
    loading: isPending,
    error: error === null ? null : errorText(error),
    retry: () => void refetch(),
  };
}
