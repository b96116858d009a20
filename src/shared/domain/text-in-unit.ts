import type { KnownSettings } from './setting.ts';

const NUMBER = String.raw`[-−]?\d+(?:\.\d+)?`;
const RANGE = new RegExp(`(${NUMBER}) to (${NUMBER}) °C`, 'g');
/** A setpoint that was typed in °F has no short number in °C. */
const LONG = /(-?\d+\.\d{3,}) °C/g;
/** What follows a number of degrees that is no temperature, in the sentences of alarms that people have set up. */
const DIFFERENCE = /(\d+(?:\.\d+)?) °C(?= (?:an hour|from its setpoint))/g;
const TEMPERATURE = new RegExp(`(${NUMBER}) °C`, 'g');

/** Puts the temperatures that the console names in its sentences, and differences of them, into the unit of a user. */
export function textInUnit(text: string, unit: KnownSettings['units.temperature']): string {
  if (unit === 'C')
    return text.replaceAll(LONG, (_, value: string) => `${Number(Number(value).toFixed(2))} °C`);
  return text
    .replaceAll(RANGE, (_, from: string, to: string) => `${temperature(from)} to ${temperature(to)} °F`)
    .replaceAll(DIFFERENCE, (_, value: string) => `${written(Number(value) * 1.8)} °F`)
    .replaceAll(TEMPERATURE, (_, value: string) => `${temperature(value)} °F`);
}

/** A temperature in °F, from how it is written in °C. */
function temperature(writtenC: string): string {
  return written(Number(writtenC.replace('−', '-')) * 1.8 + 32);
}

/** With a true minus sign, and a decimal only where it says something. */
function written(value: number): string {
  const text = String(Math.abs(Number(value.toFixed(1))));
  return value < 0 && text !== '0' ? `−${text}` : text;
}
