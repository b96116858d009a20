import type { ProfilePoint, Run, RunProgress } from '#shared/domain/profile.ts';

/** Length of a profile: the time of its last point, s. */
export function totalS(points: readonly ProfilePoint[]): number {
  return points.at(-1)?.atS ?? 0;
}

/** The first point that lies after `elapsedS`, or null past the last one. */
export function nextPoint(points: readonly ProfilePoint[], elapsedS: number): ProfilePoint | null {
  return points[nextIndex(points, elapsedS)] ?? null;
}

/**
 * The setpoint at a profile time, °C. Before the first point its setpoint holds, past the end the last one.
 * Between two points the approach of the later one decides.
 * @throws RangeError for a profile without points, which its schema refuses.
 */
export function setpointAt(points: readonly ProfilePoint[], elapsedS: number): number {
  const index = nextIndex(points, elapsedS);
  const before = points[index - 1];
  const next = points[index];
  if (next === undefined) {
    if (before === undefined) throw new RangeError('A profile has at least one point');
    return before.spC;
  }
  if (before === undefined) return next.spC;
  switch (next.approach) {
    case 'step':
      return before.spC;
    case 'linear':
      return before.spC + ((next.spC - before.spC) * (elapsedS - before.atS)) / (next.atS - before.atS);
    default:
      return next.approach satisfies never;
  }
}

/** How far a run has come at a profile time, for display. */
export function progressOf(run: Run, elapsedS: number): RunProgress {
  const next = nextPoint(run.points, elapsedS);
  return {
    runId: run.id,
    profileName: run.profileName,
    state: run.state,
    elapsedS,
    totalS: totalS(run.points),
    next: next && { inS: next.atS - elapsedS, spC: next.spC, note: next.note },
  };
}

/** Where a run goes on after a restart. */
export interface Resumption {
  readonly elapsedS: number;
  /** The wall clock is earlier than when the run was stored, so the gap is unknown and the place is held. */
  readonly clockBehind: boolean;
}

/**
 * The profile time after the console was away. Yeast and mash do not wait: for a running profile the gap counts.
 * @param wallMs console wall clock now, ms
 */
export function elapsedAfterRestart(run: Run, wallMs: number): Resumption {
  if (run.state !== 'running') return { elapsedS: run.elapsedS, clockBehind: false };
  const gapMs = wallMs - run.elapsedAtMs;
  if (gapMs < 0) return { elapsedS: run.elapsedS, clockBehind: true };
  return { elapsedS: run.elapsedS + gapMs / 1000, clockBehind: false };
}

/** Index of the first point after `elapsedS`; the number of points past the last one. Found by halving. */
function nextIndex(points: readonly ProfilePoint[], elapsedS: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.atS ?? 0) > elapsedS) high = middle;
    else low = middle + 1;
  }
  return low;
}
