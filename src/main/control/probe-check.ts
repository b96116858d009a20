import type { ReadingRules } from '#shared/domain/point.ts';
import type { BadReason } from '#shared/domain/reading.ts';

/** What jumps is believed again when it has moved no faster than allowed for this long, ms. */
const SETTLED_FOR_MS = 5000;
/** Two readings may arrive together although they were taken a second apart, ms. */
const SHORTEST_STEP_MS = 1000;
/** After this long without a believed reading, smoothing begins anew: what it knows says nothing about now, ms. */
const FORGET_AFTER_MS = 10_000;

interface Sample {
  readonly valueC: number;
  readonly nowMs: number;
}

/** What is kept of a probe between two readings. */
export interface ProbeState {
  /** The last reading that was believed. */
  readonly believed: Sample | null;
  /** Set while readings jump: the last one, and since when they have been calm. */
  readonly doubt: (Sample & { readonly calmSinceMs: number }) | null;
  readonly smoothedC: number | null;
}

/** A reading that is believed, as it is and smoothed, °C; or why it is not. */
export type ProbeAnswer =
  | { readonly quality: 'good'; readonly valueC: number; readonly smoothedC: number }
  | { readonly quality: 'bad'; readonly reason: BadReason };

export interface ProbeStep {
  readonly state: ProbeState;
  readonly answer: ProbeAnswer;
}

/** Nothing has been read yet. */
export const newProbe: ProbeState = { believed: null, doubt: null, smoothedC: null };

/**
 * Judges one new reading of a probe: its range, how fast it changes, and what it is when smoothed.
 * @param valueC calibrated, °C
 * @param nowMs monotonic
 */
export function takeProbeReading(
  state: ProbeState,
  valueC: number,
  rules: ReadingRules,
  nowMs: number,
): ProbeStep {
  if (!(valueC >= rules.minC && valueC <= rules.maxC)) return refuse(state, 'out-of-range');
  const sample: Sample = { valueC, nowMs };
  const { believed, doubt } = state;
  if (believed === null || isCalm(believed, sample, rules)) return believe(state, sample, rules);
  const calmSinceMs = doubt !== null && isCalm(doubt, sample, rules) ? doubt.calmSinceMs : nowMs;
  if (nowMs - calmSinceMs >= SETTLED_FOR_MS) return believe(state, sample, rules);
  return refuse({ ...state, doubt: { ...sample, calmSinceMs } }, 'too-fast');
}

function isCalm(before: Sample, { valueC, nowMs }: Sample, { maxRateCPerS }: ReadingRules): boolean {
  const elapsedS = Math.max(SHORTEST_STEP_MS, nowMs - before.nowMs) / 1000;
  return Math.abs(valueC - before.valueC) <= maxRateCPerS * elapsedS;
}

/** A first-order low-pass filter in its exact form for steps of any length. */
function believe(state: ProbeState, sample: Sample, { smoothingS }: ReadingRules): ProbeStep {
  const { valueC, nowMs } = sample;
  const elapsedMs = state.believed === null ? Number.POSITIVE_INFINITY : nowMs - state.believed.nowMs;
  const goesOn = state.doubt === null && elapsedMs < Math.max(FORGET_AFTER_MS, smoothingS * 1000);
  const share = smoothingS > 0 ? 1 - Math.exp(-elapsedMs / (smoothingS * 1000)) : 1;
  const fromC = goesOn ? (state.smoothedC ?? valueC) : valueC;
  const smoothedC = smoothingS > 0 && goesOn ? fromC + share * (valueC - fromC) : valueC;
  return {
    state: { believed: sample, doubt: null, smoothedC },
    answer: { quality: 'good', valueC, smoothedC },
  };
}

function refuse(state: ProbeState, reason: BadReason): ProbeStep {
  return { state, answer: { quality: 'bad', reason } };
}
