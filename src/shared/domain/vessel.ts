import { z } from 'zod';
import { deviceIdSchema, type PointId, pointIdSchema, vesselIdSchema } from './ids.ts';
import { nameSchema } from './text.ts';

/** A `fermenter` stands in a chamber that is heated or cooled; a `kettle` is heated directly. */
export const vesselKindSchema = z.enum(['fermenter', 'kettle']);
export type VesselKind = z.infer<typeof vesselKindSchema>;

/** What a temperature sensor measures. `beer` is the liquid itself: the mash in a kettle. */
export const sensorRoleSchema = z.enum(['beer', 'chamber', 'room']);
export type SensorRole = z.infer<typeof sensorRoleSchema>;
export const sensorRoles = sensorRoleSchema.options;

/** What an actuator does to a vessel. */
export const actuatorRoleSchema = z.enum(['heater', 'cooler']);
export type ActuatorRole = z.infer<typeof actuatorRoleSchema>;
export const actuatorRoles = actuatorRoleSchema.options;

/** Lowest and highest temperature that a setpoint or a limit may have anywhere in the console, °C. */
export const TEMPERATURE_MIN_C = -10;
export const TEMPERATURE_MAX_C = 110;

const temperatureC = z
  .number()
  .min(TEMPERATURE_MIN_C, `must be at least ${TEMPERATURE_MIN_C} °C`)
  .max(TEMPERATURE_MAX_C, `must be at most ${TEMPERATURE_MAX_C} °C`);

/** A temperature that the console may be asked to reach, °C. */
export const setpointSchema = temperatureC;

/** An output, percent of full power. */
export const percentSchema = z.number().min(0, 'must be at least 0 %').max(100, 'must be at most 100 %');

/**
 * How the vessel is regulated.
 * - `hysteresis`: on and off around the setpoint, with half the dead band on either side.
 * - `pid`: percent of power per °C of error, with time proportioning.
 * - `cascade`: a PID on the beer sets the chamber's temperature, which a hysteresis holds.
 * - `board`: a board regulates by itself; it is told mode and setpoint, and drives its own outputs.
 */
export const algorithmSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hysteresis'),
    /** Width of the band in which the output does not change, °C. */
    deadBandC: z.number().min(0.05).max(5),
  }),
  z.strictObject({
    kind: z.literal('pid'),
    /** Proportional gain, % of power per °C. */
    kpPctPerC: z.number().min(0.1).max(1000),
    /** Integral time, s; null switches the integral off. */
    tiS: z.number().min(1).max(100_000).nullable(),
    /** Derivative time, s. */
    tdS: z.number().min(0).max(10_000),
  }),
  z.strictObject({
    kind: z.literal('cascade'),
    /** °C that the chamber goes below (or above) the setpoint for each °C that the beer is above (or below) it. */
    kpCPerC: z.number().min(0.1).max(100),
    /** Integral time, s; null switches the integral off. */
    tiS: z.number().min(60).max(1_000_000).nullable(),
    /** Derivative time, s. */
    tdS: z.number().min(0).max(100_000),
    /** Range of the chamber's setpoint, °C. */
    chamberMinC: temperatureC,
    chamberMaxC: temperatureC,
    /** Width of the band around the chamber's setpoint in which the outputs do not change, °C. */
    deadBandC: z.number().min(0.1).max(10),
  }),
  z.strictObject({
    kind: z.literal('board'),
    deviceId: deviceIdSchema,
  }),
]);
export type Algorithm = z.infer<typeof algorithmSchema>;
/** The algorithms that the console itself computes. */
export type OwnAlgorithm = Exclude<Algorithm, { readonly kind: 'board' }>;

/** Limits that no mode, profile or person can pass. */
export const vesselLimitsSchema = z.strictObject({
  /** Range of the setpoint, °C. */
  minSpC: temperatureC,
  maxSpC: temperatureC,
  /** From this temperature on, at any of the vessel's beer and chamber sensors, its heater is off, °C. */
  maxTempC: temperatureC,
});
export type VesselLimits = z.infer<typeof vesselLimitsSchema>;

const optionalPoint = pointIdSchema.nullable();

/** Probes that take over from the first one of their role while it is bad, at most. */
export const MAX_SPARES = 3;

const spares = z.array(pointIdSchema).max(MAX_SPARES, `must be at most ${MAX_SPARES} probes`);

/** By role, the probes that take over while those before them are bad, in this order. */
export const spareSensorsSchema = z.strictObject({ beer: spares, chamber: spares, room: spares });
export type SpareSensors = z.infer<typeof spareSensorsSchema>;

/** No role has a spare probe. */
export const noSpares: SpareSensors = { beer: [], chamber: [], room: [] };

/** Contacts without which an output stays off: a float switch, a flow switch behind a pump, a door. */
export const permissivesSchema = z.strictObject({ heater: optionalPoint, cooler: optionalPoint });
export type Permissives = z.infer<typeof permissivesSchema>;

/** No output waits for a contact. */
export const noPermissives: Permissives = { heater: null, cooler: null };

/** What a user says about a vessel. */
export const vesselConfigSchema = z.strictObject({
  name: nameSchema,
  kind: vesselKindSchema,
  /** Volume of the liquid, L. */
  volumeL: z.number().min(0.5).max(100_000),
  sensors: z.strictObject({ beer: optionalPoint, chamber: optionalPoint, room: optionalPoint }),
  spareSensors: spareSensorsSchema.default(noSpares),
  actuators: z.strictObject({ heater: optionalPoint, cooler: optionalPoint }),
  permissives: permissivesSchema.default(noPermissives),
  /** Power of the heater, and heat that the cooler removes, W. They scale the check that the setpoint is reached. */
  heaterW: z.number().min(1).max(1_000_000),
  coolerW: z.number().min(1).max(1_000_000),
  limits: vesselLimitsSchema,
  algorithm: algorithmSchema,
});
export type VesselConfig = z.infer<typeof vesselConfigSchema>;

/** What may be said of a vessel that exists; what is left out stays as it is. */
export const vesselChangeSchema = vesselConfigSchema
  .partial()
  // Defaults inside of what is optional would fill it in.
  .extend({ spareSensors: spareSensorsSchema.optional(), permissives: permissivesSchema.optional() });

/** The probes of a role, the first one before its spares; none where the role has no sensor. */
export function probesOf(
  { sensors, spareSensors }: Pick<VesselConfig, 'sensors' | 'spareSensors'>,
  role: SensorRole,
): readonly PointId[] {
  const first = sensors[role];
  return first === null ? [] : [first, ...spareSensors[role]];
}

export const vesselModeSchema = z.enum(['off', 'manual', 'auto']);
export type VesselMode = z.infer<typeof vesselModeSchema>;

/** What `auto` regulates. */
export const vesselTargetSchema = z.enum(['beer', 'chamber']);
export type VesselTarget = z.infer<typeof vesselTargetSchema>;

/** Where the setpoint of `auto` comes from. */
export const setpointSourceSchema = z.enum(['constant', 'profile']);
export type SetpointSource = z.infer<typeof setpointSourceSchema>;

/** What the vessel has been told to do. All of it is kept while the vessel is off. */
export const vesselControlSchema = z.strictObject({
  mode: vesselModeSchema,
  target: vesselTargetSchema,
  source: setpointSourceSchema,
  /** Setpoint for `auto` with a constant source, °C. */
  spC: setpointSchema,
  /** Outputs for `manual`, %. At most one of them is above 0. */
  manualHeatPct: percentSchema,
  manualCoolPct: percentSchema,
});
export type VesselControl = z.infer<typeof vesselControlSchema>;

/** A vessel with everything the console keeps about it. */
export const vesselSchema = vesselConfigSchema.extend({ id: vesselIdSchema, control: vesselControlSchema });
export type Vessel = z.infer<typeof vesselSchema>;
