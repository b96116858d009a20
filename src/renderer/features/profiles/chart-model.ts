import { formatTemperature, type TemperatureUnit } from '#renderer/ui/temperature.ts';
import { STEP_MAX_S } from '#shared/domain/mash.ts';
import type { ProfilePlan } from '#shared/domain/profile.ts';
import type { FermentationDraft, MashDraft } from './draft.ts';
import { dragBounds, type FermentationRow, inOrder, pointRows } from './fermentation-draft.ts';
import { durationText, timeText } from './field-text.ts';
import { mashLengthS, type StepRow } from './mash-draft.ts';
import { type Corner, type CurvePoint, planGeometry } from './plan-geometry.ts';

/** Something in the chart that can be dragged: a point, a note, the end of a mash step. */
export interface ChartHandle {
  readonly key: number;
  /** `off` and `note` have no temperature to drag. */
  readonly kind: 'set' | 'off' | 'note';
  readonly atS: number;
  /** °C; of `off` where it is drawn. */
  readonly valueC: number;
  /** How far it may be dragged in time, s. */
  readonly bounds: readonly [fromS: number, toS: number];
  readonly label: string;
  readonly valueText: string;
}

/** A text at a time, such as the note of a point. */
export interface ChartNote {
  readonly key: string;
  readonly atS: number;
  readonly text: string;
}

/** A plan as lines, with where they end. */
export interface PlanCurve {
  readonly lines: readonly (readonly Corner[])[];
  readonly offSpans: readonly (readonly [fromS: number, toS: number])[];
  readonly lengthS: number;
}

/** All that a chart shows of what is edited. */
export interface ChartModel {
  readonly kind: 'fermentation' | 'mash';
  readonly lengthS: number;
  readonly corners: readonly Corner[];
  /** The lines when the chart ends at a time. */
  readonly curve: (endS: number) => PlanCurve;
  readonly handles: readonly ChartHandle[];
  readonly notes: readonly ChartNote[];
}

/** The chart of a fermentation: the same rows as its table. */
export function fermentationChart(draft: FermentationDraft, unit: TemperatureUnit): ChartModel {
  const points = pointRows(draft.rows);
  const rows = inOrder(draft.rows);
  const lengthS = rows.at(-1)?.atS ?? 0;
  const places = new Map(points.map(({ key }, i) => [key, i]));
  return {
    kind: 'fermentation',
    lengthS,
    corners: cornersOf(points),
    curve: (endS) => curveOfPoints(points, endS),
    handles: rows.map((row, i) => {
      const place = places.get(row.key) ?? -1;
      return handleOfRow(row, i, points, dragBounds(points, place), unit);
    }),
    notes: rows
      .filter(({ note }) => note.trim() !== '')
      .map(({ key, atS, note }) => ({ key: String(key), atS, text: note })),
  };
}

function handleOfRow(
  row: FermentationRow,
  index: number,
  points: readonly CurvePoint[],
  bounds: readonly [fromS: number, toS: number],
  unit: TemperatureUnit,
): ChartHandle {
  const { key, atS, temperature } = row;
  const number = index + 1;
  const day = dayWord(atS);
  if (typeof temperature === 'number') {
    const valueText = `${day}, ${formatTemperature(temperature, unit)}`;
    return { key, kind: 'set', atS, valueC: temperature, bounds, label: `Point ${number}`, valueText };
  }
  const valueC =
    points.findLast((point) => point.atS <= atS && point.spC !== null)?.spC ?? firstSetpoint(points);
  return temperature === 'off'
    ? { key, kind: 'off', atS, valueC, bounds, label: `Point ${number}`, valueText: `${day}, control off` }
    : { key, kind: 'note', atS, valueC, bounds, label: `Note ${number}`, valueText: `${day}, ${row.note}` };
}

/** A time for people: "Day 3.5", "3d 4h". */
export function dayWord(atS: number): string {
  const text = timeText(atS);
  return /^[\d.]+$/.test(text) ? `Day ${text}` : text;
}

function firstSetpoint(points: readonly CurvePoint[]): number {
  return points.find(({ spC }) => spC !== null)?.spC ?? 20;
}

function cornersOf(points: readonly CurvePoint[]): Corner[] {
  return points.flatMap(({ atS, spC }) => (spC === null ? [] : [[atS, spC] as const]));
}

function curveOfPoints(points: readonly CurvePoint[], endS: number): PlanCurve {
  return { ...planGeometry(points, endS), lengthS: points.at(-1)?.atS ?? 0 };
}

/** The chart of a mash: a level for each step over the time of its timer; its end is the handle. */
export function mashChart(draft: MashDraft, unit: TemperatureUnit): ChartModel {
  const { steps } = draft;
  const starts = startsOf(steps);
  return {
    kind: 'mash',
    lengthS: mashLengthS(steps),
    corners: steps.map(({ spC }, i) => [starts[i] ?? 0, spC] as const),
    curve: () => curveOfSteps(steps),
    handles: steps.map((step, i) => handleOfStep(step, i, starts[i] ?? 0, unit)),
    notes: steps.flatMap((step, i) =>
      step.additions.map((addition) => ({
        key: `${step.key}-${addition.key}`,
        atS: Math.max(starts[i] ?? 0, (starts[i] ?? 0) + step.durationS - addition.beforeEndS),
        text: addition.text,
      })),
    ),
  };
}

function startsOf(steps: readonly { readonly durationS: number }[]): number[] {
  let atS = 0;
  return steps.map(({ durationS }) => {
    const startS = atS;
    atS += durationS;
    return startS;
  });
}

function curveOfSteps(steps: readonly { readonly spC: number; readonly durationS: number }[]): PlanCurve {
  const starts = startsOf(steps);
  const line = steps.flatMap(({ spC, durationS }, i): Corner[] => {
    const startS = starts[i] ?? 0;
    return [
      [startS, spC],
      [startS + durationS, spC],
    ];
  });
  return { lines: [line], offSpans: [], lengthS: mashLengthS(steps) };
}

function handleOfStep(step: StepRow, index: number, startS: number, unit: TemperatureUnit): ChartHandle {
  const longestAdditionS = step.additions.reduce((most, { beforeEndS }) => Math.max(most, beforeEndS), 0);
  return {
    key: step.key,
    kind: 'set',
    atS: startS + step.durationS,
    valueC: step.spC,
    // What goes in during a step keeps it from becoming shorter than that.
    bounds: [startS + Math.min(step.durationS, longestAdditionS), startS + STEP_MAX_S],
    label: `Step ${index + 1}, ${step.name}`,
    valueText: `${durationText(step.durationS)} min at ${formatTemperature(step.spC, unit)}`.replace(
      /([a-z]) min at/,
      '$1 at',
    ),
  };
}

/** The lines of a plan that is not edited here: that of a run, or of a file to import. */
export function curveOfPlan(plan: ProfilePlan, endS: number): PlanCurve {
  return plan.kind === 'mash' ? curveOfSteps(plan.steps) : curveOfPoints(plan.points, endS);
}
