import type { MeasuredQuantity } from '#shared/domain/point.ts';
import { formatNumber } from './temperature.ts';

/** Unit and decimals of what is measured beside temperatures. */
const shown: Readonly<Record<MeasuredQuantity, { readonly unit: string; readonly digits: number }>> = {
  gravity: { unit: 'SG', digits: 3 },
  battery: { unit: 'V', digits: 2 },
  angle: { unit: '°', digits: 1 },
  signal: { unit: 'dBm', digits: 0 },
};

/** What a quantity is called. */
export const measureWords: Readonly<Record<MeasuredQuantity, string>> = {
  gravity: 'Gravity',
  battery: 'Battery',
  angle: 'Angle',
  signal: 'Signal',
};

/** The unit of a quantity: "SG". */
export function measureUnit(quantity: MeasuredQuantity): string {
  return shown[quantity].unit;
}

/** A measured value with its unit: "1.012 SG", "25.3°". */
export function measureInText(value: number, quantity: MeasuredQuantity): string {
  const { unit, digits } = shown[quantity];
  return `${formatNumber(value, digits)}${unit === '°' ? '' : ' '}${unit}`;
}
