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

/** A step with the time of the old plan at which it begins, s. */
interface Timed {
  readonly atS: number;
  readonly step: Step;
}

/**
 * A mash that was points in time becomes steps: each temperature is kept until the time of the next one, in steps of a day
 * where that is longer. Null when these are more than a mash may have.
 */
function toSteps(points: readonly OldPoint[]): Timed[] | null {
  const steps: Timed[] = [];
  for (const [i, { atS, spC, note }] of points.entries()) {
    const untilS = points[i + 1]?.atS ?? atS;
    const name = nameFrom(note, i + 1);
    for (let fromS = atS; fromS === atS || fromS < untilS; fromS += STEP_MAX_S) {
      const durationS = Math.min(STEP_MAX_S, untilS - fromS);
      steps.push({ atS: fromS, step: { name, spC, durationS, atEnd: 'next', additions: [] } });
      if (steps.length > STEPS_MAX) return null;
    }
  }
  return steps;
}

/** Where a mash in progress is among its steps. */
function toPlace(steps: readonly Timed[], elapsedS: number): unknown {
  const stepIndex = Math.max(
    0,
    steps.findLastIndex(({ atS }) => atS <= elapsedS),
  );
  const timerS = Math.max(0, elapsedS - (steps[stepIndex]?.atS ?? 0));
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

/** A mash that has too many steps to be one goes on over time, as it did: nothing of it is lost. */
function planOf(
  table: 'profiles' | 'runs',
  row: OldRow,
  points: OldPoint[],
): Pick<OldRow, 'kind'> & { plan: unknown } {
  const isRun = table === 'runs';
  const steps = row.kind === 'mash' ? toSteps(points) : null;
  if (steps === null) {
    const told = isRun ? { toldS: row.elapsed_s } : {};
    const kind = row.kind === 'mash' ? 'fermentation' : row.kind;
    return { kind, plan: { points, events: [], ...told } };
  }
  const place = isRun ? { place: toPlace(steps, row.elapsed_s) } : {};
  return { kind: row.kind, plan: { steps: steps.map(({ step }) => step), ...place } };
}

function rewrite(db: Database, table: 'profiles' | 'runs'): void {
  const elapsed = table === 'runs' ? 'elapsed_s' : '0 AS elapsed_s';
  const rows = db.prepare<[], OldRow>(`SELECT n, kind, points, ${elapsed} FROM ${table}`).all();
  const put = db.prepare<[string, string, number]>(`UPDATE ${table} SET kind = ?, plan = ? WHERE n = ?`);
  for (const row of rows) {
    const points = pointsOf(row.points);
    if (points === null) {
      // A row that made no sense before makes none now: it stays in the database and is reported when it is read.
      put.run(row.kind, row.points, row.n);
      continue;
    }
    const { kind, plan } = planOf(table, row, points);
    put.run(kind, JSON.stringify(plan), row.n);
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
    rewrite(db, 'profiles');
    rewrite(db, 'runs');
    db.exec(`
      ALTER TABLE profiles DROP COLUMN points;
      ALTER TABLE runs DROP COLUMN points;
    `);
  },
};
