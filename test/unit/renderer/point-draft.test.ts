import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeOf,
  configOf,
  draftOf,
  emptyDraft,
  problemsOf,
} from '#renderer/features/devices/point-draft.ts';
import { isGood, valueWords } from '#renderer/features/devices/point-value.ts';
import { explainOutputKind, kindsOf, offsetWords } from '#renderer/features/devices/point-words.ts';
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
    const draft = { ...emptyDraft('temperature'), name: ' Mash ', address: ' 28-01 ', offset: '-0,9' };
    expect(problemsOf(draft, [], 'F')).toEqual({});
    expect(configOf(draft, deviceId, 'F')).toEqual({
      kind: 'temperature',
      name: 'Mash',
      address: '28-01',
      deviceId,
      offsetC: -0.5,
    });
    expect(configOf({ ...emptyDraft('input'), name: 'Float', address: '3' }, deviceId, 'C')).toEqual({
      kind: 'input',
      name: 'Float',
      address: '3',
      deviceId,
      inverted: false,
    });
  });

  it('says at each field what is wrong', () => {
    expect(problemsOf(emptyDraft('output'), [], 'C')).toEqual({
      name: 'Must not be empty',
      address: 'Must not be empty',
    });
    const draft = { ...emptyDraft('temperature'), name: 'Air', address: 'beer', offset: '19' };
    expect(problemsOf(draft, [probe], 'C')).toEqual({
      address: 'This is already Beer',
      offsetC: 'At most 10 °C',
    });
    expect(problemsOf({ ...draft, offset: '19' }, [], 'F')).toEqual({ offsetC: 'At most 18 °F' });
    expect(problemsOf({ ...draft, offset: 'warm' }, [], 'F')).toEqual({ offsetC: 'Type a number' });
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

describe('a point in words', () => {
  it('has a calibration with its sign, as a difference', () => {
    expect(offsetWords(0, 'F')).toBe('none');
    expect(offsetWords(0.5, 'C')).toBe('+0.5 °C');
    expect(offsetWords(0.5, 'F')).toBe('+0.9 °F');
    expect(offsetWords(-0.25, 'C')).toBe('−0.25 °C');
  });

  it('has a value from its vessel, or by itself, or the reason why there is none', () => {
    const none = { sensor: undefined, output: undefined, alone: undefined };
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
    const quantities = fc.constantFrom('temperature', 'difference', 'watts', 'litres', 'seconds' as const);
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
