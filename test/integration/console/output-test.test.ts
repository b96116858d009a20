import { describe, expect, it } from 'vitest';
import type { PointId } from '#shared/domain/ids.ts';
import type { OutputKind } from '#shared/domain/point.ts';
import { addFermenter } from '#test/rig/brewery.ts';
import { brewer, startTestConsole, temporaryFolder } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { createTestBoard, type TestBoard } from '#test/rig/test-board.ts';

/** A console with a fermenter that is off, on a board in the test's hands; the compressor has rested. */
async function startWithBoard(options: Parameters<typeof addFermenter>[1] = {}) {
  const time = new ManualTime();
  const board = createTestBoard();
  const dataDir = temporaryFolder();
  const test = await startTestConsole({ time, dataDir, families: [board.family] });
  await test.procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
  const vessel = await addFermenter(test, options);
  board.show('beer', 20);
  board.show('air', 20);
  await time.advance({ minutes: 11 });
  const { procedures } = test;
  const [listed] = await procedures.device.list(undefined, brewer);
  if (listed === undefined) throw new Error('no device');
  const { heater, cooler } = vessel.actuators;
  if (heater === null || cooler === null) throw new Error('no outputs');
  const tryOut = (id: PointId) => procedures.point.test({ id }, brewer);
  const addOutput = async (address: string, outputKind: OutputKind) => {
    const config = { kind: 'output', name: address, address, outputKind } as const;
    return (await procedures.point.create({ ...config, deviceId: listed.device.id }, brewer)).id;
  };
  return { ...test, time, board, vessel, heater, cooler, deviceId: listed.device.id, tryOut, addOutput };
}

/** When an output was on, as the board was told: seconds from the first write above 0 to the first 0 after it. */
function onSeconds({ writes }: TestBoard, address: string): number[] {
  const spans: number[] = [];
  let since: number | null = null;
  for (const { outPct, nowMs } of writes.filter((write) => write.address === address)) {
    if (outPct > 0) since ??= nowMs;
    else if (since !== null) {
      spans.push((nowMs - since) / 1000);
      since = null;
    }
  }
  return since === null ? spans : [...spans, Number.POSITIVE_INFINITY];
}

describe('the test of an output', () => {
  it('of a vessel that is off is on at once, for five seconds, and the log says who did it', async () => {
    const { board, heater, tryOut, time, procedures, vessel } = await startWithBoard();
    await time.advance({ seconds: 0.3 });
    await tryOut(heater);
    expect(board.outputs.get('heater')).toBe(100);
    await time.advance({ seconds: 2 });
    const state = await procedures.vessel.state({ id: vessel.id }, brewer);
    expect(state).toMatchObject({ mode: 'off', text: 'Off: testing the heater' });
    expect(state.outputs[0]).toMatchObject({ on: true, reason: 'test' });
    await time.advance({ minutes: 1 });
    expect(onSeconds(board, 'heater')).toEqual([5]);
    expect(onSeconds(board, 'cooler')).toEqual([]);
    const [entry] = await procedures.log.list({ search: 'test by' }, brewer);
    expect(entry).toMatchObject({ source: 'Keller', message: 'Heater is on for 5 s, as a test by Ada' });
  });

  it('that was refused because of a fault in the driver does not begin a moment later', async () => {
    const { board, tryOut, addOutput, time } = await startWithBoard();
    const id = await addOutput('pump', 'contactor');
    await time.advance({ seconds: 1.7 });
    const set = board.outputs.set.bind(board.outputs);
    board.outputs.set = (address, outPct) => {
      if (outPct === 0) return set(address, outPct);
      board.outputs.set = set;
      throw new Error('a fault');
    };
    await expect(tryOut(id)).rejects.toThrow('a fault');
    await time.advance({ seconds: 10 });
    expect(board.writes.filter(({ address, outPct }) => address === 'pump' && outPct > 0)).toHaveLength(1);
    expect(board.outputs.get('pump')).toBe(0);
  });

  it.each<OutputKind>(['ssr', 'contactor', 'valve', 'pwm'])(
    'of no vessel does the same: %s',
    async (kind) => {
      const { board, tryOut, addOutput, time } = await startWithBoard();
      const id = await addOutput('pump', kind);
      await time.advance({ seconds: 1.7 });
      await tryOut(id);
      expect(board.outputs.get('pump')).toBe(100);
      await time.advance({ minutes: 1 });
      expect(onSeconds(board, 'pump')).toEqual([5]);
    },
  );

  it('lets a compressor rest afterwards, says for how long, and keeps that over a restart', async () => {
    const { board, cooler, tryOut, time, dataDir, console } = await startWithBoard();
    await tryOut(cooler);
    await time.advance({ minutes: 1 });
    expect(onSeconds(board, 'cooler')).toEqual([5]);
    await expect(tryOut(cooler)).rejects.toThrow('Cooler stays off: the compressor rests for 4 min 5 s');
    await console.stop();
    const later = new ManualTime(time.wallMs() + 60_000);
    const next = await startTestConsole({ time: later, dataDir, families: [board.family] });
    await later.advance({ seconds: 1 });
    await expect(next.procedures.point.test({ id: cooler }, brewer)).rejects.toThrow(/rests for 3 min/);
    await later.advance({ minutes: 4 });
    await next.procedures.point.test({ id: cooler }, brewer);
    expect(board.outputs.get('cooler')).toBe(100);
  });

  it('of a compressor without a vessel waits as long, and the vessel that gets it knows of the test', async () => {
    const { board, tryOut, addOutput, time, procedures, vessel } = await startWithBoard();
    const id = await addOutput('spare', 'compressor');
    await time.advance({ seconds: 3 });
    await expect(tryOut(id)).rejects.toThrow(/the compressor rests for 4 min/);
    await time.advance({ minutes: 5 });
    await tryOut(id);
    await time.advance({ seconds: 30 });
    expect(onSeconds(board, 'spare')).toEqual([5]);
    await procedures.vessel.update({ id: vessel.id, actuators: { heater: null, cooler: id } }, brewer);
    await procedures.vessel.setSetpoint({ id: vessel.id, spC: 5 }, brewer);
    await procedures.vessel.setMode({ id: vessel.id, mode: 'auto' }, brewer);
    await time.advance({ minutes: 4 });
    expect(board.outputs.get('spare')).toBe(0);
    await time.advance({ minutes: 2 });
    expect(board.outputs.get('spare')).toBe(100);
  });

  it('leaves no relay on when the console dies in the middle, and the rest begins at the next start', async () => {
    const { board, cooler, tryOut, time, dataDir, console, addOutput } = await startWithBoard();
    const spare = await addOutput('spare', 'compressor');
    await time.advance({ minutes: 6 });
    await tryOut(cooler);
    await time.advance({ seconds: 7 });
    await tryOut(spare);
    await time.advance({ seconds: 1 });
    await console.stop();
    expect([...board.outputs.values()].filter((pct) => pct > 0)).toEqual([]);
    const later = new ManualTime(time.wallMs() + 2000);
    const next = await startTestConsole({ time: later, dataDir, families: [board.family] });
    await later.advance({ seconds: 10 });
    expect([...board.outputs.values()].filter((pct) => pct > 0)).toEqual([]);
    for (const id of [cooler, spare]) {
      await expect(next.procedures.point.test({ id }, brewer)).rejects.toThrow(
        /the compressor rests for 4 min/,
      );
    }
  });
});

describe('a test in progress', () => {
  it('ends at once with the emergency stop, and does not come back when that is released', async () => {
    const { board, heater, tryOut, time, procedures, addOutput } = await startWithBoard();
    const pump = await addOutput('pump', 'contactor');
    for (const [id, address] of [
      [heater, 'heater'],
      [pump, 'pump'],
    ] as const) {
      await tryOut(id);
      await time.advance({ seconds: 1 });
      await procedures.system.emergencyStop(undefined, brewer);
      expect(board.outputs.get(address) ?? 0).toBe(0);
      await procedures.system.resetEmergencyStop(undefined, brewer);
      const told = board.writes.length;
      await time.advance({ seconds: 10 });
      expect(board.writes.slice(told).filter(({ outPct }) => outPct > 0)).toEqual([]);
      expect(board.outputs.get(address)).toBe(0);
    }
    await procedures.system.emergencyStop(undefined, brewer);
    await expect(tryOut(heater)).rejects.toThrow('The emergency stop is on');
  });

  it('ends when its vessel is switched on', async () => {
    const { board, heater, tryOut, time, procedures, vessel } = await startWithBoard();
    await tryOut(heater);
    await time.advance({ seconds: 1 });
    await procedures.vessel.setMode({ id: vessel.id, mode: 'manual' }, brewer);
    await time.advance({ seconds: 0.1 });
    expect(board.outputs.get('heater')).toBe(0);
    await procedures.vessel.stop({ id: vessel.id }, brewer);
    await time.advance({ seconds: 2 });
    expect(board.outputs.get('heater')).toBe(0);
  });

  it('ends when the vessel goes, or gives the output away', async () => {
    for (const way of ['remove', 'rewire'] as const) {
      const { board, heater, tryOut, time, procedures, vessel } = await startWithBoard();
      await tryOut(heater);
      await time.advance({ seconds: 1 });
      if (way === 'remove') await procedures.vessel.remove({ id: vessel.id }, brewer);
      else
        await procedures.vessel.update({ id: vessel.id, actuators: { heater: null, cooler: null } }, brewer);
      await time.advance({ seconds: 0.1 });
      expect(board.outputs.get('heater')).toBe(0);
      await time.advance({ seconds: 10 });
      expect(onSeconds(board, 'heater')[0]).toBeLessThan(1.2);
    }
  });

  it('ends before its point gets another address, another kind, or is removed', async () => {
    const { board, heater, tryOut, time, procedures, addOutput } = await startWithBoard();
    await tryOut(heater);
    await procedures.point.update({ id: heater, address: 'other' }, brewer);
    expect(board.outputs.get('heater')).toBe(0);
    await time.advance({ seconds: 10 });
    expect(onSeconds(board, 'other')).toEqual([]);
    const pump = await addOutput('pump', 'ssr');
    await tryOut(pump);
    await procedures.point.update({ id: pump, outputKind: 'contactor' }, brewer);
    expect(board.outputs.get('pump')).toBe(0);
    await tryOut(pump);
    expect(board.outputs.get('pump')).toBe(100);
    await procedures.point.remove({ id: pump }, brewer);
    expect(board.outputs.get('pump')).toBe(0);
    await time.advance({ seconds: 10 });
    expect(onSeconds(board, 'pump')).toEqual([0, 0]);
  });

  it('ends with its device, and when its device was away', async () => {
    const { board, tryOut, time, procedures, addOutput, deviceId, vessel, heater } = await startWithBoard();
    await tryOut(heater);
    await time.advance({ seconds: 1 });
    board.link('lost', 'cable pulled');
    board.link('connected', 'back');
    await time.advance({ seconds: 0.1 });
    expect(board.outputs.get('heater')).toBe(0);
    await time.advance({ seconds: 5 });
    expect(onSeconds(board, 'heater')).toHaveLength(1);
    await procedures.vessel.remove({ id: vessel.id }, brewer);
    const pump = await addOutput('pump', 'ssr');
    await time.advance({ seconds: 1 });
    await tryOut(pump);
    await procedures.device.remove({ id: deviceId }, brewer);
    expect(board.outputs.get('pump') ?? 0).toBe(0);
    await time.advance({ seconds: 10 });
    expect(onSeconds(board, 'pump')).toEqual([0]);
  });

  it('of no vessel ends as well when its device was away for a moment', async () => {
    const { board, tryOut, time, addOutput } = await startWithBoard();
    const pump = await addOutput('pump', 'contactor');
    await time.advance({ seconds: 1 });
    await tryOut(pump);
    await time.advance({ seconds: 1 });
    board.link('lost', 'cable pulled');
    board.link('connected', 'back');
    const told = board.writes.length;
    await time.advance({ seconds: 10 });
    expect(board.writes.slice(told).filter(({ outPct }) => outPct > 0)).toEqual([]);
  });

  it('that an interlock has stopped does not go on when its cause is gone', async () => {
    const { board, heater, tryOut, time, procedures } = await startWithBoard();
    await tryOut(heater);
    await time.advance({ seconds: 1 });
    board.show('beer', { quality: 'bad', reason: 'crc' });
    await time.advance({ seconds: 1 });
    expect(board.outputs.get('heater')).toBe(0);
    board.show('beer', 20);
    const told = board.writes.length;
    await time.advance({ seconds: 10 });
    expect(board.writes.slice(told).filter(({ outPct }) => outPct > 0)).toEqual([]);
    const [entry] = await procedures.log.list({ search: 'ended early' }, brewer);
    expect(entry?.message).toBe('The test of Heater was ended early');
  });

  it('is the only one of its device and its vessel', async () => {
    const { heater, cooler, tryOut, addOutput, time } = await startWithBoard();
    const pump = await addOutput('pump', 'ssr');
    await tryOut(heater);
    await expect(tryOut(cooler)).rejects.toThrow('Heater is being tested: wait until it is off again');
    await expect(tryOut(pump)).rejects.toMatchObject({ retryAfterS: 5 });
    await expect(tryOut(heater)).rejects.toThrow('Heater is being tested');
    await time.advance({ seconds: 6 });
    await tryOut(pump);
  });
});

describe('a test is refused', () => {
  it('while the vessel runs, above the maximum temperature, beside a bad sensor, and without its device', async () => {
    const { board, heater, cooler, tryOut, time, procedures, vessel } = await startWithBoard();
    await procedures.vessel.setMode({ id: vessel.id, mode: 'auto' }, brewer);
    await expect(tryOut(heater)).rejects.toThrow('Keller is running: switch it off to test Heater');
    await procedures.vessel.stop({ id: vessel.id }, brewer);
    board.show('air', 41);
    await time.advance({ seconds: 1 });
    await expect(tryOut(heater)).rejects.toThrow('Keller is above its maximum temperature');
    board.show('air', { quality: 'bad', reason: 'open-circuit' });
    await time.advance({ seconds: 1 });
    await expect(tryOut(heater)).rejects.toThrow('a sensor of Keller does not read');
    board.show('air', 20);
    board.link('lost', 'cable pulled');
    await expect(tryOut(cooler)).rejects.toThrow('its device is not connected');
    await time.advance({ minutes: 1 });
    expect(onSeconds(board, 'heater')).toEqual([]);
    expect(onSeconds(board, 'cooler')).toEqual([]);
  });

  it('for a sensor and for nothing', async () => {
    const { vessel, tryOut } = await startWithBoard();
    await expect(tryOut(vessel.sensors.beer as PointId)).rejects.toThrow('Beer is no output');
    await expect(tryOut('nothing' as PointId)).rejects.toThrow('There is no point nothing');
  });
});
