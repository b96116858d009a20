import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeOf,
  configOf,
  draftOf,
  emptyDraft,
  problemsOf,
} from '#renderer/features/devices/point-draft.ts';
import {
  areUsual,
  explainSmoothing,
  type TypedRules,
  typedRules,
} from '#renderer/features/devices/point-readings.ts';
import { isGood, valueWords } from '#renderer/features/devices/point-value.ts';
import {
  explainOutputKind,
  kindsOf,
  offsetWords,
  smoothedWords,
} from '#renderer/features/devices/point-words.ts';
import { parseQuantity, quantityInText, showQuantity } from '#renderer/ui/quantity.ts';
import { driverSchema } from '#shared/domain/device.ts';
import { deviceIdSchema } from '#shared/domain/ids.ts';
import { pointSchema, type TemperaturePoint, usualReadingRules } from '#shared/domain/point.ts';
import { pointStateSchema } from '#shared/domain/vessel-state.ts';

const deviceId = deviceIdSchema.parse('d1');
const probe = pointSchema.parse({
  id: 'p1',
  name: 'Beer',
  deviceId,
  address: 'beer',
  kind: 'temperature',
  offsetC: 0.25,
  readings: usualReadingRules,
}) as TemperaturePoint;
const relay = pointSchema.parse({
  id: 'p2',
  name: 'Belt',
  deviceId,
  address: 'pin 2',
  kind: 'output',
  outputKind: 'ssr',
});

describe('a point as it is typed', () => {
  it('is a point when nothing is wrong with it', () => {
    const draft = { ...emptyDraft('temperature', 'F'), name: ' Mash ', address: ' 28-01 ', offset: '-0,9' };
    expect(problemsOf(draft, [], 'F')).toEqual({});
    expect(configOf(draft, deviceId, 'F')).toEqual({
      kind: 'temperature',
      name: 'Mash',
      address: '28-01',
      deviceId,
      offsetC: -0.5,
      readings: usualReadingRules,
    });
    expect(configOf({ ...emptyDraft('input', 'C'), name: 'Float', address: '3' }, deviceId, 'C')).toEqual({
      kind: 'input',
      name: 'Float',
      address: '3',
      deviceId,
      inverted: false,
    });
  });

  it('says at each field what is wrong', () => {
    expect(problemsOf(emptyDraft('output', 'C'), [], 'C')).toEqual({
      name: 'Must not be empty',
      address: 'Must not be empty',
    });
    const draft = { ...emptyDraft('temperature', 'C'), name: 'Air', address: 'beer', offset: '19' };
    expect(problemsOf(draft, [probe], 'C')).toEqual({
      address: 'This is already Beer',
      offsetC: 'At most 10 °C',
    });
    const inF = { ...draft, rules: typedRules(usualReadingRules, 'F') };
    expect(problemsOf({ ...inF, offset: '19' }, [], 'F')).toEqual({ offsetC: 'At most 18 °F' });
    expect(problemsOf({ ...inF, offset: 'warm' }, [], 'F')).toEqual({ offsetC: 'Type a number' });
    expect(() => configOf({ ...draft, offset: 'warm' }, deviceId, 'C')).toThrow('wrong offset');
  });

  it('changes only what was changed', () => {
    expect(changeOf(probe, draftOf(probe, 'F'), 'F')).toEqual({});
    expect(changeOf(probe, { ...draftOf(probe, 'C'), offset: '1' }, 'C')).toEqual({ offsetC: 1 });
    expect(changeOf(relay, { ...draftOf(relay, 'C'), name: 'Mat', outputKind: 'contactor' }, 'C')).toEqual({
      name: 'Mat',
      outputKind: 'contactor',
    });
    // An offset that is shown rounded stays exact while only the name changes.
    const fine = { ...probe, offsetC: 1 / 3 };
    expect(changeOf(fine, { ...draftOf(fine, 'F'), name: 'Ale' }, 'F')).toEqual({ name: 'Ale' });
  });
});

describe('how the readings of a point are judged', () => {
  const typed = (change: Partial<TypedRules>, unit: 'C' | 'F' = 'C') => {
    const draft = draftOf(probe, unit);
    return { ...draft, rules: { ...draft.rules, ...change } };
  };

  it('is typed in the shown unit: the range as temperatures, the pace as a difference', () => {
    expect(draftOf(probe, 'F').rules).toEqual({
      minC: '-67',
      maxC: '302',
      maxRateCPerS: '14.4',
      smoothingS: '0',
    });
    const change = { minC: '32', maxC: '212', maxRateCPerS: '1,8', smoothingS: '30' };
    expect(changeOf(probe, typed(change, 'F'), 'F')).toEqual({
      readings: { minC: 0, maxC: 100, maxRateCPerS: 1, smoothingS: 30 },
    });
    const draft = { ...emptyDraft('temperature', 'C'), name: 'Wort', address: '28-02' };
    const config = configOf({ ...draft, rules: { ...draft.rules, smoothingS: '5' } }, deviceId, 'C');
    expect(config).toMatchObject({ readings: { ...usualReadingRules, smoothingS: 5 } });
  });

  it('says at each number what is wrong', () => {
    expect(problemsOf(typed({ smoothingS: '601', maxRateCPerS: '0' }), [], 'C')).toEqual({
      'readings.smoothingS': 'At most 600 s',
      'readings.maxRateCPerS': 'At least 0.05 °C/s',
    });
    expect(problemsOf(typed({ minC: 'cold', maxC: '400' }, 'F'), [], 'F')).toEqual({
      'readings.minC': 'Type a number',
      'readings.maxC': 'At most 392 °F',
    });
    expect(problemsOf(typed({ minC: '20', maxC: '20' }), [], 'C')).toEqual({
      'readings.maxC': 'Must be above the lowest',
    });
    expect(() => changeOf(probe, typed({ minC: 'cold' }), 'C')).toThrow('wrong rules');
  });

  it('keeps each number exactly that nobody has touched', () => {
    const fine = { ...probe, readings: { ...usualReadingRules, maxC: 100 / 3, maxRateCPerS: 1 / 3 } };
    expect(changeOf(fine, draftOf(fine, 'F'), 'F')).toEqual({});
    const draft = draftOf(fine, 'F');
    const change = changeOf(fine, { ...draft, rules: { ...draft.rules, smoothingS: '20' } }, 'F');
    expect(change).toEqual({ readings: { ...fine.readings, smoothingS: 20 } });
    // What somebody else has changed meanwhile is not changed back.
    const elsewhere = { ...fine, readings: { ...fine.readings, smoothingS: 60 } };
    expect(changeOf(elsewhere, { ...draft, name: 'Ale' }, 'F')).toEqual({ name: 'Ale' });
  });

  it('says what smoothing costs while it is typed', () => {
    expect(explainSmoothing('30', 'C')).toBe('Values come about 30 s late while the temperature changes');
    expect(explainSmoothing('600', 'C')).toBe('Values come about 10 min late while the temperature changes');
    expect(explainSmoothing('0', 'C')).toBe('Not smoothed');
    expect(explainSmoothing('', 'C')).toBeNull();
    expect(smoothedWords(probe)).toBeNull();
    expect(smoothedWords({ ...probe, readings: { ...usualReadingRules, smoothingS: 30 } })).toBe(
      'smoothed, 30 s late',
    );
  });

  it('is as usual until a number is another one', () => {
    expect(areUsual(typedRules(usualReadingRules, 'F'), 'F')).toBe(true);
    expect(areUsual({ ...typedRules(usualReadingRules, 'F'), minC: '-66' }, 'F')).toBe(false);
  });
});

describe('a point in words', () => {
  it('has a calibration with its sign, as a difference', () => {
    expect(offsetWords(0, 'F')).toBe('none');
    expect(offsetWords(0.5, 'C')).toBe('+0.5 °C');
    expect(offsetWords(0.5, 'F')).toBe('+0.9 °F');
    expect(offsetWords(-0.25, 'C')).toBe('−0.25 °C');
  });

  it('has a value from its vessel, or by itself, or the reason why there is none', () => {
    const none = { sensor: undefined, replaced: undefined, output: undefined, alone: undefined };
    const alone = pointStateSchema.parse({ type: 'point', pointId: 'p1', value: 18.04, bad: null });
    const bad = pointStateSchema.parse({ type: 'point', pointId: 'p1', value: null, bad: 'open-circuit' });
    expect(valueWords(probe, none, 'C')).toBe('–');
    expect(valueWords(probe, { ...none, alone }, 'C')).toBe('18.0 °C');
    expect(valueWords(probe, { ...none, alone: bad }, 'C')).toBe('probe does not answer');
    expect(isGood({ ...none, alone })).toBe(true);
    expect(isGood({ ...none, alone: bad })).toBe(false);
    expect(valueWords(relay, { ...none, alone: { ...alone, value: 100 } }, 'C')).toBe('On');
    expect(valueWords(relay, { ...none, alone: { ...alone, value: 0 } }, 'C')).toBe('Off');
    expect(valueWords(relay, none, 'C')).toBe('–');
  });

  it('says of a probe why its vessel reads a spare in its place', () => {
    const alone = pointStateSchema.parse({ type: 'point', pointId: 'p1', value: 18.04, bad: null });
    const known = { sensor: undefined, output: undefined, alone };
    const frozen = { ...known, replaced: { pointId: probe.id, bad: 'frozen' as const } };
    expect(valueWords(probe, frozen, 'C')).toBe('stands still although it should have been heated or cooled');
    expect(isGood(frozen)).toBe(false);
    // It is good again, and only not trusted yet.
    const again = { ...known, replaced: { pointId: probe.id, bad: null } };
    expect(valueWords(probe, again, 'C')).toBe('18.0 °C');
    expect(isGood(again)).toBe(true);
  });

  it('is of the kinds that its driver knows', () => {
    const driver = driverSchema.parse({
      name: 'x',
      title: 'X',
      kind: 'points',
      connectionHint: '',
      addressHints: { output: 'a pin' },
    });
    expect(kindsOf(driver)).toEqual(['output']);
    expect(kindsOf({ ...driver, addressHints: null })).toEqual(['temperature', 'output', 'input']);
    expect(kindsOf({ ...driver, kind: 'feed', addressHints: null })).toEqual(['temperature', 'input']);
  });

  it('says how an output is switched', () => {
    expect(explainOutputKind('compressor')).toContain('rests 5 min after each run, and runs for 3 min');
    expect(explainOutputKind('contactor')).toContain('in pulses of 10 s or more');
    expect(explainOutputKind('ssr')).toContain('within 2 s, in pulses of 0.1 s');
  });
});

describe('a typed number', () => {
  it('is read as it was shown, in both units', () => {
    const quantities = fc.constantFrom(
      'temperature',
      'difference',
      'differencePerSecond',
      'watts',
      'litres',
      'seconds' as const,
    );
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 110, noNaN: true }),
        quantities,
        fc.constantFrom('C', 'F' as const),
        (value, quantity, unit) => {
          const shown = showQuantity(value, quantity, unit);
          const parsed = parseQuantity(shown, quantity, unit, { min: value, max: value });
          expect(parsed).toEqual({ ok: true, value });
        },
      ),
    );
  });

  it('has its unit and a true minus in running text', () => {
    expect(quantityInText(-0.5, 'difference', 'F')).toBe('−0.9 °F');
    expect(quantityInText(25, 'litres', 'C')).toBe('25 L');
    expect(quantityInText(12, 'number', 'C')).toBe('12');
  });
});
