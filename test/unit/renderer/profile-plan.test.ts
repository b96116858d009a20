import { describe, expect, it } from 'vitest';
import { describeProgress, elapsedOf, futureOf, planLine, setpointAt } from '#renderer/ui/profile-plan.ts';
import { type Run, type RunProgress, runSchema } from '#shared/domain/profile.ts';

const DAY_S = 86_400;
const points = [
  { atS: 0, spC: 18, approach: 'step' as const, note: '' },
  { atS: 100, spC: 20, approach: 'linear' as const, note: '' },
  { atS: 200, spC: 4, approach: 'step' as const, note: 'crash' },
];

const run = (change: Partial<Run> = {}): Run => ({
  ...runSchema.parse({
    id: 'r1',
    vesselId: 'v1',
    profileId: 'p1',
    profileName: 'Ale',
    kind: 'fermentation',
    points,
    state: 'running',
    startedAtMs: 0,
    endedAtMs: null,
    elapsedS: 50,
    elapsedAtMs: 1_000_000,
  }),
  ...change,
});

describe('a profile ahead', () => {
  it('ramps, steps, and holds its end', () => {
    expect(setpointAt(points, 0)).toBe(18);
    expect(setpointAt(points, 50)).toBe(19);
    expect(setpointAt(points, 150)).toBe(20);
    expect(setpointAt(points, 200)).toBe(4);
    expect(setpointAt(points, 1e6)).toBe(4);
    expect(setpointAt([], 5)).toBeNull();
  });

  it('is drawn with upright steps', () => {
    const line = planLine(points, 50, 300);
    expect(line.atMs).toEqual([50_000, 100_000, 199_999, 200_000, 300_000]);
    expect(line.values).toEqual([19, 20, 20, 4, 4]);
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
});

describe('progress in words', () => {
  const progress: RunProgress = {
    runId: run().id,
    profileName: 'Ale',
    state: 'running',
    elapsedS: 3.2 * DAY_S,
    totalS: 14 * DAY_S,
    next: { inS: 64_800, spC: 20, note: '' },
  };

  it('says the day, and what comes when', () => {
    expect(describeProgress(progress, 'C')).toBe('day 3.2 of 14, in 18 h to 20 °C');
    expect(describeProgress(progress, 'F')).toBe('day 3.2 of 14, in 18 h to 68 °F');
    expect(describeProgress({ ...progress, next: null }, 'C')).toBe('day 3.2 of 14');
    expect(describeProgress({ ...progress, state: 'held' }, 'C')).toBe('held at day 3.2 of 14');
    expect(describeProgress({ ...progress, state: 'complete' }, 'C')).toMatch(/^complete/);
  });
});
