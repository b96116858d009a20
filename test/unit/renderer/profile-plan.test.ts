import { describe, expect, it } from 'vitest';
import { progressOf } from '#main/control/run-progress.ts';
import {
  elapsedOf,
  fractionOf,
  futureOf,
  mashPoints,
  notesAhead,
  offAhead,
  planLine,
  remainingOf,
  setpointAt,
  totalOf,
} from '#renderer/ui/profile-plan.ts';
import type { MashPlace } from '#shared/domain/mash.ts';
import { type FermentationRun, type MashRun, runSchema } from '#shared/domain/run.ts';
import { point, step } from '#test/rig/plans.ts';

const points = [point(0, 18, 'step'), point(100, 20), point(200, 4, 'step', 'crash')];
const withGap = [point(0, 20, 'step'), point(100, null), point(200, 10), point(300, 12)];

const base = {
  id: 'r1',
  vesselId: 'v1',
  profileId: 'p1',
  profileName: 'Ale',
  state: 'running',
  startedAtMs: 0,
  endedAtMs: null,
  elapsedS: 50,
  elapsedAtMs: 1_000_000,
} as const;

function run(change: Partial<FermentationRun> = {}): FermentationRun {
  const parsed = runSchema.parse({ ...base, kind: 'fermentation', points, events: [], toldS: 0 });
  if (parsed.kind === 'mash') throw new Error('Not a mash');
  return { ...parsed, ...change };
}

const steps = [
  step('Rest', 63, 10, { additions: [{ beforeEndS: 60, text: 'Acid' }] }),
  step('Mash out', 78, 5),
];

function mashRun(place: Partial<MashPlace> = {}, change: Partial<MashRun> = {}): MashRun {
  const at = { stepIndex: 0, phase: 'timing', timerS: 60, extraS: 0, calledOut: [], ...place };
  const parsed = runSchema.parse({ ...base, kind: 'mash', steps, place: at });
  if (parsed.kind !== 'mash') throw new Error('A mash');
  return { ...parsed, ...change };
}

describe('a profile ahead', () => {
  it('ramps, steps, and holds its end', () => {
    expect(setpointAt(points, 0)).toBe(18);
    expect(setpointAt(points, 50)).toBe(19);
    expect(setpointAt(points, 150)).toBe(20);
    expect(setpointAt(points, 200)).toBe(4);
    expect(setpointAt(points, 1e6)).toBe(4);
    expect(setpointAt([], 5)).toBeNull();
  });

  it('has no temperature where it switches control off, and no line to or from there', () => {
    expect([0, 99, 100, 199, 200, 250].map((s) => setpointAt(withGap, s))).toEqual([
      20,
      20,
      null,
      null,
      10,
      11,
    ]);
    expect(offAhead(withGap, 150)).toEqual({ again: { inS: 50, spC: 10 } });
    expect(offAhead(withGap, 50)).toBeNull();
    expect(offAhead([point(0, 20), point(5, null)], 9)).toEqual({ again: null });
  });

  it('is drawn with upright steps, and a gap where control is off', () => {
    const line = planLine(points, 50, 300);
    expect(line.atMs).toEqual([50_000, 100_000, 199_999, 200_000, 300_000]);
    expect(line.values).toEqual([19, 20, 20, 4, 4]);
    const gap = planLine(withGap, 0, 300);
    expect(gap.atMs).toEqual([0, 99_999, 100_000, 199_999, 200_000, 300_000]);
    expect(gap.values).toEqual([20, 20, null, null, 10, 12]);
    expect(planLine([], 0, 10)).toEqual({ atMs: [], values: [] });
  });

  it('starts now, and a held run has none', () => {
    const nowMs = 1_010_000;
    expect(elapsedOf(run(), nowMs)).toBe(60);
    const line = futureOf(run(), nowMs, nowMs + 50_000);
    expect(line.atMs[0]).toBe(nowMs);
    expect(line.values[0]).toBeCloseTo(19.2);
    expect(line.atMs[1]).toBe(nowMs + 40_000);
    expect(line.atMs.at(-1)).toBe(nowMs + 50_000);
    expect(futureOf(run({ state: 'held' }), nowMs, nowMs + 50_000).atMs).toEqual([]);
    expect(elapsedOf(run({ state: 'held' }), nowMs)).toBe(50);
  });

  it('holds its first temperature until a start that was set for later', () => {
    const nowMs = 1_000_000;
    const line = futureOf(run({ elapsedS: -100 }), nowMs, nowMs + 150_000);
    expect(line.atMs).toEqual([nowMs, nowMs + 100_000, nowMs + 150_000]);
    expect(line.values).toEqual([18, 18, 19]);
  });

  it('lasts until its last point or event', () => {
    expect(totalOf(run())).toBe(200);
    expect(totalOf(run({ events: [{ atS: 500, text: 'Keg' }] }))).toBe(500);
    expect(totalOf(mashRun())).toBe(900);
  });
});

describe('a mash ahead', () => {
  const nowMs = 1_000_000;

  it('is drawn from what is left of the timer and the durations', () => {
    const line = futureOf(mashRun(), nowMs + 60_000, nowMs + 900_000);
    const end = nowMs + 60_000 + 480_000;
    expect(line.atMs).toEqual([nowMs + 60_000, end - 1, end, nowMs + 900_000]);
    expect(line.values).toEqual([63, 63, 78, 78]);
  });

  it('does not begin to count before the temperature is reached, and has no end to its last step', () => {
    const line = futureOf(mashRun({ phase: 'reaching', timerS: 0 }), nowMs + 60_000, nowMs + 660_000);
    expect(line.values).toEqual([63, 63, 78]);
    expect(line.atMs.at(-1)).toBe(nowMs + 660_000);
    expect(futureOf(mashRun({}, { state: 'held' }), nowMs, nowMs + 1000).atMs).toEqual([]);
    expect(mashPoints(steps).map(({ atS, spC }) => [atS, spC])).toEqual([
      [0, 63],
      [600, 78],
    ]);
  });

  it('lasts as long as its timers have to count', () => {
    expect(remainingOf(mashRun(), nowMs + 30_000)).toBe(600 - 60 - 30 + 300);
    expect(remainingOf(mashRun({ extraS: 120 }, { state: 'held' }), nowMs + 30_000)).toBe(540 + 120 + 300);
    expect(remainingOf(mashRun({ stepIndex: 1, timerS: 299 }), nowMs + 30_000)).toBe(0);
    expect(remainingOf(run({ elapsedS: -100 }), nowMs)).toBe(300);
    expect(remainingOf(run({ state: 'complete', elapsedS: 200 }), nowMs)).toBe(0);
  });

  it('is as far as the console says', () => {
    const over = mashRun({ stepIndex: 1, phase: 'waiting', timerS: 300 }, { state: 'complete' });
    expect(fractionOf(progressOf(over))).toBe(1);
    expect(fractionOf(progressOf(mashRun({ timerS: 450 })))).toBe(0.5);
    expect(fractionOf(progressOf(run({ elapsedS: -10 })))).toBe(0);
  });
});

describe('what a run will tell', () => {
  const nowMs = 1_000_000;

  it('are the notes and events that are to come', () => {
    const events = [
      { atS: 60, text: 'Dry hop' },
      { atS: 10, text: 'Past' },
    ];
    expect(notesAhead(run({ events }), nowMs)).toEqual([
      { atMs: nowMs + 150_000, text: 'crash' },
      { atMs: nowMs + 10_000, text: 'Dry hop' },
    ]);
    expect(notesAhead(run({ events, state: 'held' }), nowMs)).toEqual([]);
  });

  it('are the additions of the step whose timer runs', () => {
    expect(notesAhead(mashRun(), nowMs)).toEqual([{ atMs: nowMs + 480_000, text: 'Acid' }]);
    expect(notesAhead(mashRun({ calledOut: [0] }), nowMs)).toEqual([]);
    expect(notesAhead(mashRun({ phase: 'reaching' }), nowMs)).toEqual([]);
  });
});
