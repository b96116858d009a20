import { z } from 'zod';

/** What something that is connected to a board does for it. */
export const boardRoleSchema = z.enum([
  'beer-sensor',
  'chamber-sensor',
  'room-sensor',
  'cooler',
  'heater',
  'door',
  'light',
  'fan',
]);
export type BoardRole = z.infer<typeof boardRoleSchema>;

/** Slots of a board, counted from 0. */
export const BOARD_SLOTS = 16;
export const boardSlotSchema = z
  .int()
  .min(0)
  .max(BOARD_SLOTS - 1);

const pin = z.int().min(0).max(99);

/** Where something is connected: a DS18B20 by its address on a bus, or a pin. */
export const boardWiringSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('probe'),
    pin,
    /** As the board writes it: 16 hexadecimal digits. */
    address: z.string().regex(/^[0-9A-F]{16}$/, 'must be 16 hexadecimal digits'),
  }),
  z.strictObject({
    kind: z.literal('pin'),
    pin,
    /** On while the pin is low, as on most relay boards. */
    inverted: z.boolean(),
  }),
]);
export type BoardWiring = z.infer<typeof boardWiringSchema>;

/** The same thing, in whatever slot: a probe by its address, a pin by its number. */
export function isSameWiring(a: BoardWiring, b: BoardWiring): boolean {
  return a.kind === 'probe'
    ? b.kind === 'probe' && a.address === b.address
    : b.kind === 'pin' && a.pin === b.pin;
}

/** Something that is connected to a board that regulates by itself. */
export const boardPartSchema = z.strictObject({
  /** The slot that it is installed in; null when it has no role yet. */
  slot: boardSlotSchema.nullable(),
  role: boardRoleSchema.nullable(),
  wiring: boardWiringSchema,
  /** Calibration of a probe, added to its readings, °C; 0 for a pin. */
  offsetC: z.number(),
  /** °C of a probe, 0 or 1 of a switch; null when it is not known. */
  value: z.number().nullable(),
});
export type BoardPart = z.infer<typeof boardPartSchema>;

/** Largest calibration that a board keeps, °C either way: it counts in sixteenths in one byte. */
export const BOARD_OFFSET_MAX_C = 7.9;

/** What a board regulates by, by the names of its firmware. Temperatures and differences are in the unit of the board. */
export const boardConstantsSchema = z.strictObject({
  unit: z.enum(['C', 'F']),
  values: z.record(z.string(), z.number()),
});
export type BoardConstants = z.infer<typeof boardConstantsSchema>;
