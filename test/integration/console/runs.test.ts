import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { fermenterId } from '#test/rig/brewery.ts';
import { brewer, startTestConsole, type TestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { fermentation, point } from '#test/rig/plans.ts';

/** 18 °C for an hour, then two hours up to 20 °C, then at once down to 10 °C. */
const points = [point(0, 18, 'step'), point(3600, 18), point(10_800, 20), point(14_400, 10, 'step')];

async function startRun(options: { readonly fromS?: number } = {}) {
  const time = new ManualTime();
  const test = await startTestConsole({ time });
  const profile = await test.procedures.profile.create(fermentation('Test', points), brewer);
  const run = await test.procedures.run.start(
    { vesselId: fermenterId, profileId: profile.id, ...options },
    brewer,
  );
  return { ...test, time, profile, run, setpoint: () => setpoint(test) };
}

async function setpoint({ procedures }: TestConsole): Promise<number | null> {
  return (await procedures.vessel.state({ id: fermenterId }, brewer)).spC;
}

describe('a run', () => {
  it('moves the setpoint along lines and steps, and holds the last one past its end', async () => {
    const { time, procedures, run, setpoint: spC } = await startRun();
    expect(await spC()).toBe(18);
    await time.advance({ minutes: 120 });
    expect(await spC()).toBeCloseTo(19, 3);
    await time.advance({ minutes: 119 });
    expect(await spC()).toBe(20);
    await time.advance({ minutes: 2 });
    expect(await spC()).toBe(10);
    const [present] = await procedures.run.list({}, brewer);
    expect(present).toMatchObject({ id: run.id, state: 'complete' });
  });

  it('can start part-way, be held, resumed, and skip to the next point', async () => {
    const { time, procedures, run, setpoint: spC } = await startRun({ fromS: 7200 });
    expect(await spC()).toBeCloseTo(19, 3);
    await procedures.run.hold({ id: run.id }, brewer);
    await time.advance({ minutes: 30 });
    expect(await spC()).toBeCloseTo(19, 3);
    await procedures.run.resume({ id: run.id }, brewer);
    await time.advance({ minutes: 30 });
    expect(await spC()).toBeCloseTo(19.5, 2);
    await procedures.run.skip({ id: run.id }, brewer);
    expect(await spC()).toBe(20);
    await procedures.run.skip({ id: run.id }, brewer);
    expect(await spC()).toBe(10);
    await expect(procedures.run.skip({ id: run.id }, brewer)).rejects.toThrow('at its end');
  });

  it('leaves the present setpoint when it is stopped', async () => {
    const { time, procedures, run } = await startRun();
    await time.advance({ minutes: 120 });
    await procedures.run.stop({ id: run.id }, brewer);
    const { control } = await procedures.vessel.get({ id: fermenterId }, brewer);
    expect(control).toMatchObject({ mode: 'auto', source: 'constant' });
    expect(control.spC).toBeCloseTo(19, 2);
    expect(await procedures.run.list({}, brewer)).toEqual([]);
    expect(await procedures.run.list({ all: true }, brewer)).toHaveLength(1);
  });

  it('is held by switching the vessel off, and the profile is followed again when it is resumed', async () => {
    const { time, procedures, run, setpoint: spC } = await startRun({ fromS: 7200 });
    await procedures.vessel.stop({ id: fermenterId }, brewer);
    await time.advance({ minutes: 10 });
    expect(await procedures.run.list({}, brewer)).toMatchObject([{ state: 'held', elapsedS: 7200 }]);
    await procedures.run.resume({ id: run.id }, brewer);
    expect(await spC()).toBeCloseTo(19, 3);
  });

  it('keeps its own copy of the points when the profile is changed', async () => {
    const { procedures, profile, run } = await startRun();
    await procedures.profile.update(
      { ...fermentation('Test', [point(0, 5, 'step')]), id: profile.id },
      brewer,
    );
    await procedures.profile.remove({ id: profile.id }, brewer);
    expect(await procedures.run.list({}, brewer)).toMatchObject([{ id: run.id, points }]);
  });

  it('refuses a second one on the vessel, and a setpoint by hand, in words', async () => {
    const { procedures, profile } = await startRun();
    await expect(
      procedures.run.start({ vesselId: fermenterId, profileId: profile.id }, brewer),
    ).rejects.toThrow('already follows Test');
    await expect(procedures.vessel.setSetpoint({ id: fermenterId, spC: 12 }, brewer)).rejects.toThrow(
      'follows Test',
    );
  });

  it('goes on at the right place after a restart, by the wall clock', async () => {
    const { time, console, dataDir } = await startRun();
    await time.advance({ minutes: 60 });
    await console.stop();
    // The console is away for half an hour.
    const later = new ManualTime(time.wallMs() + 30 * 60_000);
    const second = await startTestConsole({ dataDir, time: later });
    expect(await setpoint(second)).toBeCloseTo(18.5, 2);
    expect(await second.procedures.alarm.list({}, brewer)).toEqual([]);
  });

  it('goes on where it was when the clock has fallen back, and says so', async () => {
    const { time, console, dataDir } = await startRun();
    await time.advance({ minutes: 120 });
    await console.stop();
    const second = await startTestConsole({ dataDir, time: new ManualTime(time.wallMs() - 86_400_000) });
    expect(await setpoint(second)).toBeCloseTo(19, 2);
    expect(await second.procedures.alarm.list({}, brewer)).toMatchObject([{ code: 'clock-behind' }]);
  });

  it('does not notice that the wall clock is set while it runs', async () => {
    const { time, setpoint: spC } = await startRun();
    await time.advance({ minutes: 60 });
    time.jumpWall(5 * 3_600_000);
    await time.advance({ minutes: 60 });
    expect(await spC()).toBeCloseTo(19, 3);
  });
});

describe('a run and its vessel', () => {
  it('leave a setpoint alone that a person has set since, when the held run is stopped', async () => {
    const { procedures, run, setpoint: spC } = await startRun({ fromS: 10_799 });
    await procedures.vessel.setMode({ id: fermenterId, mode: 'auto' }, brewer);
    await procedures.vessel.setSetpoint({ id: fermenterId, spC: 12 }, brewer);
    await procedures.run.stop({ id: run.id }, brewer);
    expect(await spC()).toBe(12);
  });

  it('are not brought together again when the vessel has lost the sensor that it was regulated by', async () => {
    const { procedures, run } = await startRun();
    const vessel = await procedures.vessel.stop({ id: fermenterId }, brewer);
    await procedures.vessel.update({ id: fermenterId, sensors: { ...vessel.sensors, beer: null } }, brewer);
    await expect(procedures.run.resume({ id: run.id }, brewer)).rejects.toThrow('no beer sensor');
  });

  it('end the alarm that outputs by hand are at 0 % after a restart', async () => {
    const time = new ManualTime();
    const first = await startTestConsole({ time });
    await first.procedures.vessel.setMode({ id: fermenterId, mode: 'manual' }, brewer);
    await first.procedures.vessel.setOutput({ id: fermenterId, heatPct: 10, coolPct: 0 }, brewer);
    await first.console.stop();
    const { procedures } = await startTestConsole({ time, dataDir: first.dataDir });
    const alarms = async () => (await procedures.alarm.list({}, brewer)).map(({ state }) => state);
    expect(await alarms()).toEqual(['unacknowledged']);
    const profile = await procedures.profile.create(fermentation('P', points), brewer);
    await procedures.run.start({ vesselId: fermenterId, profileId: profile.id }, brewer);
    expect(await alarms()).toEqual(['cleared-unacknowledged']);
  });

  it('end the alarm about the clock when it has been set, or when the run is stopped', async () => {
    for (const put of ['clock', 'run'] as const) {
      const { time, console, dataDir, run } = await startRun();
      await console.stop();
      time.jumpWall(-86_400_000);
      const { procedures } = await startTestConsole({ time, dataDir });
      await time.advance({ seconds: 2 });
      const alarms = async () =>
        (await procedures.alarm.list({}, brewer)).map(({ code, state }) => `${code} ${state}`);
      expect(await alarms()).toEqual(['clock-behind unacknowledged']);
      if (put === 'clock') time.jumpWall(86_400_000);
      else await procedures.run.stop({ id: run.id }, brewer);
      await time.advance({ seconds: 2 });
      expect(await alarms()).toEqual(['clock-behind cleared-unacknowledged']);
    }
  });

  it('do not keep the console from starting when the stored vessel cannot be read', async () => {
    const { console, dataDir, time } = await startRun();
    await console.stop();
    const db = new Database(join(dataDir, 'maelstrom.db'));
    db.prepare("UPDATE vessels SET control = '{}' WHERE id = ?").run(fermenterId);
    db.close();
    const { procedures } = await startTestConsole({ time, dataDir });
    expect((await procedures.vessel.list(undefined, brewer)).map(({ id }) => id)).not.toContain(fermenterId);
    const messages = (await procedures.log.list({ level: 'error' }, brewer)).map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining('its vessel is not there'));
  });
});
