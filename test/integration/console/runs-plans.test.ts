import { describe, expect, it } from 'vitest';
import type { Profile, ProfilePlan } from '#shared/domain/profile.ts';
import type { Run } from '#shared/domain/run.ts';
import { fermenterId } from '#test/rig/brewery.ts';
import { brewer, startTestConsole, type TestConsole, type TestConsoleOptions } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { fermentation, mash, point, step } from '#test/rig/plans.ts';
import { createTestRegulator } from '#test/rig/test-regulator.ts';

type Start = Omit<Parameters<TestConsole['procedures']['run']['start']>[0], 'vesselId' | 'profileId'>;

/** 20 °C for an hour, nothing for an hour, then 10 °C. */
const letsGo = [point(0, 20, 'step', 'Pitch'), point(3600, null, 'step', 'Off'), point(7200, 10, 'step')];

async function startOn(
  profile: Parameters<typeof fermentation>[1],
  start: Start = {},
  events: { atS: number; text: string }[] = [],
) {
  const time = new ManualTime();
  const test = await startTestConsole({ time });
  const created = await test.procedures.profile.create(fermentation('Test', profile, events), brewer);
  const run = await test.procedures.run.start(
    { vesselId: fermenterId, profileId: created.id, ...start },
    brewer,
  );
  return { ...test, time, run, ...asked(test) };
}

function asked({ procedures }: TestConsole) {
  return {
    state: () => procedures.vessel.state({ id: fermenterId }, brewer),
    present: async () => (await procedures.run.list({}, brewer))[0],
    notices: async () =>
      (await procedures.alarm.list({ history: true }, brewer))
        .filter(({ code }) => code === 'profile-event')
        .map(({ message }) => message)
        .toReversed(),
  };
}

async function restart(
  { console, dataDir }: TestConsole,
  time: ManualTime,
  options: TestConsoleOptions = {},
) {
  await console.stop();
  const test = await startTestConsole({ ...options, dataDir, time });
  return { ...test, ...asked(test) };
}

const planOf = (profile: Profile | ReturnType<typeof fermentation>): ProfilePlan =>
  profile.kind === 'mash'
    ? { kind: 'mash', steps: profile.steps }
    : { kind: 'fermentation', points: profile.points, events: profile.events };

describe('a part of a profile without a temperature', () => {
  it('switches control off, says so and for how long, and switches it on again', async () => {
    const { time, state } = await startOn(letsGo);
    await time.advance({ minutes: 61 });
    const off = await state();
    expect(off).toMatchObject({ mode: 'auto', source: 'profile', spC: null });
    expect(off.text).toBe('The profile switches control off here, 59 min left');
    // What no longer runs for its own protection is off because of the profile.
    await time.advance({ minutes: 10 });
    const later = await state();
    expect(later.outputs.map(({ on, reason }) => [on, reason])).toEqual([
      [false, 'profile-off'],
      [false, 'profile-off'],
    ]);
    expect(later.outputs[0]?.text).toBe('Off: the profile switches control off here, 49 min left');
    await time.advance({ minutes: 50 });
    expect((await state()).spC).toBe(10);
  });

  it('leaves the vessel off when the run is stopped in it', async () => {
    const { time, procedures, run } = await startOn(letsGo, { fromS: 4000 });
    await time.advance({ seconds: 2 });
    await procedures.run.stop({ id: run.id }, brewer);
    const { control } = await procedures.vessel.get({ id: fermenterId }, brewer);
    expect(control).toMatchObject({ mode: 'off', source: 'constant' });
  });

  it('does not say how long while the run is held, and holds where it was', async () => {
    const { time, procedures, run, state } = await startOn(letsGo, { fromS: 4000 });
    await procedures.run.hold({ id: run.id }, brewer);
    await time.advance({ hours: 3 });
    expect((await state()).text).toBe('The profile switches control off here');
  });

  it('is nothing that a board can follow', async () => {
    const regulator = createTestRegulator();
    const time = new ManualTime();
    const { procedures } = await startTestConsole({ time, families: [regulator.family] });
    await procedures.device.create({ name: 'Cellar', driver: 'test-regulator', connection: '' }, brewer);
    await time.advance({ seconds: 3 });
    const cellar = (await procedures.vessel.list(undefined, brewer)).find(({ name }) => name === 'Cellar');
    if (cellar === undefined) throw new Error('The board brings no vessel');
    const off = await procedures.profile.create(fermentation('Off', letsGo), brewer);
    const start = { vesselId: cellar.id, profileId: off.id };
    await expect(procedures.run.start(start, brewer)).rejects.toThrow('cannot be switched off by a profile');
    const on = await procedures.profile.create(fermentation('On', [point(0, 12, 'step')]), brewer);
    const run = await procedures.run.start({ ...start, profileId: on.id }, brewer);
    await expect(procedures.run.replan({ id: run.id, plan: planOf(off) }, brewer)).rejects.toThrow(
      'cannot be switched off by a profile',
    );
    expect(await procedures.run.list({}, brewer)).toMatchObject([{ points: [{ spC: 12 }] }]);
  });
});

describe('a start', () => {
  it('can be set for later: until then the first setpoint holds', async () => {
    const { run, state, present, notices } = await startOn([point(0, 18, 'step', 'Pitch'), point(3600, 10)], {
      startAtMs: Date.UTC(2026, 0, 1, 2),
    });
    expect(run.elapsedS).toBe(-7200);
    expect((await state()).spC).toBe(18);
    expect((await state()).run).toMatchObject({ elapsedS: -7200, next: { inS: 7200, spC: 18 } });
    expect(await present()).toMatchObject({ state: 'running' });
    expect(await notices()).toEqual([]);
  });

  it('that was set for later comes by itself, also over a restart', async () => {
    const test = await startOn([point(0, 18, 'step', 'Pitch'), point(3600, 10)], {
      startAtMs: Date.UTC(2026, 0, 1, 2),
    });
    await test.time.advance({ minutes: 30 });
    const again = await restart(test, new ManualTime(Date.UTC(2026, 0, 1, 1, 59, 50)));
    expect((await again.state()).spC).toBe(18);
    expect(await again.notices()).toEqual([]);
    const time = new ManualTime(Date.UTC(2026, 0, 1, 2, 30));
    const third = await restart(again, time);
    await time.advance({ seconds: 1 });
    expect((await third.state()).spC).toBeCloseTo(14, 1);
    expect(await third.notices()).toEqual(['Pitch']);
  });

  it('that was set for later can be had at once', async () => {
    const { time, procedures, run, notices } = await startOn(
      [point(600, 18, 'step'), point(3600, 10)],
      {
        startAtMs: Date.UTC(2026, 0, 2),
      },
      [{ atS: 0, text: 'Begin' }],
    );
    expect(await procedures.run.skip({ id: run.id }, brewer)).toMatchObject({ elapsedS: 0 });
    await time.advance({ seconds: 1 });
    expect(await notices()).toEqual(['Begin']);
  });

  it.each([
    [{ startAtMs: Date.UTC(2025, 11, 31) }, 'lies in the past: to join part-way, give fromS'],
    [{ startAtMs: Date.UTC(2026, 0, 2), fromS: 60 }, 'give startAtMs or fromS'],
    [{ startAtMs: Date.UTC(2029, 0, 1) }, 'within two years'],
    [{ stepIndex: 0 }, 'has no steps: give fromS'],
  ])('of a fermentation with %j is refused in words', async (start, words) => {
    await expect(startOn([point(0, 18, 'step')], start)).rejects.toThrow(words);
  });
});

describe('notes and events', () => {
  const points = [
    point(0, 18, 'step', 'Pitch'),
    point(600, 18, 'step'),
    point(1200, 20, 'linear', 'Rest'),
    point(3600, 2, 'step'),
  ];
  const events = [
    { atS: 300, text: 'Look' },
    { atS: 600, text: 'Dry hop' },
    { atS: 4000, text: 'Keg' },
  ];

  it('are told when their time has come, once, and end the run', async () => {
    const { time, notices, present, procedures } = await startOn(points, {}, events);
    await time.advance({ seconds: 1 });
    expect(await notices()).toEqual(['Pitch']);
    await time.advance({ minutes: 5 });
    expect(await notices()).toEqual(['Pitch', 'Look']);
    await time.advance({ minutes: 60 });
    expect(await notices()).toEqual(['Pitch', 'Look', 'Dry hop', 'Rest']);
    expect(await present()).toMatchObject({ state: 'running' });
    await time.advance({ minutes: 10 });
    expect(await notices()).toEqual(['Pitch', 'Look', 'Dry hop', 'Rest', 'Keg']);
    expect(await present()).toMatchObject({ state: 'complete' });
    const [alarm] = await procedures.alarm.list({}, brewer);
    expect(alarm).toMatchObject({ code: 'profile-event', sourceName: 'Fermenter 1', source: fermenterId });
  });

  it('of what a start part-way skips are not told, those of its place are', async () => {
    const { time, notices } = await startOn(points, { fromS: 600 }, events);
    await time.advance({ seconds: 2 });
    expect(await notices()).toEqual(['Dry hop']);
  });

  it('of what is skipped are not told, those of the new place are', async () => {
    const { time, procedures, run, notices } = await startOn(points, { fromS: 1 }, events);
    await procedures.run.skip({ id: run.id }, brewer);
    await procedures.run.skip({ id: run.id }, brewer);
    await time.advance({ seconds: 2 });
    expect(await notices()).toEqual(['Rest']);
  });

  it('that passed while the console was away are told when it is back, and no other again', async () => {
    const test = await startOn(points, {}, events);
    await test.time.advance({ minutes: 6 });
    const time = new ManualTime(test.time.wallMs() + 3_600_000);
    const again = await restart(test, time);
    await time.advance({ seconds: 2 });
    expect(await again.notices()).toEqual(['Pitch', 'Look', 'Dry hop', 'Rest']);
  });

  it('are not told while the run is held', async () => {
    const { time, procedures, run, notices } = await startOn(points, {}, events);
    await time.advance({ seconds: 2 });
    await procedures.run.hold({ id: run.id }, brewer);
    await time.advance({ minutes: 20 });
    expect(await notices()).toEqual(['Pitch']);
    await procedures.run.resume({ id: run.id }, brewer);
    await time.advance({ minutes: 5 });
    expect(await notices()).toEqual(['Pitch', 'Look']);
  });
});

describe('a changed plan', () => {
  const points = [point(0, 18, 'step', 'Pitch'), point(3600, 20, 'linear', 'Rest'), point(7200, 2, 'step')];
  const replan = (more: Parameters<typeof fermentation>[1], events: { atS: number; text: string }[] = []) =>
    planOf(fermentation('x', more, events));

  it('keeps the place, tells nothing again, and leaves the template alone', async () => {
    const { time, procedures, run, state, notices } = await startOn(points);
    await time.advance({ minutes: 30 });
    const plan = replan(
      [point(0, 10, 'step', 'Pitch the yeast'), point(3600, 14, 'linear', 'Rest')],
      [
        { atS: 60, text: 'Too late' },
        { atS: 1900, text: 'New' },
      ],
    );
    const changed = await procedures.run.replan({ id: run.id, plan }, brewer);
    expect(changed.elapsedS).toBeCloseTo(1800, 0);
    expect((await state()).spC).toBeCloseTo(12, 1);
    await time.advance({ minutes: 31 });
    expect(await notices()).toEqual(['Pitch', 'New', 'Rest']);
    expect(await procedures.profile.get({ id: run.profileId }, brewer)).toMatchObject({ points });
  });

  it('that is shorter completes the run, and one that is longer goes on', async () => {
    const { time, procedures, run, state } = await startOn(points);
    await time.advance({ minutes: 90 });
    const shorter = await procedures.run.replan({ id: run.id, plan: replan([point(0, 18, 'step')]) }, brewer);
    expect(shorter.state).toBe('complete');
    await time.advance({ minutes: 60 });
    const longer = await procedures.run.replan({ id: run.id, plan: replan(points) }, brewer);
    expect(longer.state).toBe('running');
    expect((await state()).spC).toBe(20);
    await time.advance({ minutes: 31 });
    expect((await state()).spC).toBe(2);
  });

  it('must be of the same kind', async () => {
    const { procedures, run } = await startOn(points);
    const plan = planOf(mash('m', [step('Mash', 66, 60)]));
    await expect(procedures.run.replan({ id: run.id, plan }, brewer)).rejects.toThrow('is a fermentation');
  });

  it('outside of the limits of the vessel is held at the nearest, which the log says once', async () => {
    const { time, procedures, run, state } = await startOn([
      point(0, 35, 'step'),
      point(3600, 35),
      point(7200, -5, 'step'),
    ]);
    await time.advance({ minutes: 2 });
    expect((await state()).spC).toBe(30);
    const warnings = async () =>
      (await procedures.log.list({ level: 'warning', search: 'takes setpoints' }, brewer)).map(
        ({ message }) => message,
      );
    expect(await warnings()).toEqual([
      'Profile Test asks for 35 °C, -5 °C, but Fermenter 1 takes setpoints from 0 to 30 °C: the nearest of these is held',
    ]);
    await procedures.run.replan({ id: run.id, plan: replan([point(0, 31, 'step')]) }, brewer);
    expect(await warnings()).toHaveLength(2);
  });

  it('is told on the channel', async () => {
    const { console, procedures, run } = await startOn(points);
    await procedures.run.replan({ id: run.id, plan: replan([point(0, 5, 'step')]) }, brewer);
    const last = console.services.hub.latest('runs').at(-1)?.payload as Run;
    expect(last).toMatchObject({ id: run.id, points: [{ spC: 5 }] });
  });
});
