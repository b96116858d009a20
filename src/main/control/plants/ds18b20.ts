import { nextGauss, type RandomState } from './random.ts';

/** Resolution of a DS18B20 at 12 bits, °C (data sheet, table 2). */
const DS18B20_STEP_C = 0.0625;

/** Standard deviation of the noise of a probe before it is rounded, °C. */
const NOISE_C = 0.02;

/** The temperature rounded to the resolution of the probe, °C. */
export function quantise(temperatureC: number): number {
  return Math.floor(temperatureC / DS18B20_STEP_C + 0.5) * DS18B20_STEP_C;
}

/** One reading of a probe which is at `probeC`. Advances `random`. */
export function sampleDs18b20(probeC: number, random: RandomState): number {
  return quantise(probeC + NOISE_C * nextGauss(random));
}
