import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gapAfterRestart,
  nextPoint,
  notesBetween,
  offForS,
  setpointAt,
  stateAt,
  totalS,
} from '#main/control/profile-runner.ts';
import { progressOf, setpointOf } from '#main/control/run-progress.ts';
import type { ProfileId, RunId, VesselId } from '#shared/domain/ids.ts';
import type { FermentationRun } from '#shared/domain/run.ts';
import { point } from '#test/rig/plans.ts';

/** Holds 18 °C for an hour, rises to 20 within another, and crashes to 2 at three hours. */
const points = [
  point(0, 18, 'step'),
  point(3600, 18),
  point(7200, 20, 'linear', 'rest'),
  point(10_800, 2, 'step', 'crash'),
];

/** Cools on a line, lets go for an hour, and goes on at 10 °C. */
const withGap = [
  point(0, 20, 'step'),
  point(1000, 16),
  point(2000, null, 'linear', 'off'),
  point(5600, 10),
  point(6600, 12),
];

const run: FermentationRun = {
  id: 'run' as RunId,
  vesselId: 'vessel' as VesselId,
  profileId: 'profile' as ProfileId,
  profileName: 'Ale',
  kind: 'fermentation',
  points,
  events: [],
  toldS: 600,
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
    const steep = [point(0, 10, 'step'), point(1, 20)];
    expect([0, 0.5, 1].map((s) => setpointAt(steep, s))).toEqual([10, 15, 20]);
  });

  it('is none without points', () => {
    expect(() => setpointAt([], 0)).toThrow(RangeError);
  });

  it.each([
    [500, 18],
    [1000, 16],
    [1999, 16],
    [2000, null],
    [5599, null],
    [5600, 10],
    [6100, 11],
  ])('at %d s beside a part without control is %j', (elapsedS, spC) => {
    expect(setpointAt(withGap, elapsedS)).toBe(spC);
  });

  it('is none before a first point without one, and after a last', () => {
    const framed = [point(100, null), point(200, 20), point(300, null)];
    expect([-1, 100, 199, 200, 299, 300, 9999].map((s) => setpointAt(framed, s))).toEqual([
      null,
      null,
      null,
      20,
      20,
      null,
      null,
    ]);
    expect([-100, 150, 300].map((s) => offForS(framed, s))).toEqual([300, 50, null]);
  });

  it('says how long control stays off', () => {
    expect(offForS(withGap, 2000)).toBe(3600);
    expect(offForS(withGap, 5599)).toBe(1);
  });

  it('is always a temperature of the plan, one between two neighbours, or none', () => {
    const plan = fc
      .array(
        fc.record({
          gapS: fc.integer({ min: 1, max: 5000 }),
          spC: fc.option(fc.integer({ min: 0, max: 30 })),
        }),
        {
          minLength: 1,
          maxLength: 20,
        },
      )
      .map((list) => {
        let atS = -1;
        return list.map(({ gapS, spC }, i) => {
          atS += gapS;
          return point(atS, spC, i % 3 === 0 ? 'step' : 'linear');
        });
      });
    fc.assert(
      fc.property(plan, fc.integer({ min: -1000, max: 110_000 }), (list, atS) => {
        const spC = setpointAt(list, atS);
        const i = list.findLastIndex((each) => each.atS <= atS);
        const here = list[Math.max(0, i)];
        const next = list[i + 1];
        if (here?.spC === null || here === undefined) {
          expect(spC).toBeNull();
          return;
        }
        expect(spC).not.toBeNull();
        const other = i < 0 ? here.spC : (next?.spC ?? here.spC);
        expect(spC).toBeGreaterThanOrEqual(Math.min(here.spC, other));
        expect(spC).toBeLessThanOrEqual(Math.max(here.spC, other));
      }),
    );
  });
});

describe('what a profile tells', () => {
  const plan = {
    points: [point(0, 18, 'step', 'Pitch'), point(3600, 18), point(7200, 20, 'linear', 'Rest')],
    events: [
      { atS: 9000, text: 'Keg' },
      { atS: 1800, text: 'Dry hop' },
      { atS: 0, text: 'Aerate' },
    ],
  };
  const told = (afterS: number, untilS: number) => notesBetween(plan, afterS, untilS).map(({ text }) => text);

  it('are notes and events between two instants, in the order of time', () => {
    expect(told(-1, 9000)).toEqual(['Pitch', 'Aerate', 'Dry hop', 'Rest', 'Keg']);
    expect(told(0, 1799)).toEqual([]);
    expect(told(0, 1800)).toEqual(['Dry hop']);
    expect(told(1800, 7200)).toEqual(['Rest']);
  });

  it('is told once however time is cut into pieces', () => {
    const cuts = fc.array(fc.double({ min: -100, max: 10_000, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(cuts, (list) => {
        const instants = [-101, ...list.toSorted((a, b) => a - b), 10_001];
        const all = instants.slice(1).flatMap((untilS, i) => told(instants[i] ?? 0, untilS));
        expect(all).toEqual(['Pitch', 'Aerate', 'Dry hop', 'Rest', 'Keg']);
      }),
    );
  });

  it('makes a profile last until its last event', () => {
    expect(totalS(plan)).toBe(9000);
    expect(stateAt({ ...run, ...plan, elapsedS: 8999 })).toBe('running');
    expect(stateAt({ ...run, ...plan, elapsedS: 9000 })).toBe('complete');
  });
});

describe('the way through a profile', () => {
  it('knows its length and what comes next', () => {
    expect(totalS(run)).toBe(10_800);
    expect(nextPoint(points, 3600)?.atS).toBe(7200);
    expect(nextPoint(points, 10_800)).toBeNull();
    expect(nextPoint(points, -5)?.atS).toBe(0);
  });

  it('is described by what people ask about it', () => {
    expect(progressOf({ ...run, elapsedS: 7000 })).toEqual({
      runId: 'run',
      profileName: 'Ale',
      kind: 'fermentation',
      state: 'running',
      elapsedS: 7000,
      totalS: 10_800,
      next: { inS: 200, spC: 20, note: 'rest' },
      step: null,
    });
    expect(progressOf({ ...run, elapsedS: 20_000 }).next).toBeNull();
    expect(progressOf({ ...run, elapsedS: -60 }).next).toMatchObject({ inS: 60, spC: 18 });
    expect(setpointOf({ ...run, points: withGap, elapsedS: 3000 })).toBeNull();
  });
});

describe('a run after a restart', () => {
  it('has gone on while the console was away', () => {
    expect(gapAfterRestart(run, 2_000_000 + 5_400_000)).toEqual({ gapS: 5400, clockBehind: false });
  });

  it.each(['held', 'complete', 'stopped'] as const)('that was %s stays where it was', (state) => {
    expect(gapAfterRestart({ ...run, state }, 9_000_000)).toEqual({ gapS: 0, clockBehind: false });
  });

  it('holds its place when the clock stands before the instant that was stored', () => {
    expect(gapAfterRestart(run, 1_999_999)).toEqual({ gapS: 0, clockBehind: true });
  });
});
