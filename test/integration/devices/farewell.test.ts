import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '#test/rig/console.ts';
import { api, spawnConsole } from '#test/rig/console-process.ts';
import { HEATER, heatKettle } from '#test/rig/firmata/kettle.ts';
import { plugFirmata } from '#test/rig/firmata/listener.ts';
import { describeWithSocat } from '#test/rig/prerequisites.ts';

/** Kills a console, in a process of its own, while it heats. @returns how long the heater stayed on, ms. */
async function killWhileHeating(path?: number): Promise<number> {
  const board = await plugFirmata(path === undefined ? {} : { path });
  const { child, ready, ended } = spawnConsole(['--data', temporaryFolder(), '--port', '0']);
  const url = await ready;
  await api(url, 'POST', '/console/first-start', { choice: 'empty' });
  await heatKettle((method, at, body) => api(url, method, at, body), 'Arduino', board);
  await vi.waitFor(() => expect(board.output(HEATER)).toBe(1), { timeout: 20_000, interval: 20 });
  child.kill('SIGKILL');
  const killedMs = performance.now();
  await ended;
  await vi.waitFor(() => expect(board.output(HEATER)).toBe(0), { timeout: 10_000, interval: 5 });
  return (board.switches.findLast(({ pin }) => pin === HEATER)?.atMs ?? Number.NaN) - killedMs;
}

const print = (link: string, ms: number): void =>
  console.log(`firmata: console killed, heater off after ${ms.toFixed(0)} ms (${link})`);

describe('a heater of a console that is killed', () => {
  it('is switched off over the network', async () => {
    print('TCP', await killWhileHeating(0));
  });
});

describeWithSocat('a heater of a console that is killed', () => {
  it('is switched off over a serial port', async () => {
    print('serial', await killWhileHeating());
  });
});
