/** How temperatures are shown. Inside the console they are always °C. */
export type TemperatureUnit = 'C' | 'F';

/** One press of a stepper, in the shown unit. */
export const TEMPERATURE_STEP = 0.1;

const ABSENT = '–';
const MINUS = '−';

/** A temperature in the shown unit. */
export function toDisplay(valueC: number, unit: TemperatureUnit): number {
  return unit === 'F' ? (valueC * 9) / 5 + 32 : valueC;
}

/** A temperature of the shown unit in °C, without the dust of the conversion. */
export function fromDisplay(value: number, unit: TemperatureUnit): number {
  const valueC = unit === 'F' ? ((value - 32) * 5) / 9 : value;
  return Math.round(valueC * 10_000) / 10_000;
}

/** A difference of temperatures in the shown unit: 1 °C apart is 1.8 °F apart. */
export function differenceToDisplay(differenceC: number, unit: TemperatureUnit): number {
  return unit === 'F' ? (differenceC * 9) / 5 : differenceC;
}

/** A difference of the shown unit in °C. */
export function differenceFromDisplay(difference: number, unit: TemperatureUnit): number {
  const differenceC = unit === 'F' ? (difference * 5) / 9 : difference;
  return Math.round(differenceC * 10_000) / 10_000;
}

/** The sign of the unit. */
export function unitSign(unit: TemperatureUnit): string {
  return unit === 'F' ? '°F' : '°C';
}

/** A number with a true minus sign, and never "−0.0". */
export function formatNumber(value: number, digits: number): string {
  const text = value.toFixed(digits);
  if (!text.startsWith('-')) return text;
  return Number(text) === 0 ? text.slice(1) : MINUS + text.slice(1);
}

/** A temperature as a bare number; a dash when there is none. */
export function formatDegrees(valueC: number | null, unit: TemperatureUnit, digits = 1): string {
  return valueC === null ? ABSENT : formatNumber(toDisplay(valueC, unit), digits);
}

/** A temperature with its unit; a dash when there is none. */
export function formatTemperature(valueC: number | null, unit: TemperatureUnit, digits = 1): string {
  return valueC === null ? ABSENT : `${formatDegrees(valueC, unit, digits)} ${unitSign(unit)}`;
}

/** A temperature with its unit and no needless decimals, for running text: "20 °C", "67.1 °F". */
export function temperatureInText(valueC: number, unit: TemperatureUnit): string {
  const text = formatDegrees(valueC, unit, 1);
  return `${text.endsWith('.0') ? text.slice(0, -2) : text} ${unitSign(unit)}`;
}

/** A difference with its unit: "0.9 °F". */
export function formatDifference(differenceC: number, unit: TemperatureUnit, digits = 1): string {
  return `${formatNumber(differenceToDisplay(differenceC, unit), digits)} ${unitSign(unit)}`;
}

/** The temperature one step up or down: lands on whole tenths of the shown unit. */
export function stepTemperature(valueC: number, direction: 1 | -1, unit: TemperatureUnit): number {
  const tenths = Math.round(toDisplay(valueC, unit) / TEMPERATURE_STEP) + direction;
  return fromDisplay(tenths / 10, unit);
}

/** What somebody typed: a temperature in °C, or why it is none. */
export type ParsedTemperature =
  | { readonly ok: true; readonly valueC: number }
  | { readonly ok: false; readonly error: string };

/** Range that a typed temperature must keep, °C. */
export interface TemperatureRange {
  readonly minC: number;
  readonly maxC: number;
}

/** A limit such as 25 °C is typed in °F as 77; rounding must not make that "too high". */
const LIMIT_TOLERANCE_C = 0.0005;

/** Reads a typed temperature: comma or point, with or without its unit. */
export function parseTemperature(
  text: string,
  unit: TemperatureUnit,
  range: TemperatureRange,
): ParsedTemperature {
  const bare = text
    .trim()
    .replace(/[−–]/g, '-')
    .replace(/\s*°?\s*[cf]?$/i, '');
  if (bare === '') return { ok: false, error: 'Type a temperature' };
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(bare)) {
    return { ok: false, error: 'Type a number, such as 18.5' };
  }
  if (mentionsOther(text, unit)) return { ok: false, error: `Type it in ${unitSign(unit)}` };
  const valueC = fromDisplay(Number(bare.replace(',', '.')), unit);
  return checkRange(valueC, unit, range);
}

function mentionsOther(text: string, unit: TemperatureUnit): boolean {
  return new RegExp(`${unit === 'C' ? 'f' : 'c'}\\s*$`, 'i').test(text);
}

function checkRange(valueC: number, unit: TemperatureUnit, range: TemperatureRange): ParsedTemperature {
  if (valueC < range.minC - LIMIT_TOLERANCE_C) {
    return { ok: false, error: `At least ${formatTemperature(range.minC, unit)}` };
  }
  if (valueC > range.maxC + LIMIT_TOLERANCE_C) {
    return { ok: false, error: `At most ${formatTemperature(range.maxC, unit)}` };
  }
  return { ok: true, valueC: Math.min(range.maxC, Math.max(range.minC, valueC)) };
}

/** A temperature kept within a range. */
export function clampTemperature(valueC: number, range: TemperatureRange): number {
  return Math.min(range.maxC, Math.max(range.minC, valueC));
}
