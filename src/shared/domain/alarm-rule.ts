import { z } from 'zod';
import { alarmPrioritySchema } from './alarm.ts';
import { alarmRuleIdSchema, deviceIdSchema, pointIdSchema, vesselIdSchema } from './ids.ts';
import { nameSchema, noteSchema } from './text.ts';
import { TEMPERATURE_MAX_C, TEMPERATURE_MIN_C } from './vessel.ts';

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

/** What the numbers of a rule may be, each in the unit that its name ends in; `delayS` is for both delays. */
export const alarmRuleRanges = {
  limitC: { min: TEMPERATURE_MIN_C, max: TEMPERATURE_MAX_C },
  hysteresisC: { min: 0, max: 20 },
  bandC: { min: 0.1, max: 50 },
  cPerH: { min: 0.1, max: 1000 },
  overS: { min: 60, max: 6 * HOUR_S },
  withinS: { min: 60, max: 14 * DAY_S },
  forS: { min: 5, max: 7 * DAY_S },
  delayS: { min: 0, max: DAY_S },
} as const;

const within = ({ min, max }: { readonly min: number; readonly max: number }) => z.number().min(min).max(max);
const temperatureC = z
  .number()
  .min(TEMPERATURE_MIN_C, `must be at least ${TEMPERATURE_MIN_C} °C`)
  .max(TEMPERATURE_MAX_C, `must be at most ${TEMPERATURE_MAX_C} °C`);
const point = z.strictObject({ kind: z.literal('point'), id: pointIdSchema });
const vessel = z.strictObject({ kind: z.literal('vessel'), id: vesselIdSchema });
const device = z.strictObject({ kind: z.literal('device'), id: deviceIdSchema });
/** A temperature point, or a vessel: then it is about what the vessel regulates. */
const measured = z.discriminatedUnion('kind', [point, vessel]);
/** How far the value must come back before the alarm is over, °C. It keeps a noisy value from chattering. */
const hysteresisC = within(alarmRuleRanges.hysteresisC);

/** When a rule holds. A bad reading makes no rule hold or end, but `silent`. */
export const alarmConditionSchema = z.discriminatedUnion('when', [
  z.strictObject({ when: z.literal('above'), subject: measured, limitC: temperatureC, hysteresisC }),
  z.strictObject({ when: z.literal('below'), subject: measured, limitC: temperatureC, hysteresisC }),
  /** Further than `bandC` from the setpoint, on either side, while the vessel is in auto. */
  z.strictObject({
    when: z.literal('deviation'),
    subject: vessel,
    bandC: within(alarmRuleRanges.bandC),
    hysteresisC,
  }),
  /** Rising or falling by more than `cPerH`, measured over `overS`. */
  z.strictObject({
    when: z.literal('rate'),
    subject: measured,
    direction: z.enum(['rising', 'falling', 'either']),
    cPerH: within(alarmRuleRanges.cPerH),
    overS: within(alarmRuleRanges.overS),
  }),
  /** A new setpoint is not reached, to within 0.5 °C, in this time. */
  z.strictObject({
    when: z.literal('not-reached'),
    subject: vessel,
    withinS: within(alarmRuleRanges.withinS),
  }),
  /** A digital input, such as a pilot light that is out or a level that is high. */
  z.strictObject({ when: z.literal('input'), subject: point, is: z.enum(['on', 'off']) }),
  /** No good reading of a point, or no link to a device, for so long. */
  z.strictObject({
    when: z.literal('silent'),
    subject: z.discriminatedUnion('kind', [point, device]),
    forS: within(alarmRuleRanges.forS),
  }),
]);
export type AlarmCondition = z.infer<typeof alarmConditionSchema>;

/** What a user says about a rule. */
export const alarmRuleConfigSchema = z.strictObject({
  name: nameSchema,
  enabled: z.boolean(),
  priority: alarmPrioritySchema,
  condition: alarmConditionSchema,
  /** The condition must hold, or be over, for so long before the alarm comes, or goes, s. */
  onDelayS: within(alarmRuleRanges.delayS),
  offDelayS: within(alarmRuleRanges.delayS),
  /** What happens if nobody does anything, and what to do. Shown with the alarm; may be empty. */
  consequence: noteSchema,
  response: noteSchema,
});
export type AlarmRuleConfig = z.infer<typeof alarmRuleConfigSchema>;

/** An alarm that a user has set up on a point, a vessel or a device. */
export const alarmRuleSchema = alarmRuleConfigSchema.extend({ id: alarmRuleIdSchema });
export type AlarmRule = z.infer<typeof alarmRuleSchema>;
