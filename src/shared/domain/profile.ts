import { z } from 'zod';
import { profileIdSchema } from './ids.ts';
import { type MashStep, mashStepsSchema } from './mash.ts';
import { epochMsSchema, nameSchema, noteSchema } from './text.ts';
import { setpointSchema } from './vessel.ts';

export const profileKindSchema = z.enum(['fermentation', 'mash']);
export type ProfileKind = z.infer<typeof profileKindSchema>;

/** Longest profile: two years, which outlasts any lambic's turn in a chamber. */
export const PROFILE_MAX_S = 2 * 365 * 86_400;
export const PROFILE_MAX_POINTS = 500;
export const PROFILE_MAX_EVENTS = 500;

const atS = z.number().min(0, 'must not be before the start').max(PROFILE_MAX_S, 'must be at most two years');

/** One point of a fermentation profile. */
export const profilePointSchema = z.strictObject({
  /** Time from the start of the profile at which `spC` is reached, s. */
  atS,
  /** Setpoint, °C; null switches control off from here to the next point. */
  spC: setpointSchema.nullable(),
  /** How the setpoint gets here from the point before: along a line, or in one step at `atS`. */
  approach: z.enum(['linear', 'step']),
  /** Told as a notice when the point is reached; may be empty. */
  note: noteSchema,
});
export type ProfilePoint = z.infer<typeof profilePointSchema>;

/** Something that people are told when its time has come, beside the points. */
export const profileEventSchema = z.strictObject({
  /** Time from the start of the profile, s. */
  atS,
  text: noteSchema.refine((text) => text.trim() !== '', 'must not be empty'),
});
export type ProfileEvent = z.infer<typeof profileEventSchema>;

/** Points in the order of time; two at one time are refused. Before the first its setpoint holds, past the last its own. */
export const profilePointsSchema = z
  .array(profilePointSchema)
  .min(1, 'must have at least one point')
  .max(PROFILE_MAX_POINTS, `must have at most ${PROFILE_MAX_POINTS} points`)
  .refine(
    (list) => list.every((point, i) => i === 0 || point.atS > (list[i - 1]?.atS ?? 0)),
    'each point must be later than the one before',
  )
  .refine(
    (list) => list.length === 0 || list.some(({ spC }) => spC !== null),
    'at least one point must have a temperature',
  );

export const profileEventsSchema = z
  .array(profileEventSchema)
  .max(PROFILE_MAX_EVENTS, `must have at most ${PROFILE_MAX_EVENTS} events`);

/** What is done over elapsed time (fermentation), or step by step as temperatures are reached (mash). */
const fermentation = {
  kind: z.literal('fermentation'),
  points: profilePointsSchema,
  events: profileEventsSchema.default([]),
};
const mash = { kind: z.literal('mash'), steps: mashStepsSchema };

/** The content of a profile without its name. */
export const profilePlanSchema = z.discriminatedUnion('kind', [
  z.strictObject(fermentation),
  z.strictObject(mash),
]);
export type ProfilePlan = z.infer<typeof profilePlanSchema>;
export type FermentationPlan = Extract<ProfilePlan, { kind: 'fermentation' }>;
export type MashPlan = { readonly kind: 'mash'; readonly steps: readonly MashStep[] };

const named = {
  name: nameSchema,
  /** The start that dates are shown for until somebody starts a run; null for none. It starts nothing by itself. */
  plannedStartMs: epochMsSchema.nullable().default(null),
};

/** What a user says about a profile. */
export const profileConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...named, ...fermentation }),
  z.strictObject({ ...named, ...mash }),
]);
export type ProfileConfig = z.infer<typeof profileConfigSchema>;

const withId = { id: profileIdSchema };

/** A profile, as a template. It holds elapsed times: dates are a view. */
export const profileSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...withId, ...named, ...fermentation }),
  z.strictObject({ ...withId, ...named, ...mash }),
]);
export type Profile = z.infer<typeof profileSchema>;
export type FermentationProfile = Extract<Profile, { kind: 'fermentation' }>;
export type MashProfile = Extract<Profile, { kind: 'mash' }>;
