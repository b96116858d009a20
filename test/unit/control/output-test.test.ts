import { describe, expect, it } from 'vitest';
import { describeOutput, describeVessel } from '#main/control/explain.ts';
import type { LoopActuator, SwitchRecord } from '#main/control/loop-types.ts';
import { looseTrack, stepLooseOutput } from '#main/control/loose-output.ts';
import type { ActuatorRole } from '#shared/domain/vessel.ts';
import { coolerId, heaterId, LoopRig, type RigOptions, WALL_MS } from './loop-rig.ts';

/** A vessel that is off, with both outputs at rest for long. */
function idle(options: RigOptions = {}): LoopRig {
  const rig = new LoopRig({ control: { mode: 'off' }, ...options });
  rig.step();
  return rig;
}

function testing(rig: LoopRig, role: ActuatorRole): LoopRig {
  rig.test = { role, leftS: 5 };
  rig.step(100);
  return rig;
}

describe('the test of an output', () => {
  it.each(['heater', 'cooler'] as const)(
    'switches the %s of a vessel that is off on, and says so',
    (role) => {
      const rig = testing(idle(), role);
      const output = rig.output(role);
      expect(output).toMatchObject({ on: true, outPct: 100, reason: 'test', remainingS: 5 });
      expect(describeOutput(output, rig.nowMs)).toBe('On as a test, 5 s left');
      const { vessel, spC, profileOff, emergencyStop, nowMs } = rig;
      const facts = {
        vessel,
        outputs: [output],
        pv: rig.readings.beer,
        spC,
        profileOff,
        emergencyStop,
        mayBeOn: [],
        nowMs,
      };
      expect(describeVessel(facts)).toBe(`Off: testing the ${role}`);
      rig.test = null;
      rig.step(100);
      expect(rig.output(role)).toMatchObject({ on: false, reason: 'mode-off' });
    },
  );

  it.each(['ssr', 'contactor', 'valve', 'pwm'] as const)('runs through without pulses: %s', (heater) => {
    const rig = testing(idle({ heater }), 'heater');
    for (let i = 0; i < 49; i += 1) expect(rig.step(100).outputs[0]?.outPct).toBe(100);
  });

  it('is on at once each time, although a contactor has just been switched', () => {
    const rig = testing(idle(), 'heater');
    rig.run(5, 100);
    rig.test = null;
    rig.run(1, 100);
    expect(testing(rig, 'heater').output('heater')).toMatchObject({ on: true, reason: 'test' });
  });

  it('counts as a switch of a contactor, whose shortest pause holds afterwards', () => {
    const rig = testing(idle({ cooler: null }), 'heater');
    rig.run(5, 100);
    rig.test = null;
    rig.step(100);
    rig.control({ mode: 'manual', manualHeatPct: 100 });
    expect(rig.secondsUntilOn('heater')).toBe(10);
  });

  it('is not heard in another mode', () => {
    for (const mode of ['auto', 'manual'] as const) {
      const rig = new LoopRig({ control: { mode } });
      rig.step();
      expect(testing(rig, 'heater').output('heater')).toMatchObject({ on: false });
    }
  });

  it('waits for a compressor that has just run', () => {
    const rig = new LoopRig();
    rig.spC = 10;
    rig.run(400);
    rig.control({ mode: 'off' });
    rig.run(60);
    expect(testing(rig, 'cooler').output('cooler')).toMatchObject({ on: false, reason: 'min-off-time' });
    rig.test = null;
    rig.run(300);
    expect(testing(rig, 'cooler').output('cooler')).toMatchObject({ on: true, reason: 'test' });
  });

  it('is a run of the compressor: stored on and off, and its rest begins anew', () => {
    const rig = testing(idle(), 'cooler');
    rig.run(5, 100);
    rig.test = null;
    rig.step(100);
    expect(rig.commits.map(({ pointId, on }) => [pointId, on])).toEqual([
      [coolerId, true],
      [coolerId, false],
    ]);
    rig.run(200);
    const again = testing(rig, 'cooler').output('cooler');
    expect(again).toMatchObject({ on: false, reason: 'min-off-time' });
    expect(again.remainingS).toBeGreaterThan(95);
  });

  it('of the heater waits for the change-over after a compressor', () => {
    const rig = testing(idle(), 'cooler');
    rig.test = null;
    rig.run(310);
    expect(testing(rig, 'heater').output('heater')).toMatchObject({ on: false, reason: 'changeover' });
  });

  it('stops at once for the emergency stop, a lost device, too much heat and a bad sensor', () => {
    const hot = testing(idle(), 'heater');
    hot.show('chamber', 40);
    hot.step(100);
    expect(hot.output('heater')).toMatchObject({ on: false, reason: 'over-temperature' });
    const blind = testing(idle(), 'heater');
    blind.lose('beer');
    blind.step(100);
    expect(blind.output('heater')).toMatchObject({ on: false, reason: 'sensor-bad' });
    const stopped = testing(idle(), 'cooler');
    stopped.emergencyStop = true;
    stopped.step(100);
    expect(stopped.output('cooler')).toMatchObject({ on: false, reason: 'emergency-stop' });
    const lost = testing(idle(), 'cooler');
    lost.link('cooler', 'lost');
    lost.step(100);
    expect(lost.output('cooler')).toMatchObject({ on: false, reason: 'device-lost' });
  });

  it('of a heater goes without sensors where the vessel has none', () => {
    expect(testing(idle({ sensors: [] }), 'heater').output('heater')).toMatchObject({ on: true });
  });

  it('leaves nothing behind that a controller would go on from', () => {
    const tested = testing(idle({ algorithm: { kind: 'pid', kpPctPerC: 10, tiS: 100, tdS: 0 } }), 'heater');
    const plain = idle({ algorithm: { kind: 'pid', kpPctPerC: 10, tiS: 100, tdS: 0 } });
    plain.step(100);
    for (const rig of [tested, plain]) {
      rig.test = null;
      rig.control({ mode: 'manual' });
      rig.step(100);
      rig.control({ mode: 'auto' });
      rig.spC = 22;
      rig.run(3);
    }
    expect(tested.output('heater').wantedPct).toBe(plain.output('heater').wantedPct);
  });
});

describe('the test of an output that no vessel has', () => {
  const compressor: LoopActuator = { pointId: coolerId, kind: 'compressor', link: 'connected' };
  const start = 1_000_000;
  const rested: SwitchRecord = { pointId: coolerId, on: false, atMs: WALL_MS - 3_600_000 };
  const step = (
    track: ReturnType<typeof looseTrack>,
    tested: boolean,
    nowMs: number,
    change: { actuator?: LoopActuator; emergencyStop?: boolean } = {},
  ) => stepLooseOutput(track, { actuator: compressor, tested, emergencyStop: false, ...change }, nowMs);

  it('passes the same protection times, and is stored before and after', () => {
    let { track, verdict, commit } = step(looseTrack(compressor, [rested], start, WALL_MS), true, start);
    expect(verdict).toMatchObject({ outPct: 100, reason: 'test' });
    expect(commit).toEqual({ on: true });
    ({ track, verdict, commit } = step(track, false, start + 5000));
    expect(verdict).toMatchObject({ outPct: 0 });
    expect(commit).toEqual({ on: false });
    ({ track, verdict, commit } = step(track, true, start + 6000));
    expect(verdict).toEqual({ outPct: 0, reason: 'min-off-time', remainingS: 299 });
    expect(commit).toBeNull();
  });

  it('of a compressor that nothing is known about waits, and that of a heater does not', () => {
    expect(step(looseTrack(compressor, [], start, WALL_MS), true, start).verdict.reason).toBe('min-off-time');
    const heater: LoopActuator = { pointId: heaterId, kind: 'contactor', link: 'connected' };
    const { verdict, commit } = step(looseTrack(heater, [], start, WALL_MS), true, start, {
      actuator: heater,
    });
    expect(verdict).toMatchObject({ outPct: 100, reason: 'test' });
    expect(commit).toEqual({ on: true });
  });

  it('that was on when the console died is off for certain only when its device is heard', () => {
    const was: SwitchRecord = { pointId: coolerId, on: true, atMs: WALL_MS - 3_600_000 };
    const away: LoopActuator = { ...compressor, link: 'connecting' };
    let { track, commit } = step(looseTrack(compressor, [was], start, WALL_MS), false, start, {
      actuator: away,
    });
    expect(commit).toBeNull();
    ({ track, commit } = step(track, false, start + 60_000));
    expect(commit).toEqual({ on: false });
    expect(step(track, true, start + 61_000).verdict).toMatchObject({ remainingS: 299 });
  });

  it('stops for the emergency stop, and when the loop stood still', () => {
    const { track } = step(looseTrack(compressor, [rested], start, WALL_MS), true, start);
    expect(step(track, true, start + 100, { emergencyStop: true }).verdict.outPct).toBe(0);
    expect(step(track, true, start + 20_000).verdict.reason).toBe('min-off-time');
  });
});
