import type { ProbePart } from './part-words.ts';

/** From this rise on a probe is taken for the one that is held, °C: far above what a probe wavers by. */
const SEEN_C = 0.3;
/** It has risen this much more than any other, °C... */
const AHEAD_C = 0.2;
/** ...and this many times as much: a warm hand is felt by its neighbours, too. */
const AHEAD_TIMES = 2;

/** The lowest that each probe has read since the watch began, °C without its calibration, by address. */
export type Warming = Readonly<Record<string, number>>;

/** Goes on watching with what the probes read now. One that reads nothing is left as it was. */
export function watch(before: Warming, probes: readonly ProbePart[]): Warming {
  const lowest: Record<string, number> = { ...before };
  for (const probe of probes) {
    const bare = bareOf(probe);
    if (bare !== null) lowest[probe.wiring.address] = Math.min(bare, before[probe.wiring.address] ?? bare);
  }
  return lowest;
}

/** How far a probe has risen, °C; null while it reads nothing. */
export function riseOf(warming: Warming, probe: ProbePart): number | null {
  const bare = bareOf(probe);
  const lowest = warming[probe.wiring.address];
  return bare === null || lowest === undefined ? null : Math.max(0, bare - lowest);
}

/** The address of the probe that has clearly risen most; null while there is none. */
export function warmestOf(warming: Warming, probes: readonly ProbePart[]): string | null {
  const rises = probes
    .map((probe) => ({ address: probe.wiring.address, rise: riseOf(warming, probe) ?? 0 }))
    .toSorted((a, b) => b.rise - a.rise);
  const [first, second] = rises;
  if (first === undefined || first.rise < SEEN_C) return null;
  const next = second?.rise ?? 0;
  return first.rise - next >= AHEAD_C && first.rise >= AHEAD_TIMES * next ? first.address : null;
}

/** A calibration that is changed meanwhile warms nothing. */
const bareOf = ({ value, offsetC }: ProbePart): number | null => (value === null ? null : value - offsetC);
