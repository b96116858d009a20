import { z } from 'zod';

/** What a refusal says for programs, beside its words. */
export const refusalDataSchema = z
  .object({
    /** The same request can succeed after so long, s; absent where the console does not know. */
    retryAfterS: z.number().min(0).optional(),
  })
  .optional();

/** After how long the same request can succeed, s; null when the error, whatever it is, does not say so. */
export function retryAfterOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('data' in error)) return null;
  return refusalDataSchema.safeParse(error.data).data?.retryAfterS ?? null;
}
