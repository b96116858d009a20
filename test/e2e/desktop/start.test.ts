import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '#test/rig/console.ts';
import { api, type ConsoleProcess, spawnConsole } from '#test/rig/console-process.ts';

const program = fileURLToPath(new URL('../../../scripts/start.ts', import.meta.url));

/** `npm start` with a display that may not exist, and an Electron of the test's own making. */
function start(options: {
  readonly display: string;
  readonly electron?: string;
  readonly args?: readonly string[];
}): ConsoleProcess {
  const args = ['--port', '0', '--data', temporaryFolder(), ...(options.args ?? [])];
  const env = {
    DISPLAY: options.display,
    WAYLAND_DISPLAY: '',
    ...(options.electron === undefined ? {} : { MAELSTROM_ELECTRON: options.electron }),
  };
  return spawnConsole(args, { program, env });
}

/** A program in the place of Electron's binary. */
function standIn(lines: readonly string[]): string {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'electron');
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
  return file;
}

async function expectHeadless(started: ConsoleProcess, why: RegExp): Promise<void> {
  const url = await started.ready;
  expect(await api(url, 'GET', '/console')).toMatchObject({ speed: 1 });
  started.child.kill('SIGTERM');
  const { code, stdout, stderr } = await started.ended;
  expect(stdout.trim().split('\n')).toEqual([
    expect.stringMatching(why),
    expect.stringMatching(/^Maelstrom is ready at http/),
  ]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
}

describe.runIf(process.platform === 'linux')('npm start', () => {
  it('runs for browsers where there is no display, and says so in one line', async () => {
    await expectHeadless(start({ display: '' }), /^No window: there is no display\./);
  });

  it.each([
    ['refuses to run as root', ['echo "FATAL: running as root without --no-sandbox" >&2', 'exit 1']],
    ['is killed', ['kill -ILL $$']],
  ])('runs for browsers where Electron %s', async (_, lines) => {
    const electron = standIn(lines);
    await expectHeadless(start({ display: ':97', electron }), /^No window: Electron does not run here\./);
  });

  it('runs for browsers where Electron cannot be started at all', async () => {
    await expectHeadless(start({ display: ':97', electron: '/nowhere/electron' }), /^No window: /);
  });

  it('hands on what the app itself says is wrong', async () => {
    const electron = standIn(['echo "Maelstrom: already running there" >&2', 'exit 1']);
    const { code, stdout, stderr } = await start({ display: ':97', electron }).ended;
    expect(stdout).toBe('');
    expect(stderr).toBe('Maelstrom: already running there\n');
    expect(code).toBe(1);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on to the app, and ends with it', async (signal) => {
    const folder = temporaryFolder();
    const electron = standIn([
      `trap 'echo got >> ${folder}/told; exit 0' INT TERM`,
      `echo up >> ${folder}/told`,
      'while :; do sleep 0.1; done',
    ]);
    const started = start({ display: ':97', electron });
    const { readFile } = await import('node:fs/promises');
    const told = async (): Promise<string> => readFile(join(folder, 'told'), 'utf8').catch(() => '');
    await expect.poll(told, { timeout: 10_000 }).toBe('up\n');
    started.child.kill(signal);
    expect((await started.ended).code).toBe(0);
    expect(await told()).toBe('up\ngot\n');
  });

  it('answers --help and refuses what nobody knows, without looking for a display', async () => {
    expect((await start({ display: ':97', args: ['--help'] }).ended).stdout).toMatch(/--data DIR/);
    const { code, stderr } = await start({ display: ':97', args: ['--colour', 'red'] }).ended;
    expect(stderr).toMatch(/^Maelstrom: Unknown option '--colour'.*\n$/);
    expect(code).not.toBe(0);
  });
});
