import type { Algorithm } from '#shared/domain/vessel.ts';
import { CONTROL_PERIOD_S, type ControllerInput, type ControllerOutput } from './controller-types.ts';
import { createPid, type PidInput, type PidState, stepPid } from './pid.ts';

export interface PidControllerState {
  readonly kind: 'pid';
  readonly pid: PidState;
  /** A compressor is being asked for. */
  readonly slowCooling: boolean;
}

/** The temperature counts as reached within this distance, °C: the usual tolerance of a mash rest. */
const IN_BAND_C = 0.5;
/**
 * A compressor cannot give a share of its power. It starts when the PID asks for this much cooling, and stops
 * when the PID asks for none: with the default gain of a fermenter about half a degree lies between.
 */
const SLOW_COOLER_START_PCT = 10;

/** Percent of power by a PID on what is regulated; negative cools. */
export function stepPidController(
  last: PidControllerState | null,
  gains: Extract<Algorithm, { kind: 'pid' }>,
  input: ControllerInput,
): { state: PidControllerState; output: ControllerOutput } {
  const pidInput: PidInput = {
    gains: { kp: gains.kpPctPerC, tiS: gains.tiS, tdS: gains.tdS },
    spC: input.spC,
    pvC: input.pvC,
    min: input.canCool ? -100 : 0,
    max: input.canHeat ? 100 : 0,
    achieved: achievedOut(last, input),
    dtS: CONTROL_PERIOD_S,
    gap: input.gap,
  };
  const pid = last === null ? createPid(pidInput, input.seedPct) : stepPid(last.pid, pidInput);
  const threshold = last?.slowCooling === true ? 0 : SLOW_COOLER_START_PCT;
  const slowCooling = input.coolerIsSlow && pid.out < -threshold;
  const demandPct = input.coolerIsSlow && pid.out < 0 ? (slowCooling ? -100 : 0) : pid.out;
  return {
    state: { kind: 'pid', pid, slowCooling },
    output: { demandPct, inBand: Math.abs(pid.errorC) <= IN_BAND_C, chamberSpC: null },
  };
}

/** A compressor that runs, or that the dead band keeps still, gives what the PID asked for as far as the PID is concerned. */
function achievedOut(last: PidControllerState | null, input: ControllerInput): number {
  if (last === null) return 0;
  const { out } = last.pid;
  if (!input.coolerIsSlow || out >= 0) return input.achievedPct;
  return last.slowCooling && input.achievedPct >= 0 ? 0 : out;
}
