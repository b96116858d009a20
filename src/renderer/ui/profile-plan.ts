import type { ProfilePoint, Run, RunProgress } from '#shared/domain/profile.ts';
import { formatCoarse, formatElapsed } from './duration.ts';
import type { Line } from './series.ts';
import { type TemperatureUnit, temperatureInText } from './temperature.ts';

/** Setpoint of a profile at an elapsed time; past its end the last one holds. */
export function setpointAt(points: readonly ProfilePoint[], elapsedS: number): number | null {
  const after = points.findIndex((point) => point.atS > elapsedS);
  if (after === 0) return points[0]?.spC ?? null;
  const before = points[after < 0 ? points.length - 1 : after - 1];
  const next = after < 0 ? undefined : points[after];
  if (before === undefined) return null;
  if (next === undefined || next.approach === 'step') return before.spC;
  return before.spC + ((next.spC - before.spC) * (elapsedS - before.atS)) / (next.atS - before.atS);
}

/** The corners of a profile as a line in elapsed time, ms; a step is drawn upright. */
export function planLine(points: readonly ProfilePoint[], fromS: number, toS: number): Line {
  const atMs: number[] = [];
  const values: number[] = [];
  const add = (atS: number, value: number | null): void => {
    if (value === null) return;
    atMs.push(Math.round(atS * 1000));
    values.push(value);
  };
  add(fromS, setpointAt(points, fromS));
  points.forEach((point, i) => {
    if (point.atS <= fromS || point.atS > toS) return;
    const before = points[i - 1];
    if (point.approach === 'step' && before !== undefined) add(point.atS - 0.001, before.spC);
    add(point.atS, point.spC);
  });
  if ((atMs.at(-1) ?? 0) < Math.round(toS * 1000)) add(toS, setpointAt(points, toS));
  return { atMs, values };
}

/** Elapsed profile time of a run now. */
export function elapsedOf(run: Run, nowMs: number): number {
  const past = run.state === 'running' ? Math.max(0, nowMs - run.elapsedAtMs) / 1000 : 0;
  return run.elapsedS + past;
}

/** What a run will do, in console time from now on. A held run has no future: nobody knows when it goes on. */
export function futureOf(run: Run, nowMs: number, untilMs: number): Line {
  if (run.state !== 'running' || untilMs <= nowMs) return { atMs: [], values: [] };
  const elapsedS = elapsedOf(run, nowMs);
  const line = planLine(run.points, elapsedS, elapsedS + (untilMs - nowMs) / 1000);
  return { atMs: line.atMs.map((at) => nowMs + at - Math.round(elapsedS * 1000)), values: line.values };
}

/** Length of a profile, s. */
export function totalOf(points: readonly ProfilePoint[]): number {
  return points.at(-1)?.atS ?? 0;
}

/** Progress in one line: "day 3.2 of 14, in 18 h to 20 °C". */
export function describeProgress(progress: RunProgress, unit: TemperatureUnit): string {
  if (progress.state === 'stopped') return 'stopped';
  if (progress.state === 'complete') return 'complete: holds its last setpoint';
  const place = formatElapsed(progress.elapsedS, progress.totalS);
  if (progress.state === 'held') return `held at ${place}`;
  if (progress.next === null) return place;
  const target = temperatureInText(progress.next.spC, unit);
  return `${place}, in ${formatCoarse(progress.next.inS)} to ${target}`;
}

/** How far a run is, 0 to 1. */
export function fractionOf(progress: RunProgress): number {
  if (progress.totalS <= 0) return 1;
  return Math.min(1, Math.max(0, progress.elapsedS / progress.totalS));
}
