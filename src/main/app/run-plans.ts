import { beginStep, replanMash } from '#main/control/mash-runner.ts';
import { stateAt, totalS } from '#main/control/profile-runner.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { ProfileId, RunId, VesselId } from '#shared/domain/ids.ts';
import { PROFILE_MAX_S, type Profile, type ProfilePlan } from '#shared/domain/profile.ts';
import type { Run } from '#shared/domain/run.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { checkRegulable } from './vessel-rules.ts';

/** What is told up to here does not include what lies at the place itself: the next step tells that, s. */
export const JUST_BEFORE_S = 0.001;

/** What has a plan. */
type Planned = ProfilePlan | Profile | Run;

/** What a person asks for when a run starts. */
export interface StartInput {
  readonly vesselId: VesselId;
  readonly profileId: ProfileId;
  /** Fermentation: the profile time to start at, s. */
  readonly fromS?: number | undefined;
  /** Fermentation: console wall clock of a later start, ms. */
  readonly startAtMs?: number | undefined;
  /** Mash: the step to start at, from 0. */
  readonly stepIndex?: number | undefined;
}

/**
 * The run of a profile at its start.
 * @param nowMs console wall clock, ms
 * @throws AppError `invalid` for a start that the profile does not have.
 */
export function newRun(profile: Profile, input: StartInput, id: RunId, nowMs: number): Run {
  const base = {
    id,
    vesselId: input.vesselId,
    profileId: profile.id,
    profileName: profile.name,
    state: 'running',
    startedAtMs: nowMs,
    endedAtMs: null,
    elapsedAtMs: nowMs,
  } as const;
  if (profile.kind === 'mash') {
    const { kind, steps } = profile;
    return { ...base, kind, steps, elapsedS: 0, place: beginStep(firstStep(profile, input)) };
  }
  if (input.stepIndex !== undefined)
    throw new AppError('invalid', 'stepIndex: a fermentation profile has no steps: give fromS');
  const { kind, points, events } = profile;
  const elapsedS = firstPlaceS(totalS(profile), input, nowMs);
  return { ...base, kind, points, events, elapsedS, toldS: elapsedS - JUST_BEFORE_S };
}

function firstStep({ steps }: Extract<Profile, { kind: 'mash' }>, input: StartInput): number {
  if (input.fromS !== undefined)
    throw new AppError('invalid', 'fromS: a mash starts at one of its steps: give stepIndex');
  if (input.startAtMs !== undefined)
    throw new AppError('invalid', 'startAtMs: a mash starts when you are there: start it without a time');
  const index = input.stepIndex ?? 0;
  if (index >= steps.length) {
    throw new AppError(
      'invalid',
      `stepIndex: this mash has ${steps.length} steps, counted from 0: give at most ${steps.length - 1}`,
    );
  }
  return index;
}

/** The profile time at the start, s; negative before a start that is set for later. */
function firstPlaceS(lengthS: number, { fromS, startAtMs }: StartInput, nowMs: number): number {
  if (startAtMs === undefined) return Math.min(fromS ?? 0, lengthS);
  if (fromS !== undefined)
    throw new AppError('invalid', 'startAtMs: a start part-way begins at once: give startAtMs or fromS');
  const inS = (startAtMs - nowMs) / 1000;
  if (inS < 0) throw new AppError('invalid', 'startAtMs: lies in the past: to join part-way, give fromS');
  if (inS > PROFILE_MAX_S) throw new AppError('invalid', 'startAtMs: must be within two years');
  return -inS;
}

/**
 * A run in progress with another plan; its place stays.
 * @throws AppError `conflict` for a plan of the other kind, or one that does not have the present step.
 */
export function replanned(run: Run, plan: ProfilePlan): Run {
  if (run.kind === 'mash' && plan.kind === 'mash') {
    const { stepIndex } = run.place;
    if (stepIndex >= plan.steps.length) {
      throw new AppError(
        'conflict',
        `${run.profileName} is at step ${stepIndex + 1}: the plan needs at least ${stepIndex + 1} steps`,
      );
    }
    const moved = replanMash(run.steps, plan.steps, { place: run.place, complete: run.state === 'complete' });
    const state = run.state === 'complete' && !moved.complete ? 'running' : run.state;
    return { ...run, steps: plan.steps, place: moved.place, state };
  }
  if (run.kind === 'fermentation' && plan.kind === 'fermentation') {
    // What the new plan has in the past was not missed: it came too late.
    const toldS = Math.max(run.toldS, run.elapsedS - JUST_BEFORE_S);
    const changed = { ...run, points: plan.points, events: plan.events, toldS };
    return run.state === 'held' ? changed : { ...changed, state: stateAt(changed) };
  }
  const what = run.kind === 'mash' ? 'a mash' : 'a fermentation';
  throw new AppError('conflict', `${run.profileName} is ${what}: its plan must be one, too`);
}

/** @throws AppError `conflict` when a vessel cannot follow a plan. */
export function checkFollows(vessel: Vessel, plan: Planned, target = vessel.control.target): void {
  checkRegulable(vessel, target);
  if (vessel.algorithm.kind !== 'board') return;
  if (target === 'chamber') {
    throw new AppError(
      'conflict',
      `The board of ${vessel.name} follows profiles by the beer: choose beer as target first`,
    );
  }
  if (plan.kind === 'fermentation' && plan.points.some(({ spC }) => spC === null)) {
    throw new AppError(
      'conflict',
      `The board of ${vessel.name} cannot be switched off by a profile: give each point a temperature`,
    );
  }
}

/** What a plan asks for outside of the limits of a vessel, in words; null when all lies within. */
export function beyondLimits({ name, limits }: Vessel, plan: Planned): string | null {
  const asked = (plan.kind === 'mash' ? plan.steps : plan.points).flatMap(({ spC }) => spC ?? []);
  const { minSpC, maxSpC } = limits;
  const beyond = [...new Set(asked)].filter((spC) => spC < minSpC || spC > maxSpC);
  if (beyond.length === 0) return null;
  const list = beyond.map((spC) => `${spC} °C`).join(', ');
  return `asks for ${list}, but ${name} takes setpoints from ${minSpC} to ${maxSpC} °C: the nearest of these is held`;
}
