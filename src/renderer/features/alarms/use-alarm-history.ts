import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useAlarms } from '#renderer/stores/alarms.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';

/** How many past alarms are read. */
const HISTORY_LIMIT = 200;

/** Past and present alarms, newest first; read again whenever an alarm changes. */
export function useAlarmHistory() {
  const api = useApi();
  const changes = useAlarms((store) => store.changes);
  const { data, error, isSuccess, refetch } = useQuery(
    api.alarm.list.queryOptions({ input: { history: true, limit: HISTORY_LIMIT } }),
  );
  useEffect(() => {
    if (changes > 0) void refetch();
  }, [changes, refetch]);
  return {
    alarms: data,
    loaded: isSuccess,
    error: error === null ? null : errorText(error),
    retry: () => void refetch(),
  };
}
