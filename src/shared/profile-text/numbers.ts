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

const secondsOf: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };
const part =
  /(\d+(?:[.,]\d+)?)\s*(w(?:eeks?)?|d(?:ays?)?|h(?:ours?)?|m(?:in(?:utes?)?)?|s(?:ec(?:onds?)?)?)/giy;

/**
 * A length of time such as `7d 3h 15m`, `90 min` or `1,5h`, in seconds. A bare number counts in `bareUnit`.
 * @returns null for anything else.
 */
export function readDuration(text: string, bareUnit: 'd' | 'm'): number | null {
  const trimmed = text.trim();
  const bare = readNumber(trimmed);
  if (bare !== null) return bare < 0 ? null : bare * (secondsOf[bareUnit] ?? 1);
  const scan = new RegExp(part);
  let total = 0;
  let at = 0;
  while (at < trimmed.length) {
    scan.lastIndex = at;
    const match = scan.exec(trimmed);
    if (match === null) return null;
    const [whole, amount = '', unit = ''] = match;
    total += Number(amount.replace(',', '.')) * (secondsOf[unit.charAt(0).toLowerCase()] ?? 0);
    at += whole.length;
    while (/[\s,]/.test(trimmed.charAt(at))) at += 1;
  }
  return trimmed === '' ? null : total;
}

/** Seconds as `7d 3h 15m`; `0d` for none. */
export function writeDuration(totalS: number): string {
  const parts: string[] = [];
  let restS = round(totalS, 3);
  for (const unit of ['d', 'h', 'm'] as const) {
    const size = secondsOf[unit] ?? 1;
    const count = Math.floor(restS / size);
    if (count > 0) parts.push(`${count}${unit}`);
    restS = round(restS - count * size, 3);
  }
  if (restS > 0) parts.push(`${restS}s`);
  return parts.length === 0 ? '0d' : parts.join(' ');
}
