import { describe, expect, it } from 'vitest';
import { pointChangeSchema, usualReadingRules } from '#shared/domain/point.ts';
import { defaultAlgorithm } from '#shared/domain/vessel-defaults.ts';
import { jumpyReadings } from '#test/rig/brewery.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { alarmOf, startKettle, stateOf } from '#test/rig/probed-kettle.ts';

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
