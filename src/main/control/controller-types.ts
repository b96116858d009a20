import type { Drive } from './hysteresis.ts';

/** Length of one control period, s: a DS18B20 gives one reading in it. */
export const CONTROL_PERIOD_S = 1;

/** What a controller is given at each control period. Every reading in it is good. */
export interface ControllerInput {
  /** Setpoint of what is regulated, °C. */
  readonly spC: number;
  /** Reading of what is regulated, °C. */
  readonly pvC: number;
  /** Reading of the chamber when the beer is regulated, °C; null when no chamber sensor is assigned. */
  readonly chamberC: number | null;
  readonly canHeat: boolean;
  readonly canCool: boolean;
  /** The cooler can only be on or off, for minutes: a compressor. */
  readonly coolerIsSlow: boolean;
  /** What became of the last demand after modulator and interlocks, %; negative is cooling. */
  readonly achievedPct: number;
  /** Demand to go on from without a jump when the controller starts, %; null: there was none. */
  readonly seedPct: number | null;
  /** There was no control period for a while: how fast the temperature moves is unknown. */
  readonly gap: boolean;
}

/** What a controller answers. */
export interface ControllerOutput {
  /** Percent of full power; negative is cooling. */
  readonly demandPct: number;
  /** The temperature is where it should be, as far as this algorithm can tell. */
  readonly inBand: boolean;
  /** The chamber's setpoint that a cascade asks for, °C. */
  readonly chamberSpC: number | null;
}

/** Demand of a two-position controller, %. */
export function demandOf(drive: Drive): number {
  switch (drive) {
    case 'heat':
      return 100;
    case 'cool':
      return -100;
    case 'idle':
      return 0;
    default:
      return drive satisfies never;
  }
}
