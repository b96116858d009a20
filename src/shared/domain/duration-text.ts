const secondsOf: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };
const number = String.raw`\d+(?:[.,]\d*)?|[.,]\d+`;
const bare = new RegExp(`^(?:${number})$`);
/** `m` is minutes: nobody counts months here. */
const part = new RegExp(
  String.raw`(${number})\s*(w(?:eeks?)?|d(?:ays?)?|h(?:ours?)?|m(?:in(?:s|utes?)?)?|s(?:ec(?:s|onds?)?)?)(?![a-z])(?:\s*(?:,|and)\s*|\s*)`,
  'gy',
);

/**
 * A length of time as people type it: parts with units such as `7d 3h 15m`, `90 min` or `1,5 h`, or a bare number.
 * Decimal point or comma.
 * @param bareS length of the unit that a bare number counts, s
 * @returns seconds, rounded to the millisecond, or null for text that is no length of time.
 */
export function readDuration(text: string, bareS: number): number | null {
  const typed = text.trim().toLowerCase();
  if (bare.test(typed)) return rounded(valueOf(typed) * bareS);
  const parts = new RegExp(part);
  let total = 0;
  let at = 0;
  while (at < typed.length) {
    parts.lastIndex = at;
    const match = parts.exec(typed);
    if (match === null) return null;
    total += valueOf(match[1] ?? '') * (secondsOf[match[2]?.charAt(0) ?? ''] ?? 0);
    at = parts.lastIndex;
  }
  return typed === '' ? null : rounded(total);
}

const valueOf = (text: string): number => Number(text.replace(',', '.'));

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
