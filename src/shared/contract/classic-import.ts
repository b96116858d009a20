import { z } from 'zod';
import { importPreviewSchema } from '../domain/classic-import.ts';
import { procedure } from './base.ts';

/** Longest file that can be sent, as base64: it travels in the body of a request. `npm run import` takes larger ones. */
const MAX_BASE64 = 1_000_000;

const file = z.strictObject({
  /** The database file of the original maelstrom, base64. */
  file: z
    .base64('must be a file as base64')
    .min(1, 'must not be empty')
    .max(MAX_BASE64, 'the file is too large to be sent: use npm run import -- FILE'),
});

export const classicImport = {
  preview: procedure
    .route({
      method: 'POST',
      path: '/classic-import/preview',
      summary: 'What an import of the original maelstrom’s database would bring; nothing is changed',
    })
    .meta({ role: 'admin' })
    .input(file)
    .output(importPreviewSchema),
  apply: procedure
    .route({
      method: 'POST',
      path: '/classic-import',
      summary: 'Import the original maelstrom’s database: all of it or nothing',
    })
    .meta({ role: 'admin' })
    .input(file)
    .output(importPreviewSchema),
};
