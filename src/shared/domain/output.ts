import { z } from 'zod';
import { pointIdSchema } from './ids.ts';
import { actuatorRoleSchema } from './vessel.ts';

/** Why an output is as it is. The first seven are wishes of the controller or a person; the others overrule them. */
export const outputReasonSchema = z.enum([
  'regulating', // the controller decides
  'in-band', // the temperature is where it should be
  'idle', // the other direction is wanted, or nothing is
  'manual', // set by hand
  'profile-off', // the profile switches control off in this part
  'test', // switched on for a few seconds by somebody who looks what it does
  'mode-off', // the vessel is off
  'emergency-stop',
  'not-permitted', // the contact that it needs is not on, or has only just come on
  'sensor-bad',
  'over-temperature',
  'min-off-time',
  'min-on-time',
  'changeover',
  'opposite-running',
  'device-lost',
  'not-driven',
  'control-fault',
]);
export type OutputReason = z.infer<typeof outputReasonSchema>;

/**
 * What becomes of an output when the computer of the console dies: it goes off by itself, or it stays as it is, which
 * somebody has accepted or not.
 */
export const outputStayingSchema = z.enum(['no', 'unaccepted', 'accepted']);
export type OutputStaying = z.infer<typeof outputStayingSchema>;

/** One output of a vessel, with its explanation. */
export const outputStateSchema = z.strictObject({
  role: actuatorRoleSchema,
  pointId: pointIdSchema,
  /** What the device has been told this instant. */
  on: z.boolean(),
  /** What the controller or a person wants, % of full power. */
  wantedPct: z.number(),
  /** Its device is away and leaves it as it was: whether it is on is not known. */
  mayBeOn: z.boolean(),
  /** What the output really gave on average over its window, %. */
  actualPct: z.number(),
  reason: outputReasonSchema,
  staying: outputStayingSchema,
  /** How long the reason will last at least, s, when that is known. */
  remainingS: z.number().nullable(),
  /** Since when the output is on or off, console wall clock. */
  sinceMs: z.number(),
  /** The same in one line for people. */
  text: z.string(),
});
export type OutputState = z.infer<typeof outputStateSchema>;
