import { z } from 'zod';

/** Lower-case letters, digits and dashes, 1 to 64 characters, starting with a letter or a digit. */
const idText = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be an id: lower-case letters, digits and dashes, at most 64');

/** Identifies a device: a board or an instrument on a transport. */
export const deviceIdSchema = idText.brand<'DeviceId'>();
export type DeviceId = z.infer<typeof deviceIdSchema>;

/** Identifies a point: one sensor or one actuator on a device. */
export const pointIdSchema = idText.brand<'PointId'>();
export type PointId = z.infer<typeof pointIdSchema>;

/** Identifies a vessel: a fermenter in its chamber, or a kettle. */
export const vesselIdSchema = idText.brand<'VesselId'>();
export type VesselId = z.infer<typeof vesselIdSchema>;

/** Identifies a profile: a setpoint over time, as a template. */
export const profileIdSchema = idText.brand<'ProfileId'>();
export type ProfileId = z.infer<typeof profileIdSchema>;

/** Identifies a run: a profile being executed on a vessel. */
export const runIdSchema = idText.brand<'RunId'>();
export type RunId = z.infer<typeof runIdSchema>;

/** Identifies one occurrence of an alarm. */
export const alarmIdSchema = idText.brand<'AlarmId'>();
export type AlarmId = z.infer<typeof alarmIdSchema>;

/** Identifies a rule that raises an alarm. */
export const alarmRuleIdSchema = idText.brand<'AlarmRuleId'>();
export type AlarmRuleId = z.infer<typeof alarmRuleIdSchema>;
