import { useMutation } from '@tanstack/react-query';
import { answerRun } from '#renderer/stores/runs.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import { fieldErrors } from '#renderer/ui/field-errors.ts';
import type { ProfileId, VesselId } from '#shared/domain/ids.ts';
import type { Run } from '#shared/domain/run.ts';

/** Where a run starts: part-way, at a step of a mash, or later. */
export interface StartPlace {
  readonly fromS?: number;
  readonly stepIndex?: number;
  readonly startAtMs?: number;
}

/** Starting a profile on a vessel. */
export function useStartRun(vesselId: VesselId) {
  const api = useApi();
  const { mutate, error, isPending, reset } = useMutation(
    api.run.start.mutationOptions({ onSuccess: answerRun }),
  );
  const message = error instanceof Error ? error.message : '';
  const { byField } = fieldErrors(message, ['startAtMs']);
  const atField = byField.startAtMs ?? null;
  return {
    start: (profileId: ProfileId, place: StartPlace) => mutate({ vesselId, profileId, ...place }),
    busy: isPending,
    /** What is wrong with the time of a later start, and what is wrong besides. */
    timeError: atField,
    error: error === null || atField !== null ? null : errorText(error),
    reset,
  };
}

/** What can be done with a run in progress. */
export function useRunActions() {
  const api = useApi();
  const takeOver = { onSuccess: answerRun };
  const hold = useMutation(api.run.hold.mutationOptions(takeOver));
  const resume = useMutation(api.run.resume.mutationOptions(takeOver));
  const skip = useMutation(api.run.skip.mutationOptions(takeOver));
  const back = useMutation(api.run.back.mutationOptions(takeOver));
  const startTimer = useMutation(api.run.startTimer.mutationOptions(takeOver));
  const extend = useMutation(api.run.extend.mutationOptions(takeOver));
  const stop = useMutation(api.run.stop.mutationOptions(takeOver));
  const all = [hold, resume, skip, back, startTimer, extend, stop];
  const failure = all.find((each) => each.error !== null)?.error ?? null;
  const only = (act: () => void): void => {
    for (const each of all) each.reset();
    act();
  };
  return {
    hold: ({ id }: Run) => only(() => hold.mutate({ id })),
    resume: ({ id }: Run) => only(() => resume.mutate({ id })),
    skip: ({ id }: Run, done?: () => void) => only(() => skip.mutate({ id }, whenDone(done))),
    back: ({ id }: Run, done?: () => void) => only(() => back.mutate({ id }, whenDone(done))),
    startTimer: ({ id }: Run) => only(() => startTimer.mutate({ id })),
    extend: ({ id }: Run, byS: number) => only(() => extend.mutate({ id, byS })),
    stop: ({ id }: Run, done?: () => void) => only(() => stop.mutate({ id }, whenDone(done))),
    busy: all.some((each) => each.isPending),
    error: failure === null ? null : errorText(failure),
  };
}

export type RunActions = ReturnType<typeof useRunActions>;

function whenDone(done: (() => void) | undefined) {
  return done === undefined ? {} : { onSuccess: done };
}
