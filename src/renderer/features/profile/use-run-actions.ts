import { useMutation, useQuery } from '@tanstack/react-query';
import { changeRuns } from '#renderer/stores/runs.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { ProfileId, VesselId } from '#shared/domain/ids.ts';
import type { Run } from '#shared/domain/profile.ts';

/** The profiles that can be started. */
export function useProfiles() {
  const api = useApi();
  const { data, error, refetch, isSuccess } = useQuery(api.profile.list.queryOptions({ staleTime: 10_000 }));
  return {
    profiles: data ?? [],
    loaded: isSuccess,
    error: error === null ? null : errorText(error),
    retry: () => void refetch(),
  };
}

/** Starting a profile on a vessel, and what can be done with the run. */
export function useRunActions(vesselId: VesselId) {
  const api = useApi();
  const takeOver = { onSuccess: (run: Run) => changeRuns([run]) };
  const start = useMutation(api.run.start.mutationOptions(takeOver));
  const hold = useMutation(api.run.hold.mutationOptions(takeOver));
  const resume = useMutation(api.run.resume.mutationOptions(takeOver));
  const skip = useMutation(api.run.skip.mutationOptions(takeOver));
  const stop = useMutation(api.run.stop.mutationOptions(takeOver));
  const all = [start, hold, resume, skip, stop];
  const failure = all.find((each) => each.error !== null)?.error ?? null;
  const only = (act: () => void): void => {
    for (const each of all) each.reset();
    act();
  };
  return {
    start: (profileId: ProfileId, fromS: number) => only(() => start.mutate({ vesselId, profileId, fromS })),
    hold: ({ id }: Run) => only(() => hold.mutate({ id })),
    resume: ({ id }: Run) => only(() => resume.mutate({ id })),
    skip: ({ id }: Run) => only(() => skip.mutate({ id })),
    stop: ({ id }: Run, done: () => void) => only(() => stop.mutate({ id }, { onSuccess: done })),
    busy: all.some((each) => each.isPending),
    error: failure === null ? null : errorText(failure),
  };
}
