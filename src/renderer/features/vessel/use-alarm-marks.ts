import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useAlarms } from '#renderer/stores/alarms.ts';
import { useApi } from '#renderer/transport/api.ts';
import type { ChartMark } from '#renderer/ui/chart-model.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { useSources } from './use-sources.ts';

/** How many alarms are read for the marks of a trend. */
const MARKED_ALARMS = 200;

/** The alarms of a vessel, past and present, as marks; read again whenever an alarm changes. */
export function useAlarmMarks(config: Vessel): ChartMark[] {
  const api = useApi();
  const changes = useAlarms((store) => store.changes);
  const { data, refetch } = useQuery(
    api.alarm.list.queryOptions({ input: { history: true, limit: MARKED_ALARMS } }),
  );
  useEffect(() => {
    if (changes > 0) void refetch();
  }, [changes, refetch]);
  const sources = useSources(config);
  return useMemo(
    () =>
      (data ?? [])
        .filter(({ source }) => sources.includes(source))
        .map(({ raisedAtMs, message, priority }) => ({
          atMs: raisedAtMs,
          label: message,
          color: `--${priority}`,
        })),
    [data, sources],
  );
}
