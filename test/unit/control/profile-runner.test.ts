import { describe, expect, it } from 'vitest';
import {
  elapsedAfterRestart,
  nextPoint,
  progressOf,
  setpointAt,
  totalS,
} from '#main/control/profile-runner.ts';
import type { ProfileId, RunId, VesselId } from '#shared/domain/ids.ts';
import type { ProfilePoint, Run } from '#shared/domain/profile.ts';

const point = (atS: number, spC: number, approach: ProfilePoint['approach'], note = ''): ProfilePoint => ({
  atS,
  spC,
  approach,
  note,
});

/** Holds 18 °C for an hour, rises to 20 within another, and crashes to 2 at three hours. */
const points = [
  point(0, 18, 'step'),
  point(3600, 18, 'linear'),
  point(7200, 20, 'linear', 'rest'),
  point(10_800, 2, 'step', 'crash'),
];

const run: Run = {
  id: 'run' as RunId,
  vesselId: 'vessel' as VesselId,
  profileId: 'profile' as ProfileId,
  profileName: 'Ale',
  kind: 'fermentation',
  points,
  state: 'running',
  startedAtMs: 1_000_000,
  endedAtMs: null,
  elapsedS: 600,
  elapsedAtMs: 2_000_000,
};

describe('the setpoint of a profile', () => {
  it.each([
    [-100, 18],
    [0, 18],
    [1800, 18],
    [3600, 18],
    [5400, 19],
    [7199, 20 - 2 / 3600],
    [7200, 20],
    [10_799, 20],
    [10_800, 2],
    [1_000_000, 2],
  ])('at %d s is %d °C', (elapsedS, spC) => {
    expect(setpointAt(points, elapsedS)).toBeCloseTo(spC, 9);
  });

  it('holds where there is one point only', () => {
    expect([-1, 0, 5].map((s) => setpointAt([point(0, 66, 'step')], s))).toEqual([66, 66, 66]);
  });

  it('jumps between two points that are one moment apart', () => {
    const steep = [point(0, 10, 'step'), point(1, 20, 'linear')];
    expect([0, 0.5, 1].map((s) => setpointAt(steep, s))).toEqual([10, 15, 20]);
  });

  it('is none without points', () => {
    expect(() => setpointAt([], 0)).toThrow(RangeError);
  });
});

describe('the way through a profile', () => {
  it('knows its length and what comes next', () => {
    expect(totalS(points)).toBe(10_800);
    expect(totalS([])).toBe(0);
    expect(nextPoint(points, 3600)?.atS).toBe(7200);
    expect(nextPoint(points, 10_800)).toBeNull();
  });

  it('is described by what people ask about it', () => {
    expect(progressOf(run, 7000)).toEqual({
      runId: 'run',
      profileName: 'Ale',
      state: 'running',
      elapsedS: 7000,
      totalS: 10_800,
      next: { inS: 200, spC: 20, note: 'rest' },
    });
    expect(progressOf(run, 20_000).next).toBeNull();
  });
});

describe('a run after a restart', () => {
  it('has gone on while the console was away', () => {
    expect(elapsedAfterRestart(run, 2_000_000 + 5_400_000)).toEqual({ elapsedS: 6000, clockBehind: false });
  });

  it.each(['held', 'complete', 'stopped'] as const)('that was %s stays where it was', (state) => {
    expect(elapsedAfterRestart({ ...run, state }, 9_000_000)).toEqual({ elapsedS: 600, clockBehind: false });
  });

  it('holds its place when the clock stands before the instant that was stored', () => {
    expect(elapsedAfterRestart(run, 1_999_999)).toEqual({ elapsedS: 600, clockBehind: true });
  });
});
