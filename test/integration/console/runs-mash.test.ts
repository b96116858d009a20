import { describe, expect, it } from 'vitest';
import type { MashStep } from '#shared/domain/mash.ts';
import type { MashRun, Run } from '#shared/domain/run.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { addFermenter } from '#test/rig/brewery.ts';
import { brewer, startTestConsole, type TestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { fermentation, mash, point, step } from '#test/rig/plans.ts';
import { createTestBoard, type TestBoard } from '#test/rig/test-board.ts';

const kettle = { limits: { minSpC: 10, maxSpC: 95, maxTempC: 105 } } as const;

/** Waits at 52, keeps 63 for half an hour with an addition ten minutes before its end, ends after ten minutes at 78. */
const steps = [
  step('Mash in', 52, 0, { atEnd: 'wait' }),
  step('Rest', 63, 30, { additions: [{ beforeEndS: 600, text: 'Acid' }] }),
  step('Mash out', 78, 10),
];

interface Mashing extends TestConsole {
  readonly board: TestBoard;
  readonly time: ManualTime;
  readonly vessel: Vessel;
}

/** A vessel whose mash probe shows what the test says. */
async function startVessel(): Promise<Mashing> {
  const time = new ManualTime();
  const board = createTestBoard();
  const test = await startTestConsole({ time, families: [board.family] });
  const vessel = await addFermenter(test, { change: kettle });
  board.show('beer', 20);
  board.show('air', 20);
  return { ...test, board, time, vessel };
}

async function startMash(
  list: readonly MashStep[] = steps,
  start: { stepIndex?: number; fromS?: number; startAtMs?: number } = {},
) {
  const test = await startVessel();
  const profile = await test.procedures.profile.create(mash('Pale', list), brewer);
  const run = await test.procedures.run.start(
    { vesselId: test.vessel.id, profileId: profile.id, ...start },
    brewer,
  );
  return { ...test, run, ...asked(test) };
}

function asked({ procedures, vessel, board, time }: Mashing) {
  const present = async (): Promise<MashRun> => {
    const [run] = await procedures.run.list({}, brewer);
    if (run?.kind !== 'mash') throw new Error('There is no mash');
    return run;
  };
  return {
    present,
    place: async () => (await present()).place,
    state: () => procedures.vessel.state({ id: vessel.id }, brewer),
    alarms: async () =>
      (await procedures.alarm.list({ history: true }, brewer))
        .filter(({ code }) => code === 'mash-addition' || code === 'mash-waiting' || code === 'profile-event')
        .map(({ code, message, state }) => `${code} ${state}: ${message}`)
        .toReversed(),
    /** The probe shows this, and the loop sees it. */
    reach: async (valueC: number) => {
      board.show('beer', valueC);
      await time.advance({ seconds: 2 });
    },
  };
}

/** The console goes away, killed or not, and is back after so long. */
async function awayFor(test: Mashing, minutes: number, valueC: number) {
  await test.console.stop();
  const time = new ManualTime(test.time.wallMs() + minutes * 60_000);
  const board = createTestBoard();
  board.show('beer', valueC);
  board.show('air', valueC);
  const again = await startTestConsole({ time, families: [board.family], dataDir: test.dataDir });
  const mashing = { ...again, board, time, vessel: test.vessel };
  return { ...mashing, ...asked(mashing) };
}

describe('a mash', () => {
  it('goes from step to step as temperatures are reached, and keeps the last one', async () => {
    const { time, procedures, run, state, place, present, reach } = await startMash();
    await time.advance({ minutes: 20 });
    expect((await state()).spC).toBe(52);
    expect(await place()).toMatchObject({ stepIndex: 0, phase: 'reaching' });
    await reach(51.8);
    expect(await place()).toMatchObject({ stepIndex: 0, phase: 'waiting' });
    await time.advance({ minutes: 5 });
    expect((await state()).spC).toBe(52);

    await procedures.run.skip({ id: run.id }, brewer);
    expect((await state()).spC).toBe(63);
    await reach(63);
    await time.advance({ minutes: 10 });
    const { run: progress } = await state();
    expect(progress).toMatchObject({
      kind: 'mash',
      totalS: 2400,
      next: { spC: 78, note: 'Mash out' },
      step: { index: 1, count: 3, name: 'Rest', spC: 63, phase: 'timing', durationS: 1800 },
    });
    expect(progress?.step?.timerS).toBeGreaterThan(598);
    expect(progress?.step?.timerS).toBeLessThan(603);
    expect(progress?.step?.addition).toMatchObject({ text: 'Acid' });
    await time.advance({ minutes: 21 });
    expect((await state()).spC).toBe(78);
    await reach(77.7);
    await time.advance({ minutes: 11 });
    expect((await present()).state).toBe('complete');
    expect((await state()).spC).toBe(78);
    expect((await state()).run).toMatchObject({ elapsedS: 2400, totalS: 2400, next: null });
    await expect(procedures.run.skip({ id: run.id }, brewer)).rejects.toThrow('at its end');
  });

  it('tells each phase on its channel', async () => {
    const { console, reach } = await startMash(steps, { stepIndex: 1 });
    await reach(63);
    const last = console.services.hub.latest('runs').at(-1)?.payload as Run;
    expect(last).toMatchObject({ kind: 'mash', place: { stepIndex: 1, phase: 'timing' } });
  });

  it('does not take a bad reading for the temperature, and counts on while one is bad', async () => {
    const { board, time, place, reach } = await startMash(steps, { stepIndex: 1 });
    board.show('beer', { quality: 'bad', reason: 'crc' });
    await time.advance({ minutes: 5 });
    expect(await place()).toMatchObject({ phase: 'reaching' });
    await reach(63);
    board.show('beer', { quality: 'bad', reason: 'crc' });
    await time.advance({ minutes: 5 });
    expect(await place()).toMatchObject({ phase: 'timing' });
    expect((await place()).timerS).toBeGreaterThan(299);
  });

  it('reaches a step whose temperature lies beyond the limits of the vessel at the limit', async () => {
    const { state, place, reach } = await startMash([step('Boil', 100, 60)]);
    expect((await state()).spC).toBe(95);
    await reach(95);
    expect(await place()).toMatchObject({ phase: 'timing' });
  });
});

describe('the brewer', () => {
  it('is alarmed while a step waits, until he goes on', async () => {
    const { time, procedures, run, alarms, reach } = await startMash();
    await reach(52);
    const text = 'Mash in is over and waits for you; 52 °C is kept. Next is Rest.';
    expect(await alarms()).toEqual([`mash-waiting unacknowledged: ${text}`]);
    await procedures.alarm.acknowledgeAll(undefined, brewer);
    await time.advance({ minutes: 1 });
    expect(await alarms()).toEqual([`mash-waiting acknowledged: ${text}`]);
    await procedures.run.skip({ id: run.id }, brewer);
    expect(await alarms()).toEqual([`mash-waiting normal: ${text}`]);
  });

  it('is not alarmed any more when the run is stopped', async () => {
    const { procedures, run, alarms, reach } = await startMash();
    await reach(52);
    await procedures.run.stop({ id: run.id }, brewer);
    expect(await alarms()).toEqual([expect.stringContaining('mash-waiting cleared-unacknowledged')]);
  });

  it('is told each addition once, also of a step that was extended', async () => {
    const { time, procedures, run, alarms, reach } = await startMash(steps, { stepIndex: 1 });
    await reach(63);
    await time.advance({ minutes: 19 });
    expect(await alarms()).toEqual([]);
    await time.advance({ minutes: 1 });
    const acid = 'mash-addition cleared-unacknowledged: Acid (Rest, 10 min before the end)';
    expect(await alarms()).toEqual([acid]);
    await procedures.run.extend({ id: run.id, byS: 900 }, brewer);
    await time.advance({ minutes: 20 });
    expect(await alarms()).toEqual([acid]);
  });

  it('starts the timer by hand, goes back, and extends', async () => {
    const { time, procedures, run, place, state, reach } = await startMash(steps, { stepIndex: 1 });
    await procedures.run.startTimer({ id: run.id }, brewer);
    await time.advance({ minutes: 5 });
    expect((await place()).timerS).toBeCloseTo(300, 0);
    await expect(procedures.run.startTimer({ id: run.id }, brewer)).rejects.toThrow('already been started');
    await procedures.run.extend({ id: run.id, byS: 300 }, brewer);
    expect((await state()).run?.step).toMatchObject({ durationS: 2100 });
    await procedures.run.back({ id: run.id }, brewer);
    expect(await place()).toEqual({ stepIndex: 0, phase: 'reaching', timerS: 0, extraS: 0, calledOut: [] });
    expect((await state()).spC).toBe(52);
    await reach(52);
    await procedures.run.back({ id: run.id }, brewer);
    expect(await place()).toMatchObject({ stepIndex: 0, phase: 'reaching' });
  });

  it('pauses: timer, temperature and alarm stand still until it is resumed', async () => {
    const { time, procedures, run, place, state, alarms, reach } = await startMash();
    await reach(52);
    await procedures.run.hold({ id: run.id }, brewer);
    expect((await alarms())[0]).toContain('cleared');
    await procedures.run.skip({ id: run.id }, brewer);
    await procedures.run.startTimer({ id: run.id }, brewer);
    await time.advance({ minutes: 30 });
    expect(await place()).toMatchObject({ stepIndex: 1, timerS: 0 });
    expect((await state()).spC).toBe(63);
    await procedures.run.resume({ id: run.id }, brewer);
    await time.advance({ minutes: 1 });
    expect((await place()).timerS).toBeCloseTo(60, 0);
  });

  it('finds a mash that was complete still complete after he switched the vessel off and on', async () => {
    const { time, procedures, vessel, present, state, reach } = await startMash(steps, { stepIndex: 2 });
    await reach(78);
    await time.advance({ minutes: 11 });
    await procedures.vessel.stop({ id: vessel.id }, brewer);
    expect((await present()).state).toBe('complete');
    await procedures.vessel.setMode({ id: vessel.id, mode: 'auto', source: 'profile' }, brewer);
    await time.advance({ seconds: 2 });
    expect((await present()).state).toBe('complete');
    expect((await state()).spC).toBe(78);
  });

  it('keeps the temperature of the step where he stops', async () => {
    const { procedures, run, vessel } = await startMash(steps, { stepIndex: 1 });
    await procedures.run.stop({ id: run.id }, brewer);
    const { control } = await procedures.vessel.get({ id: vessel.id }, brewer);
    expect(control).toMatchObject({ mode: 'auto', source: 'constant', spC: 63 });
  });

  it.each([
    [{ stepIndex: 3 }, 'this mash has 3 steps, counted from 0: give at most 2'],
    [{ fromS: 60 }, 'give stepIndex'],
    [{ startAtMs: Date.UTC(2027, 0, 1) }, 'start it without a time'],
  ])('is told why a mash does not start with %j', async (start, words) => {
    await expect(startMash(steps, start)).rejects.toThrow(words);
  });

  it('is told that a fermentation has no steps', async () => {
    const { procedures, vessel } = await startVessel();
    const profile = await procedures.profile.create(fermentation('Ale', [point(0, 18, 'step')]), brewer);
    const run = await procedures.run.start({ vesselId: vessel.id, profileId: profile.id }, brewer);
    const { id } = run;
    await expect(procedures.run.back({ id }, brewer)).rejects.toThrow('it has no steps');
    await expect(procedures.run.startTimer({ id }, brewer)).rejects.toThrow('it has no steps');
    await expect(procedures.run.extend({ id, byS: 60 }, brewer)).rejects.toThrow('it has no steps');
  });
});

describe('another plan for a mash', () => {
  const plan = (list: readonly MashStep[]) => ({ kind: 'mash' as const, steps: [...list] });

  it('changes the present step at once and keeps the place', async () => {
    const { time, procedures, run, place, state, alarms, reach } = await startMash(steps, { stepIndex: 1 });
    await reach(63);
    await time.advance({ minutes: 21 });
    const changed = [
      ...steps.slice(0, 1),
      step('Rest', 65, 40, { additions: [{ beforeEndS: 600, text: 'Acid' }] }),
      step('Boil', 95, 60),
    ];
    await procedures.run.replan({ id: run.id, plan: plan(changed) }, brewer);
    expect((await state()).spC).toBe(65);
    expect(await place()).toMatchObject({ stepIndex: 1, phase: 'timing', calledOut: [0] });
    await time.advance({ minutes: 18 });
    expect(await place()).toMatchObject({ stepIndex: 1 });
    await time.advance({ minutes: 2 });
    expect(await place()).toMatchObject({ stepIndex: 2 });
    expect(await alarms()).toHaveLength(1);
  });

  it('must have the present step', async () => {
    const { procedures, run } = await startMash(steps, { stepIndex: 2 });
    await expect(
      procedures.run.replan({ id: run.id, plan: plan(steps.slice(0, 2)) }, brewer),
    ).rejects.toThrow('is at step 3: the plan needs at least 3 steps');
    const other = { kind: 'fermentation' as const, points: [point(0, 18, 'step')], events: [] };
    await expect(procedures.run.replan({ id: run.id, plan: other }, brewer)).rejects.toThrow('is a mash');
  });
});

describe('a mash after the console was away', () => {
  it('has counted on, and calls out what was missed', async () => {
    const test = await startMash(steps, { stepIndex: 1 });
    await test.reach(63);
    const again = await awayFor(test, 25, 63);
    await again.time.advance({ seconds: 2 });
    expect(await again.place()).toMatchObject({ stepIndex: 1, phase: 'timing', calledOut: [0] });
    expect((await again.place()).timerS).toBeGreaterThan(1499);
    expect(await again.alarms()).toEqual([
      'mash-addition cleared-unacknowledged: Acid (Rest, 10 min before the end)',
    ]);
  });

  it('goes on to the beginning of the next step at most, and says so', async () => {
    const test = await startMash(steps, { stepIndex: 1 });
    await test.reach(63);
    const again = await awayFor(test, 600, 55);
    await again.time.advance({ seconds: 2 });
    expect(await again.place()).toMatchObject({ stepIndex: 2, phase: 'reaching', timerS: 0 });
    expect((await again.state()).spC).toBe(78);
    expect(await again.alarms()).toEqual([
      'mash-addition cleared-unacknowledged: Acid (Rest, 10 min before the end)',
      'profile-event cleared-unacknowledged: Pale: a step came to its end while the console was away. Now it goes to 78 °C for Mash out.',
    ]);
    const third = await awayFor(again, 600, 55);
    await third.time.advance({ seconds: 2 });
    expect(await third.place()).toMatchObject({ stepIndex: 2, phase: 'reaching' });
    expect(await third.alarms()).toHaveLength(2);
  });

  it('is complete once when its last step ran out', async () => {
    const test = await startMash(steps, { stepIndex: 2 });
    await test.reach(78);
    const again = await awayFor(test, 60, 60);
    await again.time.advance({ seconds: 2 });
    expect((await again.present()).state).toBe('complete');
    expect(await again.alarms()).toEqual([expect.stringContaining('the last step came to its end while')]);
  });

  it('waits for the brewer with its alarm, which stood all the time', async () => {
    const test = await startMash();
    await test.reach(52);
    const again = await awayFor(test, 60, 50);
    await again.time.advance({ seconds: 2 });
    expect(await again.place()).toMatchObject({ stepIndex: 0, phase: 'waiting' });
    expect(await again.alarms()).toEqual([expect.stringContaining('mash-waiting unacknowledged')]);
  });

  it('keeps where it is when it was paused', async () => {
    const test = await startMash(steps, { stepIndex: 1 });
    await test.reach(63);
    await test.procedures.run.hold({ id: test.run.id }, brewer);
    const before = await test.place();
    const again = await awayFor(test, 600, 20);
    await again.time.advance({ seconds: 5 });
    expect(await again.place()).toEqual(before);
  });
});
