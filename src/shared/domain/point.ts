import { z } from 'zod';
import { deviceIdSchema, pointIdSchema } from './ids.ts';
import { nameSchema } from './text.ts';

/** What an output switches; it sets the window of time proportioning and the shortest pulse (see `outputTiming`). */
export const outputKindSchema = z.enum(['ssr', 'contactor', 'valve', 'compressor', 'pwm']);
export type OutputKind = z.infer<typeof outputKindSchema>;

/** What a point measures that is no temperature: SG as a number such as 1.012, V, ° or dBm. */
export const measuredQuantitySchema = z.enum(['gravity', 'battery', 'angle', 'signal']);
export type MeasuredQuantity = z.infer<typeof measuredQuantitySchema>;

const pointBase = {
  name: nameSchema,
  deviceId: deviceIdSchema,
  /** Where on the device: a pin, a slot, a probe's 1-Wire address; the driver gives it its meaning. */
  address: z.string().trim().min(1, 'must not be empty').max(80, 'must be at most 80 characters'),
};

const degreesC = z.number().min(-60, 'must be at least -60 °C').max(200, 'must be at most 200 °C');

/** How readings of a temperature sensor are judged before anything is regulated by them. */
export const readingRulesSchema = z
  .strictObject({
    /** A reading outside of this range is none, °C, calibrated. */
    minC: degreesC,
    maxC: degreesC,
    /** What changes faster is no temperature until it has settled, °C per second. */
    maxRateCPerS: z.number().min(0.05, 'must be at least 0.05 °C/s').max(100, 'must be at most 100 °C/s'),
    /**
     * Time constant of smoothing, s; 0 leaves readings as they are. While the temperature changes steadily, a smoothed
     * value is what it was this long ago.
     */
    smoothingS: z.number().min(0, 'must be at least 0 s').max(600, 'must be at most 600 s'),
  })
  .refine(({ minC, maxC }) => minC < maxC, { message: 'must be above the lowest', path: ['maxC'] });
export type ReadingRules = z.infer<typeof readingRulesSchema>;

/**
 * What holds for a sensor until somebody says more. No probe for a brewery measures outside of this range; a probe in a
 * steel sheath, with a time constant of 10 s or more, that falls from room temperature into boiling wort sees 8 °C in the first second.
 */
export const usualReadingRules: ReadingRules = { minC: -55, maxC: 150, maxRateCPerS: 8, smoothingS: 0 };

const temperaturePoint = z.strictObject({
  ...pointBase,
  kind: z.literal('temperature'),
  /** Calibration, added to each reading, °C. */
  offsetC: z.number().min(-10).max(10),
  readings: readingRulesSchema.default(usualReadingRules),
});

const outputPoint = z.strictObject({
  ...pointBase,
  kind: z.literal('output'),
  outputKind: outputKindSchema,
});

/** A contact: a float switch, a pilot light, a door. */
const inputPoint = z.strictObject({
  ...pointBase,
  kind: z.literal('input'),
  /** True where an open contact means on. */
  inverted: z.boolean(),
});

/** A measured value that is no temperature. It is shown and recorded, and nothing is controlled by it. */
const measurePoint = z.strictObject({
  ...pointBase,
  kind: z.literal('measure'),
  quantity: measuredQuantitySchema,
});

/** What a user says about a point. */
export const pointConfigSchema = z.discriminatedUnion('kind', [
  temperaturePoint,
  outputPoint,
  inputPoint,
  measurePoint,
]);
export type PointConfig = z.infer<typeof pointConfigSchema>;

const withId = { id: pointIdSchema };

/** One sensor or one actuator on a device. */
export const pointSchema = z.discriminatedUnion('kind', [
  temperaturePoint.extend(withId),
  outputPoint.extend(withId),
  inputPoint.extend(withId),
  measurePoint.extend(withId),
]);
export type Point = z.infer<typeof pointSchema>;
export type TemperaturePoint = Extract<Point, { kind: 'temperature' }>;
export type InputPoint = Extract<Point, { kind: 'input' }>;
export type MeasurePoint = Extract<Point, { kind: 'measure' }>;
export type OutputPoint = Extract<Point, { kind: 'output' }>;

/** What may be changed of a point after it was made; its kind and device stay. */
export const pointChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  address: pointBase.address.optional(),
  offsetC: temperaturePoint.shape.offsetC.optional(),
  readings: readingRulesSchema.optional(),
  outputKind: outputKindSchema.optional(),
  inverted: z.boolean().optional(),
});
export type PointChange = z.infer<typeof pointChangeSchema>;

/** How an output of a kind may be switched, seconds. */
export interface OutputTiming {
  /** Length of one window of time proportioning. */
  readonly windowS: number;
  /** Shortest on or off part of a window; a shorter part is left out or fills the window. */
  readonly shortestPulseS: number;
  /** Once off, it stays off at least this long. */
  readonly minOffS: number;
  /** Once on by a controller, it stays on at least this long. */
  readonly minOnS: number;
}

/**
 * Timing by output kind. Compressor times are those of BrewPi's firmware (off 300 s, on 180 s), which protects
 * against a start under pressure. A contactor's window of one minute bounds it to about half a million cycles in
 * a year of continuous regulation; an SSR switches at mains half-waves, so 0.1 s is well above its limit.
 * `pwm` outputs take any duty and are not windowed by the console.
 */
export const outputTiming: Readonly<Record<OutputKind, OutputTiming>> = {
  ssr: { windowS: 2, shortestPulseS: 0.1, minOffS: 0, minOnS: 0 },
  pwm: { windowS: 0, shortestPulseS: 0, minOffS: 0, minOnS: 0 },
  contactor: { windowS: 60, shortestPulseS: 10, minOffS: 0, minOnS: 0 },
  valve: { windowS: 60, shortestPulseS: 10, minOffS: 0, minOnS: 0 },
  compressor: { windowS: 0, shortestPulseS: 0, minOffS: 300, minOnS: 180 },
};
