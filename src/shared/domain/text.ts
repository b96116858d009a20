import { z } from 'zod';

/** Characters that make a name unreadable or let it pose as another: C0/C1 controls and bidirectional overrides. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** A name people give to something: 1 to 80 printable characters after trimming. */
export const nameSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(80, 'must be at most 80 characters')
  .refine((text) => !unprintable.test(text), 'must not contain control characters');

/** A short explanation people write: up to 500 characters, line breaks allowed. */
export const noteSchema = z
  .string()
  .max(500, 'must be at most 500 characters')
  .refine(
    (text) => !unprintable.test(text.replaceAll(/[\n\r\t]/g, '')),
    'must not contain control characters',
  );

/** Milliseconds since 1970-01-01T00:00Z, an integer up to the year 9999. */
export const epochMsSchema = z.int().min(0).max(253_402_300_799_999);
