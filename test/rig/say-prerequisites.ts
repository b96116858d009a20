import { missingPrerequisites } from './programs.ts';

/** Several projects start with this; a run says it once. */
export function setup(): void {
  if (process.env['PREREQUISITES_SAID']) return;
  process.env['PREREQUISITES_SAID'] = 'yes';
  for (const line of missingPrerequisites()) process.stdout.write(`${line}\n`);
}
