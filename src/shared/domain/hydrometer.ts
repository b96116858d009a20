import { z } from 'zod';
import type { MeasuredQuantity } from './point.ts';
import { epochMsSchema, nameSchema } from './text.ts';

/** Name of the driver of sensors that send their values over the network. */
export const HYDROMETER_DRIVER = 'hydrometer';

/** In whose words a sensor speaks. */
export const senderKindSchema = z.enum(['ispindel', 'gravitymon', 'tilt', 'json']);
export type SenderKind = z.infer<typeof senderKindSchema>;

/** What a sensor can send. These are the addresses of its points. */
export const sensorAddressSchema = z.enum([
  'temperature',
  'gravity',
  'corrected-gravity',
  'battery',
  'angle',
  'signal',
]);
export type SensorAddress = z.infer<typeof sensorAddressSchema>;

/** What one value of a sensor is. */
export interface SensorValue {
  readonly point:
    | { readonly kind: 'temperature' }
    | { readonly kind: 'measure'; readonly quantity: MeasuredQuantity };
  /** What it is called, in the name of its point. */
  readonly word: string;
  /** What lies outside is no such value: °C, SG, V, ° or dBm. */
  readonly lowest: number;
  readonly highest: number;
}

const measure = (quantity: MeasuredQuantity) => ({ kind: 'measure', quantity }) as const;

/**
 * What sensors send. Wort and spirit lie between 0.9 and 1.2 SG; a sensor without calibration sends its angle or 0, which is
 * neither.
 */
export const sensorValues: Readonly<Record<SensorAddress, SensorValue>> = {
  temperature: { point: { kind: 'temperature' }, word: 'temperature', lowest: -55, highest: 125 },
  gravity: { point: measure('gravity'), word: 'gravity', lowest: 0.9, highest: 1.2 },
  'corrected-gravity': {
    point: measure('gravity'),
    word: 'corrected gravity',
    lowest: 0.9,
    highest: 1.2,
  },
  battery: { point: measure('battery'), word: 'battery', lowest: 0, highest: 20 },
  angle: { point: measure('angle'), word: 'angle', lowest: -180, highest: 360 },
  signal: { point: measure('signal'), word: 'signal', lowest: -150, highest: 30 },
};

/** Whether a number can be such a value at all. */
export function isPlausible(address: SensorAddress, value: number): boolean {
  const { lowest, highest } = sensorValues[address];
  return value >= lowest && value <= highest;
}

/** How a sensor is told from others: in whose words it speaks, and its own name, such as `tilt:purple`. */
export function senderKey(kind: SenderKind, name: string): string {
  return `${kind}:${name}`;
}

/** The parts of a key, or null when it is none. */
export function parseSenderKey(key: string): { readonly kind: SenderKind; readonly name: string } | null {
  const at = key.indexOf(':');
  const kind = senderKindSchema.safeParse(key.slice(0, Math.max(0, at)));
  const name = nameSchema.safeParse(key.slice(at + 1));
  return kind.success && name.success && name.data === key.slice(at + 1)
    ? { kind: kind.data, name: name.data }
    : null;
}

/** A sensor that has sent its values and is no device of the console. */
export const heardSenderSchema = z.strictObject({
  key: z.string(),
  kind: senderKindSchema,
  /** As the sensor calls itself. */
  name: z.string(),
  /** Console wall clock. */
  lastSeenMs: epochMsSchema,
  /** What it sent last: °C, SG, V, ° or dBm; null where that makes no sense. */
  values: z.array(z.strictObject({ address: sensorAddressSchema, value: z.number().nullable() })),
});
export type HeardSender = z.infer<typeof heardSenderSchema>;
