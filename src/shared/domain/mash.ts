import { z } from 'zod';
import { nameSchema, noteSchema } from './text.ts';
import { setpointSchema } from './vessel.ts';

/** Longest step: a day, which an overnight sour mash stays within. */
export const STEP_MAX_S = 86_400;
export const MASH_MAX_STEPS = 50;
export const STEP_MAX_ADDITIONS = 30;

/** Something that goes into the kettle during a step, such as hops. */
export const mashAdditionSchema = z.strictObject({
  /** How long before the end of the step, s, as boils are counted. */
  beforeEndS: z.number().min(0).max(STEP_MAX_S, 'must be at most one day'),
  text: noteSchema.refine((text) => text.trim() !== '', 'must not be empty'),
});
export type MashAddition = z.infer<typeof mashAdditionSchema>;

/** One step of a mash or a boil. Its timer starts when its temperature is reached. */
export const mashStepSchema = z
  .strictObject({
    name: nameSchema,
    spC: setpointSchema,
    /** How long the temperature is kept once it is reached, s. */
    durationS: z.number().min(0, 'must not be negative').max(STEP_MAX_S, 'must be at most one day'),
    /** When the timer is over: go on by itself, or keep the temperature until the brewer says so. */
    atEnd: z.enum(['next', 'wait']),
    additions: z
      .array(mashAdditionSchema)
      .max(STEP_MAX_ADDITIONS, `must have at most ${STEP_MAX_ADDITIONS} additions`)
      .default([]),
  })
  .refine(
    (step) => step.additions.every((addition) => addition.beforeEndS <= step.durationS),
    'an addition must lie within its step',
  );
export type MashStep = z.infer<typeof mashStepSchema>;

export const mashStepsSchema = z
  .array(mashStepSchema)
  .min(1, 'must have at least one step')
  .max(MASH_MAX_STEPS, `must have at most ${MASH_MAX_STEPS} steps`);

/**
 * Where a step is.
 * - `reaching`: heating or cooling to its temperature; its timer has not started.
 * - `timing`: its timer runs.
 * - `waiting`: its time is over, and it waits for the brewer.
 */
export const mashPhaseSchema = z.enum(['reaching', 'timing', 'waiting']);
export type MashPhase = z.infer<typeof mashPhaseSchema>;

/** Where a mash is. */
export const mashPlaceSchema = z.strictObject({
  stepIndex: z.int().min(0),
  phase: mashPhaseSchema,
  /** Time counted by the timer of the step, s. */
  timerS: z.number().min(0),
  /** What the brewer has added to the duration of the step, s. */
  extraS: z.number().min(0),
  /** Additions of the step that have been called out, by their place in its list. */
  calledOut: z.array(z.int().min(0)).max(STEP_MAX_ADDITIONS),
});
export type MashPlace = z.infer<typeof mashPlaceSchema>;
