import { z } from 'zod';
import { epochMsSchema } from './text.ts';

/** State of the console as a whole, retained on channel `console`. */
export const consoleStatusSchema = z.strictObject({
  version: z.string(),
  startedAtMs: epochMsSchema,
  /** The console's wall clock when this was said. With simulated time it differs from the real one. */
  nowMs: epochMsSchema,
  /** Console seconds in a real second; 1 is real time. */
  speed: z.number(),
  /** Latched: every output is off until it is reset. */
  emergencyStop: z.strictObject({ active: z.boolean(), sinceMs: epochMsSchema.nullable() }),
  /** True until the user has chosen between the simulated brewery and an empty console. */
  firstStart: z.boolean(),
  /** Whether browsers reach the console: at `url`, or not, and why. */
  remoteAccess: z.strictObject({ url: z.string().nullable(), problem: z.string().nullable() }),
});
export type ConsoleStatus = z.infer<typeof consoleStatusSchema>;

/** What the console keeps on its disk. */
export const consoleStorageSchema = z.strictObject({
  /** Null for those who may not change the installation. */
  folder: z.string().nullable(),
  /** The database with its log, bytes. */
  databaseBytes: z.number(),
  /** Room that is left on that disk, bytes; null where the system does not say. */
  freeBytes: z.number().nullable(),
  /** The oldest recorded sample; null when nothing has been recorded. */
  samplesFromMs: epochMsSchema.nullable(),
});
export type ConsoleStorage = z.infer<typeof consoleStorageSchema>;

/** How browsers come to the console. */
export const consoleAccessSchema = z.strictObject({
  /** Addresses to type into a browser, the likeliest first; none while remote access is off. */
  addresses: z.array(z.string()),
  /** Only browsers on the computer that the console runs on reach these. */
  thisComputerOnly: z.boolean(),
  /** Whoever comes has to give the token. */
  needsToken: z.boolean(),
});
export type ConsoleAccess = z.infer<typeof consoleAccessSchema>;
