import type { MashStep } from '#shared/domain/mash.ts';
import type { ProfilePlan, ProfilePoint } from '#shared/domain/profile.ts';
import type { FermentationRun, MashRun, Run, RunProgress } from '#shared/domain/run.ts';
import type { Line } from './series.ts';

/** Before a step in the line of a plan, s: so near that it is drawn upright. */
const UPRIGHT_S = 0.001;

/** Setpoint of a profile at an elapsed time, °C; null where it switches control off. Past its end the last one holds. */
export function setpointAt(points: readonly ProfilePoint[], elapsedS: number): number | null {
  const after = points.findIndex((point) => point.atS > elapsedS);
  if (after === 0) return points[0]?.spC ?? null;
  const before = points[after < 0 ? points.length - 1 : after - 1];
  const next = after < 0 ? undefined : points[after];
  if (before === undefined || before.spC === null) return null;
  if (next === undefined || next.spC === null || next.approach === 'step') return before.spC;
  return before.spC + ((next.spC - before.spC) * (elapsedS - before.atS)) / (next.atS - before.atS);
}

/** A part in which a profile switches control off, and when and where it goes on; null for never. */
export interface OffPart {
  readonly again: { readonly inS: number; readonly spC: number } | null;
}

/** The part without control that a place lies in; null where the profile has a temperature. */
export function offAhead(points: readonly ProfilePoint[], elapsedS: number): OffPart | null {
  if (points.length === 0 || setpointAt(points, elapsedS) !== null) return null;
  const again = points.find(({ atS, spC }) => atS > elapsedS && spC !== null);
  return { again: again?.spC == null ? null : { inS: again.atS - elapsedS, spC: again.spC } };
}

/** The corners of a profile as a line in elapsed time, ms; a step is drawn upright, a part without control is a gap. */
export function planLine(points: readonly ProfilePoint[], fromS: number, toS: number): Line {
  const atMs: number[] = [];
  const values: (number | null)[] = [];
  const add = (atS: number, value: number | null): void => {
    atMs.push(Math.round(atS * 1000));
    values.push(value);
  };
  if (points.length === 0) return { atMs, values };
  add(fromS, setpointAt(points, fromS));
  points.forEach((point, i) => {
    if (point.atS <= fromS || point.atS > toS) return;
    const before = points[i - 1];
    const upright = point.approach === 'step' || point.spC === null || before?.spC === null;
    if (upright && before !== undefined) add(point.atS - UPRIGHT_S, before.spC);
    add(point.atS, point.spC);
  });
  if ((atMs.at(-1) ?? 0) < Math.round(toS * 1000)) add(toS, setpointAt(points, toS));
  return { atMs, values };
}

/** The steps of a mash as points in time, as if each temperature were reached at once and nobody had to be waited for. */
export function mashPoints(steps: readonly MashStep[]): ProfilePoint[] {
  let atS = 0;
  return steps.map(({ spC, durationS, name }) => {
    const point: ProfilePoint = { atS, spC, approach: 'step', note: name };
    atS += durationS;
    return point;
  });
}

/** Elapsed profile time of a fermentation now, s; negative before a start that was set for later. */
export function elapsedOf(run: FermentationRun, nowMs: number): number {
  return run.elapsedS + pastOf(run, nowMs);
}

/** How much longer a run lasts, s; of a mash without heating and waiting. */
export function remainingOf(run: Run, nowMs: number): number {
  if (run.state === 'complete') return 0;
  if (run.kind === 'fermentation') return Math.max(0, totalOf(run) - elapsedOf(run, nowMs));
  const after = run.steps.slice(run.place.stepIndex + 1);
  return after.reduce((sum, { durationS }) => sum + durationS, leftOf(run, nowMs));
}

/** How long ago it was that the console said where a run is, s; 0 while it stands still. */
function pastOf({ state, elapsedAtMs }: Run, nowMs: number): number {
  return state === 'running' ? Math.max(0, nowMs - elapsedAtMs) / 1000 : 0;
}

/** What a run will do, in console time from now on. A held run has no future: nobody knows when it goes on. */
export function futureOf(run: Run, nowMs: number, untilMs: number): Line {
  if (run.state !== 'running' || untilMs <= nowMs) return { atMs: [], values: [] };
  const plan = run.kind === 'mash' ? aheadOfMash(run, nowMs) : aheadOfFermentation(run, nowMs);
  const line = planLine(plan.points, plan.fromS, plan.fromS + (untilMs - nowMs) / 1000);
  return { atMs: line.atMs.map((at) => nowMs + at - Math.round(plan.fromS * 1000)), values: line.values };
}

interface Ahead {
  readonly points: readonly ProfilePoint[];
  readonly fromS: number;
}

function aheadOfFermentation(run: FermentationRun, nowMs: number): Ahead {
  return { points: run.points, fromS: elapsedOf(run, nowMs) };
}

/** The present step with what is left of its timer, and those after it. */
function aheadOfMash(run: MashRun, nowMs: number): Ahead {
  const [present, ...after] = run.steps.slice(run.place.stepIndex);
  if (present === undefined) return { points: [], fromS: 0 };
  return { points: mashPoints([{ ...present, durationS: leftOf(run, nowMs) }, ...after]), fromS: 0 };
}

/** What the timer of the present step still has to count, s. */
function leftOf(run: MashRun, nowMs: number): number {
  const pastS = run.place.phase === 'timing' ? pastOf(run, nowMs) : 0;
  return Math.max(0, lengthOf(run) - run.place.timerS - pastS);
}

function lengthOf({ steps, place }: MashRun): number {
  return (steps[place.stepIndex]?.durationS ?? 0) + place.extraS;
}

/** Something that a run will tell people, with its instant. */
export interface AheadNote {
  readonly atMs: number;
  readonly text: string;
}

/**
 * The notes, events and additions that lie ahead of a run. Of a mash those of the step whose timer runs: when the
 * others come depends on how long it heats.
 */
export function notesAhead(run: Run, nowMs: number): AheadNote[] {
  if (run.state !== 'running') return [];
  return (run.kind === 'mash' ? additionsAhead(run, nowMs) : eventsAhead(run, nowMs)).filter(
    ({ atMs, text }) => atMs > nowMs && text !== '',
  );
}

function eventsAhead(run: FermentationRun, nowMs: number): AheadNote[] {
  const elapsedS = elapsedOf(run, nowMs);
  const instant = (atS: number): number => nowMs + (atS - elapsedS) * 1000;
  return [
    ...run.points.map(({ atS, note }) => ({ atMs: instant(atS), text: note })),
    ...run.events.map(({ atS, text }) => ({ atMs: instant(atS), text })),
  ];
}

function additionsAhead(run: MashRun, nowMs: number): AheadNote[] {
  const { place, steps } = run;
  if (place.phase !== 'timing') return [];
  const leftS = leftOf(run, nowMs);
  return (steps[place.stepIndex]?.additions ?? []).flatMap(({ beforeEndS, text }, i) =>
    place.calledOut.includes(i) ? [] : [{ atMs: nowMs + (leftS - beforeEndS) * 1000, text }],
  );
}

/** Length of a plan, s: of a fermentation until its last point or event, of a mash the durations of its steps. */
export function totalOf(plan: ProfilePlan | Run): number {
  if (plan.kind === 'mash') return plan.steps.reduce((sum, { durationS }) => sum + durationS, 0);
  return plan.events.reduce((latest, { atS }) => Math.max(latest, atS), plan.points.at(-1)?.atS ?? 0);
}

/** How far a run is, 0 to 1. */
export function fractionOf(progress: RunProgress): number {
  if (progress.totalS <= 0) return progress.state === 'complete' || progress.step === null ? 1 : 0;
  return Math.min(1, Math.max(0, progress.elapsedS / progress.totalS));
}
