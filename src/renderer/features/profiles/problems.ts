import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import { MASH_MAX_STEPS, STEP_MAX_ADDITIONS } from '#shared/domain/mash.ts';
import { PROFILE_MAX_EVENTS, PROFILE_MAX_POINTS } from '#shared/domain/profile.ts';
import type { Draft } from './draft.ts';
import type { FermentationRow } from './fermentation-draft.ts';
import {
  nameProblem,
  noteProblem,
  readDate,
  readMinutes,
  readRowTemperature,
  readTemperature,
  readTime,
} from './field-text.ts';
import type { AdditionRow, StepRow } from './mash-draft.ts';

/** What is wrong with the fields of one row; a field that is fine is not there. */
export interface RowProblems {
  readonly time?: string;
  readonly date?: string;
  readonly temperature?: string;
  readonly note?: string;
}
export interface AdditionProblems {
  readonly minutes?: string;
  readonly text?: string;
}
export interface StepProblems {
  readonly name?: string;
  readonly temperature?: string;
  readonly minutes?: string;
  readonly additions?: Readonly<Record<number, AdditionProblems>>;
}

/** What keeps a draft from being saved, by the field where it stands. Rows, steps and additions go by their key. */
export interface Problems {
  readonly name?: string;
  readonly start?: string;
  readonly general: readonly string[];
  readonly rows: Readonly<Record<number, RowProblems>>;
  readonly steps: Readonly<Record<number, StepProblems>>;
  /** All of them as sentences that name the place, in the order of the page. */
  readonly reasons: readonly string[];
}

/** What a check needs to know beside the draft. */
export interface CheckContext {
  readonly unit: TemperatureUnit;
  /** Wall clock of the console. */
  readonly nowMs: number;
  /** The start that is kept by the console: an old one that nobody touched may stay. */
  readonly keptStartMs: number | null;
  /** The start that dates are shown for; null without dates. */
  readonly datesFromMs: number | null;
}

/** A start within the minute that is running is not in the past for somebody who types minutes. */
const PAST_TOLERANCE_MS = 60_000;

/** Everything that is wrong with a draft. */
export function problemsOf(draft: Draft, context: CheckContext): Problems {
  const name = nameProblem(draft.name);
  const start = startProblem(draft, context);
  const rows = draft.kind === 'fermentation' ? rowProblems(draft.rows, context) : {};
  const steps = draft.kind === 'mash' ? allStepProblems(draft.steps, context.unit) : {};
  const general = draft.kind === 'fermentation' ? rowsProblems(draft.rows) : stepsProblems(draft.steps);
  const reasons = [
    ...(name === null ? [] : [`Name: ${name}`]),
    ...(start === null ? [] : [`Start: ${start}`]),
    ...general,
    ...(draft.kind === 'fermentation' ? rowReasons(draft.rows, rows) : stepReasons(draft.steps, steps)),
  ];
  return {
    ...(name === null ? {} : { name }),
    ...(start === null ? {} : { start }),
    general,
    rows,
    steps,
    reasons,
  };
}

function startProblem({ start }: Draft, { nowMs, keptStartMs }: CheckContext): string | null {
  if (start.incomplete === true) return 'Complete the date and the time, or clear both';
  if (start.ms === null || start.ms === keptStartMs) return null;
  if (start.ms > 253_402_300_799_999) return 'Take a year before 10000';
  if (start.ms < nowMs - PAST_TOLERANCE_MS) return 'This start has passed: take a later one, or clear it';
  return null;
}

function rowsProblems(rows: readonly FermentationRow[]): string[] {
  const points = rows.filter(({ temperature }) => temperature !== 'none');
  const events = rows.length - points.length;
  const found: string[] = [];
  if (points.length === 0) found.push('Add at least one row with a temperature');
  else if (points.every(({ temperature }) => temperature === 'off')) {
    found.push('At least one row must have a temperature, not only off');
  }
  if (points.length > PROFILE_MAX_POINTS) {
    found.push(`At most ${PROFILE_MAX_POINTS} rows with a temperature; there are ${points.length}`);
  }
  if (events > PROFILE_MAX_EVENTS) {
    found.push(`At most ${PROFILE_MAX_EVENTS} rows with a note alone; there are ${events}`);
  }
  return found;
}

function stepsProblems(steps: readonly StepRow[]): string[] {
  if (steps.length === 0) return ['Add at least one step'];
  return steps.length > MASH_MAX_STEPS ? [`At most ${MASH_MAX_STEPS} steps; there are ${steps.length}`] : [];
}

function rowProblems(
  rows: readonly FermentationRow[],
  context: CheckContext,
): Readonly<Record<number, RowProblems>> {
  const found: Record<number, RowProblems> = {};
  const taken = timesTaken(rows);
  for (const row of rows) {
    const problems = problemsOfRow(row, context, taken);
    if (Object.keys(problems).length > 0) found[row.key] = problems;
  }
  return found;
}

/** How many points stand at each time. */
function timesTaken(rows: readonly FermentationRow[]): ReadonlyMap<number, number> {
  const taken = new Map<number, number>();
  for (const { atS, temperature } of rows) {
    if (temperature !== 'none') taken.set(atS, (taken.get(atS) ?? 0) + 1);
  }
  return taken;
}

function problemsOfRow(
  row: FermentationRow,
  { unit, datesFromMs }: CheckContext,
  taken: ReadonlyMap<number, number>,
): RowProblems {
  const { texts } = row;
  const time = texts.time === undefined ? null : wrong(readTime(texts.time));
  const date =
    texts.date === undefined || datesFromMs === null ? null : wrong(readDate(texts.date, datesFromMs));
  const temperature =
    texts.temperature === undefined ? null : wrong(readRowTemperature(texts.temperature, unit));
  const shared =
    time === null && date === null && row.temperature !== 'none' && (taken.get(row.atS) ?? 0) > 1
      ? 'Another row has this time'
      : null;
  const note =
    temperature === null && row.temperature === 'none' && row.note.trim() === ''
      ? 'Type a temperature or a note'
      : noteProblem(row.note);
  return {
    ...((time ?? shared) === null ? {} : { time: time ?? shared ?? '' }),
    ...(date === null ? {} : { date }),
    ...(temperature === null ? {} : { temperature }),
    ...(note === null ? {} : { note }),
  };
}

function allStepProblems(
  steps: readonly StepRow[],
  unit: TemperatureUnit,
): Readonly<Record<number, StepProblems>> {
  const found: Record<number, StepProblems> = {};
  for (const step of steps) {
    const problems = problemsOfStep(step, unit);
    if (Object.keys(problems).length > 0) found[step.key] = problems;
  }
  return found;
}

function problemsOfStep(step: StepRow, unit: TemperatureUnit): StepProblems {
  const name = nameProblem(step.name);
  const { texts } = step;
  const temperature =
    texts.temperature === undefined ? null : wrong(readTemperature(texts.temperature, unit));
  const tooMany =
    step.additions.length > STEP_MAX_ADDITIONS ? `At most ${STEP_MAX_ADDITIONS} additions in a step` : null;
  const minutes = texts.minutes === undefined ? tooMany : wrong(readMinutes(texts.minutes));
  const additions: Record<number, AdditionProblems> = {};
  for (const addition of step.additions) {
    const problems = problemsOfAddition(addition, step.durationS);
    if (Object.keys(problems).length > 0) additions[addition.key] = problems;
  }
  return {
    ...(name === null ? {} : { name }),
    ...(temperature === null ? {} : { temperature }),
    ...(minutes === null ? {} : { minutes }),
    ...(Object.keys(additions).length === 0 ? {} : { additions }),
  };
}

function problemsOfAddition(addition: AdditionRow, durationS: number): AdditionProblems {
  const typed = addition.minutesText === undefined ? null : wrong(readMinutes(addition.minutesText));
  const minutes = typed ?? (addition.beforeEndS > durationS ? 'Longer than the step' : null);
  const text = addition.text.trim() === '' ? 'Type what goes in' : noteProblem(addition.text);
  return { ...(minutes === null ? {} : { minutes }), ...(text === null ? {} : { text }) };
}

function wrong(read: { readonly ok: true } | { readonly ok: false; readonly error: string }): string | null {
  return read.ok ? null : read.error;
}

function rowReasons(
  rows: readonly FermentationRow[],
  problems: Readonly<Record<number, RowProblems>>,
): string[] {
  return rows.flatMap(({ key }, i) => {
    const { time, date, temperature, note } = problems[key] ?? {};
    return Object.entries({ day: time, date, temperature, note }).flatMap(([field, what]) =>
      what === undefined ? [] : [`Row ${i + 1}, ${field}: ${what}`],
    );
  });
}

function stepReasons(steps: readonly StepRow[], problems: Readonly<Record<number, StepProblems>>): string[] {
  return steps.flatMap(({ key, additions }, i) => {
    const { name, temperature, minutes, additions: wrongOnes = {} } = problems[key] ?? {};
    const own = Object.entries({ name, temperature, minutes });
    const inside = additions.flatMap((each, n) =>
      Object.entries(wrongOnes[each.key] ?? {}).map(
        ([field, what]: [string, string]) => [`addition ${n + 1}, ${field}`, what] as const,
      ),
    );
    return [...own, ...inside].flatMap(([field, what]) =>
      what === undefined ? [] : [`Step ${i + 1}, ${field}: ${what}`],
    );
  });
}
