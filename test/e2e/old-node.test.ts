import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { spawnConsole } from '#test/rig/console-process.ts';

const majorOf = (node: string): number =>
  Number(/^v(\d+)/.exec(execFileSync(node, ['--version'], { encoding: 'utf8' }))?.[1]);

const older = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => existsSync(path) && majorOf(path) < 24);
const program = fileURLToPath(new URL('../../out/main/headless.js', import.meta.url));

describe('the built console', () => {
  // Only a machine whose own Node is an old one can show it.
  it.skipIf(older === undefined)('refuses an old Node in one line, before it loads anything', async () => {
    const { code, stderr } = await spawnConsole([], { node: older ?? '', program }).ended;
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/needs Node 24/)]);
    expect(code).toBe(1);
  });
});
