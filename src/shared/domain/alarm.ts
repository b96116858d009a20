import { z } from 'zod';
import { alarmIdSchema, alarmRuleIdSchema } from './ids.ts';
import { epochMsSchema, nameSchema } from './text.ts';

/**
 * What is wrong. A `rule` was set up by a user; `external` alarms come from programs outside of the console. The notices of
 * a profile (`profile-event`, `mash-addition`) stand until somebody has seen them.
 */
export const alarmCodeSchema = z.enum([
  'emergency-stop',
  'not-stopped',
  'over-temperature',
  'sensor-bad',
  'sensor-spare',
  'not-permitted',
  'device-lost',
  'control-fault',
  'setpoint-not-reached',
  'manual-output-reset',
  'board-mode-unknown',
  'clock-behind',
  'storage-failing',
  'database-set-aside',
  'profile-event',
  'mash-addition',
  'mash-waiting',
  'rule',
  'external',
]);
export type AlarmCode = z.infer<typeof alarmCodeSchema>;

export const alarmPrioritySchema = z.enum(['critical', 'high', 'medium', 'low']);
export type AlarmPriority = z.infer<typeof alarmPrioritySchema>;

/** State of an alarm after ISA-18.2. `normal` is over and acknowledged: history. */
export const alarmStateSchema = z.enum([
  'normal',
  'unacknowledged',
  'acknowledged',
  'cleared-unacknowledged',
]);
export type AlarmState = z.infer<typeof alarmStateSchema>;

/** Out of sight for a while, because somebody decided so (ISA-18.2: shelved). It is a separate axis beside the state. */
export const shelfSchema = z.strictObject({
  untilMs: epochMsSchema,
  reason: z.string().min(1).max(200),
  by: z.string(),
});
export type Shelf = z.infer<typeof shelfSchema>;

/** Longest time that an alarm can be shelved, s: a day, so that a new day asks anew. */
export const SHELVE_MAX_S = 86_400;
/** The same for a critical alarm, s. */
export const SHELVE_CRITICAL_MAX_S = 3600;

/** One occurrence of an alarm. */
export const alarmSchema = z.strictObject({
  id: alarmIdSchema,
  code: alarmCodeSchema,
  priority: alarmPrioritySchema,
  /** What it is about: the id of a vessel, point or device, or `console`, or the name of an outside program. */
  source: nameSchema,
  /** The name of that thing when the alarm was raised. */
  sourceName: nameSchema,
  /** What happened, in one line. */
  message: z.string().max(500),
  /** What happens if nobody does anything, and what to do. */
  consequence: z.string().max(500),
  response: z.string().max(500),
  /** The rule that raised it; null for the console's own alarms. */
  ruleId: alarmRuleIdSchema.nullable(),
  state: alarmStateSchema,
  raisedAtMs: epochMsSchema,
  acknowledgedAtMs: epochMsSchema.nullable(),
  acknowledgedBy: z.string().nullable(),
  clearedAtMs: epochMsSchema.nullable(),
  shelved: shelfSchema.nullable(),
});
export type Alarm = z.infer<typeof alarmSchema>;
