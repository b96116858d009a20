import { z } from 'zod';
import { epochMsSchema, nameSchema } from './text.ts';

export const logLevelSchema = z.enum(['debug', 'info', 'warning', 'error']);
export type LogLevel = z.infer<typeof logLevelSchema>;

/** One line of the log. */
export const logEntrySchema = z.strictObject({
  /** Counts up over the life of the data folder. */
  id: z.int().min(1),
  atMs: epochMsSchema,
  level: logLevelSchema,
  /** Who says it: `console`, or the name of a vessel, device, person or outside program. */
  source: nameSchema,
  message: z.string().min(1).max(1000),
});
export type LogEntry = z.infer<typeof logEntrySchema>;
