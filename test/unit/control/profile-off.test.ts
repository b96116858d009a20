import { describe, expect, it } from 'vitest';
import { describeOutput, describeVessel } from '#main/control/explain.ts';
import { LoopRig } from './loop-rig.ts';

/** A vessel in auto that cools, and whose profile switches control off. */
function cooling(): LoopRig {
  const rig = new LoopRig();
  rig.spC = 15;
  rig.run(60);
  return rig;
}

describe('a part of a profile without control', () => {
  it('switches off when the compressor has run its shortest time, and says so', () => {
    const rig = cooling();
    expect(rig.output('cooler').on).toBe(true);
    rig.profileOff = { forS: 7200 };
    rig.run(2);
    expect(rig.output('cooler')).toMatchObject({ on: true, reason: 'min-on-time' });
    rig.run(180);
    for (const role of ['heater', 'cooler'] as const) {
      expect(rig.output(role)).toMatchObject({ on: false, reason: 'profile-off', remainingS: 7200 });
      expect(describeOutput(rig.output(role), rig.nowMs)).toBe(
        'Off: the profile switches control off here, 2 h left',
      );
    }
  });

  it('is no fault of the control loop, and what the vessel does is said in one line', () => {
    const rig = cooling();
    rig.profileOff = { forS: null };
    rig.run(300);
    const { vessel, emergencyStop, nowMs, profileOff } = rig;
    const outputs = [rig.output('heater'), rig.output('cooler')];
    const common = { vessel, outputs, pv: rig.step(0).pv, spC: null, mayBeOn: [] };
    const facts = { ...common, profileOff, emergencyStop, nowMs };
    expect(describeVessel(facts)).toBe('The profile switches control off here');
  });

  it('ends with the compressor resting as after any stop', () => {
    const rig = cooling();
    rig.profileOff = { forS: 60 };
    rig.run(200);
    rig.profileOff = null;
    rig.run(5);
    expect(rig.output('cooler')).toMatchObject({ on: false, reason: 'min-off-time' });
    rig.run(300);
    expect(rig.output('cooler').on).toBe(true);
  });
});
