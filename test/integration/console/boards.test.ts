import { describe, expect, it } from 'vitest';
import type { DriverFamily } from '#main/app/ports/driver.ts';
import { noPermissives, type VesselConfig } from '#shared/domain/vessel.ts';
import { aRule, vesselSubject } from '#test/rig/alarm-rules.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { fermentation } from '#test/rig/plans.ts';
import { createTestRegulator } from '#test/rig/test-regulator.ts';

/** A vessel that measures, and heats and cools nothing. */
const boardless = {
  kind: 'fermenter',
  volumeL: 20,
  heaterW: 60,
  coolerW: 100,
  limits: { minSpC: 1, maxSpC: 30, maxTempC: 40 },
  algorithm: { kind: 'hysteresis', deadBandC: 1 },
  spareSensors: { beer: [], chamber: [], room: [] },
  actuators: { heater: null, cooler: null },
  permissives: noPermissives,
} satisfies Partial<VesselConfig>;

/** A console with a board that regulates by itself, added as a brewer adds it. */
async function startWithRegulator() {
  const time = new ManualTime();
  const board = createTestRegulator();
  const test = await startTestConsole({ time, families: [board.family] });
  await test.procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
  const device = await test.procedures.device.create(
    { name: 'Cellar', driver: 'test-regulator', connection: '' },
    brewer,
  );
  await time.advance({ seconds: 2 });
  const [vessel] = await test.procedures.vessel.list(undefined, brewer);
  if (vessel === undefined) throw new Error('The board brought no vessel');
  const { procedures } = test;
  const state = () => procedures.vessel.state({ id: vessel.id }, brewer);
  const alarms = async () =>
    (await procedures.alarm.list({}, brewer)).map((alarm) => `${alarm.code} ${alarm.state}`);
  return { ...test, time, board, device, id: vessel.id, vessel, state, alarms };
}

describe('a board that regulates by itself', () => {
  it('is not removed while another vessel reads one of its probes, and loses nothing', async () => {
    const { procedures, device, vessel } = await startWithRegulator();
    const room = vessel.sensors.room;
    if (room === null) throw new Error('The board brought no room sensor');
    const other = await procedures.vessel.create(
      {
        ...boardless,
        name: 'Cupboard',
        sensors: { beer: null, chamber: null, room },
      },
      brewer,
    );
    const remove = () => procedures.device.remove({ id: device.id }, brewer);
    await expect(remove()).rejects.toThrow('Cellar room belongs to Cupboard: take it out of there first');
    expect((await procedures.vessel.get({ id: vessel.id }, brewer)).name).toBe('Cellar');
    expect(await procedures.point.list(undefined, brewer)).toHaveLength(3);
    await procedures.vessel.remove({ id: other.id }, brewer);
    await remove();
    expect(await procedures.vessel.list(undefined, brewer)).toEqual([]);
    expect(await procedures.device.list(undefined, brewer)).toEqual([]);
  });

  it('comes with its probes and its vessel, whose state is what the board says', async () => {
    const { vessel, state } = await startWithRegulator();
    expect(vessel).toMatchObject({ name: 'Cellar', actuators: { heater: null, cooler: null } });
    expect(await state()).toMatchObject({ mode: 'off', pvC: 20, spC: null, text: 'Off', outputs: [] });
    expect((await state()).sensors.room?.bad).toBe('no-reading');
  });

  it('is watched by rules as any vessel, which neither come nor go while it is away', async () => {
    const { procedures, time, board, id, alarms } = await startWithRegulator();
    await procedures.vessel.setSetpoint({ id, spC: 18 }, brewer);
    await procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    const subject = vesselSubject(id);
    await procedures.alarmRule.create(
      aRule({ when: 'deviation', subject, bandC: 1, hysteresisC: 0.5 }),
      brewer,
    );
    await time.advance({ seconds: 3 });
    expect(await alarms()).toEqual(['rule unacknowledged']);
    board.link('lost', 'unplugged');
    await time.advance({ minutes: 5 });
    expect(await alarms()).toContain('rule unacknowledged');
    board.link('connected', 'Connected');
    board.probes.set('beer', 18.2);
    await time.advance({ seconds: 3 });
    expect(await alarms()).toContain('rule cleared-unacknowledged');
  });

  it('is told mode and setpoint, within the limits of the vessel', async () => {
    const { procedures, board, id, state } = await startWithRegulator();
    await procedures.vessel.setSetpoint({ id, spC: 18 }, brewer);
    expect(board.commands).toEqual([]);
    await procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    expect(board.commands).toEqual([{ mode: 'auto', target: 'beer', source: 'constant', spC: 18 }]);
    await procedures.vessel.setSetpoint({ id, spC: 12.5 }, brewer);
    await expect(procedures.vessel.setSetpoint({ id, spC: 99 }, brewer)).rejects.toThrow('from 1 to 30 °C');
    await expect(procedures.vessel.setMode({ id, mode: 'manual' }, brewer)).rejects.toThrow(
      'no outputs by hand',
    );
    expect(board.commands.at(-1)).toMatchObject({ spC: 12.5 });
    expect(await state()).toMatchObject({ mode: 'auto', spC: 12.5, chamberSpC: 12, text: 'Cooling' });
  });

  it('keeps nothing that it has not confirmed', async () => {
    const { procedures, board, id } = await startWithRegulator();
    board.refuse = true;
    await expect(procedures.vessel.setMode({ id, mode: 'auto' }, brewer)).rejects.toThrow('does not answer');
    expect((await procedures.vessel.get({ id }, brewer)).control.mode).toBe('off');
    board.link('lost', 'unplugged');
    await expect(procedures.vessel.setMode({ id, mode: 'auto' }, brewer)).rejects.toThrow(
      'not connected: unplugged',
    );
  });

  it('has the last word: what is changed at it is taken over, and holds a run', async () => {
    const { procedures, board, time, id } = await startWithRegulator();
    const point = { spC: 16, approach: 'step', note: '' } as const;
    const points = [
      { ...point, atS: 0 },
      { ...point, atS: 86_400 },
    ];
    const profile = await procedures.profile.create(fermentation('Lager', points), brewer);
    await procedures.run.start({ vesselId: id, profileId: profile.id }, brewer);
    await time.advance({ seconds: 3 });
    expect(board.commands).toEqual([{ mode: 'auto', target: 'beer', source: 'profile', spC: 16 }]);
    await time.advance({ seconds: 30 });
    expect(board.commands).toHaveLength(1);

    board.report = { ...board.report, source: 'constant', beerSpC: 19 };
    await time.advance({ seconds: 3 });
    expect(await procedures.run.list({}, brewer)).toMatchObject([{ state: 'held' }]);
    expect((await procedures.vessel.get({ id }, brewer)).control).toMatchObject({
      source: 'constant',
      spC: 19,
    });
    expect(board.commands).toHaveLength(1);
  });

  it('is left with the setpoint that somebody turned at it while it followed a profile', async () => {
    const { procedures, board, time, id } = await startWithRegulator();
    const point = { spC: 18, approach: 'step', note: '' } as const;
    const points = [
      { ...point, atS: 0 },
      { ...point, atS: 86_400 },
    ];
    const profile = await procedures.profile.create(fermentation('Lager', points), brewer);
    await procedures.run.start({ vesselId: id, profileId: profile.id }, brewer);
    await time.advance({ seconds: 3 });
    // The knob changes the number alone: the board still says that it follows a profile.
    board.report = { ...board.report, beerSpC: 15 };
    await time.advance({ seconds: 30 });
    expect(board.commands.slice(1)).toEqual([{ mode: 'auto', target: 'beer', source: 'constant', spC: 15 }]);
    expect(board.report).toMatchObject({ source: 'constant', beerSpC: 15 });
    expect(await procedures.run.list({}, brewer)).toMatchObject([{ state: 'held' }]);
    const log = await procedures.log.list({ source: 'Cellar' }, brewer);
    expect(log.filter(({ message }) => message === 'Changed at the board: beer at 15 °C')).toHaveLength(1);
  });

  it('follows a profile: the setpoint is streamed as it moves', async () => {
    const { procedures, board, time, id } = await startWithRegulator();
    const point = { approach: 'linear', note: '' } as const;
    const points = [
      { ...point, atS: 0, spC: 10 },
      { ...point, atS: 3600, spC: 11 },
    ];
    const profile = await procedures.profile.create(fermentation('Ramp', points), brewer);
    await procedures.run.start({ vesselId: id, profileId: profile.id }, brewer);
    await time.advance({ minutes: 30 });
    const told = board.commands.flatMap((command) => (command.mode === 'auto' ? [command.spC] : []));
    expect(told[0]).toBeCloseTo(10, 1);
    expect(told.at(-1)).toBeGreaterThan(10.4);
    expect(told.length).toBeLessThan(20);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  it('is switched off by the emergency stop, and kept off when somebody turns it on at the board', async () => {
    const { procedures, board, time, id } = await startWithRegulator();
    await procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    const on = board.report;
    await procedures.system.emergencyStop(undefined, brewer);
    expect(board.commands.at(-1)).toEqual({ mode: 'off' });
    board.report = on;
    await time.advance({ seconds: 3 });
    expect(board.commands.at(-1)).toEqual({ mode: 'off' });
    expect(board.report.mode).toBe('off');
  });

  it('may take its time for a first reading after it was connected, and no longer', async () => {
    const { procedures, board, time, id, console, dataDir } = await startWithRegulator();
    await procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    const { report } = board;
    await console.stop();
    const again = createTestRegulator();
    again.report = report;
    again.probes.delete('beer');
    const second = await startTestConsole({ dataDir, time, families: [again.family] });
    const present = async () =>
      (await second.procedures.alarm.list({}, brewer)).map((alarm) => `${alarm.code} ${alarm.state}`);
    await time.advance({ seconds: 15 });
    expect(await present()).toEqual([]);
    await time.advance({ seconds: 10 });
    expect(await present()).toEqual(['sensor-bad unacknowledged']);
    again.probes.set('beer', 20);
    await time.advance({ seconds: 3 });
    expect(await present()).toEqual(['sensor-bad cleared-unacknowledged']);
    // Once it has read, silence is no longer that of the beginning.
    again.probes.delete('beer');
    second.console.awake();
    await time.advance({ seconds: 8 });
    expect(await present()).toEqual(['sensor-bad unacknowledged']);
  });

  it('that says a mode that does not exist raises an alarm', async () => {
    const { board, time, alarms } = await startWithRegulator();
    board.report = { ...board.report, mode: 'unknown', text: 'Unknown mode z' };
    await time.advance({ seconds: 2 });
    expect(await alarms()).toEqual(['board-mode-unknown unacknowledged']);
  });

  it('has its setpoints recorded as it says them', async () => {
    const { procedures, time, id } = await startWithRegulator();
    await procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    await time.advance({ seconds: 40 });
    const recorded = (await procedures.history.series(undefined, brewer)).map(({ series }) => series);
    expect(recorded).toEqual(expect.arrayContaining([`sp.${id}`, `chamber-sp.${id}`]));
  });

  it('that is unplugged is said at once; its vessel goes with it when it is removed', async () => {
    const { procedures, board, device, id, state, alarms, time } = await startWithRegulator();
    board.link('lost', 'unplugged');
    expect(await alarms()).toEqual(['device-lost unacknowledged']);
    await time.advance({ seconds: 0.1 });
    const [told] = await procedures.channel.latest({ channel: 'data' }, brewer);
    expect(told?.payload).toMatchObject({ pvC: null, pvBad: 'device-lost' });
    expect(await state()).toMatchObject({ pvC: null, pvBad: 'device-lost' });
    expect((await state()).text).toContain('goes on regulating by itself');
    board.link('connected', 'Connected');
    await time.advance({ seconds: 2 });
    expect(await alarms()).toEqual(['device-lost cleared-unacknowledged']);
    await procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    board.link('lost', 'unplugged for good');
    await procedures.device.remove({ id: device.id }, brewer);
    expect(await procedures.vessel.list(undefined, brewer)).toEqual([]);
    expect(await procedures.point.list(undefined, brewer)).toEqual([]);
  });
});

describe('a board that is slow to confirm', () => {
  const ramp = [
    { atS: 0, spC: 10, approach: 'linear', note: '' },
    { atS: 3600, spC: 11, approach: 'linear', note: '' },
  ] as const;

  it('is not started by a command that an emergency stop overtook', async () => {
    const { procedures, board, time, id } = await startWithRegulator();
    board.slow = true;
    const started = procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    await procedures.system.emergencyStop(undefined, brewer);
    const [outcome] = await Promise.allSettled([started, board.confirm()]);
    expect(outcome).toMatchObject({ reason: { code: 'conflict' } });
    board.slow = false;
    await time.advance({ seconds: 3 });
    expect(board.report.mode).toBe('off');
    expect((await procedures.vessel.get({ id }, brewer)).control.mode).toBe('off');
    await procedures.system.resetEmergencyStop(undefined, brewer);
    await time.advance({ seconds: 10 });
    expect(board.report.mode).toBe('off');
  });

  it('gets no more of a profile after it was told to be off', async () => {
    const { procedures, board, time, id } = await startWithRegulator();
    const profile = await procedures.profile.create(fermentation('Ramp', ramp), brewer);
    await procedures.run.start({ vesselId: id, profileId: profile.id }, brewer);
    await time.advance({ seconds: 5 });
    board.slow = true;
    const told = board.commands.length;
    while (board.commands.length === told) await time.advance({ seconds: 10 });
    const stopped = procedures.vessel.stop({ id }, brewer);
    await board.confirm();
    await time.advance({ minutes: 10 });
    expect(board.commands.at(-1)).toEqual({ mode: 'off' });
    await board.confirm();
    await stopped;
    await time.advance({ seconds: 10 });
    expect(board.report.mode).toBe('off');
    expect((await procedures.vessel.get({ id }, brewer)).control.mode).toBe('off');
  });

  it('loses no setpoint that was set while it was being started', async () => {
    const { procedures, board, time, id } = await startWithRegulator();
    board.slow = true;
    const started = procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    const set = procedures.vessel.setSetpoint({ id, spC: 12 }, brewer);
    await board.confirm();
    await board.confirm();
    await Promise.all([started, set]);
    await time.advance({ seconds: 3 });
    expect(board.report).toMatchObject({ mode: 'auto', beerSpC: 12 });
    expect((await procedures.vessel.get({ id }, brewer)).control).toMatchObject({ mode: 'auto', spC: 12 });
  });

  it('is not started again by a setpoint while it is being stopped', async () => {
    const { procedures, board, time, id } = await startWithRegulator();
    await procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    board.slow = true;
    const stopped = procedures.vessel.stop({ id }, brewer);
    const set = procedures.vessel.setSetpoint({ id, spC: 12 }, brewer);
    await board.confirm();
    await board.confirm();
    await Promise.all([stopped, set]);
    await time.advance({ seconds: 3 });
    expect(board.report.mode).toBe('off');
    expect((await procedures.vessel.get({ id }, brewer)).control).toMatchObject({ mode: 'off', spC: 12 });
  });
});

describe('the vessel of a board', () => {
  it('cannot be given another board while it runs: the first one would go on unwatched', async () => {
    const time = new ManualTime();
    const first = createTestRegulator();
    const second = createTestRegulator();
    const other = { ...second.family, name: 'other-regulator' };
    const { procedures } = await startTestConsole({ time, families: [first.family, other] });
    await procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
    await procedures.device.create({ name: 'A', driver: 'test-regulator', connection: '' }, brewer);
    const b = await procedures.device.create(
      { name: 'B', driver: 'other-regulator', connection: '' },
      brewer,
    );
    await time.advance({ seconds: 2 });
    const [vesselA, vesselB] = await procedures.vessel.list(undefined, brewer);
    if (vesselA === undefined || vesselB === undefined) throw new Error('The boards brought no vessels');
    await procedures.vessel.remove({ id: vesselB.id }, brewer);
    await procedures.vessel.setMode({ id: vesselA.id, mode: 'auto' }, brewer);
    const algorithm = { kind: 'board', deviceId: b.id } as const;
    await expect(procedures.vessel.update({ id: vesselA.id, algorithm }, brewer)).rejects.toThrow(
      'switch it off before',
    );
  });

  it('that is regulated by the console from now on ends the alarm about its board', async () => {
    const { procedures, board, time, id, alarms } = await startWithRegulator();
    board.report = { ...board.report, mode: 'unknown', text: 'Unknown mode z' };
    await time.advance({ seconds: 2 });
    await procedures.vessel.update({ id, algorithm: { kind: 'hysteresis', deadBandC: 0.5 } }, brewer);
    await time.advance({ seconds: 2 });
    expect(await alarms()).toEqual(['board-mode-unknown cleared-unacknowledged']);
  });

  it('survives a restart whatever setpoint its board claims to hold', async () => {
    const { procedures, board, time, id, console, dataDir } = await startWithRegulator();
    await procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    board.report = { ...board.report, beerSpC: 640 };
    await time.advance({ seconds: 3 });
    await console.stop();
    const again = await startTestConsole({ dataDir, time, families: [createTestRegulator().family] });
    expect(await again.procedures.vessel.list(undefined, brewer)).toHaveLength(1);
  });

  it('leaves no probes behind when its device is removed, whatever its port does', async () => {
    const time = new ManualTime();
    const board = createTestRegulator();
    const stuck: DriverFamily = {
      ...board.family,
      open: (context) => {
        const driver = board.family.open(context);
        return { ...driver, close: () => Promise.reject(new Error('stuck')) };
      },
    };
    const { procedures } = await startTestConsole({ time, families: [stuck] });
    await procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
    const { id } = await procedures.device.create(
      { name: 'Cellar', driver: 'test-regulator', connection: '' },
      brewer,
    );
    await procedures.device.remove({ id }, brewer);
    expect(await procedures.point.list(undefined, brewer)).toEqual([]);
  });

  it('has no outputs of ours: a point for one is refused', async () => {
    const { procedures, device } = await startWithRegulator();
    const output = { kind: 'output', name: 'Fridge', address: 'cool', outputKind: 'compressor' } as const;
    await expect(procedures.point.create({ ...output, deviceId: device.id }, brewer)).rejects.toThrow(
      'drives its own outputs',
    );
  });
});
