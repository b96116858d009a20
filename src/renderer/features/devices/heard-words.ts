import { measureInText } from '#renderer/ui/measure.ts';
import { formatTemperature, type TemperatureUnit } from '#renderer/ui/temperature.ts';
import {
  type HeardSender,
  type SenderKind,
  type SensorAddress,
  sensorValues,
} from '#shared/domain/hydrometer.ts';

/** What kinds of sensors are called. */
export const senderKindWords: Readonly<Record<SenderKind, string>> = {
  ispindel: 'iSpindel',
  gravitymon: 'GravityMon',
  tilt: 'Tilt',
  json: 'JSON',
};

/** What a value is called, as a label. */
export function heardValueWord(address: SensorAddress): string {
  const { word } = sensorValues[address];
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A value with its unit; in words when what was sent cannot be such a value. */
export function heardValueWords(
  { address, value }: HeardSender['values'][number],
  unit: TemperatureUnit,
): string {
  if (value === null) return 'not usable';
  const { point } = sensorValues[address];
  return point.kind === 'temperature' ? formatTemperature(value, unit) : measureInText(value, point.quantity);
}

/** The name that is offered for the device: "Tilt purple", or the sensor's own. */
export function offeredName({ kind, name }: HeardSender): string {
  return kind === 'tilt' ? `Tilt ${name}`.slice(0, 80) : name;
}
