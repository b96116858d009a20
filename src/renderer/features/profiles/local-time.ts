const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const two = (value: number): string => String(value).padStart(2, '0');

/** An instant as the value of a `datetime-local` field, in the time zone of whoever looks. */
export function toLocalField(atMs: number): string {
  const at = new Date(atMs);
  const date = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return at.getSeconds() === 0 ? `${date}T${time}` : `${date}T${time}:${two(at.getSeconds())}`;
}

/** The instant of a `datetime-local` field; null for text that is none. A time that a night has twice is its first. */
export function fromLocalField(text: string): number | null {
  const match = /^(\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/.exec(text);
  if (match === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return localMs(year, month, day, hour, minute, second);
}

/** The instant of a local date and time; months count from 1. */
export function localMs(y: number, mo: number, d: number, h: number, mi: number, s: number): number {
  const at = new Date(2000, 0, 1);
  // The constructor takes years below 100 for the last century.
  at.setFullYear(y, mo - 1, d);
  at.setHours(h, mi, s, 0);
  return at.getTime();
}

/** A change of the clocks: from `atMs` on they show `shiftMin` minutes more. */
export interface ClockChange {
  readonly atMs: number;
  readonly shiftMin: number;
}

/** The changes of the clocks between two instants, to the minute, where this page is. */
export function clockChanges(fromMs: number, toMs: number): ClockChange[] {
  const found: ClockChange[] = [];
  for (let dayMs = fromMs; dayMs < toMs; dayMs += DAY_MS) {
    const endMs = Math.min(dayMs + DAY_MS, toMs);
    const shiftMin = offsetMin(endMs) - offsetMin(dayMs);
    if (shiftMin !== 0) found.push({ atMs: firstAfter(dayMs, endMs), shiftMin });
  }
  return found;
}

function offsetMin(atMs: number): number {
  return -new Date(atMs).getTimezoneOffset();
}

/** The first minute at which the clocks show what they show at `toMs`. */
function firstAfter(fromMs: number, toMs: number): number {
  let low = Math.floor(fromMs / MINUTE_MS);
  let high = Math.ceil(toMs / MINUTE_MS);
  const target = offsetMin(toMs);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMin(middle * MINUTE_MS) === target) high = middle;
    else low = middle;
  }
  return high * MINUTE_MS;
}

/** The time zone of this page by its name: "Europe/Berlin". */
export function timeZoneName(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
