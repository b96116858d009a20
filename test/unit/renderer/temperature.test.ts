import { describe, expect, it } from 'vitest';
import {
  differenceFromDisplay,
  differenceToDisplay,
  formatDifference,
  formatTemperature,
  fromDisplay,
  parseTemperature,
  stepTemperature,
  temperatureInText,
  toDisplay,
} from '#renderer/ui/temperature.ts';

const range = { minC: 2, maxC: 25 };

describe('temperatures in the shown unit', () => {
  it('converts temperatures with their offset and differences without', () => {
    expect(toDisplay(20, 'F')).toBe(68);
    expect(toDisplay(-10, 'F')).toBe(14);
    expect(fromDisplay(68, 'F')).toBe(20);
    expect(toDisplay(18.3, 'C')).toBe(18.3);
    expect(differenceToDisplay(0.5, 'F')).toBeCloseTo(0.9);
    expect(differenceFromDisplay(0.9, 'F')).toBeCloseTo(0.5);
    expect(formatDifference(0.5, 'F')).toBe('0.9 °F');
    expect(formatDifference(-0.5, 'C')).toBe('−0.5 °C');
  });

  it('shows a missing value as a dash and never a negative zero', () => {
    expect(formatTemperature(null, 'C')).toBe('–');
    expect(formatTemperature(-0.04, 'C')).toBe('0.0 °C');
    expect(formatTemperature(-1.26, 'C')).toBe('−1.3 °C');
    expect(temperatureInText(20, 'C')).toBe('20 °C');
    expect(temperatureInText(18.5, 'F')).toBe('65.3 °F');
  });

  it('keeps what was typed in °F to the tenth through °C and back', () => {
    for (let tenths = 140; tenths <= 2300; tenths += 1) {
      const valueC = fromDisplay(tenths / 10, 'F');
      expect(formatTemperature(valueC, 'F')).toBe(`${(tenths / 10).toFixed(1)} °F`);
    }
  });
});

describe('the stepper', () => {
  it('moves by a tenth of the shown unit', () => {
    expect(stepTemperature(18, 1, 'C')).toBe(18.1);
    expect(stepTemperature(0, -1, 'C')).toBe(-0.1);
    expect(toDisplay(stepTemperature(20, 1, 'F'), 'F')).toBeCloseTo(68.1, 3);
  });

  it('lands on whole tenths and does not drift', () => {
    expect(stepTemperature(18.04, 1, 'C')).toBe(18.1);
    let valueC = 18;
    for (let i = 0; i < 200; i += 1) valueC = stepTemperature(valueC, 1, 'F');
    expect(toDisplay(valueC, 'F')).toBeCloseTo(84.4, 3);
    for (let i = 0; i < 200; i += 1) valueC = stepTemperature(valueC, -1, 'F');
    expect(toDisplay(valueC, 'F')).toBeCloseTo(64.4, 3);
  });
});

describe('a typed temperature', () => {
  it.each([
    ['18.5', 'C', 18.5],
    ['18,5', 'C', 18.5],
    [' 18 ', 'C', 18],
    ['18 °C', 'C', 18],
    ['18c', 'C', 18],
    ['+7.', 'C', 7],
    ['68', 'F', 20],
    ['68,0 °F', 'F', 20],
    ['77', 'F', 25],
    ['35.6', 'F', 2],
  ] as const)('reads %j in °%s', (text, unit, valueC) => {
    const parsed = parseTemperature(text, unit, range);
    expect(parsed.ok && parsed.valueC).toBeCloseTo(valueC, 3);
  });

  it('reads a negative one with either minus sign', () => {
    const cold = { minC: -10, maxC: 25 };
    expect(parseTemperature('-1.5', 'C', cold)).toEqual({ ok: true, valueC: -1.5 });
    expect(parseTemperature('−1,5', 'C', cold)).toEqual({ ok: true, valueC: -1.5 });
  });

  it.each([
    ['', 'C', 'Type a temperature'],
    ['warm', 'C', 'Type a number, such as 18.5'],
    ['18.5.1', 'C', 'Type a number, such as 18.5'],
    ['1e3', 'C', 'Type a number, such as 18.5'],
    ['68 °F', 'C', 'Type it in °C'],
    ['20 C', 'F', 'Type it in °F'],
    ['25.1', 'C', 'At most 25.0 °C'],
    ['1', 'C', 'At least 2.0 °C'],
    ['77.1', 'F', 'At most 77.0 °F'],
  ] as const)('refuses %j in °%s with words', (text, unit, error) => {
    expect(parseTemperature(text, unit, range)).toEqual({ ok: false, error });
  });
});
