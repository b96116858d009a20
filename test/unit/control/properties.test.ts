import fc from 'fast-check';
import { describe, it } from 'vitest';
import { describeOutput, describeVessel } from '#main/control/explain.ts';
import { CHANGEOVER_S } from '#main/control/interlocks.ts';
import type { LoopOutput, SwitchRecord } from '#main/control/loop-types.ts';
import { initialLoopState } from '#main/control/vessel-loop.ts';
import { linkSchema } from '#shared/domain/device.ts';
import type { PointId } from '#shared/domain/ids.ts';
import { type OutputKind, outputTiming } from '#shared/domain/point.ts';
import { badReasonSchema, type Reading } from '#shared/domain/reading.ts';
import type { ActuatorRole, Algorithm } from '#shared/domain/vessel.ts';
import { bad, good, LoopRig, WALL_MS } from './loop-rig.ts';

/** What the devices do with an output's writes: a write holds for the lease, and no longer. */
const LEASE_MS = 5000;

/** Runs a rig like the console does, and holds what must always be true against every step. */
class Trial {
  readonly rig: LoopRig;
  private readonly stored = new Map<PointId, SwitchRecord>();
  private readonly lastOnMs: Record<ActuatorRole, number> = { heater: -Infinity, cooler: -Infinity };
  private readonly wasOn: Record<ActuatorRole, boolean> = { heater: false, cooler: false };
  private lastMs: number;

  constructor(heater: OutputKind, cooler: OutputKind) {
    this.rig = new LoopRig({ heater, cooler });
    this.lastMs = this.rig.nowMs;
  }

  pass(ms: number): void {
    const { rig } = this;
    const { outputs, pv, commits, chamberSpC } = rig.step(ms);
    for (const { pointId, on } of commits) this.stored.set(pointId, { pointId, on, atMs: this.wallMs() });
    must(outputs.filter(({ on }) => on).length <= 1, 'heat and cold are never on together');
    must(Number.isFinite(chamberSpC ?? 0), 'the setpoint of the chamber is a number');
    for (const output of outputs) {
      this.expectSane(output);
      if (output.on) this.expectAllowed(output.role);
      this.expectRested(output);
    }
    for (const { role, on } of outputs) {
      this.wasOn[role] = on;
      if (on) this.lastOnMs[role] = rig.nowMs;
    }
    this.lastMs = rig.nowMs;
    const spC = rig.vessel.control.mode === 'auto' ? rig.spC : null;
    const facts = {
      vessel: rig.vessel,
      outputs,
      pv,
      spC,
      profileOff: rig.profileOff,
      emergencyStop: rig.emergencyStop,
      mayBeOn: [],
      nowMs: rig.nowMs,
    };
    expectWords(describeVessel(facts));
  }

  /** The console ends here and starts again `awayMs` later. */
  restart(awayMs: number): void {
    const { rig } = this;
    for (const role of ['heater', 'cooler'] as const) {
      // Until its lease runs out the device goes on.
      if (this.wasOn[role]) this.lastOnMs[role] = Math.min(rig.nowMs + awayMs, rig.nowMs + LEASE_MS);
      this.wasOn[role] = false;
    }
    rig.nowMs += awayMs;
    const records = [...this.stored.values()];
    rig.state = initialLoopState({ records, nowMs: rig.nowMs, wallMs: this.wallMs() });
    this.lastMs = rig.nowMs;
  }

  private wallMs(): number {
    return WALL_MS + this.rig.nowMs;
  }

  private expectSane(output: LoopOutput): void {
    const { outPct, wantedPct, actualPct, remainingS, on } = output;
    for (const pct of [outPct, wantedPct, actualPct]) {
      must(pct >= 0 && pct <= 100 + 1e-9, 'a percentage is within 0 and 100');
    }
    must(on === outPct > 0, 'on is more than nothing');
    if (remainingS !== null) must(remainingS > 0 && Number.isFinite(remainingS), 'what is left is some time');
    expectWords(describeOutput(output, this.rig.nowMs));
  }

  /** What is on was allowed to be on in the same step. */
  private expectAllowed(role: ActuatorRole): void {
    const { emergencyStop, actuators, vessel, readings, test } = this.rig;
    must(!emergencyStop, 'nothing is on during an emergency stop');
    must(actuators[role]?.link === 'connected', 'nothing is on at a device that does not follow');
    must(vessel.control.mode !== 'off' || test?.role === role, 'nothing is on in a vessel that is off');
    const isGood = (reading: Reading): boolean =>
      reading.quality === 'good' && Number.isFinite(reading.value);
    if (vessel.control.mode === 'auto')
      must(isGood(readings[vessel.control.target]), 'nothing is regulated blindly');
    if (role === 'cooler') return;
    for (const reading of [readings.beer, readings.chamber]) {
      must(isGood(reading), 'nothing is heated blindly');
      const tooHot = reading.quality === 'good' && reading.value >= vessel.limits.maxTempC;
      must(!tooHot, 'nothing is heated above its maximum');
    }
  }

  /** What was switched on in this step had rested long enough, and the other one as well. */
  private expectRested({ role, on }: LoopOutput): void {
    const { nowMs, actuators } = this.rig;
    const sinceMs = nowMs - this.lastMs;
    if (this.wasOn[role]) this.lastOnMs[role] = this.lastMs + Math.min(sinceMs, LEASE_MS);
    const goesOn = this.wasOn[role] && sinceMs <= LEASE_MS;
    const kind = actuators[role]?.kind ?? 'pwm';
    if (!on || goesOn) return;
    must(nowMs - this.lastOnMs[role] >= outputTiming[kind].minOffS * 1000, 'a compressor rests');
    const other = role === 'heater' ? 'cooler' : 'heater';
    const isSlow = kind === 'compressor' || actuators[other]?.kind === 'compressor';
    if (isSlow)
      must(nowMs - this.lastOnMs[other] >= CHANGEOVER_S * 1000, 'heat and cold wait for each other');
  }
}

/** @throws Error naming what does not hold. The assertions of the test runner take too long for a million steps. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

function expectWords(text: string): void {
  must(text.length > 2, 'there is a text');
  must(!/NaN|undefined|null|Infinity|°/.test(text), text);
}

/** No number in a state is NaN. */
function expectNumbers(value: unknown): void {
  if (typeof value === 'number') must(!Number.isNaN(value), 'every number in the state is one');
  else if (value instanceof Map) for (const each of value.values()) expectNumbers(each);
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) expectNumbers(each);
}

const temperature = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -20, max: 800 }).map((n) => n * 0.0625) },
  { weight: 1, arbitrary: fc.constantFrom(-1e9, 1e9, -127, 85, Number.NaN, Infinity, -Infinity, 40, 39) },
);
const reading = fc.oneof(
  { weight: 4, arbitrary: temperature.map(good) },
  { weight: 1, arbitrary: fc.constantFrom(...badReasonSchema.options).map(bad) },
);
const percent = fc.oneof(fc.constantFrom(0, 100), fc.double({ min: 0, max: 100, noNaN: true }));
const algorithm: fc.Arbitrary<Algorithm> = fc.oneof(
  fc.record({
    kind: fc.constant('hysteresis' as const),
    deadBandC: fc.double({ min: 0.05, max: 5, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('pid' as const),
    kpPctPerC: fc.double({ min: 0.1, max: 1000, noNaN: true }),
    tiS: fc.option(fc.double({ min: 1, max: 100_000, noNaN: true })),
    tdS: fc.double({ min: 0, max: 10_000, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('cascade' as const),
    kpCPerC: fc.double({ min: 0.1, max: 100, noNaN: true }),
    tiS: fc.option(fc.double({ min: 60, max: 1_000_000, noNaN: true })),
    tdS: fc.double({ min: 0, max: 100_000, noNaN: true }),
    chamberMinC: fc.double({ min: -10, max: 10, noNaN: true }),
    chamberMaxC: fc.double({ min: 11, max: 60, noNaN: true }),
    deadBandC: fc.double({ min: 0.1, max: 10, noNaN: true }),
  }),
);
const role = fc.constantFrom('heater' as const, 'cooler' as const);

/** What may happen between two stretches of time. */
const happening: fc.Arbitrary<(trial: Trial) => void> = fc.oneof(
  fc.tuple(fc.constantFrom('beer' as const, 'chamber' as const), reading).map(
    ([sensor, value]) =>
      ({ rig }: Trial) =>
        void (rig.readings[sensor] = value),
  ),
  fc.tuple(reading, reading).map(([beer, chamber]) => ({ rig }: Trial) => {
    rig.readings.beer = beer;
    rig.readings.chamber = chamber;
  }),
  fc
    .record({
      mode: fc.constantFrom('auto' as const, 'auto' as const, 'manual' as const, 'off' as const),
      target: fc.constantFrom('beer' as const, 'chamber' as const),
      manualHeatPct: percent,
      manualCoolPct: percent,
    })
    .map(
      (control) =>
        ({ rig }: Trial) =>
          rig.control(control),
    ),
  fc.option(temperature).map(
    (spC) =>
      ({ rig }: Trial) =>
        void (rig.spC = spC),
  ),
  algorithm.map(
    (next) =>
      ({ rig }: Trial) =>
        rig.algorithm(next),
  ),
  fc.tuple(role, fc.constantFrom(...linkSchema.options, 'connected' as const)).map(
    ([which, link]) =>
      ({ rig }: Trial) =>
        rig.link(which, link),
  ),
  fc.boolean().map(
    (stop) =>
      ({ rig }: Trial) =>
        void (rig.emergencyStop = stop),
  ),
  fc.option(role).map(
    (tested) =>
      ({ rig }: Trial) =>
        void (rig.test = tested && { role: tested, leftS: 5 }),
  ),
  fc.integer({ min: 0, max: 400_000 }).map((awayMs) => (trial: Trial) => trial.restart(awayMs)),
);

const passing = fc.oneof(
  { weight: 5, arbitrary: fc.record({ ms: fc.constant(1000), times: fc.integer({ min: 1, max: 400 }) }) },
  { weight: 3, arbitrary: fc.record({ ms: fc.constant(100), times: fc.integer({ min: 1, max: 100 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ ms: fc.integer({ min: 0, max: 900_000 }), times: fc.constantFrom(1, 2) }),
  },
);

const outputKind = fc.constantFrom<OutputKind>('ssr', 'contactor', 'valve', 'compressor', 'pwm');

describe('whatever happens to a vessel', () => {
  it('its outputs stay within what is safe, and explain themselves', () => {
    fc.assert(
      fc.property(
        outputKind,
        fc.oneof(
          { weight: 2, arbitrary: fc.constant<OutputKind>('compressor') },
          { weight: 1, arbitrary: outputKind },
        ),
        fc.array(fc.tuple(happening, passing), { minLength: 5, maxLength: 40 }),
        (heater, cooler, events) => {
          const trial = new Trial(heater, cooler);
          for (const [happen, { ms, times }] of events) {
            happen(trial);
            for (let i = 0; i < times; i += 1) trial.pass(ms);
            expectNumbers(trial.rig.state);
          }
        },
      ),
      { numRuns: 120 },
    );
  });
});
