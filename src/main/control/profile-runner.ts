import type { FermentationPlan, ProfilePoint } from '#shared/domain/profile.ts';
import type { FermentationRun, Run } from '#shared/domain/run.ts';

type Points = readonly ProfilePoint[];

/** Length of a fermentation profile: the time of its last point or event, s. */
export function totalS({ points, events }: Pick<FermentationPlan, 'points' | 'events'>): number {
  return events.reduce((latestS, { atS }) => Math.max(latestS, atS), points.at(-1)?.atS ?? 0);
}

/** The first point that lies after `elapsedS`, or null past the last one. */
export function nextPoint(points: Points, elapsedS: number): ProfilePoint | null {
  return points[nextIndex(points, elapsedS)] ?? null;
}

/**
 * The setpoint at a profile time, °C; null where the profile switches control off. Before the first point its setpoint
 * holds, past the end the last one. Between two points the approach of the later one decides; there is no line to or
 * from a point without a temperature: what was before holds until it.
 * @throws RangeError for a profile without points, which its schema refuses.
 */
export function setpointAt(points: Points, elapsedS: number): number | null {
  const index = nextIndex(points, elapsedS);
  const before = points[index - 1];
  const next = points[index];
  if (before === undefined) {
    if (next === undefined) throw new RangeError('A profile has at least one point');
    return next.spC;
  }
  if (next === undefined || before.spC === null || next.spC === null) return before.spC;
  switch (next.approach) {
    case 'step':
      return before.spC;
    case 'linear':
      return before.spC + ((next.spC - before.spC) * (elapsedS - before.atS)) / (next.atS - before.atS);
    default:
      return next.approach satisfies never;
  }
}

/** How long control stays off from a profile time on, s; null when the profile does not switch it on again. */
export function offForS(points: Points, elapsedS: number): number | null {
  const again = points.slice(nextIndex(points, elapsedS)).find(({ spC }) => spC !== null);
  return again === undefined ? null : again.atS - elapsedS;
}

/** Something that people are told when its time has come. */
export interface Note {
  readonly atS: number;
  readonly text: string;
}

/** Notes of points and events later than `afterS` and not later than `untilS`, in the order of time. */
export function notesBetween(
  { points, events }: Pick<FermentationPlan, 'points' | 'events'>,
  afterS: number,
  untilS: number,
): Note[] {
  return notesOf(points, events, ({ atS }) => atS > afterS && atS <= untilS);
}

/** Notes of points and events at one instant of the profile. */
export function notesAt(
  { points, events }: Pick<FermentationPlan, 'points' | 'events'>,
  placeS: number,
): Note[] {
  return notesOf(points, events, ({ atS }) => atS === placeS);
}

function notesOf(
  points: Points,
  events: FermentationPlan['events'],
  wanted: (each: { readonly atS: number }) => boolean,
): Note[] {
  const ofPoints = points.filter(wanted).map(({ atS, note }) => ({ atS, text: note.trim() }));
  const ofEvents = events.filter(wanted).map(({ atS, text }) => ({ atS, text: text.trim() }));
  return [...ofPoints.filter(({ text }) => text !== ''), ...ofEvents].toSorted((a, b) => a.atS - b.atS);
}

/** The state of a fermentation that is not held: past its end it is complete. */
export function stateAt(run: FermentationRun): 'running' | 'complete' {
  return run.elapsedS >= totalS(run) ? 'complete' : 'running';
}

/** How long a run was away. */
export interface Gap {
  readonly gapS: number;
  /** The wall clock is earlier than when the run was stored, so the gap is unknown and the place is held. */
  readonly clockBehind: boolean;
}

/**
 * How much of the time in which the console was away counts for a run. Yeast and mash do not wait: while it runs, all of it.
 * @param wallMs console wall clock now, ms
 */
export function gapAfterRestart(run: Run, wallMs: number): Gap {
  if (run.state !== 'running') return { gapS: 0, clockBehind: false };
  const gapMs = wallMs - run.elapsedAtMs;
  return gapMs < 0 ? { gapS: 0, clockBehind: true } : { gapS: gapMs / 1000, clockBehind: false };
}

/** Index of the first point after `elapsedS`; the number of points past the last one. Found by halving. */
function nextIndex(points: Points, elapsedS: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.atS ?? 0) > elapsedS) high = middle;
    else low = middle + 1;
  }
  return low;
}
