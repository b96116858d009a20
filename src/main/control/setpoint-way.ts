import { BOIL_C, REACHED_C, SETPOINT_MOVED_C } from './reach-check.ts';

/** What is nearer than this is the same setpoint, °C: boards round in steps of 1/512 °C. */
const SAME_C = 0.05;

/** The way of a vessel to a new setpoint. */
export interface Way {
  /** Since when it is on the way, without the time of bad readings, monotonic ms; null when it is not. */
  readonly startedMs: number | null;
  /** The setpoint that it has reached last, °C. */
  readonly reachedSpC: number | null;
  /** The setpoint of the last step, °C. */
  readonly spC: number | null;
  /** The last step, monotonic ms. */
  readonly lastMs: number | null;
}

/** @param startedMs since when it was on the way before a restart, if it was. */
export function initialWay(startedMs: number | null): Way {
  return { startedMs, reachedSpC: null, spC: null, lastMs: null };
}

/**
 * One step of the way. A setpoint that jumps is a new one, and time begins anew. Along a ramp time counts from when the vessel
 * falls behind until it has caught up. A vessel that leaves a setpoint which it had reached, and which has not moved, is not
 * on the way: its deviation is another matter.
 */
export function stepWay(
  way: Way,
  input: { readonly pvC: number | null; readonly spC: number | null; readonly boils: boolean },
  nowMs: number,
): Way {
  const { pvC, spC, boils } = input;
  if (pvC === null) return suspended(way, spC, nowMs);
  if (spC === null) return initialWay(null);
  const reached = Math.abs(pvC - spC) <= REACHED_C || (boils && Math.min(pvC, spC) >= BOIL_C);
  if (reached) return { startedMs: null, reachedSpC: spC, spC, lastMs: nowMs };
  return { ...way, startedMs: startOf(way, spC, nowMs), spC, lastMs: nowMs };
}

function startOf({ startedMs, reachedSpC, spC: lastC }: Way, spC: number, nowMs: number): number | null {
  if (jumped(lastC, spC)) return nowMs;
  if (startedMs !== null) return startedMs;
  return reachedSpC === null || Math.abs(spC - reachedSpC) > SAME_C ? nowMs : null;
}

function jumped(fromC: number | null, toC: number): boolean {
  return fromC !== null && Math.abs(toC - fromC) > SETPOINT_MOVED_C;
}

/** Nothing is known of the vessel, but its setpoint may move. */
function suspended(way: Way, spC: number | null, nowMs: number): Way {
  const { startedMs, lastMs, spC: lastC } = way;
  const passedMs = nowMs - (lastMs ?? nowMs);
  const later = startedMs === null ? null : startedMs + passedMs;
  const begins = spC !== null && jumped(lastC, spC);
  return { ...way, startedMs: begins ? nowMs : later, spC: spC ?? lastC, lastMs: nowMs };
}
