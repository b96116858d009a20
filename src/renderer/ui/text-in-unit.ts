import { type TemperatureUnit, temperatureInText } from './temperature.ts';

/** Puts the temperatures that the console names in its sentences into the shown unit. */
export function textInUnit(text: string, unit: TemperatureUnit): string {
  if (unit === 'C') return text;
  return text.replaceAll(/([-−]?\d+(?:\.\d+)?) °C/g, (_, value: string) =>
    temperatureInText(Number(value.replace('−', '-')), unit),
  );
}
