import type { MashAddition, MashPlace, MashStep } from '#shared/domain/mash.ts';

/** So near to its temperature a step counts as reached, °C. */
export const REACHED_C = 0.5;

type Steps = readonly MashStep[];

/** Where a mash is: a place among its steps, or past the last one. */
export interface MashPosition {
  readonly place: MashPlace;
  /** The last step is over; its temperature is kept. */
  readonly complete: boolean;
}

/** What happened in a mash, for people. */
export type MashEvent =
  | { readonly kind: 'addition'; readonly stepIndex: number; readonly addition: MashAddition }
  | { readonly kind: 'reached'; readonly stepIndex: number }
  | { readonly kind: 'waits'; readonly stepIndex: number }
  | { readonly kind: 'begins'; readonly stepIndex: number }
  | { readonly kind: 'ends' };

export interface MashMove extends MashPosition {
  readonly events: readonly MashEvent[];
}

/** What one stretch of time brings to a mash. */
export interface MashInput {
  /** How long it was since the last one, s. */
  readonly dtS: number;
  /** Measured temperature, °C; null when the reading is bad or nobody measured: then nothing is reached. */
  readonly pvC: number | null;
  /** The setpoint that the vessel really holds for the step, °C: within its limits. */
  readonly spC: number;
}

/** The step at the beginning: it heats or cools to its temperature, and nothing is counted. */
export function beginStep(stepIndex: number): MashPlace {
  return { stepIndex, phase: 'reaching', timerS: 0, extraS: 0, calledOut: [] };
}

/** How long the timer of the present step runs, with what the brewer added, s. */
export function stepTotalS(steps: Steps, place: MashPlace): number {
  return stepAt(steps, place).durationS + place.extraS;
}

/**
 * The present step.
 * @throws RangeError for a place that the mash does not have.
 */
export function stepAt(steps: Steps, { stepIndex }: MashPlace): MashStep {
  const step = steps[stepIndex];
  if (step === undefined) throw new RangeError(`The mash has no step ${stepIndex}`);
  return step;
}

/**
 * Lets time pass. At most one step begins in one call: what is left of `dtS` then is not counted for it, so that after
 * an outage no step is passed over. While the timer runs a bad reading does not stop it: what is in the kettle goes on.
 */
export function advanceMash(steps: Steps, place: MashPlace, input: MashInput): MashMove {
  switch (place.phase) {
    case 'reaching': {
      const isReached = input.pvC !== null && Math.abs(input.pvC - input.spC) <= REACHED_C;
      if (!isReached) return { place, complete: false, events: [] };
      const started = callOut(steps, { ...place, phase: 'timing' });
      return { ...started, events: [{ kind: 'reached', stepIndex: place.stepIndex }, ...started.events] };
    }
    case 'timing':
      return count(steps, place, input.dtS);
    case 'waiting':
      // A plan that was changed may have nothing left to wait for.
      return stepAt(steps, place).atEnd === 'next' ? goOn(steps, place) : still(place);
    default:
      return place.phase satisfies never;
  }
}

/** Goes to the next step, or past the last one. What was not called out of this one is not: the brewer is ahead. */
export function nextStep(steps: Steps, place: MashPlace): MashMove {
  return goOn(steps, place);
}

/** Begins the step before anew; of the first step, and past the last one, that step itself. */
export function previousStep({ place, complete }: MashPosition): MashMove {
  const stepIndex = complete ? place.stepIndex : Math.max(0, place.stepIndex - 1);
  return { place: beginStep(stepIndex), complete: false, events: [{ kind: 'begins', stepIndex }] };
}

/** Keeps the present step for longer. One whose time was over counts again. */
export function extendStep(steps: Steps, place: MashPlace, byS: number): MashMove {
  const phase = place.phase === 'waiting' ? 'timing' : place.phase;
  // A plan that got shorter may have left the timer beyond its end: longer means longer than now.
  const beyondS = Math.max(0, place.timerS - stepTotalS(steps, place));
  return still({ ...place, phase, extraS: place.extraS + beyondS + byS });
}

/** Counts from now on, whatever the temperature. Changes nothing in a step that counts already, or has. */
export function startTimer(place: MashPlace): MashMove {
  return still(place.phase === 'reaching' ? { ...place, phase: 'timing' } : place);
}

/**
 * The place in a changed plan, which must have the present step. Additions that are the same as before, or have the
 * same words, stay called out. Where the present step got longer it counts again; a mash that was complete goes on
 * with what comes after.
 */
export function replanMash(before: Steps, after: Steps, { place, complete }: MashPosition): MashMove {
  const kept = {
    ...place,
    calledOut: stillCalledOut(stepAt(before, place), stepAt(after, place), place.calledOut),
  };
  const isLonger = place.phase === 'waiting' && kept.timerS < stepTotalS(after, kept);
  if (isLonger) return still({ ...kept, phase: 'timing' });
  if (!complete) return still(kept);
  return place.stepIndex + 1 < after.length ? goOn(after, kept) : { ...still(kept), complete };
}

/** The addition that will be called out next, and in how long by the timer, s; null when none is left. */
export function nextAddition(steps: Steps, place: MashPlace): { inS: number; text: string } | null {
  const leftS = stepTotalS(steps, place) - place.timerS;
  let next: MashAddition | null = null;
  for (const [i, addition] of stepAt(steps, place).additions.entries()) {
    if (place.calledOut.includes(i)) continue;
    if (next === null || addition.beforeEndS > next.beforeEndS) next = addition;
  }
  return next && { inS: Math.max(0, leftS - next.beforeEndS), text: next.text };
}

/** What the timers have counted up to a place, s: the steps before with their planned durations. */
export function countedS(steps: Steps, { place, complete }: MashPosition): number {
  const passedS = steps.slice(0, place.stepIndex).reduce((sum, { durationS }) => sum + durationS, 0);
  const { durationS } = stepAt(steps, place);
  return passedS + (complete ? durationS : Math.min(durationS, place.timerS));
}

/** The durations of all steps, s. */
export function mashTotalS(steps: Steps): number {
  return steps.reduce((sum, { durationS }) => sum + durationS, 0);
}

function still(place: MashPlace): MashMove {
  return { place, complete: false, events: [] };
}

function count(steps: Steps, place: MashPlace, dtS: number): MashMove {
  const totalS = stepTotalS(steps, place);
  const timerS = Math.max(place.timerS, Math.min(totalS, place.timerS + dtS));
  const counted = callOut(steps, { ...place, timerS });
  if (counted.place.timerS < totalS) return counted;
  if (stepAt(steps, place).atEnd === 'next') {
    const gone = goOn(steps, counted.place);
    return { ...gone, events: [...counted.events, ...gone.events] };
  }
  const { stepIndex } = place;
  return {
    place: { ...counted.place, phase: 'waiting' },
    complete: false,
    events: [...counted.events, { kind: 'waits', stepIndex }],
  };
}

function goOn(steps: Steps, place: MashPlace): MashMove {
  const stepIndex = place.stepIndex + 1;
  if (stepIndex >= steps.length) {
    const timerS = Math.max(place.timerS, stepTotalS(steps, place));
    const over: MashPlace = { ...place, phase: 'waiting', timerS };
    return { place: over, complete: true, events: [{ kind: 'ends' }] };
  }
  return { place: beginStep(stepIndex), complete: false, events: [{ kind: 'begins', stepIndex }] };
}

/** Calls out the additions whose time has come, the earliest first. */
function callOut(steps: Steps, place: MashPlace): MashMove {
  const leftS = stepTotalS(steps, place) - place.timerS;
  const due = [...stepAt(steps, place).additions.entries()]
    .filter(([i, { beforeEndS }]) => leftS <= beforeEndS && !place.calledOut.includes(i))
    .toSorted(([, a], [, b]) => b.beforeEndS - a.beforeEndS);
  if (due.length === 0) return still(place);
  const { stepIndex } = place;
  return {
    place: { ...place, calledOut: [...place.calledOut, ...due.map(([i]) => i)] },
    complete: false,
    events: due.map(([, addition]) => ({ kind: 'addition', stepIndex, addition })),
  };
}

/** Which additions of a changed step have been called out: first those that are the same, then by their words. */
function stillCalledOut(before: MashStep, after: MashStep, calledOut: readonly number[]): number[] {
  const free = new Set(before.additions.keys());
  const found = new Map<number, number>();
  const pair = (isSame: (a: MashAddition, b: MashAddition) => boolean): void => {
    for (const [i, addition] of after.additions.entries()) {
      if (found.has(i)) continue;
      const match = [...free].find((j) => {
        const old = before.additions[j];
        return old !== undefined && isSame(old, addition);
      });
      if (match === undefined) continue;
      free.delete(match);
      found.set(i, match);
    }
  };
  pair((a, b) => a.text === b.text && a.beforeEndS === b.beforeEndS);
  pair((a, b) => a.text === b.text);
  return [...found].filter(([, old]) => calledOut.includes(old)).map(([i]) => i);
}
