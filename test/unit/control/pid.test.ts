import { describe, expect, it } from 'vitest';
import { seedMeasurement, takeReading } from '#main/control/measurement.ts';
import { createPid, type PidInput, type PidState, stepPid } from '#main/control/pid.ts';

const gains = { kp: 20, tiS: 300, tdS: 20 };
const base: PidInput = { gains, spC: 60, pvC: 60, min: 0, max: 100, achieved: 0, dtS: 1, gap: false };

/** Steps so many seconds with what was asked being given. */
function run(state: PidState, input: Partial<PidInput>, seconds: number): PidState {
  let last = state;
  for (let s = 0; s < seconds; s += 1) last = stepPid(last, { ...base, achieved: last.out, ...input });
  return last;
}

const atRest = createPid(base, null);

describe('the parts of the PID', () => {
  it('are the error times the gain', () => {
    expect(createPid({ ...base, pvC: 58 }, null).out).toBe(40);
    expect(createPid({ ...base, pvC: 62 }, null).out).toBe(0);
    expect(createPid({ ...base, pvC: 62, min: -100 }, null).out).toBe(-40);
  });

  it('are an integral that gives the proportional part once more in each integral time', () => {
    const still = createPid({ ...base, pvC: 59 }, null);
    expect(run(still, { pvC: 59 }, 300).out).toBeCloseTo(40, 6);
  });

  it('are no integral where it is switched off', () => {
    const off = { ...gains, tiS: null };
    const still = createPid({ ...base, pvC: 59, gains: off }, null);
    expect(run(still, { pvC: 59, gains: off }, 1000).out).toBe(20);
  });

  it('are a brake on a temperature that moves to the setpoint, and none on a setpoint that moves', () => {
    let state = createPid({ ...base, pvC: 50 }, null);
    for (let s = 1; s <= 180; s += 1)
      state = stepPid(state, { ...base, pvC: 50 + s * 0.05, achieved: state.out });
    // 1 °C below: 20 % for the error, less the gain times 20 s at 0.05 °C/s.
    expect(state.out - state.integral).toBeCloseTo(0, 1);
    const moved = stepPid(atRest, { ...base, spC: 61 });
    expect(moved.out).toBeCloseTo(20 + 20 / 300, 6);
  });
});

describe('the derivative', () => {
  it('hardly feels one step of the probe', () => {
    const stepped = stepPid(run(atRest, {}, 100), { ...base, pvC: 60.0625 });
    const bare = (20 * 20 * 0.0625) / 1;
    expect(stepped.integral - stepped.out - 20 * 0.0625).toBeLessThan(bare / 10);
  });

  it('settles at the true rate, whatever its filter', () => {
    for (const filterS of [0.5, 3, 30]) {
      let measurement = seedMeasurement(20);
      for (let s = 1; s <= 600; s += 1) measurement = takeReading(measurement, 20 + s * 0.01, filterS, 1);
      expect(measurement.rateCPerS).toBeCloseTo(0.01, 6);
    }
  });

  it('starts anew after a gap, however far the temperature has moved', () => {
    const after = stepPid(run(atRest, {}, 100), { ...base, pvC: 57, gap: true });
    expect(after.measurement).toEqual(seedMeasurement(57));
    expect(after.out).toBeCloseTo(60, 0);
  });
});

describe('the integral', () => {
  it('does not wind up while the output is at its end', () => {
    let state = createPid({ ...base, pvC: 20 }, null);
    for (let s = 0; s < 3000; s += 1)
      state = stepPid(state, { ...base, pvC: 20 + s * 0.01, achieved: state.out });
    expect(state.integral).toBe(0);
  });

  it('does not wind up while what is asked is not given', () => {
    const blocked = run(createPid({ ...base, pvC: 58 }, null), { pvC: 58, achieved: 0 }, 3600);
    expect(blocked.integral).toBe(0);
    expect(blocked.out).toBe(40);
  });

  it('unwinds to nothing, not beyond, when what it asks for is not given', () => {
    const loaded = run(createPid({ ...base, pvC: 59 }, null), { pvC: 59 }, 600);
    expect(loaded.integral).toBeGreaterThan(30);
    const blocked = run(loaded, { pvC: 59, achieved: 0 }, 3600);
    expect(blocked.integral).toBe(0);
  });

  it('stays within what the output can be', () => {
    expect(run(createPid({ ...base, pvC: 59 }, null), { pvC: 59 }, 100_000).integral).toBeLessThanOrEqual(
      100,
    );
    expect(run(createPid({ ...base, pvC: 61 }, null), { pvC: 61 }, 100_000).integral).toBe(0);
  });

  it('waits while the temperature arrives by itself', () => {
    let state = createPid({ ...base, pvC: 58 }, null);
    for (let s = 1; s <= 30; s += 1)
      state = stepPid(state, { ...base, pvC: 58 + s * 0.03, achieved: state.out });
    const before = state.integral;
    for (let s = 31; s <= 50; s += 1)
      state = stepPid(state, { ...base, pvC: 58 + s * 0.03, achieved: state.out });
    expect(state.integral).toBe(before);
  });
});

describe('a change of gains', () => {
  it('does not move the output', () => {
    const running = run(createPid({ ...base, pvC: 59 }, null), { pvC: 59 }, 200);
    const changed = stepPid(running, {
      ...base,
      pvC: 59,
      gains: { kp: 25, tiS: 900, tdS: 60 },
      achieved: running.out,
    });
    expect(Math.abs(changed.out - running.out)).toBeLessThan(0.2);
  });

  it('far away leaves the integral alone', () => {
    const far = createPid({ ...base, pvC: 20 }, null);
    const changed = stepPid(far, { ...base, pvC: 20, gains: { ...gains, kp: 40 }, achieved: 100 });
    expect(changed).toMatchObject({ integral: 0, out: 100 });
  });
});

describe('a start from an output by hand', () => {
  it('goes on without a jump', () => {
    for (const [pvC, handPct] of [
      [59, 30],
      [60, 30],
      [61, 30],
    ] as const) {
      expect(createPid({ ...base, pvC }, handPct).out).toBeCloseTo(handPct, 9);
    }
  });

  it('never loads the integral against the direction that the output has', () => {
    const far = createPid({ ...base, pvC: 20 }, 50);
    expect(far).toMatchObject({ integral: 0, out: 100 });
  });
});
