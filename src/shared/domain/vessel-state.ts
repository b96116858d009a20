import { z } from 'zod';
import { pointIdSchema, vesselIdSchema } from './ids.ts';
import { outputStateSchema } from './output.ts';
import { badReasonSchema } from './reading.ts';
import { runProgressSchema } from './run.ts';
import { epochMsSchema, nameSchema } from './text.ts';
import { setpointSourceSchema, vesselModeSchema, vesselTargetSchema } from './vessel.ts';

/** One sensor of a vessel as it is shown: a bad reading is null plus its reason. */
export const sensorStateSchema = z.strictObject({
  /** The probe that is read now. */
  pointId: pointIdSchema,
  valueC: z.number().nullable(),
  bad: badReasonSchema.nullable(),
  atMs: epochMsSchema,
  /** The first probe of the role and what is wrong with it, while a spare is read in its place. */
  standsInFor: z.strictObject({ pointId: pointIdSchema, bad: badReasonSchema.nullable() }).nullable(),
  /** How late the value is because it is smoothed, s. */
  delayS: z.number().min(0),
});
export type SensorState = z.infer<typeof sensorStateSchema>;

const sensor = sensorStateSchema.nullable();

/** Live state of a vessel, published once a second on channel `data` under the id of the vessel. */
export const vesselStateSchema = z.strictObject({
  type: z.literal('vessel'),
  vesselId: vesselIdSchema,
  mode: vesselModeSchema,
  target: vesselTargetSchema,
  source: setpointSourceSchema,
  /** Temperature of what is regulated, °C, or null with the reason in `pvBad`. */
  pvC: z.number().nullable(),
  pvBad: badReasonSchema.nullable(),
  /** Setpoint of what is regulated, °C; null when the vessel is not in `auto`. */
  spC: z.number().nullable(),
  /** The chamber's setpoint that a cascade asks for, °C. */
  chamberSpC: z.number().nullable(),
  sensors: z.strictObject({ beer: sensor, chamber: sensor, room: sensor }),
  outputs: z.array(outputStateSchema),
  /** What the vessel does, in one line for people. */
  text: z.string(),
  run: runProgressSchema.nullable(),
});
export type VesselState = z.infer<typeof vesselStateSchema>;

/** Live value of a point, published on channel `data` under the id of the point. */
export const pointStateSchema = z.strictObject({
  type: z.literal('point'),
  pointId: pointIdSchema,
  /** °C for a temperature, % for an output, 0 or 1 for an input, SG, V, ° or dBm for a measured value; null when bad. */
  value: z.number().nullable(),
  bad: badReasonSchema.nullable(),
});
export type PointState = z.infer<typeof pointStateSchema>;

/** A reading that a program outside of the console published. Nothing is controlled by it. */
export const externalReadingSchema = z.strictObject({
  type: z.literal('external'),
  source: nameSchema,
  name: nameSchema,
  value: z.number().nullable(),
  unit: z.string().max(20, 'must be at most 20 characters'),
});
export type ExternalReading = z.infer<typeof externalReadingSchema>;

/** Payload of channel `data`. */
export const dataPayloadSchema = z.discriminatedUnion('type', [
  vesselStateSchema,
  pointStateSchema,
  externalReadingSchema,
]);
export type DataPayload = z.infer<typeof dataPayloadSchema>;
