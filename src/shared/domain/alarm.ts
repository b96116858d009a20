import { z } from 'zod';
import { alarmIdSchema } from './ids.ts';
import { epochMsSchema, nameSchema } from './text.ts';

/** What is wrong. `external` alarms come from programs outside of the console. */
export const alarmCodeSchema = z.enum([
  'emergency-stop',
  'over-temperature',
  'sensor-bad',
  'device-lost',
  'control-fault',
  'setpoint-not-reached',
  'manual-output-reset',
  'board-mode-unknown',
  'clock-behind',
  'storage-failing',
  'database-set-aside',
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
  state: alarmStateSchema,
  raisedAtMs: epochMsSchema,
  acknowledgedAtMs: epochMsSchema.nullable(),
  acknowledgedBy: z.string().nullable(),
  clearedAtMs: epochMsSchema.nullable(),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** The priority of each code: critical endangers people or equipment, high the batch, medium soon, low later. */
export const alarmPriorities: Readonly<Record<AlarmCode, AlarmPriority>> = {
  'emergency-stop': 'critical',
  'over-temperature': 'critical',
  'sensor-bad': 'high',
  'device-lost': 'high',
  'control-fault': 'critical',
  'setpoint-not-reached': 'medium',
  'manual-output-reset': 'medium',
  'board-mode-unknown': 'high',
  'clock-behind': 'medium',
  'storage-failing': 'high',
  'database-set-aside': 'high',
  external: 'medium',
};
