import {
  parseTemperature,
  type TemperatureUnit,
  temperatureInText,
  toDisplay,
} from '#renderer/ui/temperature.ts';
import { readDuration } from '#shared/domain/duration-text.ts';
import { STEP_MAX_S } from '#shared/domain/mash.ts';
import { PROFILE_MAX_S } from '#shared/domain/profile.ts';
import { nameSchema, noteSchema } from '#shared/domain/text.ts';
import { TEMPERATURE_MAX_C, TEMPERATURE_MIN_C } from '#shared/domain/vessel.ts';
import type { RowTemperature } from './fermentation-draft.ts';
import { fromLocalField, toLocalField } from './local-time.ts';
import { daysText, minutesText } from './span-text.ts';

/** What a text in a field says, or why it says nothing. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

const range = { minC: TEMPERATURE_MIN_C, maxC: TEMPERATURE_MAX_C };
const DAY_S = 86_400;
const MINUTE_S = 60;

const refuse = (error: string): { readonly ok: false; readonly error: string } => ({ ok: false, error });

/** Reads the time of a row: days, or parts with units. */
export function readTime(text: string): Read<number> {
  if (/^\s*[-−–]/.test(text)) return refuse('Not before the start');
  const atS = readDuration(text, DAY_S);
  if (atS === null) return refuse('Type days, such as 3.5 or 3d 12h');
  return atS > PROFILE_MAX_S ? refuse('At most two years') : { ok: true, value: atS };
}

/** Reads the date of a row as time from the start. */
export function readDate(text: string, startMs: number): Read<number> {
  const atMs = fromLocalField(text);
  if (atMs === null) return refuse('Complete the date and the time');
  if (atMs < startMs) return refuse('Not before the start');
  const atS = (atMs - startMs) / 1000;
  return atS > PROFILE_MAX_S ? refuse('At most two years after the start') : { ok: true, value: atS };
}

/** Reads the temperature of a row: a number in the shown unit, `off`, or nothing. */
export function readRowTemperature(text: string, unit: TemperatureUnit): Read<RowTemperature> {
  const bare = text.trim();
  if (bare === '') return { ok: true, value: 'none' };
  if (/^off$/i.test(bare)) return { ok: true, value: 'off' };
  const read = readTemperature(text, unit);
  return read.ok || /^[+\-−–]?[\d.,]/.test(bare) ? read : refuse('Type a number such as 18.5, or off');
}

/** Reads a temperature in the shown unit, as °C. */
export function readTemperature(text: string, unit: TemperatureUnit): Read<number> {
  const parsed = parseTemperature(text, unit, range);
  return parsed.ok ? { ok: true, value: parsed.valueC } : refuse(limitInText(parsed.error, unit));
}

/** The limits without needless decimals: "At most 110 °C". */
function limitInText(error: string, unit: TemperatureUnit): string {
  if (error.startsWith('At least')) return `At least ${temperatureInText(range.minC, unit)}`;
  return error.startsWith('At most') ? `At most ${temperatureInText(range.maxC, unit)}` : error;
}

/** Reads the minutes of a mash step. */
export function readMinutes(text: string): Read<number> {
  if (/^\s*[-−–]/.test(text)) return refuse('Not less than 0');
  const spanS = readDuration(text, MINUTE_S);
  if (spanS === null) return refuse('Type minutes, such as 60');
  return spanS > STEP_MAX_S ? refuse('At most one day') : { ok: true, value: spanS };
}

/** A temperature as it stands in a field: at most two decimals of the shown unit, and no needless ones. */
export function temperatureText(valueC: number, unit: TemperatureUnit): string {
  const shown = Number(toDisplay(valueC, unit).toFixed(2));
  return Number.isInteger(shown * 10) ? shown.toFixed(1) : String(shown);
}

/** A row's temperature as it stands in its field. */
export function rowTemperatureText(temperature: RowTemperature, unit: TemperatureUnit): string {
  if (temperature === 'none') return '';
  return temperature === 'off' ? 'off' : temperatureText(temperature, unit);
}

export const timeText = daysText;
export const durationText = minutesText;

/** A row's date as it stands in its field. */
export function dateText(atS: number, startMs: number): string {
  return toLocalField(startMs + Math.round(atS) * 1000);
}

/** Why a text cannot be the name of a profile or a step, or null. */
export function nameProblem(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return 'Type a name';
  if (trimmed.length > 80) return `At most 80 characters; this has ${trimmed.length}`;
  return nameSchema.safeParse(text).success ? null : 'Take the control characters out';
}

/** Why a text cannot be a note, or null. */
export function noteProblem(text: string): string | null {
  if (text.length > 500) return `At most 500 characters; this has ${text.length}`;
  return noteSchema.safeParse(text).success ? null : 'Take the control characters out';
}
