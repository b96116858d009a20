import { describe, expect, it } from 'vitest';
import { startConsole } from '#main/console.ts';
import { addFermenter } from '#test/rig/brewery.ts';
import { brewer, startTestConsole, temporaryFolder } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { createTestBoard } from '#test/rig/test-board.ts';

/** A console with one fermenter on a board in the test's hands, five minutes after the start: the compressor may run. */
async function startWithBoard(options: Parameters<typeof addFermenter>[1] = {}) {
  const time = new ManualTime();
  const board = createTestBoard();
  const test = await startTestConsole({ time, families: [board.family] });
  await test.procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
  const vessel = await addFermenter(test, options);
  board.show('beer', 20);
  board.show('air', 20);
  await time.advance({ minutes: 11 });
  const { procedures } = test;
  const drive = async (spC: number) => {
    await procedures.vessel.setSetpoint({ id: vessel.id, spC }, brewer);
    await procedures.vessel.setMode({ id: vessel.id, mode: 'auto' }, brewer);
    await time.advance({ seconds: 2 });
  };
  const alarms = async () =>
    (await procedures.alarm.list({}, brewer)).map(({ code, state }) => `${code} ${state}`);
  const output = async (role: 'heater' | 'cooler') => {
    const state = await procedures.vessel.state({ id: vessel.id }, brewer);
    return state.outputs.find((each) => each.role === role);
  };
  return { ...test, time, board, vessel, drive, alarms, output };
}

describe('a reading that is bad', () => {
  it('switches the outputs off in the next second, says why, and raises an alarm that clears when it is good again', async () => {
    const { time, board, drive, alarms, output } = await startWithBoard();
    await drive(25);
    await time.advance({ minutes: 2 });
    expect(board.outputs.get('heater')).toBe(100);
    board.show('beer', { quality: 'bad', reason: 'open-circuit' });
    await time.advance({ seconds: 1 });
    expect(board.outputs.get('heater')).toBe(0);
    expect(await output('heater')).toMatchObject({ on: false, reason: 'sensor-bad' });
    expect(await alarms()).toEqual([]);
    await time.advance({ seconds: 6 });
    expect(await alarms()).toEqual(['sensor-bad unacknowledged']);
    board.show('beer', 20);
    await time.advance({ minutes: 2 });
    expect(board.outputs.get('heater')).toBe(100);
    expect(await alarms()).toEqual(['sensor-bad cleared-unacknowledged']);
  });

  it('is what a probe that says nothing for ten seconds has, never its last value', async () => {
    const { time, board, drive, procedures, vessel } = await startWithBoard();
    await drive(25);
    board.silence('beer');
    await time.advance({ seconds: 12 });
    const state = await procedures.vessel.state({ id: vessel.id }, brewer);
    expect(state).toMatchObject({ pvC: null, pvBad: 'stale' });
    expect(board.outputs.get('heater')).toBe(0);
  });
});

describe('a second sensor that turns bad', () => {
  it('is said too, although the alarm about the first one was acknowledged', async () => {
    const { time, board, drive, procedures } = await startWithBoard();
    await drive(25);
    const bad = { quality: 'bad', reason: 'open-circuit' } as const;
    board.show('beer', bad);
    await time.advance({ seconds: 7 });
    await procedures.alarm.acknowledgeAll(undefined, brewer);
    board.show('air', bad);
    await time.advance({ seconds: 7 });
    const present = await procedures.alarm.list({}, brewer);
    expect(present).toMatchObject([{ code: 'sensor-bad', state: 'unacknowledged' }]);
    expect(present[0]?.message).toMatch(/Beer sensor.*Chamber sensor/);
  });
});

describe('a reading that is no number', () => {
  it('is bad, and is said', async () => {
    const { time, board, drive, alarms } = await startWithBoard();
    await drive(25);
    board.show('beer', Number.NaN);
    await time.advance({ seconds: 7 });
    expect(board.outputs.get('heater')).toBe(0);
    expect(await alarms()).toEqual(['sensor-bad unacknowledged']);
  });
});

describe('a computer that wakes up', () => {
  it('has no readings until the probes have answered again', async () => {
    const { time, board, drive, console, procedures, vessel } = await startWithBoard();
    await drive(25);
    board.silence('beer');
    await time.advance({ seconds: 2 });
    expect(board.outputs.get('heater')).toBe(100);
    console.awake();
    await time.advance({ seconds: 1 });
    expect(board.outputs.get('heater')).toBe(0);
    expect(await procedures.vessel.state({ id: vessel.id }, brewer)).toMatchObject({ pvBad: 'no-reading' });
  });
});

describe('an output that no vessel has any more', () => {
  const heating = async () => {
    const test = await startWithBoard();
    await test.drive(25);
    await test.time.advance({ seconds: 30 });
    expect(test.board.outputs.get('heater')).toBe(100);
    await test.procedures.vessel.stop({ id: test.vessel.id }, brewer);
    return test;
  };

  it('is switched off with its vessel, not when its lease is over', async () => {
    const { time, board, procedures, vessel } = await heating();
    await procedures.vessel.remove({ id: vessel.id }, brewer);
    await time.advance({ seconds: 1 });
    expect(board.outputs.get('heater')).toBe(0);
  });

  it('is switched off when it is taken out of its vessel', async () => {
    const { time, board, procedures, vessel } = await heating();
    await procedures.vessel.update({ id: vessel.id, actuators: { heater: null, cooler: null } }, brewer);
    await time.advance({ seconds: 1 });
    expect(board.outputs.get('heater')).toBe(0);
  });

  it('is left to the vessel that has it now', async () => {
    const { time, board, procedures, vessel } = await heating();
    const { id, control: _, ...config } = vessel;
    await procedures.vessel.remove({ id }, brewer);
    const next = await procedures.vessel.create(config, brewer);
    await procedures.vessel.setMode({ id: next.id, mode: 'manual' }, brewer);
    await procedures.vessel.setOutput({ id: next.id, heatPct: 100, coolPct: 0 }, brewer);
    await time.advance({ minutes: 12 });
    expect(board.outputs.get('heater')).toBe(100);
  });
});

describe('a device that is lost', () => {
  it('and back before anybody looked has switched its compressor off: it rests as after any stop', async () => {
    const { time, board, drive, output } = await startWithBoard();
    await drive(15);
    await time.advance({ minutes: 4 });
    expect(board.outputs.get('cooler')).toBe(100);
    board.link('lost', 'unplugged');
    board.link('connected', 'Connected');
    const sinceMs = time.nowMs();
    await time.advance({ minutes: 4 });
    const started = board.writes.some(
      ({ address, outPct, nowMs }) => address === 'cooler' && outPct > 0 && nowMs > sinceMs,
    );
    expect(started).toBe(false);
    expect(await output('cooler')).toMatchObject({ reason: 'min-off-time' });
    await time.advance({ minutes: 2 });
    expect(board.outputs.get('cooler')).toBe(100);
  });

  it('is said at once, and its vessel is driven again when it is back', async () => {
    const { time, board, drive, alarms, procedures, vessel } = await startWithBoard();
    await drive(25);
    board.link('lost', 'unplugged');
    await time.advance({ seconds: 2 });
    expect(await alarms()).toEqual(['device-lost unacknowledged']);
    expect(await procedures.vessel.state({ id: vessel.id }, brewer)).toMatchObject({
      pvC: null,
      pvBad: 'device-lost',
    });
    board.link('connected', 'Connected');
    await time.advance({ minutes: 2 });
    expect(await alarms()).toEqual(['device-lost cleared-unacknowledged']);
    expect(board.outputs.get('heater')).toBe(100);
  });
});

describe('the maximum temperature of a vessel', () => {
  it('keeps the heater off whatever is asked, and raises an alarm', async () => {
    const { time, board, alarms, output, procedures, vessel } = await startWithBoard();
    await procedures.vessel.setMode({ id: vessel.id, mode: 'manual' }, brewer);
    await procedures.vessel.setOutput({ id: vessel.id, heatPct: 100, coolPct: 0 }, brewer);
    await time.advance({ minutes: 1 });
    expect(board.outputs.get('heater')).toBe(100);
    board.show('air', 40);
    await time.advance({ seconds: 2 });
    expect(board.outputs.get('heater')).toBe(0);
    expect(await output('heater')).toMatchObject({ reason: 'over-temperature' });
    expect(await alarms()).toEqual(['over-temperature unacknowledged']);
  });
});

describe('an alarm that stood when the console was stopped', () => {
  it('stands until its cause is known to be gone', async () => {
    const { time, board, alarms, drive, console, dataDir } = await startWithBoard();
    await drive(25);
    board.show('air', 41);
    board.show('beer', { quality: 'bad', reason: 'open-circuit' });
    await time.advance({ seconds: 7 });
    expect(await alarms()).toEqual(['over-temperature unacknowledged', 'sensor-bad unacknowledged']);
    await console.stop();
    const again = createTestBoard();
    const { procedures } = await startTestConsole({ dataDir, time, families: [again.family] });
    const present = async () => (await procedures.alarm.list({}, brewer)).map(({ state }) => state);
    await time.advance({ seconds: 4 });
    expect(await present()).toEqual(['unacknowledged', 'unacknowledged']);
    again.show('air', 20);
    again.show('beer', 20);
    await time.advance({ seconds: 2 });
    expect(await present()).toEqual(['cleared-unacknowledged', 'cleared-unacknowledged']);
  });

  it('ends when the sensors that it was about are taken out of the vessel', async () => {
    const { time, board, alarms, procedures, vessel } = await startWithBoard();
    board.show('air', 41);
    await time.advance({ seconds: 2 });
    const sensors = { beer: null, chamber: null, room: null };
    await procedures.vessel.update({ id: vessel.id, sensors }, brewer);
    await time.advance({ seconds: 2 });
    expect(await alarms()).toEqual(['over-temperature cleared-unacknowledged']);
  });
});

describe('stopping the console', () => {
  it('switches the outputs off although another part cannot be closed', async () => {
    class Stubborn extends ManualTime {
      override start(onStep: (nowMs: number) => void): () => void {
        super.start(onStep);
        return () => {
          throw new Error('does not stop');
        };
      }
    }
    const board = createTestBoard();
    const config = { version: 'test', dataDir: temporaryFolder(), host: '127.0.0.1', port: 0, speed: 1 };
    const console = await startConsole(
      { ...config, token: null, staticDir: null },
      {
        historyWorkerUrl: new URL('../../../src/main/storage/history-worker.ts', import.meta.url),
        onError: () => {},
        time: new Stubborn(),
        extraFamilies: [board.family],
      },
    );
    await addFermenter(console.services);
    await expect(console.stop()).rejects.toThrow('does not stop');
    expect(board.allOffs()).toBe(1);
  });
});

describe('the emergency stop', () => {
  it('tells the devices at once, holds over a restart, and its release starts nothing', async () => {
    const { time, board, drive, alarms, procedures, vessel, console, dataDir } = await startWithBoard();
    await drive(25);
    const before = board.allOffs();
    await procedures.system.emergencyStop(undefined, brewer);
    expect(board.allOffs()).toBe(before + 1);
    expect(await alarms()).toEqual(['emergency-stop unacknowledged']);
    await expect(procedures.vessel.setMode({ id: vessel.id, mode: 'auto' }, brewer)).rejects.toThrow(
      'release it first',
    );
    await console.stop();

    const again = createTestBoard();
    const second = await startTestConsole({ dataDir, time, families: [again.family] });
    again.show('beer', 20);
    again.show('air', 20);
    await time.advance({ minutes: 12 });
    expect((await second.procedures.system.status(undefined, brewer)).emergencyStop.active).toBe(true);
    await second.procedures.system.resetEmergencyStop(undefined, brewer);
    await time.advance({ minutes: 1 });
    expect(again.writes.filter(({ outPct }) => outPct > 0)).toEqual([]);
    expect((await second.procedures.vessel.get({ id: vessel.id }, brewer)).control.mode).toBe('off');
  });

  it('says which device did not confirm', async () => {
    const { board, procedures } = await startWithBoard();
    board.refuseToConfirm();
    await procedures.system.emergencyStop(undefined, brewer);
    const entries = await procedures.log.list({ level: 'error' }, brewer);
    expect(entries.map(({ source, message }) => `${source}: ${message}`)).toContainEqual(
      expect.stringMatching(/^Board: Not stopped/),
    );
  });
});

describe('a device that does not confirm the emergency stop', () => {
  const stopUnconfirmed = async () => {
    const test = await startWithBoard();
    test.board.refuseToConfirm();
    await test.procedures.system.emergencyStop(undefined, brewer);
    return test;
  };
  const standing = ['emergency-stop unacknowledged', 'not-stopped unacknowledged'];

  it('has a critical alarm of its own, and is told again until it confirms', async () => {
    const { time, board, alarms, procedures, vessel } = await stopUnconfirmed();
    expect(await alarms()).toEqual(standing);
    const [stop, silent] = await procedures.alarm.list({}, brewer);
    expect(stop?.message).not.toContain('every output is off');
    expect(silent).toMatchObject({ priority: 'critical', sourceName: 'Board' });
    expect(silent?.message).toContain('may still be on');
    const before = board.allOffs();
    for (let i = 0; i < 20; i += 1) await time.advance({ seconds: 1 });
    expect(board.allOffs() - before).toBeGreaterThanOrEqual(3);
    expect(board.allOffs() - before).toBeLessThanOrEqual(5);
    expect(await alarms()).toEqual(standing);
    board.confirmAgain();
    await time.advance({ seconds: 10 });
    expect(await alarms()).toEqual(['emergency-stop unacknowledged', 'not-stopped cleared-unacknowledged']);
    const confirmed = board.allOffs();
    await time.advance({ seconds: 30 });
    expect(board.allOffs()).toBe(confirmed);
    expect((await procedures.vessel.get({ id: vessel.id }, brewer)).control.mode).toBe('off');
  });

  it('is nothing to be afraid of when it only has sensors', async () => {
    const { board, alarms, procedures, vessel } = await startWithBoard();
    await procedures.vessel.setMode({ id: vessel.id, mode: 'off' }, brewer);
    await procedures.vessel.remove({ id: vessel.id }, brewer);
    const points = await procedures.point.list(undefined, brewer);
    const outputs = points.filter(({ address }) => address === 'heater' || address === 'cooler');
    for (const { id } of outputs) await procedures.point.remove({ id }, brewer);
    board.refuseToConfirm();
    await procedures.system.emergencyStop(undefined, brewer);
    expect(await alarms()).toEqual(['emergency-stop unacknowledged']);
  });

  it('has it no more when the stop is released, and is not told again', async () => {
    const { time, board, alarms, procedures } = await stopUnconfirmed();
    await procedures.system.resetEmergencyStop(undefined, brewer);
    expect(await alarms()).toEqual(standing.map((each) => each.replace(' ', ' cleared-')));
    const before = board.allOffs();
    await time.advance({ seconds: 30 });
    expect(board.allOffs()).toBe(before);
  });

  it('is told again after a restart of the console as well', async () => {
    const { time, console, dataDir } = await stopUnconfirmed();
    await console.stop();
    const again = createTestBoard();
    const { procedures } = await startTestConsole({ dataDir, time, families: [again.family] });
    const present = async () => (await procedures.alarm.list({}, brewer)).map(({ state }) => state);
    expect(await present()).toEqual(['unacknowledged', 'unacknowledged']);
    await time.advance({ seconds: 10 });
    expect(again.allOffs()).toBe(1);
    expect(await present()).toEqual(['unacknowledged', 'cleared-unacknowledged']);
  });

  it('has it no more when the device is removed', async () => {
    const { procedures, vessel, board, time, alarms } = await stopUnconfirmed();
    const [device] = await procedures.device.list(undefined, brewer);
    if (device === undefined) throw new Error('the console has no device');
    await procedures.vessel.remove({ id: vessel.id }, brewer);
    await procedures.device.remove({ id: device.device.id }, brewer);
    expect(await alarms()).toEqual(['emergency-stop unacknowledged', 'not-stopped cleared-unacknowledged']);
    const before = board.allOffs();
    await time.advance({ seconds: 20 });
    expect(board.allOffs()).toBe(before);
    expect(await alarms()).toEqual(['emergency-stop unacknowledged', 'not-stopped cleared-unacknowledged']);
  });
});

describe('the compressor', () => {
  it('waits after it was off, runs at least three minutes, and its waiting time survives a restart', async () => {
    const { time, board, drive, output, console, dataDir, vessel, procedures } = await startWithBoard();
    await drive(15);
    expect(board.outputs.get('cooler')).toBe(100);
    board.show('beer', 10);
    await time.advance({ seconds: 60 });
    expect(await output('cooler')).toMatchObject({ on: true, reason: 'min-on-time' });
    await time.advance({ seconds: 121 });
    expect(board.outputs.get('cooler')).toBe(0);
    board.show('beer', 20);
    await time.advance({ seconds: 60 });
    const waiting = await output('cooler');
    expect(waiting).toMatchObject({ on: false, reason: 'min-off-time' });
    await procedures.vessel.get({ id: vessel.id }, brewer);
    await console.stop();

    const again = createTestBoard();
    const second = await startTestConsole({ dataDir, time, families: [again.family] });
    again.show('beer', 20);
    again.show('air', 20);
    await time.advance({ seconds: 2 });
    const state = await second.procedures.vessel.state({ id: vessel.id }, brewer);
    const cooler = state.outputs.find(({ role }) => role === 'cooler');
    expect(cooler).toMatchObject({ on: false, reason: 'min-off-time' });
    expect(cooler?.remainingS).toBeLessThanOrEqual(waiting?.remainingS ?? 0);
    expect(cooler?.remainingS).toBeGreaterThan((waiting?.remainingS ?? 0) - 10);
  });

  it('begins the whole wait anew when the clock stands before its last switch', async () => {
    const { time, board, drive, console, dataDir, vessel } = await startWithBoard();
    await drive(15);
    expect(board.outputs.get('cooler')).toBe(100);
    await console.stop();
    time.jumpWall(-86_400_000);
    const again = createTestBoard();
    const second = await startTestConsole({ dataDir, time, families: [again.family] });
    again.show('beer', 20);
    again.show('air', 20);
    await time.advance({ seconds: 2 });
    const state = await second.procedures.vessel.state({ id: vessel.id }, brewer);
    expect(state.outputs.find(({ role }) => role === 'cooler')?.remainingS).toBeGreaterThan(290);
  });
});

describe('heat and cold', () => {
  it('are never on together, and wait for each other', async () => {
    const { time, board, drive, output } = await startWithBoard();
    await drive(15);
    expect(board.outputs.get('cooler')).toBe(100);
    await time.advance({ minutes: 4 });
    board.show('beer', 10);
    await drive(25);
    await time.advance({ seconds: 30 });
    expect(board.outputs.get('cooler')).toBe(0);
    expect(board.outputs.get('heater') ?? 0).toBe(0);
    expect(await output('heater')).toMatchObject({ on: false, reason: 'changeover' });
  });
});

describe('a person at the wrong moment', () => {
  it('is told why in words', async () => {
    const { procedures, vessel, drive } = await startWithBoard();
    const id = vessel.id;
    await expect(procedures.vessel.setSetpoint({ id, spC: 31 }, brewer)).rejects.toThrow('from 0 to 30 °C');
    await expect(procedures.vessel.setOutput({ id, heatPct: 1, coolPct: 0 }, brewer)).rejects.toThrow(
      'manual first',
    );
    await drive(25);
    await expect(procedures.vessel.remove({ id }, brewer)).rejects.toThrow('switch it off before');
    await expect(
      procedures.vessel.update({ id, actuators: { heater: null, cooler: null } }, brewer),
    ).rejects.toThrow('switch it off before');
    const beer = vessel.sensors.beer;
    if (beer === null) throw new Error('no beer sensor');
    await expect(procedures.point.remove({ id: beer }, brewer)).rejects.toThrow('belongs to Keller');
  });
});
