import { useMutation } from '@tanstack/react-query';
import { saveVessel } from '#renderer/stores/vessels.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { VesselId } from '#shared/domain/ids.ts';
import type { SetpointSource, VesselMode, VesselTarget } from '#shared/domain/vessel.ts';

const words = (error: unknown): string | null => (error === null ? null : errorText(error));

/** Changes the constant setpoint of a vessel. */
export function useSetSetpoint(id: VesselId) {
  const api = useApi();
  const { mutateAsync, error } = useMutation(
    api.vessel.setSetpoint.mutationOptions({ onSuccess: saveVessel }),
  );
  return { set: (spC: number) => mutateAsync({ id, spC }), error: words(error) };
}

/** What a mode change says beside the mode. */
export interface ModeChange {
  readonly mode: VesselMode;
  readonly target?: VesselTarget;
  readonly source?: SetpointSource;
}

/** Changes the mode of a vessel, and stops it. */
export function useSetMode(id: VesselId) {
  const api = useApi();
  const set = useMutation(api.vessel.setMode.mutationOptions({ onSuccess: saveVessel }));
  const stop = useMutation(api.vessel.stop.mutationOptions({ onSuccess: saveVessel }));
  return {
    set: (change: ModeChange) => {
      stop.reset();
      set.mutate({ id, ...change });
    },
    stop: () => {
      set.reset();
      stop.mutate({ id });
    },
    busy: set.isPending || stop.isPending,
    /** The mode that was asked for and is not confirmed yet. */
    asked: askedMode(set.isPending ? set.variables.mode : null, stop.isPending),
    error: words(set.error ?? stop.error),
  };
}

function askedMode(mode: VesselMode | null, stopping: boolean): VesselMode | null {
  return stopping ? 'off' : mode;
}

/** Sets the outputs of a vessel by hand. */
export function useSetOutput(id: VesselId) {
  const api = useApi();
  const { mutate, error, isPending } = useMutation(
    api.vessel.setOutput.mutationOptions({ onSuccess: saveVessel }),
  );
  return {
    set: (heatPct: number, coolPct: number) => mutate({ id, heatPct, coolPct }),
    busy: isPending,
    error: words(error),
  };
}
