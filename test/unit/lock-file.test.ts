import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

it('the lock file names no registry, so that it installs from any', () => {
  const lock = readFileSync(resolve(import.meta.dirname, '../../package-lock.json'), 'utf8');
  expect(lock).toContain('"integrity"');
  expect(lock).not.toContain('"resolved": "http');
});
