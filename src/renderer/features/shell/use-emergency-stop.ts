import { useMutation } from '@tanstack/react-query';
import { useConnection } from '#renderer/stores/connection.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { ConsoleStatus } from '#shared/domain/console-status.ts';

const takeOver = (status: ConsoleStatus): void => useConnection.setState({ status, stopFailed: null });
const sayFailure = (error: unknown): void => useConnection.setState({ stopFailed: errorText(error) });

/** The emergency stop: pressing it, releasing it, and what went wrong with either. */
export function useEmergencyStop() {
  const api = useApi();
  const active = useConnection((store) => store.status?.emergencyStop.active ?? false);
  const sinceMs = useConnection((store) => store.status?.emergencyStop.sinceMs ?? null);
  const failed = useConnection((store) => store.stopFailed);
  // A stop that did not arrive is tried again at once; it may be pressed any number of times.
  const press = useMutation(
    api.system.emergencyStop.mutationOptions({
      onSuccess: takeOver,
      onError: sayFailure,
      retry: 3,
      retryDelay: 300,
      networkMode: 'always',
    }),
  );
  const release = useMutation(api.system.resetEmergencyStop.mutationOptions({ onSuccess: takeOver }));
  return {
    active,
    sinceMs,
    press: () => press.mutate({}),
    failed,
    forget: () => useConnection.setState({ stopFailed: null }),
    release: (done: () => void) => release.mutate({}, { onSuccess: done }),
    releasing: release.isPending,
    releaseError: release.error === null ? null : errorText(release.error),
  };
}
