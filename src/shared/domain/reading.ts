import { z } from 'zod';
import { epochMsSchema } from './text.ts';

/** Why a reading cannot be trusted. */
export const badReasonSchema = z.enum([
  'no-reading', // nothing has arrived since the start
  'stale', // the last one is too old
  'open-circuit', // the probe does not answer
  'crc', // the probe answered with a damaged frame
  'power-on-value', // DS18B20's 85 °C before its first conversion
  'out-of-range', // outside of what the probe can measure, or of what its point allows
  'too-fast', // changed faster than its point allows, and has not settled yet
  'frozen', // stands still although the heat that was moved must have changed it
  'device-lost', // the link to the board is down
  'not-driven', // a real device while time is simulated
  'not-assigned', // the vessel has no such sensor
]);
export type BadReason = z.infer<typeof badReasonSchema>;

/** A value of a sensor at an instant (console wall clock, ms), or the reason why there is none. Never a substitute number. */
export const readingSchema = z.discriminatedUnion('quality', [
  z.strictObject({ quality: z.literal('good'), value: z.number(), atMs: epochMsSchema }),
  z.strictObject({ quality: z.literal('bad'), reason: badReasonSchema, atMs: epochMsSchema }),
]);
export type Reading = z.infer<typeof readingSchema>;

const badReasonText: Record<BadReason, string> = {
  'no-reading': 'no reading yet',
  stale: 'last reading is too old',
  'open-circuit': 'probe does not answer',
  crc: 'damaged reading',
  'power-on-value': 'power-on value of the probe',
  'out-of-range': 'reading out of range',
  'too-fast': 'jumps faster than a temperature can',
  frozen: 'stands still although it should have been heated or cooled',
  'device-lost': 'device lost',
  'not-driven': 'not driven: simulated time',
  'not-assigned': 'no sensor assigned',
};

/** The reason in words, to stand inside a sentence. */
export function describeBadReason(reason: BadReason): string {
  return badReasonText[reason];
}

/** The value when the reading is good, otherwise null: for display and storage, never for control. */
export function valueOrNull(reading: Reading): number | null {
  return reading.quality === 'good' ? reading.value : null;
}
