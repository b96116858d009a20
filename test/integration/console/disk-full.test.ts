import { describe, expect, it, onTestFinished } from 'vitest';
import { ChannelHub } from '#main/app/channel-hub.ts';
import type { Store } from '#main/app/ports/store.ts';
import { createProcedures } from '#main/app/procedures.ts';
import { createServices } from '#main/app/service-graph.ts';
import { readClassicProfile } from '#main/server/classic/read-profile.ts';
import { readClassicDatabase } from '#main/storage/classic-database.ts';
import { createHistoryReader } from '#main/storage/history-reader.ts';
import { openStore } from '#main/storage/open-store.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { addFermenter } from '#test/rig/brewery.ts';
import { brewer, temporaryFolder } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { fermentation, mash, point, step } from '#test/rig/plans.ts';
import { createTestBoard } from '#test/rig/test-board.ts';
import { createTestRegulator } from '#test/rig/test-regulator.ts';

/** The core on a real database whose disk fills up when the test says so. */
async function startOnFillingDisk() {
  const opened = openStore(temporaryFolder());
  const disk = { full: false, refusesAlarms: false };
  const refuse = (): void => {
    if (disk.full) throw new AppError('storage-failed', 'The disk is full');
  };
  const store: Store = {
    ...opened.store,
    switches: {
      list: () => opened.store.switches.list(),
      put: (record) => (refuse(), opened.store.switches.put(record)),
    },
    samples: {
      trim: (before) => opened.store.samples.trim(before),
      append: (samples) => (refuse(), opened.store.samples.append(samples)),
    },
    alarms: {
      ...opened.store.alarms,
      put: (alarm) => {
        if (disk.refusesAlarms) throw new AppError('storage-failed', 'The disk is full');
        refuse();
        opened.store.alarms.put(alarm);
      },
    },
    runs: { ...opened.store.runs, put: (run) => (refuse(), opened.store.runs.put(run)) },
    memory: {
      ...opened.store.memory,
      put: (name, text) => (refuse(), opened.store.memory.put(name, text)),
    },
    vessels: { ...opened.store.vessels, put: (vessel) => (refuse(), opened.store.vessels.put(vessel)) },
    devices: { ...opened.store.devices, remove: (id) => (refuse(), opened.store.devices.remove(id)) },
    transaction: (work) => opened.store.transaction(work),
  };
  const time = new ManualTime();
  const board = createTestBoard();
  const regulator = createTestRegulator();
  const history = createHistoryReader({
    databasePath: opened.databasePath,
    workerUrl: new URL('../../../src/main/storage/history-worker.ts', import.meta.url),
  });
  let made = 0;
  const boot = () =>
    createServices({
      kernel: {
        clock: time,
        store,
        hub: new ChannelHub({ epoch: 'test', wallMs: () => time.wallMs() }),
        newId: (prefix) => `${prefix}-${(made += 1)}`,
      },
      families: new Map([board, regulator].map(({ family }) => [family.name, family])),
      history,
      classicSource: { readDatabase: readClassicDatabase, readProfile: readClassicProfile },
      ports: { list: () => Promise.resolve({ ports: [], problem: null }) },
      version: 'test',
      setAside: null,
    });
  const { services, loop } = boot();
  onTestFinished(async () => {
    await history.close();
    opened.store.close();
  });
  time.start((nowMs) => {
    services.devices.step(nowMs);
    loop.step(nowMs);
  });
  const procedures = createProcedures(services);
  const vessel = await addFermenter({ procedures });
  board.show('beer', 25);
  board.show('air', 20);
  return { disk, time, board, regulator, procedures, vessel, services, boot };
}

describe('a disk that is full', () => {
  it('keeps a compressor off whose switch cannot be stored, says so, and lets it run when there is room again', async () => {
    const { disk, time, board, procedures, vessel, services } = await startOnFillingDisk();
    await procedures.vessel.setSetpoint({ id: vessel.id, spC: 15 }, brewer);
    await procedures.vessel.setMode({ id: vessel.id, mode: 'auto' }, brewer);
    await time.advance({ minutes: 4 });
    disk.full = true;
    await time.advance({ minutes: 10 });
    expect(board.writes.filter(({ address, outPct }) => address === 'cooler' && outPct > 0)).toEqual([]);
    const codes = services.alarms.list({}).map(({ code, source }) => `${code} ${source}`);
    expect(codes).toContain(`storage-failing ${vessel.id}`);
    expect(codes).toContain('storage-failing console');
    disk.full = false;
    await time.advance({ minutes: 1 });
    expect(board.outputs.get('cooler')).toBe(100);
    expect(services.alarms.list({}).map(({ state }) => state)).not.toContain('unacknowledged');
  });

  it('leaves a board, its probes and its vessel where its removal cannot be stored', async () => {
    const { disk, procedures, services, boot } = await startOnFillingDisk();
    const { id } = await procedures.device.create(
      { name: 'Cellar', driver: 'test-regulator', connection: '' },
      brewer,
    );
    const present = () => [
      services.vessels.ofBoard(id)?.name,
      services.devices.peek(id)?.device.name,
      services.points.ofDevice(id).length,
    ];
    expect(present()).toEqual(['Cellar', 'Cellar', 3]);
    disk.full = true;
    await expect(procedures.device.remove({ id }, brewer)).rejects.toThrow('The disk is full');
    expect(present()).toEqual(['Cellar', 'Cellar', 3]);
    disk.full = false;
    expect(boot().services.vessels.ofBoard(id)?.name).toBe('Cellar');
    await procedures.device.remove({ id }, brewer);
    expect(present()).toEqual([undefined, undefined, 0]);
  });

  it('keeps the alarms that it could not store when there is room again, as they are then', async () => {
    const { disk, time, services, boot } = await startOnFillingDisk();
    const { alarms, channels } = services;
    const say = (message: string) =>
      channels.publish({ channel: 'alarms', payload: { source: 'x', message } });
    disk.refusesAlarms = true;
    for (const message of ['Seen', 'Shelved', 'New']) say(message);
    const [seen, shelved] = alarms.list({});
    if (seen === undefined || shelved === undefined) throw new Error('The alarms were not told');
    const wish = { forS: 600, reason: 'Known' };
    expect(() => alarms.acknowledge(seen.id, 'Ada')).toThrow('The disk is full');
    expect(() => alarms.shelve(shelved.id, wish, 'Ada')).toThrow('The disk is full');
    const states = alarms.list({}).map(({ state, shelved: shelf }) => `${state} ${shelf === null}`);
    expect(states).toEqual(['unacknowledged true', 'unacknowledged true', 'unacknowledged true']);
    expect(boot().services.alarms.list({})).toEqual([]);

    disk.refusesAlarms = false;
    alarms.acknowledge(seen.id, 'Ada');
    alarms.shelve(shelved.id, wish, 'Ada');
    await time.advance({ seconds: 3 });
    expect(boot().services.alarms.list({})).toMatchObject([
      { message: 'Seen', state: 'acknowledged' },
      { message: 'Shelved', shelved: { by: 'Ada' } },
      { message: 'New', state: 'unacknowledged' },
    ]);
  });

  it('refuses the test of an output whose switch it cannot store, and ends one in progress all the same', async () => {
    const { disk, time, board, procedures, vessel } = await startOnFillingDisk();
    const [, , , cooler] = await procedures.point.list(undefined, brewer);
    if (cooler?.kind !== 'output') throw new Error('no cooler');
    const config = { kind: 'output', name: 'Pump', address: 'pump', outputKind: 'ssr' } as const;
    const pump = await procedures.point.create({ ...config, deviceId: cooler.deviceId }, brewer);
    await time.advance({ minutes: 11 });
    disk.full = true;
    for (const { id } of [cooler, pump]) {
      expect(() => procedures.point.test({ id }, brewer)).toThrow(
        /stays off: its switch could not be stored/,
      );
    }
    await time.advance({ seconds: 10 });
    expect(board.writes.filter(({ outPct }) => outPct > 0)).toEqual([]);
    disk.full = false;
    await time.advance({ minutes: 6 });
    for (const { id, address } of [cooler, pump]) {
      disk.full = false;
      await time.advance({ seconds: 5 });
      await procedures.point.test({ id }, brewer);
      expect(board.outputs.get(address)).toBe(100);
      disk.full = true;
      await time.advance({ seconds: 5 });
      expect(board.outputs.get(address)).toBe(0);
    }
    disk.full = false;
    await time.advance({ seconds: 5 });
    await expect(async () => procedures.point.test({ id: cooler.id }, brewer)).rejects.toThrow(/rests for/);
    expect((await procedures.vessel.get({ id: vessel.id }, brewer)).control.mode).toBe('off');
  });

  it('gives a running compressor its whole rest when its stop could not be stored', async () => {
    const { disk, time, board, procedures, vessel } = await startOnFillingDisk();
    await procedures.vessel.setSetpoint({ id: vessel.id, spC: 15 }, brewer);
    await procedures.vessel.setMode({ id: vessel.id, mode: 'auto' }, brewer);
    await time.advance({ minutes: 10 });
    expect(board.outputs.get('cooler')).toBe(100);
    disk.full = true;
    board.show('beer', 10);
    await time.advance({ seconds: 10 });
    expect(board.outputs.get('cooler')).toBe(0);
    board.show('beer', 25);
    disk.full = false;
    const sinceMs = time.nowMs();
    await time.advance({ minutes: 8 });
    const start = board.writes.find(
      ({ address, outPct, nowMs }) => address === 'cooler' && outPct > 0 && nowMs > sinceMs,
    );
    expect((start?.nowMs ?? 0) - sinceMs).toBeGreaterThan(290_000);
  });

  it('refuses in words what a person asks to store, and nothing changes', async () => {
    const { disk, procedures, vessel } = await startOnFillingDisk();
    disk.full = true;
    await expect(procedures.vessel.setSetpoint({ id: vessel.id, spC: 15 }, brewer)).rejects.toThrow(
      'disk is full',
    );
    expect((await procedures.vessel.get({ id: vessel.id }, brewer)).control.spC).toBe(20);
  });

  it('ends the alarm about a compressor when it is no longer wanted', async () => {
    const { disk, time, board, procedures, vessel, services } = await startOnFillingDisk();
    await procedures.vessel.setSetpoint({ id: vessel.id, spC: 15 }, brewer);
    await procedures.vessel.setMode({ id: vessel.id, mode: 'auto' }, brewer);
    await time.advance({ minutes: 4 });
    disk.full = true;
    await time.advance({ minutes: 5 });
    const states = () =>
      services.alarms.list({}).flatMap(({ source, state }) => (source === vessel.id ? [state] : []));
    expect(states()).toEqual(['unacknowledged']);
    disk.full = false;
    board.show('beer', 15);
    await procedures.vessel.stop({ id: vessel.id }, brewer);
    await time.advance({ seconds: 2 });
    expect(states()).toEqual(['cleared-unacknowledged']);
  });

  it('lets the emergency stop act all the same, and its release starts nothing', async () => {
    const { disk, time, board, procedures, vessel } = await startOnFillingDisk();
    await procedures.vessel.setSetpoint({ id: vessel.id, spC: 15 }, brewer);
    await procedures.vessel.setMode({ id: vessel.id, mode: 'auto' }, brewer);
    await time.advance({ minutes: 10 });
    disk.full = true;
    const status = await procedures.system.emergencyStop(undefined, brewer);
    expect(status.emergencyStop.active).toBe(true);
    disk.full = false;
    await procedures.system.resetEmergencyStop(undefined, brewer);
    const sinceMs = time.nowMs();
    await time.advance({ minutes: 15 });
    expect(board.writes.filter(({ outPct, nowMs }) => outPct > 0 && nowMs > sinceMs)).toEqual([]);
    expect((await procedures.vessel.get({ id: vessel.id }, brewer)).control.mode).toBe('off');
  });

  it('does not hide an emergency stop after a restart', async () => {
    const { disk, procedures, boot } = await startOnFillingDisk();
    disk.refusesAlarms = true;
    await procedures.system.emergencyStop(undefined, brewer);
    disk.refusesAlarms = false;
    const { services } = boot();
    expect(services.emergencyStop.active).toBe(true);
    expect(services.alarms.list({}).map(({ code }) => code)).toContain('emergency-stop');
  });

  /** A heater on a vessel that follows a profile with half a minute to go. */
  async function heatByProfile() {
    const test = await startOnFillingDisk();
    const { procedures, board, vessel, time } = test;
    board.show('beer', 10);
    // A compressor of unknown past keeps the heater waiting for ten minutes.
    await time.advance({ minutes: 11 });
    const point = { spC: 20, approach: 'step', note: '' } as const;
    const points = [
      { ...point, atS: 0 },
      { ...point, atS: 90 },
    ];
    const profile = await procedures.profile.create(fermentation('Short', points), brewer);
    await procedures.run.start({ vesselId: vessel.id, profileId: profile.id }, brewer);
    await time.advance({ seconds: 60 });
    const heatedLately = (): boolean =>
      board.writes.some(
        ({ address, outPct, nowMs }) => address === 'heater' && outPct > 0 && nowMs > time.nowMs() - 2000,
      );
    return { ...test, heatedLately };
  }

  it('does not stop the loop when a run comes to its end, which is kept when there is room again', async () => {
    const { disk, time, procedures, services, heatedLately } = await heatByProfile();
    expect(heatedLately()).toBe(true);
    disk.full = true;
    await time.advance({ minutes: 2 });
    expect(heatedLately()).toBe(true);
    expect(services.alarms.list({}).map(({ code }) => code)).toContain('storage-failing');
    disk.full = false;
    await time.advance({ seconds: 2 });
    expect(await procedures.run.list({}, brewer)).toMatchObject([{ state: 'complete' }]);
  });

  it('tells what a profile says all the same, once, and knows that it has when there is room again', async () => {
    const { disk, time, procedures, board, vessel, services, boot } = await startOnFillingDisk();
    board.show('beer', 20);
    const points = [point(0, 20, 'step'), point(60, 20, 'step', 'Dry hop'), point(3600, 20, 'step')];
    const profile = await procedures.profile.create(fermentation('Ale', points), brewer);
    await procedures.run.start({ vesselId: vessel.id, profileId: profile.id }, brewer);
    disk.full = true;
    await time.advance({ minutes: 2 });
    const told = (from: typeof services) =>
      from.alarms.list({}).filter(({ code }) => code === 'profile-event');
    expect(told(services).map(({ message }) => message)).toEqual(['Dry hop']);
    disk.full = false;
    await time.advance({ minutes: 2 });
    expect(told(services)).toHaveLength(1);
    // What was kept is not told again after a restart.
    const again = boot().services;
    again.runs.step();
    expect(told(again).map(({ message }) => message)).toEqual(['Dry hop']);
  });

  it('does not stop a mash, which is where it was when there is room again', async () => {
    const { disk, time, procedures, board, vessel, services, boot } = await startOnFillingDisk();
    board.show('beer', 20);
    const steps = [
      step('Rest', 20, 10, { additions: [{ beforeEndS: 300, text: 'Acid' }] }),
      step('Warm', 25, 10),
    ];
    const profile = await procedures.profile.create(mash('Mash', steps), brewer);
    await procedures.run.start({ vesselId: vessel.id, profileId: profile.id }, brewer);
    await time.advance({ seconds: 5 });
    disk.full = true;
    await time.advance({ minutes: 11 });
    expect(services.alarms.list({}).filter(({ code }) => code === 'mash-addition')).toHaveLength(1);
    expect(services.runs.list(false)).toMatchObject([{ place: { stepIndex: 1, phase: 'reaching' } }]);
    disk.full = false;
    await time.advance({ seconds: 2 });
    expect(boot().services.runs.list(false)).toMatchObject([{ place: { stepIndex: 1, phase: 'reaching' } }]);
  });

  it('does not stop the loop when a knob is turned at a board', async () => {
    const { disk, time, procedures, regulator, heatedLately } = await heatByProfile();
    await procedures.device.create({ name: 'Cellar', driver: 'test-regulator', connection: '' }, brewer);
    await time.advance({ seconds: 3 });
    disk.full = true;
    regulator.report = { ...regulator.report, mode: 'auto', beerSpC: 12 };
    await time.advance({ seconds: 20 });
    expect(heatedLately()).toBe(true);
    disk.full = false;
    await time.advance({ seconds: 6 });
    const cellar = (await procedures.vessel.list(undefined, brewer)).find(({ name }) => name === 'Cellar');
    expect(cellar?.control).toMatchObject({ mode: 'auto', spC: 12 });
  });
});
