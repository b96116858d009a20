import {
  type FermentationPlan,
  PROFILE_MAX_S,
  type ProfileEvent,
  type ProfilePoint,
} from '#shared/domain/profile.ts';
import { type CurvePoint, valueAt } from './plan-geometry.ts';

export const DAY_S = 86_400;
/** Points that are dragged stay so far apart, s. */
const LEAST_GAP_S = 60;

/** What a row does to the temperature: a setpoint in °C, control off, or nothing, when it is a note alone. */
export type RowTemperature = number | 'off' | 'none';

/** What somebody types into a row, as long as the field is not left or what stands there cannot be read. */
export interface RowTexts {
  readonly time?: string;
  readonly date?: string;
  readonly temperature?: string;
}

/** One row of the table of a fermentation, and one handle of its chart. */
export interface FermentationRow {
  /** Stays with the content of the row, wherever that goes. */
  readonly key: number;
  /** Time from the start, s. */
  readonly atS: number;
  readonly temperature: RowTemperature;
  readonly approach: 'linear' | 'step';
  readonly note: string;
  readonly texts: RowTexts;
}

/** A row that is a point of the profile. */
export type PointRow = FermentationRow & CurvePoint;

/** The rows of a plan, in the order of time; at one time the point stands before the notes. */
export function rowsOfPlan({
  points,
  events,
}: Pick<FermentationPlan, 'points' | 'events'>): FermentationRow[] {
  const all: Omit<FermentationRow, 'key'>[] = [
    ...points.map(({ atS, spC, approach, note }) => ({
      atS,
      temperature: spC ?? ('off' as const),
      approach,
      note,
      texts: {},
    })),
    ...events.map(({ atS, text }) => ({
      atS,
      temperature: 'none' as const,
      approach: 'linear' as const,
      note: text,
      texts: {},
    })),
  ];
  return all.toSorted((a, b) => a.atS - b.atS).map((row, key) => ({ ...row, key }));
}

/** The plan of the rows, and the row that each of its entries comes from. */
export interface PlanOfRows {
  readonly points: readonly ProfilePoint[];
  readonly events: readonly ProfileEvent[];
  readonly pointKeys: readonly number[];
  readonly eventKeys: readonly number[];
}

/** The plan that the rows are, in the order of time. It is a valid one only when the rows have no problems. */
export function planOfRows(rows: readonly FermentationRow[]): PlanOfRows {
  const points = pointRows(rows);
  const events = inOrder(rows.filter((row) => row.temperature === 'none'));
  return {
    points: points.map(({ atS, spC, approach, note }) => ({ atS, spC, approach, note })),
    events: events.map(({ atS, note }) => ({ atS, text: note })),
    pointKeys: points.map(({ key }) => key),
    eventKeys: events.map(({ key }) => key),
  };
}

/** The rows that are points, in the order of time. */
export function pointRows(rows: readonly FermentationRow[]): PointRow[] {
  return inOrder(
    rows.flatMap((row) => {
      if (row.temperature === 'none') return [];
      return [{ ...row, spC: row.temperature === 'off' ? null : row.temperature }];
    }),
  );
}

/** The rows in the order of time; the same list when they stand in it already. */
export function inOrder<R extends { readonly atS: number }>(rows: readonly R[]): R[] {
  return rows.toSorted((a, b) => a.atS - b.atS);
}

function freshKey(rows: readonly FermentationRow[]): number {
  return rows.reduce((highest, { key }) => Math.max(highest, key), -1) + 1;
}

/** Rows with one more, and the key of that one. */
export interface Inserted {
  readonly rows: FermentationRow[];
  readonly key: number;
}

/** A new row on the curve at a time. @param round brings a temperature of a ramp to what people would type */
export function insertAt(
  rows: readonly FermentationRow[],
  atS: number,
  round: (valueC: number) => number,
): Inserted {
  const points = pointRows(rows);
  const valueC = valueAt(points, atS);
  const last = points.findLast((point) => point.atS <= atS && point.spC !== null);
  const spC = valueC ?? last?.spC ?? points.find((point) => point.spC !== null)?.spC ?? 20;
  const next = points.find((point) => point.atS > atS);
  const row: FermentationRow = {
    key: freshKey(rows),
    atS,
    temperature: round(spC),
    // A point put on a ramp must not make a step of its first half.
    approach: next?.approach ?? 'linear',
    note: '',
    texts: {},
  };
  return { rows: inOrder([...rows, row]), key: row.key };
}

/** A new row beside another: half way to the neighbour, at the end as far on as the last two are apart. */
export function insertBeside(
  rows: readonly FermentationRow[],
  key: number,
  side: 'before' | 'after',
  round: (valueC: number) => number,
): Inserted {
  const index = rows.findIndex((row) => row.key === key);
  const row = rows[index];
  if (row === undefined) return insertAt(rows, 0, round);
  const other = rows[side === 'before' ? index - 1 : index + 1];
  if (other !== undefined) return insertAt(rows, middle(row.atS, other.atS), round);
  if (side === 'after') {
    const before = rows[index - 1];
    const gapS = before === undefined || row.atS === before.atS ? DAY_S : row.atS - before.atS;
    return insertAt(rows, Math.min(PROFILE_MAX_S, row.atS + gapS), round);
  }
  if (row.atS > 0) return insertAt(rows, 0, round);
  // Nothing is before the start, so that the rest makes room.
  return insertAt(shiftFrom(rows, row.key, DAY_S), 0, round);
}

/** Half way, on a whole hour or minute where there is room for it. */
function middle(aS: number, bS: number): number {
  const halfS = (aS + bS) / 2;
  const gapS = Math.abs(bS - aS);
  const step = [DAY_S / 2, 3600, 60, 1].find((each) => each * 4 <= gapS) ?? 0.001;
  return Math.round(halfS / step) * step;
}

/** Moves a row and all after it, no further back than to the row before. */
export function shiftFrom(rows: readonly FermentationRow[], key: number, byS: number): FermentationRow[] {
  const index = rows.findIndex((row) => row.key === key);
  const row = rows[index];
  if (row === undefined) return [...rows];
  const before = rows[index - 1];
  const leastS = before === undefined ? 0 : before.atS + LEAST_GAP_S;
  const lastS = rows.reduce((latest, { atS }) => Math.max(latest, atS), 0);
  const realS = Math.min(PROFILE_MAX_S - lastS, Math.max(Math.min(0, leastS - row.atS), byS));
  if (realS === 0) return [...rows];
  return rows.map((each, i) => (i < index ? each : withTime(each, each.atS + realS)));
}

export function removeRow(rows: readonly FermentationRow[], key: number): FermentationRow[] {
  return rows.filter((row) => row.key !== key);
}

/** Changes one row. */
export function changeRow(
  rows: readonly FermentationRow[],
  key: number,
  change: (row: FermentationRow) => FermentationRow,
): FermentationRow[] {
  return rows.map((row) => (row.key === key ? change(row) : row));
}

/** Lets a row and its neighbour exchange what they say; the times stay. */
export function moveRow(rows: readonly FermentationRow[], key: number, by: -1 | 1): FermentationRow[] {
  const index = rows.findIndex((row) => row.key === key);
  const row = rows[index];
  const other = rows[index + by];
  if (row === undefined || other === undefined) return [...rows];
  const next = [...rows];
  next[index] = withTime(other, row.atS);
  next[index + by] = withTime(row, other.atS);
  return next;
}

/** A row at another time; what was typed for the old one is gone. */
export function withTime(row: FermentationRow, atS: number): FermentationRow {
  const { time: _time, date: _date, ...texts } = row.texts;
  return { ...row, atS, texts };
}

/** A row with another temperature; what was typed for the old one is gone. */
export function withTemperature(row: FermentationRow, temperature: RowTemperature): FermentationRow {
  const { temperature: _typed, ...texts } = row.texts;
  return { ...row, temperature, texts };
}

/** How far a point may be dragged in time, s: it stays between its neighbours. @param points in the order of time */
export function dragBounds(
  points: readonly { readonly atS: number }[],
  index: number,
): readonly [fromS: number, toS: number] {
  const point = points[index];
  if (point === undefined) return [0, PROFILE_MAX_S];
  const before = points[index - 1];
  const after = points[index + 1];
  const fromS = before === undefined ? 0 : Math.min(point.atS, before.atS + LEAST_GAP_S);
  const toS = after === undefined ? PROFILE_MAX_S : Math.max(point.atS, after.atS - LEAST_GAP_S);
  return [fromS, toS];
}
