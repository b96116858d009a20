import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openFirmata, plugFirmata } from '#test/rig/firmata/listener.ts';
import { describeWithSocat } from '#test/rig/prerequisites.ts';

const host = fileURLToPath(new URL('../../rig/firmata/host.ts', import.meta.url));

describeWithSocat('a Firmata board on a serial port', () => {
  it('is greeted until it has started', async () => {
    const board = await plugFirmata({ bootMs: 2500 });
    const { heard, until } = openFirmata(board.path, []);
    await until('connected');
    expect(heard.links).toEqual([
      { link: 'connected', text: `ConfigurableFirmata.ino 2.10 on ${board.path}` },
    ]);
  });

  it('is told to switch off when its console is killed', async () => {
    const board = await plugFirmata();
    const child = spawn(process.execPath, [host, board.path], { stdio: 'inherit' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await vi.waitFor(() => expect(board.output(8)).toBe(1), { timeout: 20_000, interval: 20 });
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(board.output(8)).toBe(0), { timeout: 5000, interval: 20 });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'is told to switch off when %s goes to the console and all that it has started',
    async (signal) => {
      const board = await plugFirmata();
      const child = spawn(process.execPath, [host, board.path], { stdio: 'inherit', detached: true });
      onTestFinished(() => void child.kill('SIGKILL'));
      await vi.waitFor(() => expect(board.output(8)).toBe(1), { timeout: 20_000, interval: 20 });
      // As Ctrl-C in a terminal and service managers do it.
      process.kill(-(child.pid ?? 0), signal);
      await vi.waitFor(() => expect(board.output(8)).toBe(0), { timeout: 5000, interval: 20 });
    },
  );
});
