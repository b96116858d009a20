import { z } from 'zod';
import { profileIdSchema, runIdSchema, vesselIdSchema } from './ids.ts';
import { mashPhaseSchema, mashPlaceSchema, mashStepsSchema } from './mash.ts';
import { PROFILE_MAX_S, profileEventsSchema, profileKindSchema, profilePointsSchema } from './profile.ts';
import { epochMsSchema, nameSchema } from './text.ts';

/**
 * - `running`: elapsed time advances.
 * - `held`: elapsed time, timers and setpoint stand still.
 * - `complete`: past the end; the last setpoint is held until somebody stops the run.
 * - `stopped`: over, kept for the record.
 */
export const runStateSchema = z.enum(['running', 'held', 'complete', 'stopped']);
export type RunState = z.infer<typeof runStateSchema>;

const base = {
  id: runIdSchema,
  vesselId: vesselIdSchema,
  profileId: profileIdSchema,
  profileName: nameSchema,
  state: runStateSchema,
  startedAtMs: epochMsSchema,
  endedAtMs: epochMsSchema.nullable(),
  /**
   * Elapsed profile time at `elapsedAtMs`, s. It includes what a part-way start skipped; negative before a start that
   * was set for later. Of a mash it is the time since its start without pauses.
   */
  elapsedS: z.number().min(-PROFILE_MAX_S),
  /** Console wall clock at which `elapsedS` was true. A restart continues from here. */
  elapsedAtMs: epochMsSchema,
};

const fermentationRun = z.strictObject({
  ...base,
  kind: z.literal('fermentation'),
  points: profilePointsSchema,
  events: profileEventsSchema,
  /** Notes and events up to this profile time have been told, s. */
  toldS: z.number(),
});

const mashRun = z.strictObject({
  ...base,
  kind: z.literal('mash'),
  steps: mashStepsSchema,
  place: mashPlaceSchema,
});

/** A profile being executed on a vessel. It has its own copy of the plan: changing the template does not touch it. */
export const runSchema = z.discriminatedUnion('kind', [fermentationRun, mashRun]);
export type Run = z.infer<typeof runSchema>;
export type FermentationRun = Extract<Run, { kind: 'fermentation' }>;
export type MashRun = Extract<Run, { kind: 'mash' }>;

/** Progress of a run, for display. */
export const runProgressSchema = z.strictObject({
  runId: runIdSchema,
  profileName: z.string(),
  kind: profileKindSchema,
  state: runStateSchema,
  /** Of a mash: the time that its timers have counted, all steps together. Negative before a start set for later. */
  elapsedS: z.number(),
  /** Of a mash: the durations of its steps together. */
  totalS: z.number(),
  /** The next point or step, or null past the last one. Of a step `inS` leaves out what the heating takes. */
  next: z.strictObject({ inS: z.number(), spC: z.number().nullable(), note: z.string() }).nullable(),
  /** The present step of a mash. */
  step: z
    .strictObject({
      index: z.int(),
      count: z.int(),
      name: z.string(),
      spC: z.number(),
      phase: mashPhaseSchema,
      timerS: z.number(),
      /** With what the brewer added, s. */
      durationS: z.number(),
      addition: z.strictObject({ inS: z.number(), text: z.string() }).nullable(),
    })
    .nullable(),
});
export type RunProgress = z.infer<typeof runProgressSchema>;
