import type { MashStep } from '#shared/domain/mash.ts';
import type { MashPlan } from '#shared/domain/profile.ts';

/** An addition of a step that is being edited. */
export interface AdditionRow {
  readonly key: number;
  readonly beforeEndS: number;
  readonly text: string;
  /** What is typed for the minutes, as long as the field is not left or it cannot be read. */
  readonly minutesText?: string;
}

/** What somebody types into a step, as long as the field is not left or what stands there cannot be read. */
export interface StepTexts {
  readonly temperature?: string;
  readonly minutes?: string;
}

/** One step of a mash that is being edited, and one handle of its chart. */
export interface StepRow {
  readonly key: number;
  readonly name: string;
  /** °C */
  readonly spC: number;
  /** s */
  readonly durationS: number;
  readonly atEnd: 'next' | 'wait';
  readonly additions: readonly AdditionRow[];
  readonly texts: StepTexts;
}

export function rowsOfSteps(steps: readonly MashStep[]): StepRow[] {
  return steps.map(({ additions, ...step }, key) => ({
    ...step,
    key,
    additions: additions.map((addition, i) => ({ ...addition, key: i })),
    texts: {},
  }));
}

export function stepsOfRows(rows: readonly StepRow[]): MashPlan['steps'] {
  return rows.map(({ name, spC, durationS, atEnd, additions }) => ({
    name: name.trim(),
    spC,
    durationS,
    atEnd,
    additions: additions.map(({ beforeEndS, text }) => ({ beforeEndS, text })),
  }));
}

function freshKey(rows: readonly { readonly key: number }[]): number {
  return rows.reduce((highest, { key }) => Math.max(highest, key), -1) + 1;
}

/** Steps with one more, and the key of that one. */
export interface InsertedStep {
  readonly rows: StepRow[];
  readonly key: number;
}

/** A new step at a place in the list, with the temperature of the step before it. */
export function insertStep(rows: readonly StepRow[], index: number): InsertedStep {
  const like = rows[index - 1] ?? rows[index];
  const row: StepRow = {
    key: freshKey(rows),
    name: `Step ${rows.length + 1}`,
    spC: like?.spC ?? 66,
    durationS: 600,
    atEnd: 'next',
    additions: [],
    texts: {},
  };
  return { rows: rows.toSpliced(index, 0, row), key: row.key };
}

/** A copy of a step, after it. */
export function duplicateStep(rows: readonly StepRow[], key: number): InsertedStep {
  const index = rows.findIndex((row) => row.key === key);
  const row = rows[index];
  if (row === undefined) return { rows: [...rows], key };
  const copy = { ...row, key: freshKey(rows) };
  return { rows: rows.toSpliced(index + 1, 0, copy), key: copy.key };
}

export function removeStep(rows: readonly StepRow[], key: number): StepRow[] {
  return rows.filter((row) => row.key !== key);
}

/** Lets a step and its neighbour change places. */
export function moveStep(rows: readonly StepRow[], key: number, by: -1 | 1): StepRow[] {
  const index = rows.findIndex((row) => row.key === key);
  const row = rows[index];
  const other = rows[index + by];
  if (row === undefined || other === undefined) return [...rows];
  const next = [...rows];
  next[index] = other;
  next[index + by] = row;
  return next;
}

export function changeStep(
  rows: readonly StepRow[],
  key: number,
  change: (row: StepRow) => StepRow,
): StepRow[] {
  return rows.map((row) => (row.key === key ? change(row) : row));
}

/** A step with a duration or a temperature from elsewhere; what was typed for the old one is gone. */
export function withDuration(row: StepRow, durationS: number): StepRow {
  const { minutes: _typed, ...texts } = row.texts;
  return { ...row, durationS, texts };
}

export function withStepTemperature(row: StepRow, spC: number): StepRow {
  const { temperature: _typed, ...texts } = row.texts;
  return { ...row, spC, texts };
}

/** A step with one more addition: ten minutes before its end, or at its start when it is shorter. */
export function addAddition(row: StepRow): StepRow {
  const addition = { key: freshKey(row.additions), beforeEndS: Math.min(600, row.durationS), text: '' };
  return { ...row, additions: [...row.additions, addition] };
}

export function changeAddition(
  row: StepRow,
  key: number,
  change: (addition: AdditionRow) => AdditionRow,
): StepRow {
  return { ...row, additions: row.additions.map((each) => (each.key === key ? change(each) : each)) };
}

export function removeAddition(row: StepRow, key: number): StepRow {
  return { ...row, additions: row.additions.filter((each) => each.key !== key) };
}

/** The time of the timers of all steps together, s. */
export function mashLengthS(steps: readonly { readonly durationS: number }[]): number {
  return steps.reduce((sum, { durationS }) => sum + durationS, 0);
}
