/** Units in which sensors send temperatures. */
export const temperatureUnits = ['C', 'F', 'K'] as const;
export type SentTemperatureUnit = (typeof temperatureUnits)[number];

/** A temperature in °C. */
export function toCelsius(value: number, unit: SentTemperatureUnit): number {
  switch (unit) {
    case 'C':
      return value;
    case 'F':
      return ((value - 32) * 5) / 9;
    case 'K':
      return value - 273.15;
    default:
      return unit satisfies never;
  }
}

/** No wort is heavier, SG: what is above is °P. */
const HEAVIEST_SG = 2;

/**
 * Specific gravity of an extract, SG. The usual fit of the ASBC's tables, as brewers' calculators have it (for instance
 * 48bottles.com/abv): SG = 1 + P / (258.6 − 227.1 · P / 258.2).
 */
export function platoToSg(plato: number): number {
  return 1 + plato / (258.6 - (227.1 * plato) / 258.2);
}

/** A gravity in SG. A sensor that does not say its unit means °P where the number can be nothing else. */
export function toSg(value: number, unit: 'G' | 'P' | undefined): number {
  const isPlato = unit === undefined ? value > HEAVIEST_SG : unit === 'P';
  return isPlato ? platoToSg(value) : value;
}
