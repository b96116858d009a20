import { explainIssues } from '../contract/issue-text.ts';
import { type Profile, type ProfileConfig, profileConfigSchema } from '../domain/profile.ts';
import { type CsvOptions, fitsCsv, looksLikeCsv, readCsv, writeCsv } from './csv.ts';
import { looksLikeJson, readJson, writeJson } from './json.ts';
import { readTable, writeTable } from './table.ts';
import {
  type Found,
  type ProfileFormat,
  type ReadOptions,
  type ReadResult,
  type TemperatureUnit,
  TextProblem,
} from './types.ts';

export type { CsvOptions, ProfileFormat, ReadOptions, ReadResult, TemperatureUnit };
export { fitsCsv };

/** Longest text that is looked at, characters: ten times what the largest profile needs. */
const MAX_LENGTH = 1_000_000;

/**
 * Reads a profile from a text: BrewPi's CSV, a table with times such as `7d 3h`, or JSON. Which one it is the text itself
 * says. Nothing is stored; what is wrong is said in words, with the line.
 */
export function parseProfileText(text: string, options: ReadOptions): ReadResult {
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return { ok: false, message: 'The text is empty', line: null };
  if (body.length > MAX_LENGTH)
    return { ok: false, message: 'The text is too long to be a profile', line: null };
  if (body.includes('\u0000')) return { ok: false, message: 'This is no text file', line: null };
  try {
    const format = formatOf(body);
    return checked(format, readAs(format, body, options), options.fileName);
  } catch (error) {
    if (error instanceof TextProblem) return { ok: false, message: error.message, line: error.line };
    throw error;
  }
}

function formatOf(text: string): ProfileFormat {
  if (looksLikeJson(text)) return 'json';
  return looksLikeCsv(text) ? 'csv' : 'table';
}

function readAs(format: ProfileFormat, text: string, options: ReadOptions): Found {
  switch (format) {
    case 'json':
      return readJson(text);
    case 'csv':
      return readCsv(text, options);
    case 'table':
      return readTable(text, options);
    default:
      return format satisfies never;
  }
}

/** The profile when the schema accepts it; its complaints name the line where there is one. */
function checked(format: ProfileFormat, found: Found, fileName: string): ReadResult {
  const named = withName(found.profile, fileName);
  const parsed = profileConfigSchema.safeParse(named);
  if (parsed.success) {
    return { ok: true, format, profile: parsed.data, notes: found.notes, unitKnown: found.unitKnown };
  }
  const { message, issues } = explainIssues(parsed.error.issues, named);
  const [first] = issues;
  const place = first?.path[1];
  const line = typeof place === 'number' && first?.path[0] !== 'events' ? found.lines[place] : undefined;
  if (first === undefined || line === undefined)
    return { ok: false, message, line: unorderedLine(found, message) };
  return { ok: false, message: `${fieldWord(first.path)}: ${first.message}`, line };
}

/** The first line whose time is not later than that of the line before, when that is the complaint. */
function unorderedLine({ profile, lines }: Found, message: string): number | null {
  if (!message.includes('later than the one before')) return null;
  const { points } = profile as { readonly points?: readonly { readonly atS: number }[] };
  const at = points?.findIndex((point, i) => i > 0 && point.atS <= (points[i - 1]?.atS ?? 0)) ?? -1;
  return lines[at] ?? null;
}

const words: Readonly<Record<string, string>> = {
  atS: 'time',
  spC: 'temperature',
  durationS: 'time',
  name: 'name',
};

function fieldWord(path: readonly (string | number)[]): string {
  const last = path.at(-1);
  return typeof last === 'string' ? (words[last] ?? last) : 'this line';
}

/** A profile without a name takes that of its file. */
function withName(profile: unknown, fileName: string): unknown {
  if (typeof profile !== 'object' || profile === null) return profile;
  const { name } = profile as { readonly name?: unknown };
  if (typeof name === 'string' && name.trim() !== '') return profile;
  const base = fileName
    .replace(/^.*[/\\]/, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replaceAll(/[_\s]+/g, ' ')
    .trim()
    .slice(0, 80);
  return { ...profile, name: base === '' ? 'Imported profile' : base };
}

/** BrewPi's CSV of a fermentation profile. */
export function profileToCsv(
  profile: Extract<ProfileConfig, { kind: 'fermentation' }>,
  options: CsvOptions,
): string {
  return writeCsv(profile, options);
}

/** A table that people can read and edit, in a unit of their choice. */
export function profileToTable(profile: ProfileConfig, { unit }: { readonly unit: TemperatureUnit }): string {
  return writeTable(profile, unit);
}

/** JSON with everything that the profile holds, in °C and seconds. */
export function profileToJson(profile: ProfileConfig | Profile): string {
  const { kind, name, plannedStartMs } = profile;
  if (kind === 'mash') return writeJson({ kind, name, plannedStartMs, steps: profile.steps });
  return writeJson({ kind, name, plannedStartMs, points: profile.points, events: profile.events });
}
