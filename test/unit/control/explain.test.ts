import { describe, expect, it } from 'vitest';
import { describeOutput, describeVessel, duration } from '#main/control/explain.ts';
import type { ActuatorRole } from '#shared/domain/vessel.ts';
import { LoopRig } from './loop-rig.ts';

/** What a rig says of itself after its last step. */
function vesselText(rig: LoopRig, mayBeOn: readonly ActuatorRole[] = []): string {
  const { pv, outputs } = rig.step(0);
  const { vessel, profileOff, emergencyStop, nowMs } = rig;
  const spC = vessel.control.mode === 'auto' && profileOff === null ? rig.spC : null;
  return describeVessel({ vessel, outputs, pv, spC, profileOff, emergencyStop, mayBeOn, nowMs });
}

function outputText(rig: LoopRig, role: ActuatorRole): string {
  return describeOutput(rig.output(role), rig.nowMs);
}

function rigAt(spC: number, options: ConstructorParameters<typeof LoopRig>[0] = {}): LoopRig {
  const rig = new LoopRig(options);
  rig.spC = spC;
  rig.step();
  return rig;
}

describe('a vessel that runs', () => {
  it('says what it does and for how long', () => {
    const rig = rigAt(15);
    rig.run(190);
    expect(vesselText(rig)).toBe('Cooling for 3 min 10 s');
    expect(outputText(rig, 'cooler')).toBe('On for 3 min 10 s');
    expect(outputText(rig, 'heater')).toBe('Off: not needed');
  });

  it('says for how long a compressor must go on', () => {
    const rig = rigAt(15);
    rig.run(60);
    expect(vesselText(rig)).toBe('Cooling for 1 min, at least 2 min more');
    rig.show('beer', 10);
    rig.step();
    expect(vesselText(rig)).toBe('Cooling for 1 min 1 s, at least 1 min 59 s more');
    expect(outputText(rig, 'cooler')).toBe('On for 1 min 1 s, shortest run, 1 min 59 s left');
  });

  it('says the share of an output that pulses, on or off just now', () => {
    const rig = rigAt(20, { heater: 'ssr', control: { mode: 'manual', manualHeatPct: 25 } });
    const texts = new Set<string>();
    for (let i = 0; i < 20; i += 1) {
      rig.step(100);
      expect(vesselText(rig)).toBe('Heating by hand at 25 %');
      texts.add(outputText(rig, 'heater').replace(/ for .*/, ''));
    }
    expect([...texts].toSorted()).toEqual(['On at 25 %', 'Pulsing at 25 %, off just now']);
    rig.control({ manualHeatPct: 2.5 });
    expect(vesselText(rig)).toBe('Heating by hand at 2.5 %');
  });

  it('does not claim a share for a compressor', () => {
    const rig = rigAt(20, { control: { mode: 'manual', manualCoolPct: 30 } });
    rig.run(10);
    expect(vesselText(rig)).toBe('Cooling by hand for 10 s');
  });
});

describe('a vessel that waits', () => {
  it('says what for and how long', () => {
    const rig = rigAt(15);
    rig.run(200);
    rig.spC = 25;
    rig.step();
    expect(vesselText(rig)).toBe('Wants to heat: change-over between heat and cold, 10 min left');
    expect(outputText(rig, 'heater')).toBe('Waits: change-over between heat and cold, 10 min left');
    rig.spC = 15;
    rig.run(30);
    expect(vesselText(rig)).toBe('Wants to cool: compressor off-time, 4 min 30 s left');
  });

  it('says that the other direction is still running', () => {
    const rig = rigAt(15);
    rig.run(20);
    rig.spC = 25;
    rig.step();
    expect(outputText(rig, 'heater')).toBe('Waits: the other direction is running, 2 min 39 s left');
  });
});

describe('a vessel in trouble', () => {
  it('names the emergency stop before everything', () => {
    const rig = rigAt(25);
    rig.lose('beer');
    rig.emergencyStop = true;
    expect(vesselText(rig)).toBe('Emergency stop: outputs off');
    expect(outputText(rig, 'heater')).toBe('Off: emergency stop');
  });

  it('names a lost sensor and what it means', () => {
    const rig = rigAt(25);
    rig.lose('beer');
    expect(vesselText(rig)).toBe('Sensor lost (probe does not answer): outputs off');
    expect(outputText(rig, 'heater')).toBe('Off: a sensor that it needs is bad');
    rig.lose('beer', 'no-reading');
    expect(vesselText(rig)).toBe('Waiting for the first reading: outputs off');
    rig.lose('beer', 'device-lost');
    expect(vesselText(rig)).toBe('Device lost: outputs off');
    rig.lose('beer', 'not-driven');
    expect(vesselText(rig)).toBe('Not driven (simulated time): outputs off');
  });

  it('does not say that all is off while something runs', () => {
    const rig = rigAt(20, { control: { mode: 'manual', manualCoolPct: 100 } });
    rig.lose('beer');
    expect(vesselText(rig)).toBe('Sensor lost (probe does not answer): outputs that need it are off');
    const auto = rigAt(15);
    auto.lose('chamber');
    expect(vesselText(auto)).toBe('Sensor lost: outputs that need it are off');
  });

  it('names a lost device, the maximum temperature, and a fault', () => {
    const rig = rigAt(25);
    rig.link('heater', 'lost');
    expect(vesselText(rig)).toBe('Device lost: its outputs are off');
    rig.link('heater', 'connected');
    rig.show('chamber', 41);
    expect(vesselText(rig)).toBe('Above the maximum temperature: heater off');
    rig.spC = null;
    expect(vesselText(rig)).toBe('Fault in the control loop: outputs off');
  });
});

describe('a vessel whose outputs stay as they are while their device is away', () => {
  it('does not say that they are off, whatever else is to be said', () => {
    const rig = rigAt(25);
    rig.link('heater', 'lost');
    expect(vesselText(rig, ['heater'])).toBe('Device lost: the heater may still be on');
    expect(vesselText(rig, ['heater', 'cooler'])).toBe('Device lost: heater and cooler may still be on');
    rig.lose('beer', 'device-lost');
    expect(vesselText(rig, ['heater'])).toBe('Device lost: the heater may still be on');
    rig.control({ mode: 'off' });
    expect(vesselText(rig, ['cooler'])).toBe('Device lost: the cooler may still be on');
    rig.emergencyStop = true;
    expect(vesselText(rig, ['heater'])).toBe(
      'Emergency stop, but its device is lost: the heater may still be on',
    );
    expect(describeOutput(rig.output('heater'), rig.nowMs, true)).toBe('May still be on: device lost');
  });
});

describe('a vessel at rest', () => {
  it.each([
    [20.2, {}, 'Holding'],
    [19, { cooler: null }, 'Above the setpoint: nothing here cools'],
    [21, { heater: null }, 'Below the setpoint: nothing here heats'],
  ] as const)('at 20 °C, to be at %d °C', (spC, options, text) => {
    expect(vesselText(rigAt(spC, options))).toBe(text);
  });

  it('is on its way where the band of its controller lets it go by itself', () => {
    const wide = { algorithm: { kind: 'hysteresis', deadBandC: 5 } } as const;
    expect(vesselText(rigAt(19, wide))).toBe('Above the setpoint, coming down');
    expect(vesselText(rigAt(21, wide))).toBe('Below the setpoint, coming up');
  });

  it('is off, or in the hands of somebody who does nothing', () => {
    const rig = rigAt(20, { control: { mode: 'off' } });
    expect(vesselText(rig)).toBe('Off');
    expect(outputText(rig, 'heater')).toBe('Off: the vessel is off');
    rig.control({ mode: 'manual' });
    expect(vesselText(rig)).toBe('Manual: outputs off');
    expect(outputText(rig, 'heater')).toBe('Off: set by hand');
  });

  it('knows that the temperature is right', () => {
    expect(outputText(rigAt(20), 'cooler')).toBe('Off: the temperature is right');
  });
});

describe('a length of time in words', () => {
  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [0.1, '1 s'],
    [59.5, '1 min'],
    [61, '1 min 1 s'],
    [599, '9 min 59 s'],
    [600, '10 min'],
    [659, '10 min'],
    [3600, '1 h'],
    [5400, '1 h 30 min'],
    [172_800, '2 d 0 h'],
    [270_000, '3 d 3 h'],
  ])('%d s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
