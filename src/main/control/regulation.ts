import type { Algorithm, VesselTarget } from '#shared/domain/vessel.ts';
import { type ControllerState, stepController } from './controller.ts';
import { CONTROL_PERIOD_S, type ControllerInput, type ControllerOutput } from './controller-types.ts';

/** The controller of a vessel between two control periods. */
export interface Regulation {
  readonly controller: ControllerState | null;
  /** What the controller was started for: another target starts another one. */
  readonly target: VesselTarget | null;
  /** The probes that it was read by: the step to another one is no change of temperature. */
  readonly probes: string | null;
  /** Answer of the last control period; null while nothing is regulated. */
  readonly output: ControllerOutput | null;
  /** The last control period, monotonic ms. */
  readonly lastMs: number;
  /** Demand by hand that `auto` goes on from, %; negative is cooling, null: there was none. */
  readonly seedPct: number | null;
}

/** What a control period is given. `spC` and `pvC` are null when there is none to trust. */
export type RegulationInput = Omit<ControllerInput, 'spC' | 'pvC' | 'seedPct' | 'gap'> & {
  readonly algorithm: Algorithm;
  readonly target: VesselTarget;
  /** Which probes are read. */
  readonly probes: string;
  readonly spC: number | null;
  readonly pvC: number | null;
};

const PERIOD_MS = CONTROL_PERIOD_S * 1000;
/** A control period is due this much early, ms: half a step of console time, so that jitter skips none. */
const EARLY_MS = 50;
/** After this long without a control period nobody knows how fast the temperature moves, ms. */
const GAP_MS = 10_000;
/** After this long the vessel has moved on, and the integral is forgotten as well, ms. */
const FORGET_AFTER_MS = 300_000;

/** Nothing is regulated. `seedPct` is what is given by hand meanwhile. */
export function idleRegulation(nowMs: number, seedPct: number | null): Regulation {
  return { controller: null, target: null, probes: null, output: null, lastMs: nowMs, seedPct };
}

/** One step in `auto`: a control period when one is due, otherwise the last answer holds. */
export function stepRegulation(last: Regulation, input: RegulationInput, nowMs: number): Regulation {
  const { spC, pvC, target, probes, algorithm } = input;
  // A board that regulates by itself is not told by us what its outputs do.
  if (algorithm.kind === 'board') return idleRegulation(nowMs, null);
  const sinceMs = nowMs - last.lastMs;
  const forgotten = sinceMs >= FORGET_AFTER_MS;
  if (spC === null || pvC === null) {
    return forgotten ? idleRegulation(last.lastMs, null) : { ...last, output: null, seedPct: null };
  }
  const goesOn = !forgotten && last.target === target && last.controller?.kind === algorithm.kind;
  if (goesOn && last.output !== null && sinceMs < PERIOD_MS - EARLY_MS) return last;
  const gap = last.output === null || sinceMs >= GAP_MS || last.probes !== probes;
  const period: ControllerInput = { ...input, spC, pvC, seedPct: last.seedPct, gap };
  const step = stepController(goesOn ? last.controller : null, algorithm, target, period);
  return { controller: step.state, target, probes, output: step.output, lastMs: nowMs, seedPct: null };
}
