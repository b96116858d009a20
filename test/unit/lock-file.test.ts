import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** As it is committed or about to be: an installation rewrites the file in the folder. */
function committedLock(): string | null {
  try {
    return execFileSync('git', ['show', ':package-lock.json'], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch {
    return null;
  }
}

const text = committedLock();

// A copy of the sources without git has nothing to commit.
describe.skipIf(text === null)('package-lock.json', () => {
  it('names no address that something is fetched from', () => {
    expect(text).not.toMatch(/"resolved":\s*"http/);
  });

  it('keeps npm 10 from compiling better-sqlite3 (run `npm run lock` before you commit it)', () => {
    const lock = JSON.parse(text ?? '') as { packages: Record<string, { gypfile?: boolean }> };
    expect(lock.packages['node_modules/better-sqlite3']?.gypfile).toBe(false);
  });
});
