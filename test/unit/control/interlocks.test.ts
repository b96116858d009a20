import { describe, expect, it } from 'vitest';
import { CHANGEOVER_S } from '#main/control/interlocks.ts';
import type { Link } from '#shared/domain/device.ts';
import { beerId, coolerId, heaterId, LoopRig, restedRecords, WALL_MS } from './loop-rig.ts';

/** A rig whose heater runs. */
function heating(options: ConstructorParameters<typeof LoopRig>[0] = {}): LoopRig {
  const rig = new LoopRig(options);
  rig.spC = 25;
  rig.run(30);
  expect(rig.output('heater')).toMatchObject({ on: true, reason: 'regulating' });
  return rig;
}

/** A rig whose cooler has run for `seconds`. */
function cooling(seconds: number, options: ConstructorParameters<typeof LoopRig>[0] = {}): LoopRig {
  const rig = new LoopRig(options);
  rig.spC = 15;
  rig.run(seconds);
  expect(rig.output('cooler')).toMatchObject({ on: true, reason: 'regulating' });
  return rig;
}

const off = (reason: string) => ({ on: false, outPct: 0, reason });

describe('the emergency stop', () => {
  it('switches off in the same step, a compressor in its shortest run as well', () => {
    const hot = heating();
    hot.emergencyStop = true;
    hot.step();
    expect(hot.output('heater')).toMatchObject(off('emergency-stop'));
    const cold = cooling(10);
    cold.emergencyStop = true;
    cold.step();
    expect(cold.output('cooler')).toMatchObject(off('emergency-stop'));
  });

  it('is the reason that is told before every other', () => {
    const rig = heating();
    rig.emergencyStop = true;
    rig.link('heater', 'lost');
    rig.lose('beer');
    rig.control({ mode: 'off' });
    rig.step();
    expect(rig.output('heater').reason).toBe('emergency-stop');
  });

  it('lets the compressor rest afterwards', () => {
    const rig = cooling(10);
    rig.emergencyStop = true;
    rig.step();
    rig.emergencyStop = false;
    rig.step();
    expect(rig.output('cooler')).toMatchObject(off('min-off-time'));
    expect(rig.secondsUntilOn('cooler')).toBe(299);
  });
});

describe('a device that does not follow', () => {
  it.each<[Link, string]>([
    ['connecting', 'device-lost'],
    ['lost', 'device-lost'],
    ['not-driven', 'not-driven'],
  ])('whose link is %s keeps its output off: %s', (link, reason) => {
    const rig = heating();
    rig.link('heater', link);
    rig.control({ mode: 'off' });
    rig.lose('beer');
    rig.step();
    expect(rig.output('heater')).toMatchObject(off(reason));
  });

  it('may have left its compressor on: the rest begins when it is heard again', () => {
    const rig = cooling(200);
    rig.link('cooler', 'lost');
    rig.run(400);
    expect(rig.output('cooler')).toMatchObject(off('device-lost'));
    rig.link('cooler', 'connected');
    rig.step();
    expect(rig.output('cooler')).toMatchObject(off('min-off-time'));
    expect(rig.secondsUntilOn('cooler')).toBeGreaterThanOrEqual(299);
  });

  it('that was off when it was lost owes no rest', () => {
    const rig = new LoopRig();
    rig.step();
    rig.link('cooler', 'lost');
    rig.run(400);
    rig.link('cooler', 'connected');
    rig.spC = 15;
    rig.step();
    expect(rig.output('cooler').on).toBe(true);
  });
});

describe('mode off', () => {
  it('switches off at once and hides a bad sensor', () => {
    const rig = cooling(10);
    rig.control({ mode: 'off' });
    rig.lose('beer');
    rig.step();
    expect(rig.output('cooler')).toMatchObject(off('mode-off'));
    expect(rig.output('heater')).toMatchObject(off('mode-off'));
  });
});

describe('a sensor that is bad', () => {
  const cascade = {
    kind: 'cascade',
    kpCPerC: 5,
    tiS: null,
    tdS: 0,
    chamberMinC: 0,
    chamberMaxC: 35,
    deadBandC: 1,
  } as const;
  const cases = [
    // what is regulated, what is lost, whether heater and cooler are stopped by it
    ['beer', 'hysteresis', 'beer', true, true],
    ['beer', 'hysteresis', 'chamber', true, false],
    ['beer', 'cascade', 'chamber', true, true],
    ['chamber', 'hysteresis', 'chamber', true, true],
    ['chamber', 'cascade', 'beer', true, false],
  ] as const;

  it.each(cases)('auto %s by %s without %s', (target, algorithm, lost, heaterStops, coolerStops) => {
    for (const spC of [30, 10]) {
      const rig = new LoopRig({ control: { target } });
      if (algorithm === 'cascade') rig.algorithm(cascade);
      rig.spC = spC;
      rig.run(2);
      rig.lose(lost);
      rig.step();
      expect(rig.output('heater').reason === 'sensor-bad').toBe(heaterStops);
      expect(rig.output('cooler').reason === 'sensor-bad').toBe(coolerStops);
      expect(rig.output('heater').on).toBe(false);
      expect(rig.output('cooler').on).toBe(!coolerStops && spC === 10);
    }
  });

  it('stops the heater by hand, the cooler only when nothing is seen any more', () => {
    const rig = new LoopRig({ control: { mode: 'manual', manualHeatPct: 100 } });
    rig.run(2);
    expect(rig.output('heater').on).toBe(true);
    rig.lose('chamber');
    rig.step();
    expect(rig.output('heater')).toMatchObject(off('sensor-bad'));
    rig.control({ manualHeatPct: 0, manualCoolPct: 100 });
    rig.run(CHANGEOVER_S + 1);
    expect(rig.output('cooler').on).toBe(true);
    rig.lose('beer');
    rig.step();
    expect(rig.output('cooler')).toMatchObject(off('sensor-bad'));
  });

  it('does not matter in the room', () => {
    const rig = heating({ sensors: ['beer', 'chamber', 'room'] });
    rig.lose('room');
    rig.step();
    expect(rig.output('heater').reason).toBe('regulating');
  });

  it('is a number that is none, as well', () => {
    const rig = heating();
    rig.show('beer', Number.NaN);
    rig.step();
    expect(rig.output('heater')).toMatchObject(off('sensor-bad'));
  });

  it('is a vessel without any: by hand nothing runs', () => {
    const rig = new LoopRig({ sensors: [], control: { mode: 'manual', manualHeatPct: 100 } });
    rig.run(2);
    expect(rig.output('heater')).toMatchObject(off('sensor-bad'));
    rig.control({ manualHeatPct: 0, manualCoolPct: 100 });
    rig.run(2);
    expect(rig.output('cooler')).toMatchObject(off('sensor-bad'));
  });
});

describe('the maximum temperature', () => {
  it.each(['beer', 'chamber'] as const)('of the %s holds the heater off until it is 1 °C below', (role) => {
    const rig = new LoopRig({ control: { mode: 'manual', manualHeatPct: 100 } });
    rig.run(2);
    rig.show(role, 39.99);
    rig.step();
    expect(rig.output('heater').on).toBe(true);
    rig.show(role, 40);
    rig.step();
    expect(rig.output('heater')).toMatchObject(off('over-temperature'));
    rig.show(role, 39);
    rig.run(120);
    expect(rig.output('heater')).toMatchObject(off('over-temperature'));
    rig.show(role, 38.99);
    rig.run(12);
    expect(rig.output('heater').on).toBe(true);
  });

  it('stays passed while nothing is seen', () => {
    const rig = new LoopRig({ control: { mode: 'manual', manualHeatPct: 100 } });
    rig.show('beer', 41);
    rig.step();
    rig.lose('beer');
    rig.lose('chamber');
    rig.step();
    rig.show('beer', 39.5);
    rig.show('chamber', 20);
    rig.step();
    expect(rig.output('heater')).toMatchObject(off('over-temperature'));
  });

  it('lets the cooler run', () => {
    const rig = new LoopRig();
    rig.show('beer', 45);
    rig.run(2);
    expect(rig.output('cooler').on).toBe(true);
    expect(rig.output('heater').reason).toBe('over-temperature');
  });
});

describe('the shortest rest of a compressor', () => {
  it('counts from its last on, and the time that is left is told', () => {
    const rig = cooling(200);
    rig.control({ mode: 'off' });
    rig.step();
    rig.control({ mode: 'auto' });
    rig.run(100);
    expect(rig.output('cooler')).toMatchObject({ ...off('min-off-time'), remainingS: 200 });
    expect(rig.secondsUntilOn('cooler')).toBe(200);
  });

  const at = (secondsAgo: number, on = false) => [
    { pointId: heaterId, on: false, atMs: WALL_MS - 86_400_000 },
    { pointId: coolerId, on, atMs: WALL_MS - secondsAgo * 1000 },
  ];

  it.each([
    ['stopped 100 s ago', at(100), 200],
    ['stopped 400 s ago', at(400), 1],
    ['stopped in the future: the clock is behind', at(-50), 300],
    ['stopped years ago: the clock was wrong', at(400 * 86_400), 300],
    ['was never heard of', [], 301],
    ['was running', at(3600, true), 301],
  ])('goes on over a restart: it %s', (_, records, waitS) => {
    const rig = new LoopRig({ records });
    rig.spC = 15;
    expect(rig.secondsUntilOn('cooler')).toBe(waitS);
  });

  it('begins, for one that was running, when its device is heard again', () => {
    const rig = new LoopRig({ records: at(3600, true) });
    rig.spC = 15;
    rig.link('cooler', 'connecting');
    rig.run(1000);
    rig.link('cooler', 'connected');
    rig.step();
    expect(rig.output('cooler')).toMatchObject({ ...off('min-off-time'), remainingS: 300 });
    expect(rig.secondsUntilOn('cooler')).toBe(300);
  });

  it('is that of a new compressor when another output takes the role', () => {
    const rig = cooling(10);
    rig.actuators.cooler = { pointId: beerId, kind: 'compressor', link: 'connected' };
    rig.step();
    expect(rig.output('cooler')).toMatchObject({ ...off('min-off-time'), remainingS: 300 });
  });

  it('is none for other kinds', () => {
    const rig = new LoopRig({ cooler: 'valve', records: [] });
    rig.spC = 15;
    expect(rig.secondsUntilOn('cooler')).toBeLessThanOrEqual(11);
  });
});

describe('the shortest run of a compressor', () => {
  it('holds it on against a controller', () => {
    const rig = cooling(60);
    rig.show('beer', 10);
    rig.step();
    expect(rig.output('cooler')).toMatchObject({
      on: true,
      outPct: 100,
      reason: 'min-on-time',
      remainingS: 120,
    });
    rig.run(119);
    expect(rig.output('cooler').on).toBe(true);
    rig.step();
    expect(rig.output('cooler').on).toBe(false);
  });

  it('gives way to a person', () => {
    const rig = new LoopRig({ control: { mode: 'manual', manualCoolPct: 100 } });
    rig.run(10);
    expect(rig.output('cooler').on).toBe(true);
    rig.control({ manualCoolPct: 0 });
    rig.step();
    expect(rig.output('cooler')).toMatchObject(off('manual'));
  });

  it('keeps the heater off meanwhile, and says for how long', () => {
    const rig = cooling(60);
    rig.spC = 25;
    rig.step();
    expect(rig.output('cooler')).toMatchObject({ on: true, reason: 'min-on-time' });
    expect(rig.output('heater')).toMatchObject({ ...off('opposite-running'), remainingS: 120 });
  });
});

describe('change-over', () => {
  it('from cold to heat waits ten minutes after the last cold', () => {
    const rig = cooling(200);
    rig.spC = 25;
    rig.step();
    expect(rig.output('heater')).toMatchObject({ ...off('changeover'), remainingS: CHANGEOVER_S });
    expect(rig.secondsUntilOn('heater')).toBe(CHANGEOVER_S);
  });

  it('from heat to cold waits ten minutes after the last heat', () => {
    const rig = heating({ heater: 'pwm' });
    rig.spC = 15;
    rig.step();
    expect(rig.output('cooler')).toMatchObject({ ...off('changeover'), remainingS: CHANGEOVER_S });
    expect(rig.secondsUntilOn('cooler')).toBe(CHANGEOVER_S);
  });

  it('goes on over a restart', () => {
    const records = [
      { pointId: heaterId, on: false, atMs: WALL_MS - 100_000 },
      { pointId: coolerId, on: false, atMs: WALL_MS - 86_400_000 },
    ];
    const rig = new LoopRig({ records });
    rig.spC = 15;
    expect(rig.secondsUntilOn('cooler')).toBe(CHANGEOVER_S - 100);
  });

  it('of two waits tells the one that ends last', () => {
    const rig = new LoopRig({
      records: [
        { pointId: heaterId, on: false, atMs: WALL_MS - 400_000 },
        { pointId: coolerId, on: false, atMs: WALL_MS - 50_000 },
      ],
    });
    rig.spC = 15;
    rig.step();
    expect(rig.output('cooler')).toMatchObject({ reason: 'min-off-time', remainingS: 249 });
    rig.run(40);
    expect(rig.output('cooler').reason).toBe('min-off-time');
  });

  it('is none where nothing is a compressor', () => {
    const rig = heating({ heater: 'pwm', cooler: 'pwm' });
    rig.spC = 15;
    rig.step();
    expect(rig.output('heater').on).toBe(false);
    expect(rig.output('cooler').on).toBe(true);
  });
});

describe('heat and cold', () => {
  it('are never on together, whatever is asked by hand', () => {
    for (const cooler of ['compressor', 'pwm', 'valve', 'ssr'] as const) {
      const rig = new LoopRig({
        heater: 'ssr',
        cooler,
        control: { mode: 'manual', manualHeatPct: 60, manualCoolPct: 60 },
      });
      for (let i = 0; i < 2000; i += 1) {
        rig.step(100);
        expect(rig.output('heater').on && rig.output('cooler').on).toBe(false);
      }
    }
  });
});

describe('a setpoint that is none', () => {
  it('is a fault: everything is off', () => {
    const rig = heating();
    rig.spC = Number.NaN;
    rig.step();
    expect(rig.output('heater')).toMatchObject(off('control-fault'));
    rig.spC = null;
    rig.step();
    expect(rig.output('heater')).toMatchObject(off('control-fault'));
  });

  it('beyond the limits counts as the limit', () => {
    const rig = new LoopRig({ limits: { maxSpC: 19 }, records: restedRecords });
    rig.spC = 25;
    rig.run(2);
    expect(rig.output('cooler').on).toBe(true);
  });
});

describe('an output that was held back', () => {
  it('starts as soon as it is let go, and makes up for nothing', () => {
    const rig = new LoopRig({ heater: 'ssr', control: { mode: 'manual', manualHeatPct: 30 } });
    rig.run(2, 100);
    rig.emergencyStop = true;
    // Not a whole number of windows: by its own count it would be resting now.
    rig.run(61, 100);
    rig.emergencyStop = false;
    let onSteps = 0;
    rig.step(100);
    expect(rig.output('heater').on).toBe(true);
    for (let i = 0; i < 199; i += 1) onSteps += rig.step(100).outputs.some(({ on }) => on) ? 1 : 0;
    expect(onSteps).toBeLessThanOrEqual(61);
  });
});

describe('a loop that stood still', () => {
  it('finds its compressor off: the lease of its output has run out', () => {
    const rig = cooling(200);
    rig.step(5000);
    expect(rig.output('cooler').on).toBe(true);
    rig.step(60_000);
    expect(rig.output('cooler')).toMatchObject({ ...off('min-off-time'), remainingS: 245 });
    expect(rig.commits.at(-1)).toMatchObject({ pointId: coolerId, on: false });
  });
});
