import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { LOG_TAIL_KEPT, useLogTail } from '#renderer/stores/log-tail.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { LogEntry } from '#shared/domain/log-entry.ts';
import { type LogFilter, matches, requestOf } from './log-filter.ts';

const PAGE = 200;
/** Entries that are shown at most: more of them are a file, not a page. */
export const MAX_SHOWN = 3000;

/** Log entries of a filter, newest first: those before the page was opened, then live; `paused` freezes them. */
export function useLogEntries(filter: LogFilter, paused: boolean) {
  const pages = useLogPages(filter);
  const { data, refetch } = pages;
  const newest = data?.pages[0]?.[0]?.id ?? 0;
  const live = useLogTail((store) => store.entries);
  const frozen = useFrozen(live, paused);
  useMending(newest, paused, refetch);
  const entries = useMemo(() => {
    const tail = (frozen ?? live).filter((entry) => entry.id > newest && matches(entry, filter));
    return [...tail.toReversed(), ...(data?.pages.flat() ?? [])];
  }, [frozen, live, newest, filter, data]);
  const isFull = entries.length >= MAX_SHOWN;
  const lastFrozen = frozen?.at(-1)?.id ?? newest;
  return {
    entries,
    missed:
      frozen === null ? 0 : live.filter((entry) => entry.id > lastFrozen && matches(entry, filter)).length,
    loading: pages.isPending,
    error: pages.error === null ? null : errorText(pages.error),
    retry: () => void refetch(),
    /** Null when there are no older ones; `full` when there are more than are shown. */
    older: olderState(pages.hasNextPage, isFull),
    loadOlder: () => void pages.fetchNextPage(),
    loadingOlder: pages.isFetchingNextPage,
  };
}

function olderState(hasNextPage: boolean, isFull: boolean): 'more' | 'full' | null {
  if (!hasNextPage) return null;
  return isFull ? 'full' : 'more';
}

/** What is kept, page by page backwards. It is asked for anew whenever the screen or the filter changes. */
function useLogPages(filter: LogFilter) {
  const api = useApi();
  return useInfiniteQuery(
    api.log.list.infiniteOptions({
      input: (beforeId: number | null) => ({
        ...requestOf(filter),
        limit: PAGE,
        ...(beforeId === null ? {} : { beforeId }),
      }),
      initialPageParam: null,
      getNextPageParam: (page) => (page.length < PAGE ? null : (page.at(-1)?.id ?? null)),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    }),
  );
}

/** The live entries at the moment of the pause, or null while it goes on. */
function useFrozen(live: readonly LogEntry[], paused: boolean): readonly LogEntry[] | null {
  const [frozen, setFrozen] = useState<readonly LogEntry[] | null>(null);
  if (paused && frozen === null) setFrozen(live);
  if (!paused && frozen !== null) setFrozen(null);
  return frozen;
}

/** Asks anew when entries are missing between what was loaded and what is live. */
function useMending(newest: number, paused: boolean, refetch: () => unknown): void {
  const gaps = useLogTail((store) => store.gaps);
  const isTorn = useLogTail(
    ({ entries }) => entries.length >= LOG_TAIL_KEPT && newest > 0 && (entries[0]?.id ?? 0) > newest + 1,
  );
  const [mended, setMended] = useState(gaps);
  const isDue = !paused && (isTorn || gaps !== mended);
  useEffect(() => {
    if (!isDue) return;
    setMended(gaps);
    refetch();
  }, [isDue, gaps, refetch]);
}
