import { describe, expect, it, vi } from 'vitest';
import type { DriverContext, DriverFamily, PointDriver } from '#main/app/ports/driver.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { addFermenter } from '#test/rig/brewery.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { createTestBoard } from '#test/rig/test-board.ts';
import { createTestRegulator } from '#test/rig/test-regulator.ts';

/** A driver of points that a test can break; each opening is kept. */
function createBreakable() {
  const opened: { connection: string; context: DriverContext; closed: boolean }[] = [];
  const faults = { open: false, step: false, write: false, close: false };
  const closing: (() => void)[] = [];
  const held = { close: false, allOff: false };
  const fault = (on: boolean): void => {
    if (on) throw new Error('a fault of the program');
  };
  const open = (context: DriverContext): PointDriver => {
    fault(faults.open);
    const mine = { connection: context.connection, context, closed: false };
    opened.push(mine);
    context.onLink('connected', 'Connected');
    context.onStep(() => fault(faults.step));
    return {
      kind: 'points',
      write: () => fault(faults.write),
      allOff: () => (held.allOff ? new Promise(() => {}) : Promise.resolve()),
      close: async () => {
        if (held.close) await new Promise<void>((resolve) => closing.push(resolve));
        mine.closed = true;
        fault(faults.close);
      },
    };
  };
  const family: DriverFamily = {
    name: 'breakable',
    kind: 'points',
    title: 'Breakable',
    connectionHint: '',
    simulated: false,
    checkConnection: () => {},
    open,
  };
  return { family, faults, held, opened, letClose: () => closing.shift()?.() };
}

/** A console with a device that can break, added before the board of a fermenter that heats. */
async function startBesideBreakable() {
  const time = new ManualTime();
  const board = createTestBoard();
  const breakable = createBreakable();
  const test = await startTestConsole({ time, families: [breakable.family, board.family] });
  const { procedures } = test;
  await procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
  const { id } = await procedures.device.create(
    { name: 'Shaky', driver: 'breakable', connection: 'a' },
    brewer,
  );
  const vessel = await addFermenter(test, { heaterKind: 'valve' });
  board.show('beer', 20);
  board.show('air', 20);
  await procedures.vessel.setSetpoint({ id: vessel.id, spC: 25 }, brewer);
  await procedures.vessel.setMode({ id: vessel.id, mode: 'auto' }, brewer);
  await time.advance({ minutes: 12 });
  const heatedLately = (): boolean =>
    board.writes.some(
      ({ address, outPct, nowMs }) => address === 'heater' && outPct > 0 && nowMs > time.nowMs() - 2000,
    );
  const alarms = async () =>
    (await procedures.alarm.list({}, brewer)).map(({ code, sourceName }) => `${code} ${sourceName}`);
  return { ...test, time, board, breakable, id, vessel, heatedLately, alarms };
}

const linkOf = async (
  { procedures }: Pick<Awaited<ReturnType<typeof startBesideBreakable>>, 'procedures'>,
  id: DeviceId,
) => (await procedures.device.list(undefined, brewer)).find(({ device }) => device.id === id)?.state.link;

describe('a driver with a fault', () => {
  it('does not stop the loop nor the other drivers, and is said', async () => {
    const { time, breakable, heatedLately, alarms, faults } = await startBesideBreakable();
    breakable.faults.step = true;
    await time.advance({ seconds: 20 });
    expect(heatedLately()).toBe(true);
    expect(await alarms()).toEqual(['control-fault Shaky']);
    expect(faults).toEqual([]);
    breakable.faults.step = false;
    await time.advance({ seconds: 1 });
    expect(await alarms()).toEqual(['control-fault Shaky']);
  });

  it('that is gone after a restart ends its alarm', async () => {
    const { time, board, breakable, console, dataDir } = await startBesideBreakable();
    breakable.faults.step = true;
    await time.advance({ seconds: 2 });
    await console.stop();
    breakable.faults.step = false;
    const families = [breakable.family, board.family];
    const { procedures } = await startTestConsole({ time, dataDir, families });
    await time.advance({ seconds: 2 });
    expect(await procedures.alarm.list({}, brewer)).toMatchObject([
      { code: 'control-fault', sourceName: 'Shaky', state: 'cleared-unacknowledged' },
    ]);
  });

  it('in its timers, or where nobody waits for it, costs its own device alone', async () => {
    const { time, breakable, heatedLately, alarms, procedures } = await startBesideBreakable();
    const context = breakable.opened[0]?.context;
    if (context === undefined) throw new Error('it is not open');
    const fail = (): never => {
      throw new Error('a fault of the program');
    };
    let beats = 0;
    const stop = context.every(5, () => {
      beats += 1;
      fail();
    });
    context.after(5, async () => fail());
    context.run(async () => fail());
    await vi.waitFor(() => expect(beats).toBeGreaterThan(3));
    stop();
    expect(await alarms()).toEqual(['control-fault Shaky']);
    await time.advance({ seconds: 59 });
    expect(heatedLately()).toBe(true);
    const state = async () => (await procedures.alarm.list({}, brewer))[0]?.state;
    expect(await state()).toBe('unacknowledged');
    await time.advance({ seconds: 2 });
    expect(await state()).toBe('cleared-unacknowledged');
  });

  it('is not thrown back into the driver that tells something, and is said', async () => {
    const { breakable, alarms } = await startBesideBreakable();
    const context = breakable.opened[0]?.context;
    const odd = {
      get quality(): 'good' {
        throw new Error('a fault of the program');
      },
      value: 20,
    };
    context?.onReading('probe', odd);
    expect(await alarms()).toEqual(['control-fault Shaky']);
  });

  it('in what it keeps over restarts does not keep the others from being kept', async () => {
    const { breakable, console, faults } = await startBesideBreakable();
    breakable.opened[0]?.context.memory.provide(() => {
      throw new Error('a fault of the program');
    });
    await console.stop();
    expect(faults).toEqual([]);
  });

  it('that cannot write stops the regulation of its own vessel only', async () => {
    const { procedures, time, breakable, heatedLately, alarms, id, vessel } = await startBesideBreakable();
    const output = { kind: 'output', name: 'Relay', address: '1', outputKind: 'ssr' } as const;
    const relay = await procedures.point.create({ ...output, deviceId: id }, brewer);
    const { control: _, id: __, ...config } = vessel;
    const sensors = { beer: null, chamber: vessel.sensors.beer, room: null };
    const actuators = { heater: relay.id, cooler: null };
    const other = await procedures.vessel.create({ ...config, name: 'Kettle', sensors, actuators }, brewer);
    await procedures.vessel.setMode({ id: other.id, mode: 'manual' }, brewer);
    await procedures.vessel.setOutput({ id: other.id, heatPct: 100, coolPct: 0 }, brewer);
    breakable.faults.write = true;
    await time.advance({ seconds: 20 });
    expect(await alarms()).toEqual(['control-fault Kettle']);
    expect(heatedLately()).toBe(true);
  });

  it('that reports what cannot be read is said, and the vessels of others are regulated', async () => {
    const time = new ManualTime();
    const board = createTestBoard();
    const regulator = createTestRegulator();
    const test = await startTestConsole({ time, families: [regulator.family, board.family] });
    const { procedures } = test;
    await procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
    await procedures.device.create({ name: 'Odd', driver: 'test-regulator', connection: '' }, brewer);
    await addFermenter(test);
    const sound = regulator.report;
    regulator.report = {
      ...sound,
      get mode(): 'off' {
        throw new Error('a fault of the program');
      },
    };
    await time.advance({ seconds: 20 });
    const alarms = async () =>
      (await procedures.alarm.list({}, brewer)).map(
        ({ code, source, state }) => `${code} ${source} ${state}`,
      );
    expect(await alarms()).toContain('control-fault console unacknowledged');
    expect(board.writes.filter(({ nowMs }) => nowMs > time.nowMs() - 2000)).not.toEqual([]);
    regulator.report = sound;
    await time.advance({ seconds: 20 });
    expect(await alarms()).toContain('control-fault console cleared-unacknowledged');
  });

  it('that cannot be opened does not keep the console from starting', async () => {
    const { console, dataDir, time, breakable, board, id } = await startBesideBreakable();
    await console.stop();
    breakable.faults.open = true;
    const again = await startTestConsole({ dataDir, time, families: [breakable.family, board.family] });
    expect(await linkOf(again, id)).toBe('lost');
  });

  it('that cannot be closed is replaced all the same', async () => {
    const test = await startBesideBreakable();
    test.breakable.faults.close = true;
    await test.procedures.device.update({ id: test.id, connection: 'b' }, brewer);
    expect(test.breakable.opened.map(({ connection }) => connection)).toEqual(['a', 'b']);
  });
});

describe('a device that answers nothing', () => {
  it('holds up neither the emergency stop nor the word about the others', { timeout: 20_000 }, async () => {
    const { procedures, breakable, board } = await startBesideBreakable();
    await procedures.device.create({ name: 'Shy', driver: 'breakable', connection: 'b' }, brewer);
    breakable.held.allOff = true;
    await procedures.system.emergencyStop(undefined, brewer);
    expect(board.allOffs()).toBe(1);
    const entries = await procedures.log.list({ level: 'error' }, brewer);
    const silent = entries.filter(({ message }) => message.startsWith('Not stopped'));
    expect(silent.map(({ source }) => source).toSorted()).toEqual(['Shaky', 'Shy']);
  });

  it('does not keep the console from ending, which is said', { timeout: 30_000 }, async () => {
    const { console, dataDir, time, breakable, board } = await startBesideBreakable();
    breakable.held.close = true;
    await console.stop();
    expect(board.allOffs()).toBe(1);
    breakable.held.close = false;
    const families = [breakable.family, board.family];
    const { procedures } = await startTestConsole({ dataDir, time, families });
    const [entry] = await procedures.log.list({ level: 'warning', source: 'Shaky' }, brewer);
    expect(entry?.message).toMatch(/^Could not be closed: it has not let go within 6 s/);
  });
});

describe('a device that is changed while it is being closed', () => {
  it('is opened once, as it was said last', async () => {
    const { procedures, breakable, id } = await startBesideBreakable();
    breakable.held.close = true;
    const b = procedures.device.update({ id, connection: 'b' }, brewer);
    const c = procedures.device.update({ id, connection: 'c' }, brewer);
    await new Promise((resolve) => setImmediate(resolve));
    breakable.held.close = false;
    breakable.letClose();
    await Promise.all([b, c]);
    const open = breakable.opened.filter(({ closed }) => !closed);
    expect(open.map(({ connection }) => connection)).toEqual(['c']);
  });

  it('is not opened again when it is removed meanwhile', async () => {
    const { procedures, breakable, id } = await startBesideBreakable();
    breakable.held.close = true;
    const updated = procedures.device.update({ id, connection: 'b' }, brewer);
    const removed = procedures.device.remove({ id }, brewer);
    await new Promise((resolve) => setImmediate(resolve));
    breakable.held.close = false;
    breakable.letClose();
    await Promise.allSettled([updated, removed]);
    expect(breakable.opened.filter(({ closed }) => !closed)).toEqual([]);
    expect((await procedures.device.list(undefined, brewer)).map(({ device }) => device.id)).not.toContain(
      id,
    );
  });

  it('is not spoken for by what it was connected to before', async () => {
    const test = await startBesideBreakable();
    await test.procedures.device.update({ id: test.id, connection: 'b', name: 'Steady' }, brewer);
    const [old, present] = test.breakable.opened;
    old?.context.onLink('lost', 'too late');
    expect(await linkOf(test, test.id)).toBe('connected');
    expect(await test.alarms()).toEqual([]);
    await test.procedures.device.update({ id: test.id, name: 'Renamed' }, brewer);
    present?.context.onLog('info', 'a word');
    const [entry] = await test.procedures.log.list({ limit: 1 }, brewer);
    expect(entry).toMatchObject({ source: 'Renamed', message: 'a word' });
  });
});
