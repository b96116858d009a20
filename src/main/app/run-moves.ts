import {
  extendStep,
  type MashPosition,
  nextStep,
  previousStep,
  startTimer,
} from '#main/control/mash-runner.ts';
import { nextPoint, stateAt } from '#main/control/profile-runner.ts';
import { setpointOf } from '#main/control/run-progress.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { MashRun, Run } from '#shared/domain/run.ts';
import type { Vessel, VesselControl } from '#shared/domain/vessel.ts';
import { JUST_BEFORE_S } from './run-plans.ts';

/** A run as it is when it is held, if that changes anything. A mash that is complete stays so: it counts nothing. */
export function heldOf(run: Run): Run[] {
  const standsStill = run.state === 'held' || (run.kind === 'mash' && run.state === 'complete');
  return standsStill ? [] : [{ ...run, state: 'held' }];
}

/** A run that is not held any more. */
export function afterHold(run: Run): Run {
  if (run.kind === 'fermentation') return { ...run, state: stateAt(run) };
  return run.state === 'held' ? { ...run, state: 'running' } : run;
}

/** A run at its next point or step. @throws AppError `conflict` past the last one. */
export function skipped(run: Run): Run {
  if (run.kind === 'mash') {
    if (run.state === 'complete') throw atEnd(run);
    return at(run, nextStep(run.steps, run.place));
  }
  // Before a start that was set for later, the start itself is next.
  const next = run.elapsedS < 0 ? { atS: 0 } : nextPoint(run.points, run.elapsedS);
  if (next === null) throw atEnd(run);
  const moved = { ...run, elapsedS: next.atS, toldS: next.atS - JUST_BEFORE_S };
  return run.state === 'held' ? moved : afterHold(moved);
}

/** A mash at the beginning of the step before. */
export function sentBack(run: MashRun): MashRun {
  return at(run, previousStep({ place: run.place, complete: run.state === 'complete' }));
}

/** A mash that counts from now on. @throws AppError `conflict` when its step counts already, or has. */
export function withTimerStarted(run: MashRun): MashRun {
  if (run.place.phase !== 'reaching')
    throw new AppError('conflict', 'The timer of this step has already been started');
  return at(run, startTimer(run.place));
}

/** A mash that keeps its present step for longer, s. */
export function extended(run: MashRun, byS: number): MashRun {
  return at(run, extendStep(run.steps, run.place, byS));
}

/** What a vessel does when the run on it is stopped. */
export function afterStop(run: Run, { control, limits }: Vessel): Partial<VesselControl> {
  if (control.source !== 'profile') return {};
  const heldC = setpointOf(run);
  const source = 'constant';
  // Nobody has said what to hold: the vessel is off, as the profile had it.
  if (heldC === null) return control.mode === 'auto' ? { source, mode: 'off' } : { source };
  return { source, spC: Math.min(limits.maxSpC, Math.max(limits.minSpC, heldC)) };
}

function at(run: MashRun, { place, complete }: MashPosition): MashRun {
  if (complete) return { ...run, place, state: 'complete' };
  return { ...run, place, state: run.state === 'complete' ? 'running' : run.state };
}

function atEnd({ profileName }: Run): AppError {
  return new AppError('conflict', `${profileName} is at its end: there is nothing to skip to`);
}
