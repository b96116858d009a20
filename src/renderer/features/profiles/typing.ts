import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { Draft, StartDraft } from './draft.ts';
import { type FermentationRow, inOrder } from './fermentation-draft.ts';
import { readDate, readMinutes, readRowTemperature, readTemperature, readTime } from './field-text.ts';
import { fromLocalField } from './local-time.ts';
import type { AdditionRow, StepRow } from './mash-draft.ts';

// What is typed is kept as it stands; what it says is taken over as soon as it can be read.

/** Somebody types the time of a row. */
export function typeTime(row: FermentationRow, text: string): FermentationRow {
  const read = readTime(text);
  const { date: _date, ...texts } = row.texts;
  return { ...row, ...(read.ok ? { atS: read.value } : {}), texts: { ...texts, time: text } };
}

/** Somebody types the date of a row. */
export function typeDate(row: FermentationRow, text: string, startMs: number): FermentationRow {
  const read = readDate(text, startMs);
  const { time: _time, ...texts } = row.texts;
  return { ...row, ...(read.ok ? { atS: read.value } : {}), texts: { ...texts, date: text } };
}

/** Somebody types the temperature of a row. */
export function typeRowTemperature(
  row: FermentationRow,
  text: string,
  unit: TemperatureUnit,
): FermentationRow {
  const read = readRowTemperature(text, unit);
  const temperature = read.ok ? read.value : row.temperature;
  return { ...row, temperature, texts: { ...row.texts, temperature: text } };
}

export function typeStepTemperature(row: StepRow, text: string, unit: TemperatureUnit): StepRow {
  const read = readTemperature(text, unit);
  return { ...row, spC: read.ok ? read.value : row.spC, texts: { ...row.texts, temperature: text } };
}

export function typeStepMinutes(row: StepRow, text: string): StepRow {
  const read = readMinutes(text);
  return { ...row, durationS: read.ok ? read.value : row.durationS, texts: { ...row.texts, minutes: text } };
}

export function typeAdditionMinutes(addition: AdditionRow, text: string): AdditionRow {
  const read = readMinutes(text);
  return { ...addition, beforeEndS: read.ok ? read.value : addition.beforeEndS, minutesText: text };
}

/** Somebody fills in the planned start. @param partly true while the browser knows only a part of it */
export function typeStart(text: string, partly: boolean): StartDraft {
  const ms = fromLocalField(text);
  return { ms, text, ...(partly || (text !== '' && ms === null) ? { incomplete: true } : {}) };
}

/**
 * What a draft is when nobody types any more: texts that could be read give way to what they say, and the rows stand
 * in the order of time. The same draft when that changes nothing.
 */
export function settleDraft(draft: Draft, unit: TemperatureUnit, datesFromMs: number | null): Draft {
  const start = settleStart(draft.start);
  if (draft.kind === 'mash') {
    const steps = draft.steps.map((step) => settleStep(step, unit));
    const same = start === draft.start && steps.every((step, i) => step === draft.steps[i]);
    return same ? draft : { ...draft, start, steps };
  }
  const rows = inOrder(draft.rows.map((row) => settleRow(row, unit, datesFromMs)));
  const same = start === draft.start && rows.every((row, i) => row === draft.rows[i]);
  return same ? draft : { ...draft, start, rows };
}

function settleStart(start: StartDraft): StartDraft {
  if (start.text === undefined || start.incomplete === true) return start;
  return { ms: start.ms };
}

function settleRow(row: FermentationRow, unit: TemperatureUnit, datesFromMs: number | null): FermentationRow {
  const { time, date, temperature } = row.texts;
  const keepTime = time !== undefined && !readTime(time).ok;
  const keepDate = date !== undefined && datesFromMs !== null && !readDate(date, datesFromMs).ok;
  const keepTemperature = temperature !== undefined && !readRowTemperature(temperature, unit).ok;
  const texts = {
    ...(keepTime ? { time } : {}),
    ...(keepDate ? { date } : {}),
    ...(keepTemperature ? { temperature } : {}),
  };
  return Object.keys(texts).length === Object.keys(row.texts).length ? row : { ...row, texts };
}

function settleStep(step: StepRow, unit: TemperatureUnit): StepRow {
  const { temperature, minutes } = step.texts;
  const texts = {
    ...(temperature !== undefined && !readTemperature(temperature, unit).ok ? { temperature } : {}),
    ...(minutes !== undefined && !readMinutes(minutes).ok ? { minutes } : {}),
  };
  const additions = step.additions.map(settleAddition);
  const same =
    Object.keys(texts).length === Object.keys(step.texts).length &&
    additions.every((each, i) => each === step.additions[i]);
  return same ? step : { ...step, texts, additions };
}

function settleAddition(addition: AdditionRow): AdditionRow {
  const { minutesText, ...rest } = addition;
  return minutesText === undefined || !readMinutes(minutesText).ok ? addition : rest;
}
