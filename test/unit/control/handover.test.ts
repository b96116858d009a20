import { describe, expect, it } from 'vitest';
import { createPid, type PidInput, stepPid } from '#main/control/pid.ts';
import { defaultAlgorithm } from '#shared/domain/vessel-defaults.ts';
import { good, LoopRig } from './loop-rig.ts';

const input = (pvC: number): PidInput => ({
  gains: { kp: 30, tiS: 600, tdS: 30 },
  spC: 52,
  pvC,
  min: 0,
  max: 100,
  achieved: 0,
  dtS: 1,
  gap: false,
});

describe('from an output by hand to a PID', () => {
  it('goes on where the hand left off', () => {
    expect(createPid(input(51.5), 40).out).toBeCloseTo(40, 9);
    expect(createPid(input(52.5), 40).out).toBeCloseTo(40, 9);
  });

  it('does not load the integral where both ask for all there is', () => {
    const pid = createPid(input(30), 100);
    expect(pid).toMatchObject({ out: 100, integral: 0 });
    // A degree below the setpoint the heater still helps.
    expect(stepPid(pid, { ...input(51), achieved: 100, gap: true }).out).toBeGreaterThan(25);
  });
});

describe('a PID on a kettle', () => {
  it('leaves the cooler to the hand', () => {
    const rig = new LoopRig({
      kind: 'kettle',
      heater: 'ssr',
      cooler: 'valve',
      algorithm: defaultAlgorithm('kettle'),
    });
    rig.spC = 20;
    rig.readings.beer = good(30);
    rig.readings.chamber = good(30);
    for (let i = 0; i < 300; i += 1) {
      for (const { outPct, wantedPct } of rig.step().outputs) expect([outPct, wantedPct]).toEqual([0, 0]);
    }
  });
});
