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

export interface ReachState {
  /** The approach in progress; null while the setpoint is reached. */
  readonly approach: {
    readonly startedMs: number;
    readonly spC: number;
    readonly heats: boolean;
    readonly allowedS: number;
  } | null;
  /** Setpoint that was reached last, °C. */
  readonly reachedSpC: number | null;
}

/** Within this distance the setpoint is reached, and beyond the other it is left again, °C. */
const REACHED_C = 0.5;
const LEFT_C = 1;
/** A setpoint that has moved this far is a new task, °C. */
const MOVED_C = 0.5;
/** A kettle that was sent to the boil has reached it here, °C: at 2,000 m wort boils at 93 °C, and no element takes it further. */
const BOIL_C = 93;
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

export function initialReachState(): ReachState {
  return { approach: null, reachedSpC: null };
}

/**
 * Whether a vessel is late in reaching its setpoint: much later than its volume and its power allow. A direction that it
 * cannot drive (a kettle that is too hot) is never late.
 * @returns `allowedS`: time that the approach in progress may take, s; 0 when there is none.
 */
export function stepReachCheck(
  state: ReachState,
  input: ReachInput,
  nowMs: number,
): { readonly state: ReachState; readonly late: boolean; readonly allowedS: number } {
  const { pvC, spC } = input;
  if (spC === null) return { state: initialReachState(), late: false, allowedS: 0 };
  if (pvC === null) return answer(state, nowMs);
  const errorC = spC - pvC;
  const boils = input.kind === 'kettle' && Math.min(pvC, spC) >= BOIL_C;
  if (boils || Math.abs(errorC) <= REACHED_C) return answer({ approach: null, reachedSpC: spC }, nowMs);
  const { approach, reachedSpC } = state;
  const heats = errorC > 0;
  if (approach !== null && Math.abs(approach.spC - spC) <= MOVED_C && approach.heats === heats)
    return answer(state, nowMs);
  const departs = Math.abs(errorC) > LEFT_C || reachedSpC === null || Math.abs(reachedSpC - spC) > MOVED_C;
  if (!departs) return answer({ ...state, approach: null }, nowMs);
  return answer({ approach: begin(input, spC, errorC, nowMs), reachedSpC }, nowMs);
}

function begin(input: ReachInput, spC: number, errorC: number, nowMs: number): ReachState['approach'] {
  const heats = errorC > 0;
  if (heats ? !input.canHeat : !input.canCool) return null;
  const { factor, slackS } = allowance[input.kind];
  const leastS = (input.volumeL * J_PER_L_K * Math.abs(errorC)) / (heats ? input.heaterW : input.coolerW);
  return { startedMs: nowMs, spC, heats, allowedS: factor * leastS + slackS };
}

function answer(state: ReachState, nowMs: number): { state: ReachState; late: boolean; allowedS: number } {
  const { approach } = state;
  if (approach === null) return { state, late: false, allowedS: 0 };
  return { state, late: nowMs - approach.startedMs > approach.allowedS * 1000, allowedS: approach.allowedS };
}
