import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '#test/rig/console.ts';
import { api, type EndedProcess, spawnConsole } from '#test/rig/console-process.ts';

/** One line in words on the error output, a non-zero exit, and no trace of the stack. */
function expectOneLine({ code, stderr }: EndedProcess, line: RegExp): void {
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(line);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(code).not.toBe(0);
}

describe('the headless console', () => {
  it('says where it is ready, with the real port, and ends cleanly when asked', async () => {
    const { child, ready, ended } = spawnConsole(['--port', '0', '--data', temporaryFolder()]);
    const url = await ready;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d{2,5}\/$/);
    expect(await api<{ speed: number }>(url, 'GET', '/console')).toMatchObject({
      speed: 1,
      firstStart: true,
    });
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });

  it('tells its version and its options', async () => {
    expect((await spawnConsole(['--version']).ended).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { stdout, code } = await spawnConsole(['--help']).ended;
    for (const flag of ['--port', '--host', '--data', '--speed', '--token-file'])
      expect(stdout).toContain(flag);
    expect(code).toBe(0);
  });

  it.each([
    [['--colour', 'red'], /Unknown option '--colour'/],
    [['extra'], /Unexpected argument 'extra'/],
    [['--port'], /--port/],
    [['--port', 'abc'], /--port takes a whole number from 0 to 65535, not "abc"/],
    [['--port', '70000'], /--port takes/],
    [['--speed', '0.5'], /--speed takes a number from 1 to 3600/],
    [['--speed', 'NaN'], /--speed takes/],
    [['--token-file', '/nowhere/token'], /token file \/nowhere\/token cannot be read/],
    [['--host', '0.0.0.0', '--port', '0'], /needs a token/],
    [['--host', '203.0.113.7', '--port', '0'], /needs a token/],
  ])('refuses %j in one line', async (args, line) => {
    expectOneLine(await spawnConsole([...args, '--data', temporaryFolder()]).ended, line);
  });

  it('refuses a port that is in use in one line', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expectOneLine(
      await spawnConsole(['--port', String(port), '--data', temporaryFolder()]).ended,
      /Port \d+ .*in use/,
    );
    other.close();
  });

  it('refuses a data folder that is a file, and one that another console holds', async () => {
    const file = join(temporaryFolder(), 'a-file');
    writeFileSync(file, 'mine');
    expectOneLine(await spawnConsole(['--port', '0', '--data', file]).ended, /a-file/);

    const dataDir = temporaryFolder();
    const first = spawnConsole(['--port', '0', '--data', dataDir]);
    await first.ready;
    expectOneLine(await spawnConsole(['--port', '0', '--data', dataDir]).ended, /another/i);
    first.child.kill('SIGKILL');
    await first.ended;
    await spawnConsole(['--port', '0', '--data', dataDir]).ready;
  });
});

describe('a core that hangs', () => {
  it('ends the process within seconds, and says so', async () => {
    const program = fileURLToPath(new URL('../../rig/stalling-headless.ts', import.meta.url));
    const started = performance.now();
    const { signal, stderr } = await spawnConsole([], { program }).ended;
    expect(signal).toBe('SIGKILL');
    expect(stderr).toMatch(/control core has not answered for 5 s/);
    expect(performance.now() - started).toBeGreaterThan(5000);
  });
});
