import { fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '#test/rig/console.ts';
import { api, spawnConsole } from '#test/rig/console-process.ts';
import { HEATER, heatKettle } from '#test/rig/firmata/kettle.ts';
import { plugFirmata } from '#test/rig/firmata/listener.ts';
import { describeWithSocat } from '#test/rig/prerequisites.ts';
import { TcpPort } from '#test/rig/tcp-port.ts';

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

const holder = fileURLToPath(
  new URL('../../../src/main/devices/transports/port-process.ts', import.meta.url),
);

describe('the process that holds a connection', () => {
  // From before it has read its own code until after it has connected.
  it.each([0, 20, 40, 60, 80, 120, 200, 400])('ends with a console that ends after %i ms', async (ms) => {
    const port = new TcpPort(0, () => {});
    await port.plug();
    onTestFinished(() => port.unplug());
    const [host, number] = port.path.split(':');
    const options = { kind: 'tcp', host, port: Number(number) };
    const child = fork(holder, [JSON.stringify(options)], { serialization: 'advanced', execArgv: [] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = new Promise((resolve) => child.once('exit', () => resolve('ended')));
    await sleep(ms);
    child.disconnect();
    expect(await Promise.race([ended, sleep(5000, 'still there')])).toBe('ended');
  });
});
