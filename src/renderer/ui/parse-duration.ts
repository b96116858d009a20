import { readDuration } from '#shared/domain/duration-text.ts';

/** What somebody typed: a time in seconds, or why it is none. */
export type ParsedDuration =
  | { readonly ok: true; readonly seconds: number }
  | { readonly ok: false; readonly error: string };

/** Range that a typed time must keep, s. */
export interface DurationRange {
  readonly minS: number;
  readonly maxS: number;
}

/** Reads a typed time: "90 s", "5 min", "1 h 30 min", "2 days"; a bare number means minutes. */
export function parseDuration(text: string, range: DurationRange): ParsedDuration {
  const seconds = readDuration(text, 60);
  if (seconds === null) return { ok: false, error: 'Type a time, such as 90 s, 5 min or 1 h 30 min' };
  if (seconds < range.minS) return { ok: false, error: `At least ${writeDuration(range.minS)}` };
  if (seconds > range.maxS) return { ok: false, error: `At most ${writeDuration(range.maxS)}` };
  return { ok: true, seconds: Math.round(seconds) };
}

/** A time in words without loss, as `parseDuration` reads it: "1 h 30 min", "90 s" as "1 min 30 s". */
export function writeDuration(seconds: number): string {
  let rest = Math.round(seconds);
  const parts: string[] = [];
  for (const [word, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${word}`);
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}
