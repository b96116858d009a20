import { useMutation, useQuery } from '@tanstack/react-query';
import { changeDevices } from '#renderer/stores/devices.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import { type FieldErrors, fieldErrors } from '#renderer/ui/field-errors.ts';
import type { Device } from '#shared/domain/device.ts';

/** Sensors post every few minutes; whoever waits for one wants to see it soon, ms. */
const LOOK_EACH_MS = 5000;

/** Sensors that were heard and are no devices; asked for while the list is on the screen. */
export function useHeard() {
  const api = useApi();
  const { data, error, refetch } = useQuery(
    api.ingest.senders.queryOptions({ refetchInterval: LOOK_EACH_MS, staleTime: 0, gcTime: 0 }),
  );
  return {
    senders: data ?? [],
    error: error === null ? null : errorText(error),
    refresh: () => void refetch(),
  };
}

const fields = ['name'] as const;

/** Makes a device of a sensor that was heard. */
export function useAdopt(key: string) {
  const api = useApi();
  const { mutate, error, isPending } = useMutation(
    api.ingest.adopt.mutationOptions({
      onSuccess: (device: Device) => changeDevices([{ type: 'saved', device }]),
    }),
  );
  const errors: FieldErrors<'name'> = error === null ? { byField: {}, rest: null } : sorted(error);
  return {
    adopt: (name: string, done: () => void) => mutate({ key, name }, { onSuccess: done }),
    busy: isPending,
    errors,
  };
}

function sorted(error: Error): FieldErrors<'name'> {
  return error instanceof TypeError
    ? { byField: {}, rest: errorText(error) }
    : fieldErrors(error.message, fields);
}

/** Takes a sensor off the list. */
export function useForget(key: string) {
  const api = useApi();
  const { mutate, error, isPending } = useMutation(api.ingest.forget.mutationOptions());
  return {
    forget: (done: () => void) => mutate({ key }, { onSuccess: done }),
    busy: isPending,
    error: error === null ? null : errorText(error),
  };
}
