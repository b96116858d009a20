import type { VesselKind } from '#shared/domain/vessel.ts';

/** What the check is given once a second. */
export interface ReachInput {
  /** Temperature of what is regulated, °C; null when bad: the check waits. */
  readonly pvC: number | null;
  /** Setpoint, °C; null when nothing is regulated. */
  readonly spC: number | null;
  readonly canHeat: boolean;
  readonly canCool: boolean;
  readonly volumeL: number;
  readonly heaterW: number;
  readonly coolerW: number;
  readonly kind: VesselKind;
}

/** A task in progress: the way to a setpoint that stands still or moves along a ramp. */
interface Approach {
  readonly startedMs: number;
  /** The setpoint of the last call, °C. */
  readonly spC: number;
  readonly heats: boolean;
  /** Time that it may take from the start, s. What a ramp adds to the way adds to it. */
  readonly allowedS: number;
}

export interface ReachState {
  /** Null while the setpoint is reached, or lies in a direction that nothing drives. */
  readonly approach: Approach | null;
  /** Setpoint that was reached last, °C. */
  readonly reachedSpC: number | null;
  /** The last call, monotonic ms; null before the first. */
  readonly lastMs: number | null;
}

/** What is said of a vessel. */
export interface ReachAnswer {
  readonly state: ReachState;
  readonly late: boolean;
  /** Time that the approach in progress may take, s; 0 when there is none. */
  readonly allowedS: number;
}

/** Within this distance the setpoint is reached, and beyond the other it is left again, °C. */
export const REACHED_C = 0.5;
const LEFT_C = 1;
/** A setpoint that jumps this far is a new task, °C; what moves by less at a time is a ramp. */
export const SETPOINT_MOVED_C = 0.5;
/** A kettle that was sent to the boil has reached it here, °C: at 2,000 m wort boils at 93 °C, and no element takes it further. */
export const BOIL_C = 93;
/** Heat capacity of wort, taken as that of water, J/(L·K). */
const J_PER_L_K = 4186;
/**
 * Times the least time that volume and power need, and time on top. A chamber has to cool its own walls and works through
 * air: 20 L from 20 to 12 °C take 3.4 h at full power where 100 W alone need 1.9 h, and 6 h with a careful controller.
 * A kettle of 25 L takes 20.7 min from 20 to 52 °C where 3 kW alone need 18.6 min.
 */
const allowance: Readonly<Record<VesselKind, { readonly factor: number; readonly slackS: number }>> = {
  fermenter: { factor: 5, slackS: 3 * 3600 },
  kettle: { factor: 2, slackS: 600 },
};

/** Nothing is known of the vessel yet. */
export function initialReachState(): ReachState {
  return { approach: null, reachedSpC: null, lastMs: null };
}

/**
 * Whether a vessel is late in reaching its setpoint: much later than its volume and its power allow. A direction that it
 * cannot drive (a kettle that is too hot) is never late, and time without a reading does not count.
 */
export function stepReachCheck(state: ReachState, input: ReachInput, nowMs: number): ReachAnswer {
  const { pvC, spC } = input;
  if (spC === null) return answer(initialReachState(), nowMs);
  if (pvC === null) return answer({ ...state, approach: suspended(state, nowMs) }, nowMs);
  const errorC = spC - pvC;
  const boils = input.kind === 'kettle' && Math.min(pvC, spC) >= BOIL_C;
  if (boils || Math.abs(errorC) <= REACHED_C) {
    return answer({ ...state, approach: null, reachedSpC: spC }, nowMs);
  }
  return answer({ ...state, approach: approachTo(state, input, spC, errorC, nowMs) }, nowMs);
}

/** The approach after a reading that is off the setpoint: the one in progress goes on, or another one begins. */
function approachTo(
  { approach, reachedSpC }: ReachState,
  input: ReachInput,
  spC: number,
  errorC: number,
  nowMs: number,
): Approach | null {
  const heats = errorC > 0;
  if (heats ? !input.canHeat : !input.canCool) return null;
  if (approach !== null && approach.heats === heats && Math.abs(spC - approach.spC) <= SETPOINT_MOVED_C) {
    return extended(approach, input, spC);
  }
  const departs =
    Math.abs(errorC) > LEFT_C || reachedSpC === null || Math.abs(reachedSpC - spC) > SETPOINT_MOVED_C;
  if (!departs) return null;
  const { factor, slackS } = allowance[input.kind];
  return { startedMs: nowMs, spC, heats, allowedS: factor * leastS(input, errorC) + slackS };
}

/** The same approach with the way that a ramp has added. */
function extended(approach: Approach, input: ReachInput, spC: number): Approach {
  if (approach.spC === spC) return approach;
  const addedC = Math.max(0, approach.heats ? spC - approach.spC : approach.spC - spC);
  const addedS = allowance[input.kind].factor * leastS(input, approach.heats ? addedC : -addedC);
  return { ...approach, spC, allowedS: approach.allowedS + addedS };
}

/** The approach without the time since the last call. */
function suspended({ approach, lastMs }: ReachState, nowMs: number): Approach | null {
  return approach && { ...approach, startedMs: approach.startedMs + nowMs - (lastMs ?? nowMs) };
}

/** The least time that volume and power need for a change of temperature, s. */
function leastS({ volumeL, heaterW, coolerW }: ReachInput, changeC: number): number {
  return (volumeL * J_PER_L_K * Math.abs(changeC)) / (changeC > 0 ? heaterW : coolerW);
}

function answer(state: ReachState, nowMs: number): ReachAnswer {
  const { approach } = state;
  const late = approach !== null && nowMs - approach.startedMs > approach.allowedS * 1000;
  return { state: { ...state, lastMs: nowMs }, late, allowedS: approach?.allowedS ?? 0 };
}
