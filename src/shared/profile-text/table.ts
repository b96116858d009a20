import { readDuration } from '../domain/duration-text.ts';
import type { FermentationPlan, MashPlan, ProfileConfig } from '../domain/profile.ts';
import { readNumber, toC, writeDuration, writeTemperature } from './numbers.ts';
import { type Found, type ReadOptions, type TemperatureUnit, TextProblem } from './types.ts';

/** What a heading comment may say: `# fermentation, °C`. */
interface Heading {
  name: string;
  kind: 'fermentation' | 'mash' | null;
  unit: TemperatureUnit | null;
}

const DAY_S = 86_400;
const MINUTE_S = 60;

interface Line {
  readonly number: number;
  readonly text: string;
}

const duration = String.raw`(?:\d+(?:[.,]\d+)?\s*(?:weeks?|w|days?|d|hours?|h|minutes?|min|m|seconds?|sec|s)\b,?\s*)+|\d+(?:[.,]\d+)?`;
const temperature = String.raw`[-+−]?\d+(?:[.,]\d+)?`;
const fermentationLine = new RegExp(
  `^(?<time>${duration})(?:\\s+|:\\s*)(?:(?<off>off)|(?<value>${temperature})\\s*°?\\s*(?<unit>[CF])?)(?:\\s+(?<way>ramp|step|hold))?(?:\\s+(?<note>.*))?$`,
  'i',
);
const eventLine = new RegExp(`^(?<time>${duration})\\s+note\\s+(?<note>.+)$`, 'i');
const mashLine = new RegExp(
  `^(?<name>.+?)\\s+(?<value>${temperature})\\s*°?\\s*(?<unit>[CF])?\\s+(?<time>${duration})\\s*(?<wait>wait)?$`,
  'i',
);
const additionLine = new RegExp(
  `^\\+\\s*(?<time>${duration})\\s*(?:before\\s+end)?\\s*:?\\s*(?<text>.+)$`,
  'i',
);

/**
 * A table as people write it, a line a point: `7d 3h  18.5C  ramp  note`. `off` switches control off; columns may also be
 * separated by tabs or `|`. A mash has a line a step: `Saccharification  66C  60m  wait`, and `+ 15m before end: hops`.
 * @throws TextProblem
 */
export function readTable(text: string, options: ReadOptions): Found {
  const heading: Heading = { name: '', kind: null, unit: null };
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((raw, i): Line => ({ number: i + 1, text: plain(raw) }))
    .filter((line) => line.text !== '' && !readComment(line.text, heading) && !isHeading(line.text));
  if (lines.length === 0) throw new TextProblem('There is no line with a time and a temperature', null);
  const unit = heading.unit ?? options.unit;
  const isMash = heading.kind === 'mash' || (heading.kind === null && !isTimed(lines[0]?.text ?? ''));
  const found = isMash ? readSteps(lines, unit) : readPoints(lines, unit);
  const profile = { name: heading.name, plannedStartMs: null, ...found.plan };
  return { profile, notes: [], unitKnown: heading.unit !== null || found.unitKnown, lines: found.lines };
}

/** Column separators become spaces, and rules between lines become nothing. */
function plain(raw: string): string {
  return /^[\s|+=-]*$/.test(raw) ? '' : raw.replaceAll(/[|\t]/g, '  ').trim();
}

function readComment(text: string, heading: Heading): boolean {
  if (!text.startsWith('#')) return false;
  const comment = text.replace(/^#+\s*/, '');
  const kind = /^(fermentation|mash)\b/i.exec(comment)?.[1]?.toLowerCase();
  if (kind === 'fermentation' || kind === 'mash') {
    heading.kind = kind;
    const unit = /°\s*([CF])\b/i.exec(comment)?.[1]?.toUpperCase();
    if (unit === 'C' || unit === 'F') heading.unit = unit;
  } else if (heading.name === '') heading.name = comment;
  return true;
}

/** A heading in words, such as `Time From Start   Temp`. */
const isHeading = (text: string): boolean => !/\d/.test(text) && /temp/i.test(text);

const isTimed = (text: string): boolean => fermentationLine.test(text) || eventLine.test(text);

interface FoundPlan {
  readonly plan: object;
  readonly unitKnown: boolean;
  readonly lines: number[];
}

function readPoints(lines: readonly Line[], unit: TemperatureUnit): FoundPlan {
  const points: object[] = [];
  const events: object[] = [];
  const numbers: number[] = [];
  let allKnown = true;
  for (const line of lines) {
    const event = eventLine.exec(line.text)?.groups;
    if (event !== undefined) {
      events.push({ atS: timeOf(event['time'], DAY_S, line), text: (event['note'] ?? '').trim() });
      continue;
    }
    const match = fermentationLine.exec(line.text)?.groups;
    if (match === undefined) {
      throw new TextProblem('This line is no “time temperature”, such as “7d 3h  18.5”', line.number);
    }
    const isOff = match['off'] !== undefined;
    if (!isOff && match['unit'] === undefined) allKnown = false;
    points.push({
      atS: timeOf(match['time'], DAY_S, line),
      spC: isOff ? null : temperatureOf(match['value'], match['unit'], unit),
      approach: approachOf(match['way'], points.length === 0 || isOff),
      note: (match['note'] ?? '').trim(),
    });
    numbers.push(line.number);
  }
  return { plan: { kind: 'fermentation', points, events }, unitKnown: allKnown, lines: numbers };
}

/** What is not said is a ramp, as in the programs that write such tables; equal temperatures hold either way. */
function approachOf(word: string | undefined, isFirst: boolean): 'linear' | 'step' {
  if (word === undefined) return isFirst ? 'step' : 'linear';
  return word.toLowerCase() === 'ramp' ? 'linear' : 'step';
}

function readSteps(lines: readonly Line[], unit: TemperatureUnit): FoundPlan {
  const steps: { additions: object[] }[] = [];
  const numbers: number[] = [];
  let allKnown = true;
  for (const line of lines) {
    const addition = additionLine.exec(line.text)?.groups;
    if (addition !== undefined) {
      const step = steps.at(-1);
      if (step === undefined)
        throw new TextProblem('An addition stands below the step that it belongs to', line.number);
      step.additions.push({
        beforeEndS: timeOf(addition['time'], MINUTE_S, line),
        text: (addition['text'] ?? '').trim(),
      });
      continue;
    }
    const match = mashLine.exec(line.text)?.groups;
    if (match === undefined) {
      throw new TextProblem('This line is no “step temperature time”, such as “Mash  66C  60m”', line.number);
    }
    if (match['unit'] === undefined) allKnown = false;
    const step = {
      name: (match['name'] ?? '').trim(),
      spC: temperatureOf(match['value'], match['unit'], unit),
      durationS: timeOf(match['time'], MINUTE_S, line),
      atEnd: match['wait'] === undefined ? 'next' : 'wait',
      additions: [],
    };
    steps.push(step);
    numbers.push(line.number);
  }
  return { plan: { kind: 'mash', steps }, unitKnown: allKnown, lines: numbers };
}

function timeOf(text: string | undefined, bareS: number, line: Line): number {
  const seconds = readDuration(text ?? '', bareS);
  if (seconds === null)
    throw new TextProblem(`“${(text ?? '').slice(0, 40)}” is no time, such as 7d 3h`, line.number);
  return seconds;
}

function temperatureOf(text: string | undefined, own: string | undefined, unit: TemperatureUnit): number {
  const said = own?.toUpperCase();
  return toC(readNumber(text ?? '') ?? Number.NaN, said === 'C' || said === 'F' ? said : unit);
}

/** A profile as such a table. Reading it again gives the same profile, but for line breaks in notes. */
export function writeTable(profile: ProfileConfig, unit: TemperatureUnit): string {
  const lines = profile.kind === 'mash' ? writeSteps(profile, unit) : writePoints(profile, unit);
  return [`# ${oneLine(profile.name)}`, `# ${profile.kind}, °${unit}`, ...lines, ''].join('\n');
}

function writePoints({ points, events }: FermentationPlan, unit: TemperatureUnit): string[] {
  const rows = [
    ...points.map(({ atS, spC, approach, note }) => ({
      atS,
      cells: [
        spC === null ? 'off' : `${writeTemperature(spC, unit)}${unit}`,
        approach === 'linear' ? 'ramp' : 'step',
        oneLine(note),
      ],
    })),
    ...events.map(({ atS, text }) => ({ atS, cells: ['note', oneLine(text), ''] })),
  ].toSorted((a, b) => a.atS - b.atS);
  return rows.map(({ atS, cells }) => [writeDuration(atS).padEnd(14), ...cells].join('  ').trimEnd());
}

function writeSteps({ steps }: MashPlan, unit: TemperatureUnit): string[] {
  return steps.flatMap((step) => [
    [
      oneLine(step.name).padEnd(24),
      `${writeTemperature(step.spC, unit)}${unit}`,
      writeDuration(step.durationS),
      step.atEnd === 'wait' ? 'wait' : '',
    ]
      .join('  ')
      .trimEnd(),
    ...step.additions.map(
      ({ beforeEndS, text }) => `+ ${writeDuration(beforeEndS)} before end: ${oneLine(text)}`,
    ),
  ]);
}

const oneLine = (text: string): string => text.replaceAll(/[\s|]+/g, ' ').trim();
