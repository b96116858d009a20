import { useMutation } from '@tanstack/react-query';
import { changeAlarms } from '#renderer/stores/alarms.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { Alarm } from '#shared/domain/alarm.ts';

/** Acknowledging alarms, bringing shelved ones back, and clearing those that outside programs raised. */
export function useAlarmActions() {
  const api = useApi();
  const one = { onSuccess: (alarm: Alarm) => changeAlarms([alarm]) };
  const acknowledge = useMutation(api.alarm.acknowledge.mutationOptions(one));
  const clear = useMutation(api.alarm.clearExternal.mutationOptions(one));
  const unshelve = useMutation(api.alarm.unshelve.mutationOptions(one));
  const acknowledgeAll = useMutation(api.alarm.acknowledgeAll.mutationOptions({ onSuccess: changeAlarms }));
  const all = [acknowledge, clear, unshelve, acknowledgeAll];
  const failure = all.find(({ error }) => error !== null)?.error ?? null;
  return {
    acknowledge: (alarm: Alarm) => acknowledge.mutate({ id: alarm.id }),
    /** One after the other; the first that fails ends it, and says why. */
    acknowledgeThose: (alarms: readonly Alarm[]) => {
      void (async () => {
        for (const { id } of alarms) await acknowledge.mutateAsync({ id });
      })().catch(() => undefined);
    },
    clear: (alarm: Alarm) => clear.mutate({ id: alarm.id }),
    unshelve: (alarm: Alarm) => unshelve.mutate({ id: alarm.id }),
    acknowledgeAll: () => acknowledgeAll.mutate({}),
    busy: all.some(({ isPending }) => isPending),
    error: failure === null ? null : errorText(failure),
  };
}

export type AlarmActions = ReturnType<typeof useAlarmActions>;
