import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useAlarms } from '#renderer/stores/alarms.ts';
import { type Api, useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { Alarm } from '#shared/domain/alarm.ts';

/** How soon after a change the list is read again, ms. */
const READ_AFTER_MS = 300;
/** How many alarms are read at once for the list. */
const PAGE = 50;
/** And for a file: the most that the console hands out. */
const FILE_PAGE = 1000;

/** Past alarms that contain a text, newest first, page by page; read again whenever an alarm changes. */
export function useAlarmHistory(search: string) {
  const api = useApi();
  const changes = useAlarms((store) => store.changes);
  const query = useInfiniteQuery(
    api.alarm.list.infiniteOptions({
      input: (beforeMs: number | undefined) => inputOf(search, beforeMs, PAGE),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: (page: readonly Alarm[]) => nextBefore(page, PAGE),
      placeholderData: keepPreviousData,
    }),
  );
  const { data, error, isSuccess, isFetching, refetch, fetchNextPage } = query;
  useAfterChanges(changes, isFetching, refetch);
  // What is being read is waited for: it would be given up for the next page, and its news with it.
  const readOlder = async (): Promise<void> => {
    if (isFetching) await refetch({ cancelRefetch: false });
    await fetchNextPage();
  };
  const alarms = useMemo(() => pastOf(data?.pages ?? []), [data]);
  return {
    alarms,
    loaded: isSuccess,
    error: error === null ? null : errorText(error),
    retry: () => void refetch(),
    /** Reads the next older page; null when there is none. */
    older: query.hasNextPage ? () => void readOlder() : null,
    loadingOlder: query.isFetchingNextPage,
  };
}

/**
 * Reads again after a change, unless something is being read: then after that. Many changes in a row are read together,
 * and the last of them always is.
 */
function useAfterChanges(changes: number, isFetching: boolean, read: () => unknown): void {
  const known = useRef(0);
  const dueMs = useRef<number | null>(null);
  useEffect(() => {
    if (changes === known.current || isFetching) return;
    dueMs.current ??= performance.now() + READ_AFTER_MS;
    const timer = setTimeout(() => {
      known.current = changes;
      dueMs.current = null;
      read();
    }, dueMs.current - performance.now());
    return () => clearTimeout(timer);
  }, [changes, isFetching, read]);
}

/** The whole history that contains a text, newest first. */
export async function readWholeHistory(api: Api, search: string): Promise<Alarm[]> {
  const pages: Alarm[][] = [];
  let beforeMs: number | undefined;
  do {
    const page: Alarm[] = await api.alarm.list.call(inputOf(search, beforeMs, FILE_PAGE));
    pages.push(page);
    beforeMs = nextBefore(page, FILE_PAGE);
  } while (beforeMs !== undefined);
  return pastOf(pages);
}

/** Before which instant the next page begins: a page never ends between alarms of one instant. */
export function nextBefore(page: readonly Alarm[], size: number): number | undefined {
  return page.length < size ? undefined : page.at(-1)?.raisedAtMs;
}

/** The alarms of all pages that are over, each once. */
export function pastOf(pages: readonly (readonly Alarm[])[]): Alarm[] {
  const byId = new Map(pages.flat().map((alarm) => [alarm.id, alarm]));
  return [...byId.values()].filter(({ state }) => state === 'normal');
}

function inputOf(search: string, beforeMs: number | undefined, limit: number) {
  return {
    history: true,
    limit,
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(beforeMs === undefined ? {} : { beforeMs }),
  };
}
