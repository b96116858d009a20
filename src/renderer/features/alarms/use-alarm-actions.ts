import { useMutation } from '@tanstack/react-query';
import { changeAlarms } from '#renderer/stores/alarms.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { Alarm } from '#shared/domain/alarm.ts';

/** Acknowledging alarms, and clearing those that programs outside of the console raised. */
export function useAlarmActions() {
  const api = useApi();
  const one = { onSuccess: (alarm: Alarm) => changeAlarms([alarm]) };
  const acknowledge = useMutation(api.alarm.acknowledge.mutationOptions(one));
  const clear = useMutation(api.alarm.clearExternal.mutationOptions(one));
  const acknowledgeAll = useMutation(api.alarm.acknowledgeAll.mutationOptions({ onSuccess: changeAlarms }));
  const failure = acknowledge.error ?? clear.error ?? acknowledgeAll.error;
  return {
    acknowledge: (alarm: Alarm) => acknowledge.mutate({ id: alarm.id }),
    clear: (alarm: Alarm) => clear.mutate({ id: alarm.id }),
    acknowledgeAll: () => acknowledgeAll.mutate({}),
    busy: acknowledge.isPending || clear.isPending || acknowledgeAll.isPending,
    error: failure === null ? null : errorText(failure),
  };
}
