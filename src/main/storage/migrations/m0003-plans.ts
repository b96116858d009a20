import type { Database } from 'better-sqlite3';
import type { Migration } from './migration.ts';

interface OldPoint {
  readonly atS: number;
  readonly spC: number;
  readonly note: string;
}

interface OldRow {
  readonly n: number;
  readonly kind: string;
  readonly points: string;
  readonly elapsed_s: number;
}

interface Step {
  readonly name: string;
  readonly spC: number;
  readonly durationS: number;
  readonly atEnd: 'next';
  readonly additions: readonly never[];
}

/** Longest step of the schema, s. */
const STEP_MAX_S = 86_400;
const STEPS_MAX = 50;

/** A name for a step from the first line of its note. A tab is no part of a name, nor is half a character at its end. */
function nameFrom(note: string, number: number): string {
  const line = (note.split('\n', 1)[0] ?? '').replaceAll(/[\t\r]+/g, ' ').trim();
  const name = line
    .slice(0, 80)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
  return name === '' ? `Step ${number}` : name;
}

/** A mash that was points in time becomes steps: each temperature is kept until the time of the next one. */
function toSteps(points: readonly OldPoint[]): Step[] {
  return points.slice(0, STEPS_MAX).map((point, i) => ({
    name: nameFrom(point.note, i + 1),
    spC: point.spC,
    durationS: Math.min(STEP_MAX_S, (points[i + 1]?.atS ?? point.atS) - point.atS),
    atEnd: 'next',
    additions: [],
  }));
}

/** Where a mash in progress is among its steps. */
function toPlace(points: readonly OldPoint[], elapsedS: number): unknown {
  const last = Math.min(points.length, STEPS_MAX) - 1;
  const found = points.findLastIndex(({ atS }) => atS <= elapsedS);
  const stepIndex = Math.min(last, Math.max(0, found));
  const timerS = Math.max(0, elapsedS - (points[stepIndex]?.atS ?? 0));
  return { stepIndex, phase: 'timing', timerS, extraS: 0, calledOut: [] };
}

/** The stored points; null when they are none. */
function pointsOf(text: string): OldPoint[] | null {
  const isPoint = (each: unknown): boolean =>
    typeof each === 'object' &&
    each !== null &&
    'atS' in each &&
    typeof each.atS === 'number' &&
    'spC' in each &&
    typeof each.spC === 'number' &&
    'note' in each &&
    typeof each.note === 'string';
  try {
    const points: unknown = JSON.parse(text);
    return Array.isArray(points) && points.length > 0 && points.every(isPoint)
      ? (points as OldPoint[])
      : null;
  } catch {
    return null;
  }
}

function rewrite(
  db: Database,
  table: 'profiles' | 'runs',
  planOf: (row: OldRow, points: OldPoint[]) => unknown,
): void {
  const elapsed = table === 'runs' ? 'elapsed_s' : '0 AS elapsed_s';
  const rows = db.prepare<[], OldRow>(`SELECT n, kind, points, ${elapsed} FROM ${table}`).all();
  const put = db.prepare<[string, number]>(`UPDATE ${table} SET plan = ? WHERE n = ?`);
  for (const row of rows) {
    const points = pointsOf(row.points);
    // A row that made no sense before makes none now: it stays in the database and is reported when it is read.
    put.run(points === null ? row.points : JSON.stringify(planOf(row, points)), row.n);
  }
}

/**
 * Profiles and runs hold a plan: points and events of a fermentation, steps of a mash. A run knows besides what it has
 * told (fermentation) or where it is among its steps (mash).
 */
export const m0003: Migration = {
  to: 3,
  up: (db) => {
    db.exec(`
      ALTER TABLE profiles ADD COLUMN plan TEXT NOT NULL DEFAULT '{}'; -- JSON
      ALTER TABLE profiles ADD COLUMN planned_start_ms INTEGER;
      ALTER TABLE runs ADD COLUMN plan TEXT NOT NULL DEFAULT '{}'; -- JSON
    `);
    rewrite(db, 'profiles', ({ kind }, points) =>
      kind === 'mash' ? { steps: toSteps(points) } : { points, events: [] },
    );
    rewrite(db, 'runs', ({ kind, elapsed_s: elapsedS }, points) =>
      kind === 'mash'
        ? { steps: toSteps(points), place: toPlace(points, elapsedS) }
        : { points, events: [], toldS: elapsedS },
    );
    db.exec(`
      ALTER TABLE profiles DROP COLUMN points;
      ALTER TABLE runs DROP COLUMN points;
    `);
  },
};
