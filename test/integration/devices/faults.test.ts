import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LEASE_MS } from '#main/control/output-track.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import { BadPeer } from '#test/rig/bad-peer.ts';
import { BrewPiBoard } from '#test/rig/brewpi/board.ts';
import { startTestConsole } from '#test/rig/console.ts';
import { api } from '#test/rig/console-process.ts';
import { FirmataBoard, type FirmataBoardOptions } from '#test/rig/firmata/board.ts';
import { type Call, HEATER, heatKettle, type Kettle } from '#test/rig/firmata/kettle.ts';
import { plugFirmata } from '#test/rig/firmata/listener.ts';
import { describeWithSocat } from '#test/rig/prerequisites.ts';

/** A lease, and as much again for a machine that is busy with something else. */
const SAFE_WITHIN_MS = 2 * LEASE_MS;

interface Rig extends Kettle {
  readonly board: FirmataBoard;
  readonly call: Call;
}

/** A console in real time whose kettle on this board heats. */
async function heating(board: FirmataBoard): Promise<Rig> {
  const { url } = await startTestConsole({ time: null });
  const call: Call = (method, path, body) => api(url, method, path, body);
  await call('POST', '/console/first-start', { choice: 'empty' });
  const kettle = await heatKettle(call, 'Arduino', board);
  await untilOn(board);
  return { ...kettle, board, call };
}

const over = async (path: 'tcp' | 'serial', options: Partial<FirmataBoardOptions> = {}): Promise<Rig> =>
  heating(await plugFirmata({ ...(path === 'tcp' && { path: 0 }), ...options }));

const untilLevel = (board: FirmataBoard, level: number, timeout: number): Promise<void> =>
  vi.waitFor(() => expect(board.output(HEATER)).toBe(level), { timeout, interval: 10 });
const untilOn = (board: FirmataBoard): Promise<void> => untilLevel(board, 1, 25_000);

/** Begins a fault, and waits until the pin is low. @returns how long that took by the clock of the board, ms. */
async function untilSafe({ board }: Rig, begin: () => unknown): Promise<number> {
  const startMs = performance.now();
  await begin();
  await untilLevel(board, 0, 2 * SAFE_WITHIN_MS);
  const last = board.switches.findLast(({ pin, value }) => pin === HEATER && value === 0);
  return (last?.atMs ?? Number.NaN) - startMs;
}

const alarms = ({ call }: Rig): Promise<Alarm[]> => call<Alarm[]>('GET', '/alarms');
const aboutDevice = (all: readonly Alarm[], { deviceId }: Rig): Alarm | undefined =>
  all.find(({ code, source }) => code === 'device-lost' && source === deviceId);

/** Waits for the alarm about the board, which has to say what, and since when. */
async function untilAlarm(rig: Rig, sinceMs: number, text: string): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(aboutDevice(await alarms(rig), rig)).toMatchObject({
        sourceName: 'Arduino',
        state: 'unacknowledged',
        message: expect.stringMatching(/^Arduino is lost: /),
      }),
    { timeout: 10_000, interval: 20 },
  );
  const alarm = aboutDevice(await alarms(rig), rig);
  expect(alarm?.message).toContain(text);
  // One that stood already when it was asked for is not told from the fault before.
  expect(alarm?.raisedAtMs).toBeGreaterThanOrEqual(sinceMs - 1);
}

/** The alarm is over and the heater is on again, without anybody's doing. */
async function untilBack(rig: Rig): Promise<void> {
  await vi.waitFor(
    async () => expect(aboutDevice(await alarms(rig), rig)?.state).toBe('cleared-unacknowledged'),
    { timeout: 25_000, interval: 20 },
  );
  await untilOn(rig.board);
}

function faultsOver(link: 'tcp' | 'serial'): void {
  it('is unplugged is off within its lease by its own dead-man, and heats again when it is back', async () => {
    const rig = await over(link, { deadManS: 3 });
    const sinceMs = Date.now();
    const safeMs = await untilSafe(rig, () => rig.board.unplug());
    expect(safeMs).toBeLessThan(SAFE_WITHIN_MS);
    await untilAlarm(rig, sinceMs, rig.board.path);
    const state = await rig.call('GET', `/vessels/${rig.vesselId}/state`);
    expect(state).toMatchObject({ pvBad: 'device-lost', outputs: [{ on: false }] });
    await rig.board.plug();
    await untilBack(rig);
  });

  it('answers no more is off within its lease, and heats again when it answers', async () => {
    const rig = await over(link);
    const sinceMs = Date.now();
    const safeMs = await untilSafe(rig, () => void (rig.board.faults.deaf = true));
    expect(safeMs).toBeLessThan(SAFE_WITHIN_MS);
    await untilAlarm(rig, sinceMs, `The board on ${rig.board.path} does not answer`);
    rig.board.faults.deaf = false;
    await untilBack(rig);
  });

  it('sends garbage is off within its lease, and heats again when it makes sense', async () => {
    const rig = await over(link);
    const sinceMs = Date.now();
    const safeMs = await untilSafe(rig, () => void (rig.board.faults.garbled = true));
    expect(safeMs).toBeLessThan(SAFE_WITHIN_MS);
    await untilAlarm(rig, sinceMs, `The board on ${rig.board.path} does not answer`);
    rig.board.faults.garbled = false;
    await untilBack(rig);
  });

  it('sends single bytes and half messages stays in hand', async () => {
    const rig = await over(link);
    rig.board.faults.chunkBytes = 1;
    // The beginning of its name, and never the rest.
    for (let i = 0; i < 20; i += 1) rig.board.say(0xf0, 0x79, 2);
    const stop = () => rig.call('POST', `/vessels/${rig.vesselId}/stop`);
    expect(await untilSafe(rig, stop)).toBeLessThan(SAFE_WITHIN_MS);
    expect(aboutDevice(await alarms(rig), rig)).toBeUndefined();
  });

  it('sends 100 kB of noise can be switched off, and is there or back by itself', async () => {
    const rig = await over(link);
    for (let i = 0; i < 100; i += 1) rig.board.say(...randomBytes(1000));
    const stop = () => rig.call('POST', `/vessels/${rig.vesselId}/stop`);
    expect(await untilSafe(rig, stop)).toBeLessThan(SAFE_WITHIN_MS);
    await rig.call('PUT', `/vessels/${rig.vesselId}/mode`, { mode: 'auto', source: 'constant' });
    await untilOn(rig.board);
  });

  it('answers late is switched off at once, and is lost when it is later than 3.5 s', async () => {
    const rig = await over(link);
    rig.board.faults.lateMs = 2000;
    const stop = () => rig.call('POST', `/vessels/${rig.vesselId}/stop`);
    expect(await untilSafe(rig, stop)).toBeLessThan(SAFE_WITHIN_MS);
    await rig.call('PUT', `/vessels/${rig.vesselId}/mode`, { mode: 'auto', source: 'constant' });
    await untilOn(rig.board);
    const sinceMs = Date.now();
    const safeMs = await untilSafe(rig, () => void (rig.board.faults.lateMs = 8000));
    expect(safeMs).toBeLessThan(SAFE_WITHIN_MS);
    await untilAlarm(rig, sinceMs, `The board on ${rig.board.path} does not answer`);
    rig.board.faults.lateMs = 0;
    await untilBack(rig);
  }, 60_000);
}

describe('a Firmata board on the network that', () => {
  faultsOver('tcp');

  it('has stopped altogether is lost, and off before it heats again', async () => {
    const rig = await over('tcp');
    const sinceMs = Date.now();
    rig.board.faults.hung = true;
    await untilAlarm(rig, sinceMs, `The board on ${rig.board.path} does not answer`);
    // Nobody can tell it: what it does is the business of its dead-man, which stock firmware has not.
    expect(rig.board.output(HEATER)).toBe(1);
    const safeMs = await untilSafe(rig, () => void (rig.board.faults.hung = false));
    expect(safeMs).toBeLessThan(SAFE_WITHIN_MS);
    await untilBack(rig);
  });

  it('floods its connection is switched off and lost in words, and heats again afterwards', async () => {
    const rig = await over('tcp');
    const sinceMs = Date.now();
    const rubbish = [...randomBytes(10_000)];
    const safeMs = await untilSafe(rig, () => {
      for (let i = 0; i < 100; i += 1) rig.board.say(...rubbish);
    });
    expect(safeMs).toBeLessThan(SAFE_WITHIN_MS);
    await untilAlarm(rig, sinceMs, `${rig.board.path} sends far more than a board has to say`);
    await untilBack(rig);
  });

  it('changes places with a BrewPi board is not driven, and neither is that, until they are back', async () => {
    const firmata = await plugFirmata({ path: 0 });
    const brewPi = new BrewPiBoard({ path: 0 });
    await brewPi.plug();
    const rig = await heating(firmata);
    const second = await rig.call<{ id: string }>('POST', '/devices', {
      name: 'Cellar',
      driver: 'brewpi',
      connection: brewPi.path,
    });
    const other = { ...rig, deviceId: second.id };
    const linkOf = async ({ deviceId }: Kettle): Promise<unknown> =>
      (await rig.call<{ device: { id: string }; state: object }[]>('GET', '/devices')).find(
        ({ device }) => device.id === deviceId,
      )?.state;
    const until = (which: Rig, link: string, text: string): Promise<void> =>
      vi.waitFor(
        async () => expect(await linkOf(which)).toMatchObject({ link, text: expect.stringContaining(text) }),
        { timeout: 60_000, interval: 50 },
      );
    await until(other, 'connected', 'BrewPi');
    const [firmataPort, brewPiPort] = [firmata.path, brewPi.path].map((path) => Number(path.split(':')[1]));
    await Promise.all([firmata.unplug(), brewPi.unplug()]);
    const strangers = [
      new FirmataBoard({ path: brewPiPort ?? 0 }),
      new BrewPiBoard({ path: firmataPort ?? 0 }),
    ] as const;
    for (const stranger of strangers) {
      await stranger.plug();
      onTestFinished(() => stranger.unplug());
    }
    await Promise.all([
      until(rig, 'lost', `No Firmata answers on ${firmata.path}`),
      until(other, 'lost', `No BrewPi answers on ${brewPi.path}`),
    ]);
    expect(aboutDevice(await alarms(rig), rig)?.state).toBe('unacknowledged');
    expect(aboutDevice(await alarms(rig), other)?.state).toBe('unacknowledged');
    expect(strangers[0].switches).toEqual([]);
    expect(strangers[1].orders()).toEqual([]);

    for (const stranger of strangers) await stranger.unplug();
    await Promise.all([firmata.plug(), brewPi.plug()]);
    onTestFinished(() => brewPi.unplug());
    await untilBack(rig);
    await until(other, 'connected', 'BrewPi');
  }, 120_000);
});

describeWithSocat('a Firmata board on a serial port that', () => {
  faultsOver('serial');
});

describe('a kettle beside', () => {
  it.each(['floods', 'never-reads', 'comes-and-goes'] as const)(
    'a device that %s is switched as ever',
    async (kind) => {
      const rig = await over('tcp');
      const peer = new BadPeer(kind);
      await peer.plug();
      onTestFinished(() => peer.unplug());
      await rig.call('POST', '/devices', { name: 'Bad', driver: 'firmata', connection: peer.path });
      await vi.waitFor(() => expect(peer.connections).toBeGreaterThan(0), { timeout: 10_000 });
      const vessel = `/vessels/${rig.vesselId}`;
      for (let i = 0; i < 5; i += 1) {
        const stop = () => rig.call('POST', `${vessel}/stop`);
        expect(await untilSafe(rig, stop)).toBeLessThan(LEASE_MS);
        await rig.call('PUT', `${vessel}/mode`, { mode: 'auto', source: 'constant' });
        await untilOn(rig.board);
      }
      expect(aboutDevice(await alarms(rig), rig)).toBeUndefined();
    },
  );
});
