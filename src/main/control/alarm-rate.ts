/** The window is condensed into so many means: memory is bounded, however long the window is and however fast time runs. */
const PARTS = 60;
/** A rate is known when the means cover this share of the window, and when this share of them is there. */
const COVERED = 0.9;
const FILLED = 0.5;
const HOUR_MS = 3_600_000;

interface Mean {
  readonly atMs: number;
  readonly value: number;
}

/** The part of the window that is being gathered. */
interface Part {
  readonly startMs: number;
  readonly sumMs: number;
  readonly sum: number;
  readonly count: number;
}

export interface RateState {
  /** What is measured; null before the first reading. */
  readonly of: string | null;
  /** Oldest first. */
  readonly means: readonly Mean[];
  readonly part: Part | null;
  /**
   * How fast the value changes, °C in an hour: the slope of the line of least squares through the means, so that one reading
   * that jumps, or a sensor that shows steps of 1/16 °C, does not look like a rate. Null when too little is known.
   */
  readonly cPerH: number | null;
}

export function initialRateState(): RateState {
  return { of: null, means: [], part: null, cPerH: null };
}

/** @param of what the value belongs to: another sensor begins anew, since its step is no rate. */
export function stepRate(
  state: RateState,
  { of, value, overS }: { readonly of: string; readonly value: number; readonly overS: number },
  nowMs: number,
): RateState {
  const { means, part, cPerH } = state.of === of ? state : initialRateState();
  const started: Part = { startMs: nowMs, sumMs: nowMs, sum: value, count: 1 };
  if (part === null) return { of, means, part: started, cPerH };
  if (nowMs - part.startMs < (overS * 1000) / PARTS) {
    const { startMs, sumMs, sum, count } = part;
    return { of, means, cPerH, part: { startMs, sumMs: sumMs + nowMs, sum: sum + value, count: count + 1 } };
  }
  const kept = means.filter(({ atMs }) => nowMs - atMs <= overS * 1000);
  const latest = [...kept, meanOf(part)].slice(-PARTS);
  return { of, means: latest, part: started, cPerH: slopeOf(latest, overS) };
}

function slopeOf(means: readonly Mean[], overS: number): number | null {
  const first = means[0];
  const last = means.at(-1);
  if (first === undefined || last === undefined || means.length < PARTS * FILLED) return null;
  if (last.atMs - first.atMs < overS * 1000 * COVERED) return null;
  const meanMs = means.reduce((sum, { atMs }) => sum + (atMs - first.atMs), 0) / means.length;
  let products = 0;
  let squares = 0;
  for (const { atMs, value } of means) {
    const ms = atMs - first.atMs - meanMs;
    products += ms * (value - first.value);
    squares += ms * ms;
  }
  return (products / squares) * HOUR_MS;
}

function meanOf({ sumMs, sum, count }: Part): Mean {
  return { atMs: sumMs / count, value: sum / count };
}
