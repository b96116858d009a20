import { useMutation } from '@tanstack/react-query';
import { changeDevices } from '#renderer/stores/devices.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText, fieldErrorsOf } from '#renderer/ui/error-note.tsx';
import type { FieldErrors } from '#renderer/ui/field-errors.ts';
import type { PointId } from '#shared/domain/ids.ts';
import type { Point, PointChange, PointConfig } from '#shared/domain/point.ts';
import { type PointField, pointFields } from './point-draft.ts';

const saved = (point: Point): void => changeDevices([{ type: 'point-saved', point }]);

const sorted = (error: Error | null): FieldErrors<PointField> => fieldErrorsOf(error, pointFields);

const words = (error: Error | null): string | null => (error === null ? null : errorText(error));

/** Adds a point to a device. */
export function useAddPoint() {
  const api = useApi();
  const { mutate, error, isPending } = useMutation(api.point.create.mutationOptions({ onSuccess: saved }));
  return {
    add: (config: PointConfig, done: () => void) => mutate(config, { onSuccess: done }),
    busy: isPending,
    errors: sorted(error),
  };
}

/** Changes a point. */
export function useChangePoint(id: PointId) {
  const api = useApi();
  const { mutate, error, isPending } = useMutation(api.point.update.mutationOptions({ onSuccess: saved }));
  return {
    change: (change: PointChange, done: () => void) => mutate({ id, ...change }, { onSuccess: done }),
    busy: isPending,
    errors: sorted(error),
  };
}

/** Removes a point. */
export function useRemovePoint(id: PointId) {
  const api = useApi();
  const { mutate, error, isPending } = useMutation(
    api.point.remove.mutationOptions({
      onSuccess: () => changeDevices([{ type: 'point-removed', pointId: id }]),
    }),
  );
  return { remove: () => mutate({ id }), busy: isPending, error: words(error) };
}

/** Switches an output on for five seconds. */
export function useTestPoint(id: PointId) {
  const api = useApi();
  const { mutate, error, isPending } = useMutation(api.point.test.mutationOptions());
  return {
    test: (done: () => void) => mutate({ id }, { onSuccess: done }),
    busy: isPending,
    error: words(error),
  };
}
