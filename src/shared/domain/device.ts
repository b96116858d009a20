import { z } from 'zod';
import { deviceIdSchema } from './ids.ts';
import { epochMsSchema, nameSchema } from './text.ts';

/** What a user says about a device: which driver, and where it is connected. */
export const deviceConfigSchema = z.strictObject({
  name: nameSchema,
  /** Name of a driver in the registry, such as `simulated`. */
  driver: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be the name of a driver'),
  /** Where the device is: a port path, `host:port`, or what its driver expects. May be empty. */
  connection: z.string().trim().max(200, 'must be at most 200 characters'),
});
export type DeviceConfig = z.infer<typeof deviceConfigSchema>;

/** A board or an instrument on a transport. */
export const deviceSchema = deviceConfigSchema.extend({ id: deviceIdSchema });
export type Device = z.infer<typeof deviceSchema>;

/**
 * What the console may do with a device of a driver: `points`: it drives its outputs; `board`: it regulates one vessel by
 * itself; `feed`: it only reports.
 */
export const driverKindSchema = z.enum(['points', 'board', 'feed']);
export type DriverKind = z.infer<typeof driverKindSchema>;

/** What an address looks like, in words, for each kind of point that the devices of a driver have. */
export const addressHintsSchema = z.strictObject({
  temperature: z.string().optional(),
  output: z.string().optional(),
  input: z.string().optional(),
  measure: z.string().optional(),
});
export type AddressHints = z.infer<typeof addressHintsSchema>;

/** A driver that a device can have, as people choose it. */
export const driverSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  kind: driverKindSchema,
  /** What to type as connection, in words. */
  connectionHint: z.string(),
  /** Null when nothing is known of its addresses: then any kind of point and any text is taken. */
  addressHints: addressHintsSchema.nullable(),
});
export type DriverDescription = z.infer<typeof driverSchema>;

/** State of the link to a device. */
export const linkSchema = z.enum(['connecting', 'connected', 'lost', 'not-driven']);
export type Link = z.infer<typeof linkSchema>;

/** Live state of a device, published on channel `devices` under the id of the device. */
export const deviceStateSchema = z.strictObject({
  deviceId: deviceIdSchema,
  link: linkSchema,
  /** The state in words, with the cause when the device is lost. */
  text: z.string(),
  /** Since when the link is in this state. */
  sinceMs: epochMsSchema,
});
export type DeviceState = z.infer<typeof deviceStateSchema>;
