import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubjectFacts } from '#main/control/alarm-condition.ts';
import { initialRule, type RuleState, stepRule } from '#main/control/alarm-rule-step.ts';
import { ruleAdvice, ruleMessage } from '#main/control/alarm-rule-words.ts';
import type { AlarmCondition, AlarmRule } from '#shared/domain/alarm-rule.ts';
import type { DeviceId, PointId, VesselId } from '#shared/domain/ids.ts';

const point = { kind: 'point', id: 'beer' as PointId } as const;
const vessel = { kind: 'vessel', id: 'keller' as VesselId } as const;
const device = { kind: 'device', id: 'board' as DeviceId } as const;
const above: AlarmCondition = { when: 'above', subject: point, limitC: 24, hysteresisC: 0.5 };
const deviation: AlarmCondition = { when: 'deviation', subject: vessel, bandC: 1, hysteresisC: 0.25 };
const notReached: AlarmCondition = { when: 'not-reached', subject: vessel, withinS: 600 };
const silent: AlarmCondition = { when: 'silent', subject: point, forS: 60 };

/** A rule in the hands of a test, which says what is known in each second. */
class RuleRig {
  state: RuleState;
  raised = 0;
  private readonly rule: Pick<AlarmRule, 'condition' | 'onDelayS' | 'offDelayS'>;
  private nowMs = 0;

  constructor(
    condition: AlarmCondition,
    options: { readonly onDelayS?: number; readonly offDelayS?: number; readonly stands?: boolean } = {},
  ) {
    this.rule = { condition, onDelayS: options.onDelayS ?? 0, offDelayS: options.offDelayS ?? 0 };
    this.state = initialRule(this.rule, options.stands ?? false);
  }

  /** @returns whether the alarm stands after these seconds. */
  pass(facts: Partial<SubjectFacts>, seconds = 1): boolean {
    for (let i = 0; i < seconds; i += 1) {
      this.nowMs += 1000;
      const before = this.state.stands;
      this.state = stepRule(this.state, this.rule, { ...unknown, ...facts }, this.nowMs);
      if (this.state.stands && !before) this.raised += 1;
    }
    return this.state.stands;
  }

  /** A temperature that moves evenly from one value to another. */
  ramp(fromC: number, toC: number, seconds: number): boolean {
    for (let i = 1; i <= seconds; i += 1) this.pass({ value: fromC + ((toC - fromC) * i) / seconds });
    return this.state.stands;
  }
}

const unknown: SubjectFacts = {
  value: null,
  of: 'beer',
  driven: true,
  regulated: false,
  spC: null,
  boils: false,
};
const inAuto = (value: number | null, spC: number): Partial<SubjectFacts> => ({
  value,
  spC,
  regulated: true,
});

describe('a limit', () => {
  it('is passed when the value is beyond it, and over when it has come back by the hysteresis', () => {
    const rig = new RuleRig(above);
    const seen = [24, 24.1, 23.6, 23.51, 23.5, 23.9, 24, 24.01].map((value) => rig.pass({ value }));
    expect(seen).toEqual([false, true, true, true, false, false, false, true]);
  });

  it('holds from below in the same way', () => {
    const rig = new RuleRig({ ...above, when: 'below', limitC: 2 });
    const seen = [2, 1.9, 2.4, 2.5].map((value) => rig.pass({ value }));
    expect(seen).toEqual([false, true, true, false]);
  });

  it('is not believed before the delay has passed, nor over before the other one', () => {
    const rig = new RuleRig(above, { onDelayS: 10, offDelayS: 5 });
    expect(rig.pass({ value: 25 }, 10)).toBe(false);
    expect(rig.pass({ value: 25 })).toBe(true);
    expect(rig.pass({ value: 20 }, 5)).toBe(true);
    expect(rig.pass({ value: 20 })).toBe(false);
  });

  it('begins its delay anew when the value comes back', () => {
    const rig = new RuleRig(above, { onDelayS: 10 });
    rig.pass({ value: 25 }, 9);
    rig.pass({ value: 20 });
    expect(rig.pass({ value: 25 }, 10)).toBe(false);
  });

  it('is neither raised nor ended by bad readings, whose time does not count', () => {
    const rig = new RuleRig(above, { onDelayS: 10, offDelayS: 10 });
    rig.pass({ value: 25 }, 5);
    expect(rig.pass({ value: null }, 3600)).toBe(false);
    expect(rig.pass({ value: 25 }, 5)).toBe(false);
    expect(rig.pass({ value: 25 })).toBe(true);
    expect(rig.pass({ value: null }, 3600)).toBe(true);
    expect(rig.pass({ value: 20 }, 10)).toBe(true);
    expect(rig.pass({ value: 20 })).toBe(false);
  });

  it('stands over a restart until the value is known to be back', () => {
    const rig = new RuleRig(above, { stands: true });
    expect(rig.pass({ value: null }, 60)).toBe(true);
    expect(rig.pass({ value: 23.7 })).toBe(true);
    expect(rig.pass({ value: 23.4 })).toBe(false);
  });

  it('is not watched where simulated time drives nothing', () => {
    const rig = new RuleRig(silent);
    expect(rig.pass({ driven: false }, 3600)).toBe(false);
    expect(rig.pass({ value: null }, 61)).toBe(true);
    expect(rig.pass({ driven: false }, 3600)).toBe(true);
  });

  it('is raised once by noise that is smaller than the hysteresis, wherever the noise lies', () => {
    const noise = fc.array(fc.double({ min: 0, max: 0.499, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.double({ min: 23.4, max: 24.6, noNaN: true }), noise, (fromC, values) => {
        const rig = new RuleRig(above);
        for (const each of values) rig.pass({ value: fromC + each });
        expect(rig.raised).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('changes no more often than its delays allow, whatever is read', () => {
    const readings = fc.array(fc.oneof(fc.double({ min: 20, max: 30, noNaN: true }), fc.constant(null)), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(readings, (values) => {
        const rig = new RuleRig(above, { onDelayS: 10, offDelayS: 20 });
        for (const value of values) rig.pass({ value });
        expect(rig.raised).toBeLessThanOrEqual(Math.ceil(values.length / 30));
      }),
    );
  });
});

describe('a deviation', () => {
  it('is measured from the setpoint in force, on both sides, also while a profile moves it', () => {
    const rig = new RuleRig(deviation);
    expect(rig.pass(inAuto(18.9, 18))).toBe(false);
    expect(rig.pass(inAuto(18.9, 17.8))).toBe(true);
    expect(rig.pass(inAuto(18.6, 17.8))).toBe(true);
    expect(rig.pass(inAuto(18.5, 17.8))).toBe(false);
    expect(rig.pass(inAuto(16.7, 17.8))).toBe(true);
  });

  it('is over when the vessel is not in auto, or has no setpoint, and not because nothing is known', () => {
    const rig = new RuleRig(deviation);
    rig.pass(inAuto(25, 18));
    expect(rig.pass(inAuto(null, 18), 60)).toBe(true);
    // A board that is away says nothing at all.
    expect(rig.pass({ regulated: true }, 60)).toBe(true);
    expect(rig.pass({ value: 25 })).toBe(false);
    rig.pass(inAuto(25, 18));
    expect(rig.pass({ value: 25, regulated: true })).toBe(false);
  });
});

describe('a rate', () => {
  const rising: AlarmCondition = {
    when: 'rate',
    subject: point,
    direction: 'rising',
    cPerH: 10,
    overS: 600,
  };
  /** What a DS18B20 shows of it, °C. */
  const stepped = (valueC: number): number => Math.round(valueC * 16) / 16;

  it('is known after the window, and holds when it is passed', () => {
    const rig = new RuleRig(rising);
    expect(rig.ramp(20, 20 + 12 / 12, 300)).toBe(false);
    expect(rig.ramp(21, 21 + 12 / 12, 300)).toBe(true);
    // Nine tenths of the limit are not passed any more.
    expect(rig.ramp(22, 22 + 8 / 6, 600)).toBe(false);
  });

  it.each([
    ['falling', 20, 18, true],
    ['falling', 18, 20, false],
    ['rising', 20, 18, false],
    ['either', 20, 18, true],
    ['either', 18, 20, true],
  ] as const)('in the direction %s goes from %d to %d: %s', (direction, fromC, toC, holds) => {
    const rig = new RuleRig({ ...rising, direction });
    expect(rig.ramp(fromC, toC, 600)).toBe(holds);
  });

  it('is not seen in the steps of a sensor, nor in one reading that jumps', () => {
    const rig = new RuleRig({ ...rising, direction: 'either', cPerH: 2 });
    for (let i = 0; i < 3600; i += 1) rig.pass({ value: stepped(20 + (0.9 * i) / 3600) });
    expect(rig.raised).toBe(0);
    rig.pass({ value: 26 });
    for (let i = 0; i < 1200; i += 1) rig.pass({ value: stepped(20.9) });
    expect(rig.raised).toBe(0);
  });

  it('begins anew with another sensor, whose step is no rate', () => {
    const rig = new RuleRig({ ...rising, direction: 'either' });
    rig.pass({ value: 20, of: 'beer' }, 900);
    rig.pass({ value: 4, of: 'air' }, 900);
    expect(rig.raised).toBe(0);
  });

  it('says nothing while the sensor is bad, nor until the window is covered again', () => {
    const rig = new RuleRig(rising);
    rig.ramp(20, 24, 600);
    expect(rig.pass({ value: null }, 1200)).toBe(true);
    expect(rig.pass({ value: 24 }, 300)).toBe(true);
    expect(rig.pass({ value: 24 }, 300)).toBe(false);
  });

  it('keeps a bounded memory however fast time runs and however long the window is', () => {
    const rig = new RuleRig({ ...rising, overS: 21_600 });
    for (let i = 0; i < 100_000; i += 1) rig.pass({ value: 20 + Math.sin(i / 1000) });
    expect(JSON.stringify(rig.state).length).toBeLessThan(5000);
  });

  it('finds the slope of any straight line', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.integer({ min: 60, max: 3600 }),
        (cPerH, overS) => {
          const limit = Math.max(0.1, Math.abs(cPerH) * 0.99);
          const rig = new RuleRig({ ...rising, direction: 'either', cPerH: limit, overS });
          const stands = rig.ramp(20, 20 + (cPerH * 1.1 * overS) / 3600, Math.round(overS * 1.1));
          expect(stands).toBe(Math.abs(cPerH) > limit);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('a setpoint that is not reached', () => {
  it('is one that was given long enough ago, and is over when it is reached', () => {
    const rig = new RuleRig(notReached);
    expect(rig.pass(inAuto(20, 66), 600)).toBe(false);
    expect(rig.pass(inAuto(40, 66))).toBe(true);
    expect(rig.pass(inAuto(65.5, 66))).toBe(false);
  });

  it('gives a setpoint that jumps its own time', () => {
    const rig = new RuleRig(notReached);
    rig.pass(inAuto(20, 66), 601);
    expect(rig.pass(inAuto(40, 72))).toBe(false);
    expect(rig.pass(inAuto(40, 72), 600)).toBe(true);
  });

  it('counts along a ramp from when the vessel has fallen behind', () => {
    const rig = new RuleRig(notReached);
    rig.pass(inAuto(20, 20));
    // One degree in 20 minutes: the setpoint is half a degree away after ten.
    for (let i = 1; i <= 1190; i += 1) rig.pass(inAuto(20, 20 - i / 1200));
    expect(rig.state.stands).toBe(false);
    for (let i = 1190; i <= 1300; i += 1) rig.pass(inAuto(20, 20 - i / 1200));
    expect(rig.state.stands).toBe(true);
  });

  it('does not blame a vessel that leaves a setpoint which it had reached', () => {
    const rig = new RuleRig(notReached);
    rig.pass(inAuto(20, 20));
    expect(rig.pass(inAuto(22, 20), 3600)).toBe(false);
  });

  it('does not count time without a reading, and ends with the regulation', () => {
    const rig = new RuleRig(notReached);
    rig.pass(inAuto(20, 66), 590);
    expect(rig.pass(inAuto(null, 66), 600)).toBe(false);
    expect(rig.pass({ regulated: true }, 600)).toBe(false);
    expect(rig.pass(inAuto(20, 66), 9)).toBe(false);
    expect(rig.pass(inAuto(20, 66), 2)).toBe(true);
    expect(rig.pass({ value: 20 })).toBe(false);
  });

  it('is reached by a kettle that boils', () => {
    const seen = [true, false].map((boils) =>
      new RuleRig(notReached).pass({ ...inAuto(97, 100), boils }, 700),
    );
    expect(seen).toEqual([false, true]);
  });

  it('stands over a restart until it is reached', () => {
    const rig = new RuleRig(notReached, { stands: true });
    expect(rig.pass(inAuto(null, 66), 10)).toBe(true);
    expect(rig.pass(inAuto(40, 66), 10)).toBe(true);
    expect(rig.pass(inAuto(66, 66))).toBe(false);
  });
});

describe('silence', () => {
  it('is no good reading for so long, and ends with the first one', () => {
    const rig = new RuleRig(silent);
    expect(rig.pass({ value: null }, 60)).toBe(false);
    expect(rig.pass({ value: null })).toBe(true);
    expect(rig.pass({ value: 20 })).toBe(false);
  });

  it('stands over a restart until something is heard', () => {
    const rig = new RuleRig(silent, { stands: true });
    expect(rig.pass({ value: null }, 3)).toBe(true);
    expect(rig.pass({ value: 20 })).toBe(false);
  });
});

describe('an input', () => {
  it.each([
    ['on', 1, true],
    ['on', 0, false],
    ['off', 0, true],
    ['off', 1, false],
  ] as const)('that alarms when it is %s reads %d: %s', (is, value, holds) => {
    expect(new RuleRig({ when: 'input', subject: point, is }).pass({ value })).toBe(holds);
  });

  it('that cannot be read changes nothing', () => {
    const rig = new RuleRig({ when: 'input', subject: point, is: 'off' });
    expect(rig.pass({ value: null }, 60)).toBe(false);
  });
});

describe('the words of a rule', () => {
  const conditions: readonly (readonly [AlarmCondition, Partial<SubjectFacts>, string])[] = [
    [above, { value: 24.34 }, 'Beer is at 24.3 °C, above 24 °C'],
    [{ ...above, when: 'below' }, { value: 2 }, 'Beer is at 2 °C, below 24 °C'],
    [deviation, inAuto(20, 18), 'Beer is at 20 °C, more than 1 °C from its setpoint of 18 °C'],
    [notReached, inAuto(20, 66), 'Beer is at 20 °C: its setpoint of 66 °C is not reached after 10 min'],
    [{ when: 'input', subject: point, is: 'off' }, { value: 0 }, 'Beer is off'],
    [silent, {}, 'Beer has had no good reading for 1 min'],
    [{ ...silent, subject: device }, {}, 'Beer has had no connection for 1 min'],
  ];

  it.each(conditions)('%j', (condition, facts, text) => {
    const rig = new RuleRig(condition);
    rig.pass(facts);
    const words = ruleMessage({ name: 'Watch', condition }, 'Beer', { ...unknown, ...facts }, rig.state);
    expect(words).toBe(`Watch: ${text}`);
    const advice = ruleAdvice(condition);
    expect(advice.consequence.length > 10 && advice.response.length > 10).toBe(true);
  });

  it('tell how fast it is', () => {
    const condition: AlarmCondition = {
      when: 'rate',
      subject: point,
      direction: 'rising',
      cPerH: 10,
      overS: 60,
    };
    const rig = new RuleRig(condition);
    rig.ramp(20, 20.5, 60);
    const words = ruleMessage({ name: 'Runaway', condition }, 'Mash', { ...unknown, value: 20.5 }, rig.state);
    expect(words).toBe('Runaway: Mash rises by 30 °C an hour, faster than 10 °C an hour');
  });
});
