import type { RawReading } from '#main/app/ports/driver.ts';

/** A thermistor with a falling curve, between the pin and ground, with a resistor from the pin to the supply. */
export interface Thermistor {
  /** Beta of its data sheet, K. */
  readonly betaK: number;
  /** Resistance at 25 °C, ohm. */
  readonly r25Ohm: number;
  /** The resistor beside it, ohm. */
  readonly seriesOhm: number;
}

const KELVIN = 273.15;
const REFERENCE_K = 298.15;
/** This near to either end of the scale the wire is broken or shorted, share of the scale. */
const END_OF_SCALE = 0.005;
/** What such probes are made for, °C. */
const MIN_C = -40;
const MAX_C = 130;

/**
 * The temperature by the beta equation, 1/T = 1/T25 + ln(R/R25)/B.
 * @param share of full scale, 0 to 1
 */
export function thermistorReading(share: number, { betaK, r25Ohm, seriesOhm }: Thermistor): RawReading {
  // Without the thermistor the resistor pulls the pin up to the supply; a short pulls it to ground.
  if (share > 1 - END_OF_SCALE || share < END_OF_SCALE) return { quality: 'bad', reason: 'open-circuit' };
  const ohm = (seriesOhm * share) / (1 - share);
  const value = 1 / (1 / REFERENCE_K + Math.log(ohm / r25Ohm) / betaK) - KELVIN;
  return value < MIN_C || value > MAX_C
    ? { quality: 'bad', reason: 'out-of-range' }
    : { quality: 'good', value };
}

/** @param share of full scale, 0 to 1 */
export function linearReading(share: number, lowC: number, highC: number): RawReading {
  return { quality: 'good', value: lowC + share * (highC - lowC) };
}

/** Gathers what an analog pin says between two readings: the mean of many is finer than one, and calmer. */
export class AnalogMean {
  private sum = 0;
  private count = 0;

  add(value: number): void {
    this.sum += value;
    this.count += 1;
  }

  /** The mean since the last call, or null when nothing has come. */
  take(): number | null {
    const mean = this.count === 0 ? null : this.sum / this.count;
    this.sum = 0;
    this.count = 0;
    return mean;
  }
}
