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
