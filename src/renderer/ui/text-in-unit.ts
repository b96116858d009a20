import { formatDegrees, formatDifference, type TemperatureUnit, temperatureInText } from './temperature.ts';

const RANGE = /([-−]?\d+(?:\.\d+)?) to ([-−]?\d+(?:\.\d+)?) °C/g;
/** A setpoint that was typed in °F has no short number in °C. */
const LONG = /(-?\d+\.\d{3,}) °C/g;
/** What follows a number of degrees that is no temperature, in the sentences of alarms that people have set up. */
const DIFFERENCE = /(\d+(?:\.\d+)?) °C(?= (?:an hour|from its setpoint))/g;
const TEMPERATURE = /([-−]?\d+(?:\.\d+)?) °C/g;

/** Puts the temperatures that the console names in its sentences, and differences of them, into the shown unit. */
export function textInUnit(text: string, unit: TemperatureUnit): string {
  if (unit === 'C')
    return text.replaceAll(LONG, (_, value: string) => `${Number(Number(value).toFixed(2))} °C`);
  return text
    .replaceAll(RANGE, (_, from: string, to: string) => {
      const low = formatDegrees(numberOf(from), unit).replace(/\.0$/, '');
      return `${low} to ${temperatureInText(numberOf(to), unit)}`;
    })
    .replaceAll(DIFFERENCE, (_, value: string) => formatDifference(Number(value), unit).replace('.0 ', ' '))
    .replaceAll(TEMPERATURE, (_, value: string) => temperatureInText(numberOf(value), unit));
}

function numberOf(text: string): number {
  return Number(text.replace('−', '-'));
}
