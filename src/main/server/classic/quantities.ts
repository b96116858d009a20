import type { KnownSettings } from '#shared/domain/setting.ts';
import { refuse } from './read.ts';

/** The unit in which people see temperatures, and in which the original's programs send and get them. */
export type Unit = KnownSettings['units.temperature'];

const DAY_S = 86_400;
/** What two temperatures may differ by and still be the same, °C, and two times, s: arithmetic leaves traces. */
const SAME_C = 1e-9;
const SAME_S = 1e-8;

/** A temperature in °C from what people see. */
export function toCelsius(shown: number, unit: Unit): number {
  return unit === 'F' ? (shown - 32) / 1.8 : shown;
}

/** What people see of a temperature in °C: the shortest number that leads back to it. */
export function showTemperature(celsius: number, unit: Unit): number {
  const exact = unit === 'F' ? celsius * 1.8 + 32 : celsius;
  return shortest(exact, 10, (text) => Math.abs(toCelsius(text, unit) - celsius) < SAME_C);
}

/** A temperature with one decimal, as the original's header shows it. */
export function printTemperature(celsius: number, unit: Unit): string {
  return (unit === 'F' ? celsius * 1.8 + 32 : celsius).toFixed(1).replace(/^-0\.0$/, '0.0');
}

/** Seconds of a number of days. What is a whole number of seconds but for the arithmetic becomes one. */
export function toSeconds(days: number): number {
  const exact = days * DAY_S;
  const whole = Math.round(exact);
  return Math.abs(exact - whole) <= 2 * Number.EPSILON * Math.abs(exact) ? whole : exact;
}

/** Days of a number of seconds, such that a number of days comes back as it was. */
export function toDays(seconds: number): number {
  const whole = Math.round(seconds);
  if (Math.abs(seconds - whole) < SAME_S) return whole / DAY_S;
  return shortest(seconds / DAY_S, 15, (days) => sameTime(toSeconds(days), seconds));
}

export function sameTime(aS: number, bS: number): boolean {
  return Math.abs(aS - bS) < SAME_S;
}

function shortest(exact: number, decimals: number, leadsBack: (rounded: number) => boolean): number {
  for (let i = 0; i <= decimals; i += 1) {
    const rounded = Number(exact.toFixed(i));
    if (leadsBack(rounded)) return rounded === 0 ? 0 : rounded;
  }
  return exact;
}

const dateText =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/;

/** An instant as the original writes it: local time of this computer, without zone and fractions of a second. */
export function printDate(atMs: number): string {
  const date = new Date(atMs);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/**
 * Reads a date of the original's programs: local time unless a zone is given, with or without time and fractions.
 * @returns ms since 1970, or null when there is none. @throws RequestProblem 400 for anything that is no date.
 */
export function readDate(value: unknown, where: string): number | null {
  if (value === undefined || value === null || value === '') return null;
  const parts = typeof value === 'string' ? dateText.exec(value.trim()) : null;
  if (parts === null) throw refuse(where, 'must be a date such as 2026-01-31T12:00:00');
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  const ms = Math.floor(Number(`0.${fraction ?? '0'}`) * 1000);
  const numbers = [year, month, day, hour, minute, second].map((text) => Number(text ?? 0));
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = numbers;
  const asUtc = new Date(Date.UTC(y, mo - 1, d, h, mi, s, ms));
  const exists = asUtc.getUTCMonth() === mo - 1 && asUtc.getUTCDate() === d && mi < 60 && s < 60;
  if (!exists) throw refuse(where, 'is a date that does not exist');
  if (zone === undefined) return new Date(y, mo - 1, d, h, mi, s, ms).getTime();
  return asUtc.getTime() - zoneMs(zone);
}

function zoneMs(zone: string): number {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
