import { PROFILE_MAX_S } from '#shared/domain/profile.ts';
import { TEMPERATURE_MAX_C, TEMPERATURE_MIN_C } from '#shared/domain/vessel.ts';
import type { TimedText } from './profile-out.ts';
import { readDate, showTemperature, toCelsius, toSeconds, type Unit } from './quantities.ts';
import { asNumber, asObject, asText, refuse } from './read.ts';

/** One temperature of the original, in its place in the posted list. */
export interface TemperatureRow {
  readonly index: number;
  readonly atS: number;
  /** In the display unit; null where control pauses. */
  readonly temperature: number | null;
  readonly dateMs: number | null;
}

/** A row that may carry an event. */
export interface EventRow extends TimedText {
  readonly index: number;
}

/** @throws RequestProblem 400 that names the field. */
export function readTemperature(value: unknown, index: number): TemperatureRow {
  const where = `temperatures[${index}]`;
  const row = asObject(value, where);
  const pauses = row['temperature'] === null;
  return {
    index,
    atS: readTime(row['days'], where),
    temperature: pauses ? null : asNumber(row['temperature'], `${where}.temperature`),
    dateMs: readDate(row['date'], `${where}.date`),
  };
}

/** @throws RequestProblem 400 that names the field. */
export function readEvent(value: unknown, index: number): EventRow {
  const where = `events[${index}]`;
  const row = asObject(value, where);
  readDate(row['date'], `${where}.date`);
  const text = asText(row['eventText'], `${where}.eventText`);
  if (text.trim() === '') throw refuse(`${where}.eventText`, 'must not be empty');
  return { index, atS: readTime(row['days'], where), text };
}

function readTime(days: unknown, where: string): number {
  const atS = toSeconds(asNumber(days, `${where}.days`));
  if (atS < 0) throw refuse(`${where}.days`, 'must not be before the start');
  if (atS > PROFILE_MAX_S) throw refuse(`${where}.days`, 'must be at most two years');
  return atS;
}

/** A temperature of the original in °C; what `known` shows as just that number is `known`. */
export function readSetpoint(row: TemperatureRow, known: number | null | undefined, unit: Unit): number {
  const where = `temperatures[${row.index}].temperature`;
  if (row.temperature === null) throw refuse(where, 'must be a number');
  if (known !== null && known !== undefined && showTemperature(known, unit) === row.temperature) return known;
  const spC = toCelsius(row.temperature, unit);
  if (spC >= TEMPERATURE_MIN_C && spC <= TEMPERATURE_MAX_C) return spC;
  const [low, high] = [showTemperature(TEMPERATURE_MIN_C, unit), showTemperature(TEMPERATURE_MAX_C, unit)];
  throw refuse(where, `must be from ${low} to ${high} °${unit}`);
}
