import {
  differenceFromDisplay,
  differenceToDisplay,
  formatNumber,
  fromDisplay,
  type TemperatureUnit,
  toDisplay,
  unitSign,
} from './temperature.ts';

/** What a number measures: it decides the unit that is shown. */
export type Quantity =
  | 'temperature'
  | 'difference'
  | 'differencePerSecond'
  | 'percentPerDegree'
  | 'seconds'
  | 'litres'
  | 'watts'
  | 'number';

/** What somebody typed: a number in the console's unit, or why it is none. */
export type ParsedNumber =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly error: string };

/** Range that a typed number must keep, in the console's unit. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** A limit is shown rounded; typing what is shown must not be out of range. */
const LIMIT_TOLERANCE = 0.0005;

/** A number as it stands in its field: in the shown unit, with a decimal point and no needless digits. */
export function showQuantity(value: number, quantity: Quantity, unit: TemperatureUnit): string {
  return String(Number(inUnit(value, quantity, unit).toFixed(3)));
}

/** A number with its unit, for running text: "25 L", "−0.9 °F". */
export function quantityInText(value: number, quantity: Quantity, unit: TemperatureUnit): string {
  const shown = Number(inUnit(value, quantity, unit).toFixed(3));
  const digits = String(shown).split('.')[1]?.length ?? 0;
  return `${formatNumber(shown, digits)} ${signOf(quantity, unit)}`.trimEnd();
}

/** Reads a typed number: comma or point, in the shown unit. */
export function parseQuantity(
  text: string,
  quantity: Quantity,
  unit: TemperatureUnit,
  range?: NumberRange,
): ParsedNumber {
  const bare = text.trim().replace(',', '.').replace(/[−–]/, '-');
  const number = Number(bare);
  if (bare === '' || !Number.isFinite(number)) return { ok: false, error: 'Type a number' };
  const value = fromUnit(number, quantity, unit);
  if (range === undefined) return { ok: true, value };
  if (value < range.min - LIMIT_TOLERANCE) {
    return { ok: false, error: `At least ${quantityInText(range.min, quantity, unit)}` };
  }
  if (value > range.max + LIMIT_TOLERANCE) {
    return { ok: false, error: `At most ${quantityInText(range.max, quantity, unit)}` };
  }
  return { ok: true, value: Math.min(range.max, Math.max(range.min, value)) };
}

function inUnit(value: number, quantity: Quantity, unit: TemperatureUnit): number {
  if (quantity === 'temperature') return toDisplay(value, unit);
  if (isDifference(quantity)) return differenceToDisplay(value, unit);
  return quantity === 'percentPerDegree' ? value / gainFactor(unit) : value;
}

function fromUnit(value: number, quantity: Quantity, unit: TemperatureUnit): number {
  if (quantity === 'temperature') return fromDisplay(value, unit);
  if (isDifference(quantity)) return differenceFromDisplay(value, unit);
  return quantity === 'percentPerDegree' ? value * gainFactor(unit) : value;
}

/** What has degrees of the shown unit, but not its zero. */
function isDifference(quantity: Quantity): boolean {
  return quantity === 'difference' || quantity === 'differencePerSecond';
}

/** Gain by difference of temperature: a degree of the shown unit is smaller or larger, so the gain is too. */
function gainFactor(unit: TemperatureUnit): number {
  return differenceToDisplay(1, unit);
}

/** The sign of the unit that a number is shown in. */
export function signOf(quantity: Quantity, unit: TemperatureUnit): string {
  switch (quantity) {
    case 'temperature':
    case 'difference':
      return unitSign(unit);
    case 'differencePerSecond':
      return `${unitSign(unit)}/s`;
    case 'percentPerDegree':
      return `% / ${unitSign(unit)}`;
    case 'seconds':
      return 's';
    case 'litres':
      return 'L';
    case 'watts':
      return 'W';
    case 'number':
      return '';
    default:
      return quantity satisfies never;
  }
}
