import { describe, expect, it } from 'vitest';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Algorithm } from '#shared/domain/vessel.ts';
import { LoopRig } from './loop-rig.ts';

const pid = { kind: 'pid', kpPctPerC: 20, tiS: 600, tdS: 0 } as const;

/** A kettle whose PID asks for 20 % and a little that its integral has gathered. */
function steadyKettle(): LoopRig {
  const rig = new LoopRig({ kind: 'kettle', heater: 'ssr', cooler: null, sensors: ['beer'], algorithm: pid });
  rig.spC = 21;
  rig.run(120, 100);
  return rig;
}

describe('a control period', () => {
  it('is one second, however often the loop is stepped', () => {
    const rig = steadyKettle();
    const wanted: number[] = [];
    for (let i = 0; i < 100; i += 1) {
      rig.step(100);
      wanted.push(rig.output('heater').wantedPct);
    }
    expect(new Set(wanted).size).toBe(10);
  });

  it('comes with the first step in auto', () => {
    const rig = new LoopRig({ control: { mode: 'off' } });
    rig.spC = 25;
    rig.step(100);
    rig.control({ mode: 'auto' });
    rig.step(100);
    expect(rig.output('heater').wantedPct).toBe(100);
  });
});

describe('a sensor that fails', () => {
  it('for a moment does not cost the integral', () => {
    const rig = steadyKettle();
    const before = rig.output('heater').wantedPct;
    rig.lose('beer');
    rig.run(60);
    expect(rig.output('heater').wantedPct).toBe(0);
    rig.show('beer', 20);
    rig.step();
    expect(rig.output('heater').wantedPct).toBeCloseTo(before, 0);
  });

  it('for long does', () => {
    const rig = steadyKettle();
    rig.lose('beer');
    rig.run(301);
    rig.show('beer', 20);
    rig.step();
    expect(rig.output('heater').wantedPct).toBe(20);
  });
});

describe('a controller', () => {
  it('starts anew when another target or another algorithm is chosen', () => {
    const rig = steadyKettle();
    expect(rig.output('heater').wantedPct).toBeGreaterThan(20);
    rig.algorithm({ kind: 'hysteresis', deadBandC: 1 });
    rig.run(2);
    rig.algorithm(pid);
    rig.run(2);
    expect(rig.output('heater').wantedPct).toBeCloseTo(20, 0);
  });

  it('goes on from the hand without a jump', () => {
    const rig = new LoopRig({
      kind: 'kettle',
      heater: 'ssr',
      cooler: null,
      sensors: ['beer'],
      algorithm: pid,
      control: { mode: 'manual', manualHeatPct: 45 },
    });
    rig.spC = 21;
    rig.run(10, 100);
    rig.control({ mode: 'auto' });
    rig.step(100);
    expect(rig.output('heater').wantedPct).toBeCloseTo(45, 0);
  });

  it('does not wind up while an interlock holds its output off', () => {
    const rig = steadyKettle();
    rig.link('heater', 'lost');
    rig.run(3600);
    rig.link('heater', 'connected');
    rig.step();
    expect(rig.output('heater').wantedPct).toBeCloseTo(20, 0);
  });

  it('of a board is not ours: nothing is asked for here', () => {
    const board: Algorithm = { kind: 'board', deviceId: 'board' as DeviceId };
    const rig = new LoopRig({ algorithm: board });
    rig.spC = 30;
    rig.run(10);
    expect(rig.output('heater')).toMatchObject({ on: false, wantedPct: 0, reason: 'idle' });
  });
});

describe('what is regulated', () => {
  it('is shown as the measured value: in auto the target, otherwise the beer, or the chamber without one', () => {
    const rig = new LoopRig();
    rig.show('beer', 18);
    rig.show('chamber', 12);
    expect(rig.step().pv).toMatchObject({ value: 18 });
    rig.control({ target: 'chamber' });
    expect(rig.step().pv).toMatchObject({ value: 12 });
    rig.control({ mode: 'off' });
    expect(rig.step().pv).toMatchObject({ value: 18 });
    const bare = new LoopRig({ sensors: ['chamber'], control: { mode: 'off' } });
    bare.show('chamber', 12);
    expect(bare.step().pv).toMatchObject({ value: 12 });
  });
});
