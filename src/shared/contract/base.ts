import { oc } from '@orpc/contract';
import { z } from 'zod';
import { refusalDataSchema } from './refusal.ts';

/** Who may call: `look` reads, `operate` changes what a brewer changes in a day, `admin` changes the installation. */
export type Role = 'look' | 'operate' | 'admin';

/** Metadata of every procedure. */
export interface ProcedureMeta {
  /** The least role that may call it. */
  readonly role: Role;
}

/** The errors that any procedure may answer with; the message says in words what to do. */
export const procedure = oc.$meta<ProcedureMeta>({ role: 'admin' }).errors({
  BAD_REQUEST: { status: 400, message: 'The request is not valid' },
  UNAUTHORIZED: { status: 401, message: 'Sign in first' },
  FORBIDDEN: { status: 403, message: 'You may not do this' },
  NOT_FOUND: { status: 404, message: 'There is no such thing' },
  CONFLICT: { status: 409, message: 'Not possible just now', data: refusalDataSchema },
  LIMIT_REACHED: { status: 422, message: 'A limit of the console is reached', data: refusalDataSchema },
  SERVICE_UNAVAILABLE: { status: 503, message: 'A part of the console does not answer' },
  STORAGE_FAILED: { status: 507, message: 'The console could not store this' },
});

/** The answer of a procedure that has nothing to say but that it was done. */
export const doneSchema = z.strictObject({ done: z.literal(true) });
export const done = { done: true } as const;

/**
 * A number in the query of a GET request, or in a path, arrives as text: its exact decimal text is accepted, and nothing else is
 * made into a number. Over IPC it arrives as the number itself.
 */
export function queryNumber(schema: z.ZodNumber): z.ZodType<number, number | string> {
  const exactText = z
    .string()
    .regex(/^-?\d{1,15}(\.\d{1,10})?$/, 'must be a number')
    .transform(Number)
    .pipe(schema);
  return z.union([schema, exactText]) as z.ZodType<number, number | string>;
}

/** A yes or no in the query of a GET request: the value or its exact text. */
export const queryBoolean = z.union([
  z.boolean(),
  z.enum(['true', 'false']).transform((text) => text === 'true'),
]);

/** A list in the query of a GET request: a lone value arrives as itself. */
export function queryList<T extends z.ZodType>(item: T, max: number) {
  return z.union([z.array(item).min(1).max(max), item.transform((one) => [one])]);
}
