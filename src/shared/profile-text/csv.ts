import Papa from 'papaparse';
import type { FermentationPlan, ProfileConfig } from '../domain/profile.ts';
import { readNumber, round, toC, writeTemperature } from './numbers.ts';
import { type Found, type ReadOptions, type TemperatureUnit, TextProblem } from './types.ts';

/** How long before a step its old temperature is written once more: the format knows ramps only. */
const STEP_LEAD_S = 1;
const DAY_S = 86_400;

interface Columns {
  readonly date: number;
  readonly temperature: number;
  readonly days: number;
}

interface Row {
  readonly line: number;
  readonly atMs: number | null;
  readonly days: number | null;
  readonly spC: number | null;
}

/** True for a text whose first line names BrewPi's columns. */
export function looksLikeCsv(text: string): boolean {
  const header = firstLine(text).toLowerCase();
  return /[,;\t]/.test(header) && /temp/.test(header) && /date|days/.test(header);
}

/**
 * BrewPi's CSV: `date,temperature,days`; a blank temperature switches control off in that part. Commas, semicolons and
 * tabs separate; decimal commas and a byte-order mark are understood.
 * @throws TextProblem
 */
export function readCsv(text: string, options: ReadOptions): Found {
  const delimiter = delimiterOf(firstLine(text));
  const { data, errors } = Papa.parse(text, { delimiter });
  const broken = errors.find(({ code }) => code !== 'UndetectableDelimiter');
  if (broken !== undefined)
    throw new TextProblem(`The CSV is damaged: ${broken.message}`, (broken.row ?? 0) + 1);
  const [header = [], ...body] = data;
  const columns = columnsOf(header);
  const notes: string[] = [];
  const rows = body.flatMap((cells, i) =>
    cells.every((cell) => cell.trim() === '') ? [] : [readRow(cells, i + 2, columns, options, notes)],
  );
  if (rows.length === 0) throw new TextProblem('There are no rows below the heading', null);
  const { times, startMs } = timesOf(rows);
  const points = rows.map(({ spC }, i) => ({
    atS: times[i] ?? 0,
    spC,
    approach: i === 0 || spC === null || rows[i - 1]?.spC === null ? 'step' : 'linear',
    note: '',
  }));
  if (points.some(({ spC }) => spC === null)) {
    notes.push('A blank temperature switches control off until the next row.');
  }
  const profile = { kind: 'fermentation', name: '', plannedStartMs: startMs, points, events: [] };
  return { profile, notes: [...new Set(notes)], unitKnown: false, lines: rows.map(({ line }) => line) };
}

const firstLine = (text: string): string => text.split(/\r\n|\r|\n/, 1)[0] ?? '';

function delimiterOf(header: string): string {
  const counts = ['\t', ';', ','].map((sign) => ({ sign, count: header.split(sign).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ',';
}

function columnsOf(header: readonly string[]): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const find = (word: RegExp): number => names.findIndex((name) => word.test(name));
  const columns = { date: find(/date/), temperature: find(/temp/), days: find(/day/) };
  if (columns.temperature < 0) throw new TextProblem('The heading names no column temperature', 1);
  if (columns.date < 0 && columns.days < 0)
    throw new TextProblem('The heading names no column date or days', 1);
  return columns;
}

function readRow(
  cells: readonly string[],
  line: number,
  columns: Columns,
  options: ReadOptions,
  notes: string[],
): Row {
  const cell = (at: number): string => (cells[at] ?? '').trim();
  const date = cell(columns.date);
  const atMs = date === '' || date.toLowerCase() === 'null' ? null : readDate(date, line, options, notes);
  const days = cell(columns.days) === '' ? null : readNumber(cell(columns.days));
  if (days === null && cell(columns.days) !== '') {
    throw new TextProblem(`days: “${cell(columns.days).slice(0, 40)}” is no number`, line);
  }
  if (days === null && atMs === null) throw new TextProblem('This row has neither a date nor days', line);
  const temperature = cell(columns.temperature);
  if (temperature === '' || temperature.toLowerCase() === 'null') return { line, atMs, days, spC: null };
  const value = readNumber(temperature);
  if (value === null) throw new TextProblem(`temperature: “${temperature.slice(0, 40)}” is no number`, line);
  return { line, atMs, days, spC: toC(value, options.unit) };
}

/** `2013-08-22T10:00:00`, `2013-08-22 10:00`, `22.08.2013 10:00`, and `08/22/2013 10:00` as BrewPi's page writes it. */
function readDate(text: string, line: number, { localMs }: ReadOptions, notes: string[]): number {
  const time = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?`;
  const parts = (form: string): number[] | null => {
    const match = new RegExp(`^${form}${time}$`).exec(text);
    return match && match.slice(1).map((each) => Number(each ?? 0));
  };
  const iso = parts(String.raw`(\d{4})-(\d{1,2})-(\d{1,2})`);
  const dotted = parts(String.raw`(\d{1,2})\.(\d{1,2})\.(\d{4})`);
  const slashed = parts(String.raw`(\d{1,2})/(\d{1,2})/(\d{4})`);
  const rest = (list: readonly number[]): [number, number, number] => [
    list[3] ?? 0,
    list[4] ?? 0,
    list[5] ?? 0,
  ];
  let civil: [number, number, number] | null = null;
  if (iso !== null) civil = [iso[0] ?? 0, iso[1] ?? 0, iso[2] ?? 0];
  else if (dotted !== null) civil = [dotted[2] ?? 0, dotted[1] ?? 0, dotted[0] ?? 0];
  else if (slashed !== null) {
    const [first = 0, second = 0, year = 0] = slashed;
    civil = first > 12 ? [year, second, first] : [year, first, second];
    if (first <= 12) notes.push('Dates with slashes were read as month/day/year.');
  }
  const found = iso ?? dotted ?? slashed;
  if (civil === null || found === null || !isDay(...civil) || rest(found)[0] > 23 || rest(found)[1] > 59) {
    throw new TextProblem(`date: “${text.slice(0, 40)}” is no date, such as 2026-11-23 08:00:00`, line);
  }
  return localMs(...civil, ...rest(found));
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 1970 && year <= 9000 && day >= 1 && day <= (lengths[month - 1] ?? 0);
}

/** Elapsed times: by the column of days where every row has them, else by the dates. */
function timesOf(rows: readonly Row[]): { readonly times: number[]; readonly startMs: number | null } {
  const dated = rows.find(({ atMs }) => atMs !== null);
  if (rows.every(({ days }) => days !== null)) {
    const times = rows.map(({ days }) => round((days ?? 0) * DAY_S, 3));
    const startMs = dated === undefined ? null : (dated.atMs ?? 0) - (dated.days ?? 0) * DAY_S * 1000;
    return { times, startMs: startMs === null ? null : Math.round(startMs) };
  }
  const undated = rows.find(({ atMs }) => atMs === null);
  if (undated !== undefined)
    throw new TextProblem('This row has no date, and others have no days', undated.line);
  const startMs = rows[0]?.atMs ?? 0;
  return { times: rows.map(({ atMs }) => ((atMs ?? 0) - startMs) / 1000), startMs };
}

export interface CsvOptions {
  readonly unit: TemperatureUnit;
  /** The instant that the dates count from. */
  readonly startMs: number;
  /** Writes an instant as a local date and time. */
  readonly formatLocal: (ms: number) => string;
}

/**
 * A fermentation profile as BrewPi's CSV. The format knows ramps only, so before a step its old temperature is written once
 * more; notes and events have no place in it.
 */
export function writeCsv({ points }: FermentationPlan, { unit, startMs, formatLocal }: CsvOptions): string {
  const row = (atS: number, spC: number | null): string[] => [
    formatLocal(startMs + atS * 1000),
    spC === null ? '' : writeTemperature(spC, unit),
    String(round(atS / DAY_S, 6)),
  ];
  const rows = points.flatMap((point, i) => {
    const before = points[i - 1];
    const steps =
      before !== undefined && point.approach === 'step' && before.spC !== null && point.spC !== null;
    const leadS = point.atS - STEP_LEAD_S;
    const lead = steps && before.spC !== point.spC && leadS > before.atS ? [row(leadS, before.spC)] : [];
    return [...lead, row(point.atS, point.spC)];
  });
  return `${Papa.unparse([['date', 'temperature', 'days'], ...rows], { newline: '\r\n' })}\r\n`;
}

/** True for a profile that the format can hold. */
export function fitsCsv(profile: ProfileConfig): profile is Extract<ProfileConfig, { kind: 'fermentation' }> {
  return profile.kind === 'fermentation';
}
