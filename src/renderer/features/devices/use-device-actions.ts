import { useMutation, useQuery } from '@tanstack/react-query';
import { changeDevices } from '#renderer/stores/devices.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import { type FieldErrors, fieldErrors } from '#renderer/ui/field-errors.ts';
import type { Device, DeviceConfig } from '#shared/domain/device.ts';
import type { DeviceId } from '#shared/domain/ids.ts';

/** The fields of a device that people fill in. */
export type DeviceField = keyof DeviceConfig;
const fields: readonly DeviceField[] = ['name', 'driver', 'connection'];

const saved = (device: Device): void => changeDevices([{ type: 'saved', device }]);

function sorted(error: Error | null): FieldErrors<DeviceField> {
  if (error === null) return { byField: {}, rest: null };
  return error instanceof TypeError
    ? { byField: {}, rest: errorText(error) }
    : fieldErrors(error.message, fields);
}

/** The drivers that a device can have. */
export function useDrivers() {
  const api = useApi();
  const { data, error, refetch } = useQuery(
    api.device.drivers.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  );
  return {
    drivers: data ?? [],
    error: error === null ? null : errorText(error),
    retry: () => void refetch(),
  };
}

/** What is plugged in. It is asked for when the screen opens, and whenever somebody refreshes it. */
export function usePorts() {
  const api = useApi();
  const { data, error, refetch, isFetching } = useQuery(
    api.device.ports.queryOptions({ staleTime: 0, refetchOnMount: 'always' }),
  );
  return {
    ports: data?.ports,
    problem: data?.problem ?? null,
    error: error === null ? null : errorText(error),
    refresh: () => void refetch(),
    busy: isFetching,
  };
}

/** Adds a device. */
export function useAddDevice() {
  const api = useApi();
  const { mutate, error, isPending } = useMutation(api.device.create.mutationOptions({ onSuccess: saved }));
  return {
    add: (config: DeviceConfig, done: (device: Device) => void) => mutate(config, { onSuccess: done }),
    busy: isPending,
    errors: sorted(error),
  };
}

/** Renames a device, or connects it elsewhere. */
export function useChangeDevice(id: DeviceId) {
  const api = useApi();
  const { mutate, error, isPending } = useMutation(api.device.update.mutationOptions({ onSuccess: saved }));
  return {
    change: (change: Partial<Pick<DeviceConfig, 'name' | 'connection'>>, done: () => void) =>
      mutate({ id, ...change }, { onSuccess: done }),
    busy: isPending,
    errors: sorted(error),
  };
}

/** Removes a device. */
export function useRemoveDevice(id: DeviceId) {
  const api = useApi();
  const { mutate, error, isPending } = useMutation(
    api.device.remove.mutationOptions({
      onSuccess: () => changeDevices([{ type: 'removed', deviceId: id }]),
    }),
  );
  return {
    remove: () => mutate({ id }),
    busy: isPending,
    error: error === null ? null : errorText(error),
  };
}
