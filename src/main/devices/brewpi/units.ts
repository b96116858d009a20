import type { TempFormat } from './messages.ts';

/** A temperature of the board in °C. Differences (most constants) have no offset and are not for this function. */
export function toC(value: number, format: TempFormat): number {
  return format === 'C' ? value : ((value - 32) * 5) / 9;
}

/** A difference of temperatures of the board in °C. */
export function differenceToC(value: number, format: TempFormat): number {
  return format === 'C' ? value : (value * 5) / 9;
}

/** A temperature in the unit of the board. */
export function fromC(valueC: number, format: TempFormat): number {
  return format === 'C' ? valueC : (valueC * 9) / 5 + 32;
}

/** The same temperature within what the board loses: it counts in 1/512 °C and prints hundredths (section 4, Units). */
export function isSame(a: number, b: number): boolean {
  return Math.abs(Math.round(a * 100) - Math.round(b * 100)) <= 1;
}
