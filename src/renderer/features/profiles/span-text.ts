/** Length of the units that people type, s. `m` is minutes: nobody counts months here. */
const UNIT_S: Readonly<Record<string, number>> = {
  d: 86_400,
  day: 86_400,
  days: 86_400,
  h: 3600,
  hour: 3600,
  hours: 3600,
  m: 60,
  min: 60,
  minutes: 60,
  s: 1,
};

const DAY_S = 86_400;
const HOUR_S = 3600;
const MINUTE_S = 60;

const NUMBER = String.raw`\d+(?:[.,]\d*)?|[.,]\d+`;
const BARE = new RegExp(`^(?:${NUMBER})$`);
const PART = new RegExp(String.raw`(${NUMBER})\s*([a-z]+)`, 'gy');

/**
 * Reads a typed span of time: a bare number in `bareS`, or parts with units such as `3d 12h`. Comma or point.
 * @param bareS length of the unit that a bare number counts, s
 * @returns seconds, rounded to the millisecond, or null for text that is no span.
 */
export function parseSpan(text: string, bareS: number): number | null {
  const bare = text.trim().toLowerCase();
  if (BARE.test(bare)) return seconds(numberOf(bare) * bareS);
  let total = 0;
  let at = 0;
  while (at < bare.length) {
    PART.lastIndex = at;
    const match = PART.exec(bare);
    const unitS = UNIT_S[match?.[2] ?? ''];
    if (match === null || unitS === undefined) return null;
    total += numberOf(match[1] ?? '') * unitS;
    at = PART.lastIndex;
    while (bare[at] === ' ') at += 1;
  }
  return bare === '' ? null : seconds(total);
}

function numberOf(text: string): number {
  return Number(text.replace(',', '.'));
}

function seconds(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** A time of a fermentation as people type it: in days with at most two decimals, else `3d 4h 20min`. */
export function daysText(atS: number): string {
  return decimalText(atS, DAY_S, 2) ?? partsText(atS);
}

/** A duration of a mash step as people type it: in minutes with at most one decimal, else `12min 20s`. */
export function minutesText(durationS: number): string {
  return decimalText(durationS, MINUTE_S, 1) ?? partsText(durationS);
}

/** The span in one unit, when that takes no more decimals than `digits` and loses nothing. */
function decimalText(spanS: number, unitS: number, digits: number): string | null {
  const text = String(Number((spanS / unitS).toFixed(digits)));
  return Math.abs(Number(text) * unitS - spanS) < 0.0005 ? text : null;
}

function partsText(spanS: number): string {
  const ms = Math.round(spanS * 1000);
  const parts: string[] = [];
  let leftS = Math.floor(ms / 1000);
  for (const [unitS, sign] of [
    [DAY_S, 'd'],
    [HOUR_S, 'h'],
    [MINUTE_S, 'min'],
  ] as const) {
    const count = Math.floor(leftS / unitS);
    leftS -= count * unitS;
    if (count > 0) parts.push(`${count}${sign}`);
  }
  const rest = leftS + (ms % 1000) / 1000;
  if (rest > 0) parts.push(`${Number(rest.toFixed(3))}s`);
  return parts.length === 0 ? '0' : parts.join(' ');
}

/** The length of a profile for people: `14 days`, `2 d 6 h`, `90 min`. */
export function lengthText(totalS: number): string {
  if (totalS === 0) return 'one point';
  const days = Number((totalS / DAY_S).toFixed(1));
  if (totalS >= 2 * DAY_S) return `${days} days`;
  if (totalS < 3 * HOUR_S) return `${Number((totalS / MINUTE_S).toFixed(1))} min`;
  return `${Number((totalS / HOUR_S).toFixed(1))} h`;
}
