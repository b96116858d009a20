import type { Algorithm } from '#shared/domain/vessel.ts';
import {
  CONTROL_PERIOD_S,
  type ControllerInput,
  type ControllerOutput,
  demandOf,
} from './controller-types.ts';
import { type Drive, stepHysteresis } from './hysteresis.ts';
import { createPid, type PidInput, type PidState, stepPid } from './pid.ts';

type CascadeAlgorithm = Extract<Algorithm, { kind: 'cascade' }>;

export interface CascadeState {
  readonly kind: 'cascade';
  /** PID on the beer; its output is how far the chamber's setpoint lies from the beer's, °C. Null without a chamber sensor. */
  readonly outer: PidState | null;
  readonly drive: Drive;
}

/** The beer counts as reached within this distance, °C. */
const IN_BAND_C = 0.3;
/** Widest band when the beer has to do without a chamber sensor, °C: its own reading moves slowly. */
const BEER_ONLY_DEAD_BAND_C = 0.3;
/**
 * The chamber follows its setpoint while it is no further away than this beyond the dead band, °C. A compressor's
 * shortest run takes the air down by about 3 K.
 */
const FOLLOWING_C = 3;
/** Widest band when the chamber itself is the target, °C: what the shortest run of a compressor makes of it anyway. */
const CHAMBER_ONLY_DEAD_BAND_C = 2;
/**
 * The chamber does not cool beer that is this much below its setpoint, nor heat the reverse, °C. More than one step of
 * the probe (0.0625 °C): its noise would end every run of the compressor early.
 */
const BEER_GUARD_C = 0.1;

/**
 * A PID on the beer moves the chamber's setpoint, a two-position controller holds the chamber there. When the
 * chamber cannot follow (clamped, no actuator, device lost), the integral is held to what the chamber gave.
 * Without a chamber sensor the two-position controller works on the beer itself, in a narrow band.
 */
export function stepCascade(
  last: CascadeState | null,
  algorithm: CascadeAlgorithm,
  input: ControllerInput,
): { state: CascadeState; output: ControllerOutput } {
  const { spC, pvC, chamberC } = input;
  const inBand = Math.abs(pvC - spC) <= IN_BAND_C;
  const lastDrive = last?.drive ?? 'idle';
  if (chamberC === null) {
    const deadBandC = Math.min(algorithm.deadBandC, BEER_ONLY_DEAD_BAND_C);
    const drive = stepHysteresis(lastDrive, { ...input, deadBandC });
    return {
      state: { kind: 'cascade', outer: null, drive },
      output: { demandPct: demandOf(drive), inBand, chamberSpC: null },
    };
  }
  const outer = stepOuter(last?.outer ?? null, algorithm, input, chamberC);
  const chamberSpC = spC + outer.out;
  const asked = driveChamber(lastDrive, chamberC - chamberSpC, algorithm.deadBandC, input);
  const drive = guardBeer(asked, pvC - spC);
  return {
    state: { kind: 'cascade', outer, drive },
    output: { demandPct: demandOf(drive), inBand, chamberSpC },
  };
}

/** The same two-position controller when the chamber itself is the target. */
export function stepChamberOnly(
  last: CascadeState | null,
  { deadBandC }: CascadeAlgorithm,
  input: ControllerInput,
): { state: CascadeState; output: ControllerOutput } {
  const narrowC = Math.min(deadBandC, CHAMBER_ONLY_DEAD_BAND_C);
  const drive = stepHysteresis(last?.drive ?? 'idle', { ...input, deadBandC: narrowC });
  const inBand = Math.abs(input.pvC - input.spC) <= narrowC / 2;
  const output = { demandPct: demandOf(drive), inBand, chamberSpC: null };
  return { state: { kind: 'cascade', outer: null, drive }, output };
}

function stepOuter(
  last: PidState | null,
  algorithm: CascadeAlgorithm,
  input: ControllerInput,
  chamberC: number,
): PidState {
  const { spC, pvC } = input;
  const pidInput: PidInput = {
    gains: { kp: algorithm.kpCPerC, tiS: algorithm.tiS, tdS: algorithm.tdS },
    spC,
    pvC,
    min: algorithm.chamberMinC - spC,
    max: algorithm.chamberMaxC - spC,
    achieved: last === null ? 0 : achievedOffset(last.out, chamberC - spC, algorithm.deadBandC),
    dtS: CONTROL_PERIOD_S,
    gap: input.gap,
  };
  return last === null ? createPid(pidInput, null) : stepPid(last, pidInput);
}

/**
 * Holds the chamber around its setpoint under the beer. A compressor runs from one edge of the band to the other: the
 * beer averages the swing, and long runs mean few starts. The cold that lingers then takes the air further down, so the
 * heater begins a whole band below and stops at the setpoint.
 */
function driveChamber(last: Drive, aboveC: number, deadBandC: number, input: ControllerInput): Drive {
  const { canHeat, canCool, coolerIsSlow } = input;
  if (!(canHeat && canCool && coolerIsSlow)) {
    return stepHysteresis(last, { spC: 0, pvC: aboveC, deadBandC, canHeat, canCool });
  }
  const halfC = deadBandC / 2;
  if (aboveC >= halfC || (last === 'cool' && aboveC > -halfC)) return 'cool';
  if (aboveC <= -deadBandC || (last === 'heat' && aboveC < 0)) return 'heat';
  return 'idle';
}

/** What the chamber made of the offset it was asked for, °C: all of it while it follows. */
function achievedOffset(askedC: number, actualC: number, deadBandC: number): number {
  return Math.abs(actualC - askedC) <= FOLLOWING_C + deadBandC ? askedC : actualC;
}

/** Beer that is past its setpoint is not driven further, whatever the chamber's band says. */
function guardBeer(asked: Drive, beerAboveC: number): Drive {
  if (asked === 'cool' && beerAboveC < -BEER_GUARD_C) return 'idle';
  if (asked === 'heat' && beerAboveC > BEER_GUARD_C) return 'idle';
  return asked;
}
