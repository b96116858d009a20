import { describe, expect, it } from 'vitest';
import type { LoopOutput } from '#main/control/loop-types.ts';
import { initialReachState, type ReachInput, stepReachCheck } from '#main/control/reach-check.ts';
import { runScenario, scenarioNamed } from '#test/rig/closed-loop.ts';

const fermenter: ReachInput = {
  pvC: 20,
  spC: 20,
  canHeat: true,
  canCool: true,
  volumeL: 20,
  heaterW: 60,
  coolerW: 100,
  kind: 'fermenter',
};
const kettle: ReachInput = { ...fermenter, canCool: false, volumeL: 25, heaterW: 3000, kind: 'kettle' };

const HOUR_S = 3600;

/** The first second, stepped by the minute, at which the check is late; null: never in `hours`. */
function lateAfterS(at: (s: number) => Partial<ReachInput>, base: ReachInput, hours: number): number | null {
  let state = initialReachState();
  for (let s = 0; s <= hours * HOUR_S; s += 60) {
    const step = stepReachCheck(state, { ...base, ...at(s) }, s * 1000);
    state = step.state;
    if (step.late) return s;
  }
  return null;
}

describe('a vessel whose actuator is dead', () => {
  it.each([
    ['F1', 'cooler', 16],
    ['F2', 'heater', 22],
    ['K1', 'heater', 1],
  ])('is late in time: %s without its %s', (name, role, hours) => {
    const relay = (output: LoopOutput): boolean => output.on && output.role !== role;
    const scenario = scenarioNamed(name);
    const duration = Math.min(scenario.duration, 24 * HOUR_S);
    const { lateS } = runScenario({ ...scenario, duration, segments: [] }, { relay });
    expect(lateS).toBeGreaterThan(0);
    expect(lateS).toBeLessThanOrEqual(hours * HOUR_S);
  });
});

describe('a step', () => {
  it('may take a multiple of what volume and power need, and some time', () => {
    const { allowedS } = stepReachCheck(initialReachState(), { ...kettle, spC: 60, pvC: 30 }, 0);
    expect(allowedS).toBeCloseTo((2 * 25 * 4186 * 30) / 3000 + 600, 6);
    expect(lateAfterS(() => ({ spC: 60, pvC: 30 }), kettle, 3)).toBeGreaterThan(allowedS);
  });

  it('of less than a degree is a task as well, once the setpoint before was reached', () => {
    const spC = (s: number): number => (s < HOUR_S ? 20 : 20.8);
    expect(lateAfterS((s) => ({ spC: spC(s), pvC: 20 }), fermenter, 24)).toBeGreaterThan(HOUR_S);
  });

  it('to another setpoint is another task', () => {
    const spC = (s: number): number => 40 + 10 * Math.floor(s / 1200);
    expect(lateAfterS((s) => ({ spC: Math.min(90, spC(s)), pvC: 20 }), kettle, 1.9)).toBeNull();
  });

  it('is over when it is reached, and a degree away it begins anew', () => {
    const pvC = (s: number): number => (s < 600 ? 30 : s < 2 * HOUR_S ? 60 : 58.9);
    const lateS = lateAfterS((s) => ({ spC: 60, pvC: pvC(s) }), kettle, 6);
    expect(lateS).toBeGreaterThan(2 * HOUR_S + 600);
    expect(lateAfterS((s) => ({ spC: 60, pvC: s < 600 ? 60 : 59.1 }), kettle, 6)).toBeNull();
  });
});

describe('what cannot be driven', () => {
  it('is never late: a kettle that is too hot', () => {
    expect(lateAfterS(() => ({ spC: 52, pvC: 70 }), kettle, 48)).toBeNull();
  });

  it('is never late: a vessel with nothing that heats', () => {
    expect(lateAfterS(() => ({ spC: 25, pvC: 20, canHeat: false }), fermenter, 48)).toBeNull();
  });

  it('is never late while nothing is regulated', () => {
    expect(lateAfterS(() => ({ spC: null, pvC: 20 }), fermenter, 48)).toBeNull();
  });
});

describe('time that does not count', () => {
  it('is time without a reading', () => {
    const without = lateAfterS(() => ({ spC: 60, pvC: 30 }), kettle, 12);
    const gap = { fromS: 600, toS: 600 + 5 * HOUR_S };
    const bad = (s: number): boolean => s >= gap.fromS && s < gap.toS;
    const withGap = lateAfterS((s) => ({ spC: 60, pvC: bad(s) ? null : 30 }), kettle, 12);
    expect(withGap).toBe((without ?? 0) + 5 * HOUR_S);
  });

  it('is the wait of a compressor: the allowance of an hour-long way covers its rest many times', () => {
    const { allowedS } = stepReachCheck(initialReachState(), { ...fermenter, spC: 19.4, pvC: 20 }, 0);
    expect(allowedS).toBeGreaterThan(10 * (600 + 300));
  });
});

describe('a ramp', () => {
  const ramp = (s: number): number => 18 + Math.min(6, (2 * s) / (12 * HOUR_S));

  it('that is followed is not late', () => {
    expect(lateAfterS((s) => ({ spC: ramp(s), pvC: ramp(s) - 0.4 }), fermenter, 60)).toBeNull();
    expect(lateAfterS((s) => ({ spC: ramp(s), pvC: ramp(s - 5000) }), fermenter, 60)).toBeNull();
  });

  it('that is not followed is late before it ends', () => {
    const lateS = lateAfterS((s) => ({ spC: ramp(s), pvC: 18 }), fermenter, 60);
    expect(lateS).toBeLessThan(18 * HOUR_S);
    const downwards = lateAfterS((s) => ({ spC: 36 - ramp(s), pvC: 18 }), fermenter, 60);
    expect(downwards).toBeLessThan(18 * HOUR_S);
  });
});
