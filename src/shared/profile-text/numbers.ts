import type { TemperatureUnit } from './types.ts';

/** A number with a point or a comma as decimal sign; null for anything else. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(/^[−–]/, '-');
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(plain)) return null;
  return Number(plain.replace(',', '.'));
}

/** A temperature of a text in °C, free of the traces of its conversion. */
export function toC(value: number, unit: TemperatureUnit): number {
  return unit === 'C' ? value : round(((value - 32) * 5) / 9, 4);
}

/** A temperature in °C as a text in a unit writes it: at most two decimals, and a point. */
export function writeTemperature(valueC: number, unit: TemperatureUnit): string {
  return String(round(unit === 'C' ? valueC : (valueC * 9) / 5 + 32, 2));
}

export function round(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}

const sizes = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
] as const;

/** Seconds as `7d 3h 15m`; `0d` for none. */
export function writeDuration(totalS: number): string {
  const parts: string[] = [];
  let restS = round(totalS, 3);
  for (const [unit, size] of sizes) {
    const count = Math.floor(restS / size);
    if (count > 0) parts.push(`${count}${unit}`);
    restS = round(restS - count * size, 3);
  }
  if (restS > 0) parts.push(`${restS}s`);
  return parts.length === 0 ? '0d' : parts.join(' ');
}
