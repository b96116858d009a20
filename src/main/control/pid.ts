import { type Measurement, seedMeasurement, takeReading } from './measurement.ts';

/** Gains in the standard form: out = kp · (e + ∫e/ti − td · rate), in units of output per °C. */
export interface PidGains {
  readonly kp: number;
  /** Integral time, s; null: no integral. */
  readonly tiS: number | null;
  /** Derivative time, s. */
  readonly tdS: number;
}

export interface PidState {
  /** Part of the output that the integral has built up, in units of output. */
  readonly integral: number;
  readonly measurement: Measurement;
  readonly gains: PidGains;
  /** Error of the last step, °C. */
  readonly errorC: number;
  /** Output of the last step, within its range. */
  readonly out: number;
}

export interface PidInput {
  readonly gains: PidGains;
  readonly spC: number;
  readonly pvC: number;
  /** Range of the output: what the vessel has actuators for. */
  readonly min: number;
  readonly max: number;
  /** What became of the last output after modulator and interlocks, in units of output. */
  readonly achieved: number;
  /** Time since the last step, s. */
  readonly dtS: number;
  /** There was no step for a while: how the measurement moved meanwhile, and what was given, is unknown. */
  readonly gap: boolean;
}

/** Shortest filter of the derivative, s: three readings of a probe that answers once a second. */
const MIN_FILTER_S = 3;
/** The filter of the derivative as a share of the derivative time; smaller shares pass the steps of the probe. */
const FILTER_SHARE = 0.5;
/**
 * The integral waits while the measurement moves to the setpoint fast enough to arrive within this share of the
 * integral time: what it would add on the way is not needed at the end, and is the overshoot of a plain PID.
 */
const APPROACH_SHARE = 0.25;
/** Rounding may leave this much between output and achieved output, relative to the range. */
const TOLERANCE = 1e-6;

/**
 * A controller at rest.
 * @param seed output to go on from without a jump (from manual, say), or null to start with no integral
 */
export function createPid(input: PidInput, seed: number | null): PidState {
  const { gains, spC, pvC, min, max } = input;
  const errorC = spC - pvC;
  const free = gains.kp * errorC;
  const integral = seed === null ? 0 : integralFor(clamp(seed, min, max), free, 0, input);
  const out = clamp(free + integral, min, max);
  return { integral, measurement: seedMeasurement(pvC), gains, errorC, out };
}

/**
 * One step of a PID: derivative on the filtered measurement, anti-windup by back-calculation with what was
 * really given (Åström and Hägglund, Advanced PID Control, 3.5), and changes of gains that do not move the output.
 */
export function stepPid(last: PidState, input: PidInput): PidState {
  const { gains, spC, pvC, min, max, dtS } = input;
  const seeded = sameGains(last.gains, gains) ? last.integral : reseed(last, input);
  const measurement = input.gap
    ? seedMeasurement(pvC)
    : takeReading(last.measurement, pvC, filterS(gains), dtS);
  const errorC = spC - pvC;
  const free = gains.kp * (errorC - gains.tdS * measurement.rateCPerS);
  const lost = input.gap ? 0 : input.achieved - last.out;
  const excess = clamp(free + seeded, min, max) - (free + seeded) + lost;
  const integral =
    gains.tiS === null
      ? seeded
      : boundIntegral(
          advance(seeded, { gains, tiS: gains.tiS, errorC, excess, measurement, input }),
          min,
          max,
        );
  return { integral, measurement, gains, errorC, out: clamp(free + integral, min, max) };
}

interface Advance {
  readonly gains: PidGains;
  readonly tiS: number;
  readonly errorC: number;
  /** What is missing (negative: too much asked) between the output asked for and the one given. */
  readonly excess: number;
  readonly measurement: Measurement;
  readonly input: PidInput;
}

/** The integral after `dtS`. */
function advance(integral: number, a: Advance): number {
  const { dtS, min, max } = a.input;
  const limited = Math.abs(a.excess) > TOLERANCE * (max - min);
  if (limited && a.excess * a.errorC <= 0) {
    // The output cannot follow: the integral runs back, but not past nothing, or it would brake a heat-up.
    const unwound = integral + (a.excess * dtS) / a.tiS;
    if (integral * a.excess >= 0) return integral;
    return integral > 0 ? Math.max(0, unwound) : Math.min(0, unwound);
  }
  const arriving = a.errorC * a.measurement.rateCPerS > 0;
  const reachC = Math.abs(a.measurement.rateCPerS) * a.tiS * APPROACH_SHARE;
  if (arriving && Math.abs(a.errorC) < reachC) return integral;
  return integral + (a.gains.kp * a.errorC * dtS) / a.tiS;
}

/** The integral with which new gains give the output that the old ones gave. */
function reseed(last: PidState, input: PidInput): number {
  const { kp, tdS } = input.gains;
  const free = kp * (last.errorC - tdS * last.measurement.rateCPerS);
  return integralFor(last.out, free, last.integral, input);
}

/** The integral that makes `out` of the other parts. Where they ask for more than there is anyway, it stays as it is. */
function integralFor(out: number, free: number, present: number, { min, max }: PidInput): number {
  return clamp(free + present, min, max) === out ? present : boundIntegral(out - free, min, max);
}

/** The integral is what a steady state would need: it stays within what the output can be. */
function boundIntegral(integral: number, min: number, max: number): number {
  return clamp(integral, Math.min(0, min), Math.max(0, max));
}

function filterS(gains: PidGains): number {
  return Math.max(MIN_FILTER_S, gains.tdS * FILTER_SHARE);
}

function sameGains(a: PidGains, b: PidGains): boolean {
  return a.kp === b.kp && a.tiS === b.tiS && a.tdS === b.tdS;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
