import { z } from 'zod';
import { profileIdSchema, runIdSchema, vesselIdSchema } from './ids.ts';
import { epochMsSchema, nameSchema, noteSchema } from './text.ts';
import { setpointSchema } from './vessel.ts';

export const profileKindSchema = z.enum(['fermentation', 'mash']);
export type ProfileKind = z.infer<typeof profileKindSchema>;

/** Longest profile: two years, which outlasts any lambic's turn in a chamber. */
export const PROFILE_MAX_S = 2 * 365 * 86_400;
export const PROFILE_MAX_POINTS = 500;

/** One point of a profile. */
export const profilePointSchema = z.strictObject({
  /** Time from the start of the profile at which `spC` is reached, s. */
  atS: z.number().min(0).max(PROFILE_MAX_S, 'must be at most two years'),
  spC: setpointSchema,
  /** How the setpoint gets here from the point before: along a line, or in one step at `atS`. */
  approach: z.enum(['linear', 'step']),
  note: noteSchema,
});
export type ProfilePoint = z.infer<typeof profilePointSchema>;

const points = z
  .array(profilePointSchema)
  .min(1, 'must have at least one point')
  .max(PROFILE_MAX_POINTS, `must have at most ${PROFILE_MAX_POINTS} points`)
  .refine((list) => list[0] === undefined || list[0].atS === 0, 'the first point must be at time 0')
  .refine(
    (list) => list.every((point, i) => i === 0 || point.atS > (list[i - 1]?.atS ?? 0)),
    'each point must be later than the one before',
  );

/** What a user says about a profile. */
export const profileConfigSchema = z.strictObject({ name: nameSchema, kind: profileKindSchema, points });
export type ProfileConfig = z.infer<typeof profileConfigSchema>;

/** A setpoint over elapsed time, as a template. Past its end the last setpoint holds. */
export const profileSchema = profileConfigSchema.extend({ id: profileIdSchema });
export type Profile = z.infer<typeof profileSchema>;

/**
 * - `running`: elapsed time advances.
 * - `held`: elapsed time and setpoint stand still.
 * - `complete`: past the last point; the last setpoint is held until somebody stops the run.
 * - `stopped`: over, kept for the record.
 */
export const runStateSchema = z.enum(['running', 'held', 'complete', 'stopped']);
export type RunState = z.infer<typeof runStateSchema>;

/** A profile being executed on a vessel. It has its own copy of the points: changing the template does not touch it. */
export const runSchema = z.strictObject({
  id: runIdSchema,
  vesselId: vesselIdSchema,
  profileId: profileIdSchema,
  profileName: nameSchema,
  kind: profileKindSchema,
  points,
  state: runStateSchema,
  startedAtMs: epochMsSchema,
  endedAtMs: epochMsSchema.nullable(),
  /** Elapsed profile time at `elapsedAtMs`, s. It includes what a part-way start skipped. */
  elapsedS: z.number().min(0),
  /** Console wall clock at which `elapsedS` was true. A restart continues from here. */
  elapsedAtMs: epochMsSchema,
});
export type Run = z.infer<typeof runSchema>;

/** Progress of a run, for display. */
export const runProgressSchema = z.strictObject({
  runId: runIdSchema,
  profileName: z.string(),
  state: runStateSchema,
  elapsedS: z.number(),
  totalS: z.number(),
  /** The next point, or null past the last one. */
  next: z.strictObject({ inS: z.number(), spC: z.number(), note: z.string() }).nullable(),
});
export type RunProgress = z.infer<typeof runProgressSchema>;
