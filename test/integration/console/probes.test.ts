import { describe, expect, it } from 'vitest';
import type { PointId, VesselId } from '#shared/domain/ids.ts';
import { pointChangeSchema, usualReadingRules } from '#shared/domain/point.ts';
import { noPermissives, noSpares, type VesselConfig } from '#shared/domain/vessel.ts';
import { defaultAlgorithm } from '#shared/domain/vessel-defaults.ts';
import { jumpyReadings } from '#test/rig/brewery.ts';
import { brewer, startTestConsole, type TestConsole, temporaryFolder } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { mash, step } from '#test/rig/plans.ts';
import { createTestBoard } from '#test/rig/test-board.ts';

type Procedures = TestConsole['procedures'];

const heating: Omit<VesselConfig, 'name' | 'sensors' | 'spareSensors' | 'actuators' | 'permissives'> = {
  kind: 'kettle',
  volumeL: 25,
  heaterW: 3000,
  coolerW: 100,
  limits: { minSpC: 10, maxSpC: 80, maxTempC: 90 },
  algorithm: { kind: 'hysteresis', deadBandC: 1 },
};

async function addPoints(procedures: Procedures) {
  const { id: deviceId } = await procedures.device.create(
    { name: 'Board', driver: 'test-board', connection: '' },
    brewer,
  );
  const probe = async (address: string): Promise<PointId> => {
    const base = { name: `Probe ${address}`, deviceId, address, offsetC: 0, readings: jumpyReadings };
    return (await procedures.point.create({ kind: 'temperature', ...base }, brewer)).id;
  };
  const output = { name: 'Element', deviceId, address: 'element', outputKind: 'contactor' } as const;
  const heater = (await procedures.point.create({ kind: 'output', ...output }, brewer)).id;
  return { first: await probe('1'), second: await probe('2'), third: await probe('3'), heater };
}

/** A kettle on a test board: probe 1 is read first, then 2, then 3. All show 20 °C, and it is heated to 66 °C. */
async function startKettle(spares: readonly ('second' | 'third')[] = ['second', 'third']) {
  const time = new ManualTime();
  const board = createTestBoard();
  const dataDir = temporaryFolder();
  const { procedures, console } = await startTestConsole({ time, dataDir, families: [board.family] });
  const points = await addPoints(procedures);
  const { id } = await procedures.vessel.create(
    {
      ...heating,
      name: 'Kettle',
      sensors: { beer: points.first, chamber: null, room: null },
      spareSensors: { ...noSpares, beer: spares.map((name) => points[name]) },
      actuators: { heater: points.heater, cooler: null },
      permissives: noPermissives,
    },
    brewer,
  );
  for (const address of ['1', '2', '3']) board.show(address, 20);
  await time.advance({ seconds: 2 });
  await procedures.vessel.setSetpoint({ id, spC: 66 }, brewer);
  await procedures.vessel.setMode({ id, mode: 'auto', source: 'constant' }, brewer);
  await time.advance({ seconds: 2 });
  return { time, board, procedures, console, dataDir, points, id };
}

const stateOf = (procedures: Procedures, id: VesselId) => procedures.vessel.state({ id }, brewer);

async function alarmOf(procedures: Procedures, code: string, id: VesselId | PointId) {
  const alarms = await procedures.alarm.list({}, brewer);
  return alarms.find((alarm) => alarm.code === code && alarm.source === id);
}

describe('spare probes', () => {
  it('take over at once in their order, and the first one is read again when it has been good for a minute', async () => {
    const { time, board, procedures, points, id } = await startKettle();
    expect(board.outputs.get('element')).toBe(100);
    board.show('2', 21);
    board.show('1', { quality: 'bad', reason: 'open-circuit' });
    await time.advance({ seconds: 2 });
    const spare = await stateOf(procedures, id);
    expect(spare).toMatchObject({ pvC: 21, pvBad: null });
    expect(spare.sensors.beer).toMatchObject({
      pointId: points.second,
      standsInFor: { pointId: points.first, bad: 'open-circuit' },
    });
    expect(board.outputs.get('element')).toBe(100);
    await time.advance({ seconds: 6 });
    expect(await alarmOf(procedures, 'sensor-spare', points.first)).toMatchObject({
      state: 'unacknowledged',
      priority: 'medium',
      message: 'Kettle: Probe 1, the first of 3 probes: probe does not answer',
    });
    expect(await alarmOf(procedures, 'sensor-bad', id)).toBeUndefined();

    board.silence('2');
    board.show('3', 22);
    await time.advance({ seconds: 12 });
    expect((await stateOf(procedures, id)).sensors.beer).toMatchObject({ pointId: points.third, valueC: 22 });

    board.show('1', 23);
    await time.advance({ seconds: 58 });
    expect((await stateOf(procedures, id)).pvC).toBe(22);
    await time.advance({ seconds: 4 });
    const back = await stateOf(procedures, id);
    expect(back.sensors.beer).toMatchObject({ pointId: points.first, valueC: 23, standsInFor: null });
    expect((await alarmOf(procedures, 'sensor-spare', points.first))?.state).toBe('cleared-unacknowledged');
    // The spare that has died meanwhile is told on its own.
    expect(await alarmOf(procedures, 'sensor-spare', points.second)).toMatchObject({
      state: 'unacknowledged',
      message: 'Kettle: Probe 2, number 2 of 3 probes: last reading is too old',
    });
    board.show('2', 23);
    await time.advance({ seconds: 2 });
    expect((await alarmOf(procedures, 'sensor-spare', points.second))?.state).toBe('cleared-unacknowledged');
  });

  it('that are bad as well leave the role bad: outputs are off, and the alarm says so', async () => {
    const { time, board, procedures, id } = await startKettle();
    for (const address of ['1', '2', '3']) board.show(address, { quality: 'bad', reason: 'crc' });
    await time.advance({ seconds: 1 });
    expect(board.outputs.get('element')).toBe(0);
    expect(await stateOf(procedures, id)).toMatchObject({ pvC: null, pvBad: 'crc' });
    await time.advance({ seconds: 6 });
    expect((await alarmOf(procedures, 'sensor-bad', id))?.state).toBe('unacknowledged');
    board.show('2', 20);
    await time.advance({ seconds: 62 });
    expect((await stateOf(procedures, id)).pvC).toBe(20);
    expect(board.outputs.get('element')).toBe(100);
  });

  it('keep the time of a mash: its timer runs by the probe that is read', async () => {
    const { time, board, procedures, id } = await startKettle();
    board.show('1', { quality: 'bad', reason: 'open-circuit' });
    board.show('2', 66);
    await time.advance({ seconds: 12 });
    const profile = await procedures.profile.create(mash('One rest', [step('Rest', 66, 10)]), brewer);
    await procedures.run.start({ vesselId: id, profileId: profile.id }, brewer);
    await time.advance({ minutes: 11 });
    const runs = await procedures.run.list({}, brewer);
    expect(runs.map(({ state }) => state)).toEqual(['complete']);
  });

  it('hold the heater off when only one of them is too hot', async () => {
    const { time, board, procedures, id } = await startKettle();
    board.show('3', 91);
    await time.advance({ seconds: 1 });
    expect(board.outputs.get('element')).toBe(0);
    expect((await stateOf(procedures, id)).outputs).toMatchObject([{ reason: 'over-temperature' }]);
    expect((await alarmOf(procedures, 'over-temperature', id))?.state).toBe('unacknowledged');
  });

  it('are kept over a restart, and none is removed while a vessel has it', async () => {
    const { time, board, procedures, console, dataDir, points, id } = await startKettle();
    await expect(procedures.point.remove({ id: points.third }, brewer)).rejects.toThrow('Kettle');
    await time.advance({ seconds: 1 });
    await console.stop();
    const again = await startTestConsole({ time: new ManualTime(), dataDir, families: [board.family] });
    const vessel = await again.procedures.vessel.get({ id }, brewer);
    expect(vessel.spareSensors).toEqual({ beer: [points.second, points.third], chamber: [], room: [] });
    // Another change leaves them as they are.
    const renamed = await again.procedures.vessel.update({ id, name: 'Big kettle' }, brewer);
    expect(renamed.spareSensors.beer).toEqual([points.second, points.third]);
  });

  it('are told on the channel, each with what it says', async () => {
    const { time, board, procedures, points } = await startKettle();
    board.show('2', 25);
    await time.advance({ seconds: 2 });
    const events = await procedures.channel.latest({ channel: 'data' }, brewer);
    const told = (pointId: PointId) => events.find(({ key }) => key === pointId)?.payload;
    expect(told(points.first)).toMatchObject({ type: 'point', value: 20 });
    expect(told(points.second)).toMatchObject({ type: 'point', value: 25 });
  });

  it('of a device that is lost are left to the alarm of the device', async () => {
    const { time, board, procedures, points, id } = await startKettle();
    board.link('lost', 'Gone');
    await time.advance({ seconds: 20 });
    expect((await stateOf(procedures, id)).pvBad).toBe('device-lost');
    expect(await alarmOf(procedures, 'sensor-spare', points.first)).toBeUndefined();
  });

  it('leave no alarm behind when their vessel is removed', async () => {
    const { time, board, procedures, points, id } = await startKettle();
    board.silence('2');
    await time.advance({ seconds: 20 });
    expect((await alarmOf(procedures, 'sensor-spare', points.second))?.state).toBe('unacknowledged');
    await procedures.vessel.setMode({ id, mode: 'off' }, brewer);
    await procedures.vessel.remove({ id }, brewer);
    await time.advance({ seconds: 2 });
    expect((await alarmOf(procedures, 'sensor-spare', points.second))?.state).toBe('cleared-unacknowledged');
  });

  it('that make no sense are refused in words', async () => {
    const { procedures, points, id } = await startKettle();
    await procedures.vessel.setMode({ id, mode: 'off' }, brewer);
    const change = (beer: readonly string[], more = {}) =>
      procedures.vessel.update(
        { id, spareSensors: { ...noSpares, beer: beer as PointId[] }, ...more },
        brewer,
      );
    await expect(change([points.second, points.second])).rejects.toThrow('spareSensors.beer.1: ');
    await expect(change([points.first])).rejects.toThrow('already has another role here');
    await expect(change([points.heater])).rejects.toThrow(
      'spareSensors.beer.0: there is no temperature sensor',
    );
    const without = { sensors: { beer: null, chamber: null, room: null } };
    await expect(change([points.second], without)).rejects.toThrow(
      'spareSensors.beer: a spare probe needs a first one',
    );
    await procedures.vessel.setMode({ id, mode: 'auto', source: 'constant' }, brewer);
    await expect(change([])).rejects.toThrow('Kettle is running');
  });
});

describe('a probe that stands still', () => {
  it('in a kettle at full power is bad within minutes: its heater is off, and the alarm says why', async () => {
    const { time, board, procedures, id } = await startKettle([]);
    let onS = 0;
    for (; board.outputs.get('element') === 100 && onS < 600; onS += 1) await time.advance({ seconds: 1 });
    console.log(`probe that stands still: the heater of a 25 L kettle with 3 kW was off after ${onS} s`);
    expect(onS).toBeLessThan(240);
    expect(await stateOf(procedures, id)).toMatchObject({ pvC: null, pvBad: 'frozen' });
    await time.advance({ seconds: 6 });
    expect((await alarmOf(procedures, 'sensor-bad', id))?.message).toBe(
      'Kettle: Mash sensor: stands still although it should have been heated or cooled. Outputs that need it are off.',
    );
    board.show('1', 20.5);
    await time.advance({ seconds: 62 });
    expect(await stateOf(procedures, id)).toMatchObject({ pvC: 20.5, pvBad: null });
    expect(board.outputs.get('element')).toBe(100);
  });

  it('is replaced by its spare, which follows the heat', async () => {
    const { time, board, procedures, points, id } = await startKettle(['second']);
    for (let s = 0; s < 240; s += 1) {
      board.show('2', 20 + s * 0.03);
      await time.advance({ seconds: 1 });
    }
    const { sensors, outputs } = await stateOf(procedures, id);
    expect(sensors.beer).toMatchObject({
      pointId: points.second,
      standsInFor: { pointId: points.first, bad: 'frozen' },
    });
    expect(outputs).toMatchObject([{ on: true }]);
  });

  it('is not believed after a restart either, until it moves', async () => {
    const { time, board, procedures, console, dataDir, id } = await startKettle([]);
    await time.advance({ seconds: 260 });
    expect((await stateOf(procedures, id)).pvBad).toBe('frozen');
    await console.stop();
    const later = new ManualTime(time.wallMs() + 5000);
    const again = await startTestConsole({ time: later, dataDir, families: [board.family] });
    await later.advance({ seconds: 30 });
    expect((await stateOf(again.procedures, id)).pvBad).toBe('frozen');
    expect(board.outputs.get('element') ?? 0).toBe(0);
    expect((await alarmOf(again.procedures, 'sensor-bad', id))?.state).toBe('unacknowledged');
    board.show('1', 21);
    await later.advance({ seconds: 62 });
    expect((await stateOf(again.procedures, id)).pvC).toBe(21);
    expect(board.outputs.get('element')).toBe(100);
  });

  it('just below the setpoint of a PID is found before the element has gone mad', {
    timeout: 60_000,
  }, async () => {
    const { time, board, procedures, id } = await startKettle([]);
    await procedures.vessel.update({ id, algorithm: defaultAlgorithm('kettle') }, brewer);
    board.show('1', 66);
    await time.advance({ minutes: 5 });
    board.show('1', 65.875);
    let hours = 0;
    for (; hours < 6 && (await stateOf(procedures, id)).pvBad === null; hours += 0.25)
      await time.advance({ minutes: 15 });
    expect((await stateOf(procedures, id)).pvBad).toBe('frozen');
    expect(hours).toBeLessThan(4);
  });

  it('gets another chance when the vessel is switched off and on', async () => {
    const { time, procedures, id } = await startKettle([]);
    await time.advance({ seconds: 240 });
    expect((await stateOf(procedures, id)).pvBad).toBe('frozen');
    await procedures.vessel.setMode({ id, mode: 'off' }, brewer);
    await time.advance({ seconds: 2 });
    expect((await stateOf(procedures, id)).pvBad).toBeNull();
  });
});

describe('the rules of a probe', () => {
  it('leave out what is outside of its range, and what jumps, until it is calm', async () => {
    const { time, board, procedures, points, id } = await startKettle([]);
    await procedures.point.update({ id: points.first, readings: { ...usualReadingRules, maxC: 70 } }, brewer);
    await time.advance({ seconds: 1 });
    board.show('1', 60);
    await time.advance({ seconds: 2 });
    expect((await stateOf(procedures, id)).pvBad).toBe('too-fast');
    expect(board.outputs.get('element')).toBe(0);
    await time.advance({ seconds: 6 });
    expect((await stateOf(procedures, id)).pvC).toBe(60);
    board.show('1', 71);
    await time.advance({ seconds: 2 });
    expect((await stateOf(procedures, id)).pvBad).toBe('out-of-range');
  });

  it('smooth what is shown and regulated, say how late that is, and never the maximum temperature', async () => {
    const { time, board, procedures, points, id } = await startKettle([]);
    await procedures.point.update(
      { id: points.first, readings: { ...jumpyReadings, smoothingS: 120 } },
      brewer,
    );
    await time.advance({ seconds: 2 });
    board.show('1', 92);
    await time.advance({ seconds: 2 });
    const state = await stateOf(procedures, id);
    expect(state.pvC).toBeGreaterThan(20);
    expect(state.pvC).toBeLessThan(25);
    expect(state.sensors.beer?.delayS).toBe(120);
    expect(board.outputs.get('element')).toBe(0);
    expect(state.outputs).toMatchObject([{ reason: 'over-temperature' }]);
  });

  it('that make no sense are refused in words, and belong to temperature sensors alone', async () => {
    const { procedures, points } = await startKettle([]);
    const readings = usualReadingRules;
    await expect(procedures.point.update({ id: points.heater, readings }, brewer)).rejects.toThrow(
      'readings: Element is an output and has none',
    );
    const problemOf = (change: object): string | undefined => {
      const issue = pointChangeSchema.safeParse({ readings: { ...readings, ...change } }).error?.issues[0];
      return issue && `${issue.path.join('.')}: ${issue.message}`;
    };
    expect(problemOf({})).toBeUndefined();
    expect(problemOf({ minC: 50, maxC: 40 })).toBe('readings.maxC: must be above the lowest');
    expect(problemOf({ smoothingS: 601 })).toBe('readings.smoothingS: must be at most 600 s');
    expect(problemOf({ maxRateCPerS: 0 })).toBe('readings.maxRateCPerS: must be at least 0.05 °C/s');
  });
});
