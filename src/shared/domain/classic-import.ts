import { z } from 'zod';

/** What becomes of one thing in the original's database. */
export const importItemSchema = z.strictObject({
  kind: z.enum(['setting', 'profile', 'device', 'vessel', 'point']),
  /** What it is called there. */
  name: z.string(),
  /** `add`: it is new. `update`: it was imported before and has changed there. `same`: nothing to do. `skip`: see the note. */
  action: z.enum(['add', 'update', 'same', 'skip']),
  /** What comes, or why it does not, in words. */
  note: z.string(),
});
export type ImportItem = z.infer<typeof importItemSchema>;

/** What an import made of one thing there, as the console remembers it. */
export const importEntrySchema = z.object({
  kind: z.string(),
  /** Number and name there. */
  n: z.number(),
  name: z.string(),
  /** What it is here. */
  id: z.string(),
  /** Another text when it has changed there. */
  print: z.string(),
});
export type ImportEntry = z.infer<typeof importEntrySchema>;

/** What an import brings, or has brought. */
export const importPreviewSchema = z.strictObject({ items: z.array(importItemSchema) });
export type ImportPreview = z.infer<typeof importPreviewSchema>;
