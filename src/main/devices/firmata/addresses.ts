import type { DriverPoint } from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Thermistor } from './analog.ts';
import { addressBytes } from './ds18b20.ts';

/** What a point of a Firmata board is, by its address. Pins have the numbers that are printed on the board. */
export type FirmataPoint =
  /** A relay on a digital pin; `activeLow` is on while the pin is low. */
  | { readonly use: 'relay'; readonly pin: number; readonly activeLow: boolean }
  | { readonly use: 'pwm'; readonly pin: number }
  | { readonly use: 'contact'; readonly pin: number; readonly pullUp: boolean }
  | { readonly use: 'thermistor'; readonly channel: number; readonly thermistor: Thermistor }
  /** 0 V is `lowC`, full scale `highC`. */
  | { readonly use: 'linear'; readonly channel: number; readonly lowC: number; readonly highC: number }
  /** A probe on a 1-Wire bus; null takes the only one. */
  | { readonly use: 'one-wire'; readonly pin: number; readonly probe: Uint8Array | null };

/** What to type, by kind of point. */
export const addressHints = {
  temperature:
    'D2 28-0316a2799bff (DS18B20, or D2 any for the only one), A0 ntc B=3950 R=10k, or A0 linear 0..100',
  output: 'D8, D8 low (on while the pin is low), or PWM9',
  input: 'D7, or D7 pullup',
} as const;

const MAX_PIN = 127;
const MAX_CHANNEL = 15;

/** @throws AppError `invalid` in words. */
export function parseAddress(point: DriverPoint): FirmataPoint {
  const words = point.address.trim().split(/\s+/);
  const parsed = readers[point.kind](words, point);
  if (parsed === null) {
    throw new AppError(
      'invalid',
      `address: “${point.address}” makes no sense here: ${point.kind === 'measure' ? 'it measures temperatures only' : addressHints[point.kind]}`,
    );
  }
  return parsed;
}

/** Whether two points want one pin for themselves. Who makes no sense wants none. */
export function clash(a: DriverPoint, b: DriverPoint): boolean {
  const [one, other] = [parsedOrNull(a), parsedOrNull(b)];
  return one !== null && other !== null && clashOnPin(one, other);
}

/** The same of two that make sense. Probes share their bus, and an analog input can be read in two ways. */
export function clashOnPin(a: FirmataPoint, b: FirmataPoint): boolean {
  if (!('pin' in a && 'pin' in b) || a.pin !== b.pin) return false;
  return a.use !== 'one-wire' || b.use !== 'one-wire';
}

/** A point with what its address means, or why it can be nothing, in words. */
export type Placed =
  | { readonly address: string; readonly point: FirmataPoint }
  | { readonly address: string; readonly why: string };

/** What the points of a device mean. A pin belongs to the first point that wants it. */
export function placed(points: readonly DriverPoint[]): Placed[] {
  const found: Placed[] = [];
  for (const each of points) {
    const { address } = each;
    try {
      const point = parseAddress(each);
      const first = found.find((other) => 'point' in other && clashOnPin(other.point, point));
      found.push(
        first === undefined
          ? { address, point }
          : { address, why: `its pin is already that of ${first.address}` },
      );
    } catch (error) {
      found.push({ address, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return found;
}

function parsedOrNull(point: DriverPoint): FirmataPoint | null {
  try {
    return parseAddress(point);
  } catch {
    return null;
  }
}

const readers: Readonly<
  Record<DriverPoint['kind'], (words: readonly string[], point: DriverPoint) => FirmataPoint | null>
> = {
  output: readOutput,
  input: readContact,
  temperature: readTemperature,
  measure: () => null,
};

function readOutput(
  [place = '', option, ...rest]: readonly string[],
  point: DriverPoint,
): FirmataPoint | null {
  const isPwmKind = point.kind === 'output' && point.outputKind === 'pwm';
  const pwm = numberAfter('PWM', place, MAX_PIN);
  if (pwm !== null) {
    if (!isPwmKind) {
      throw new AppError(
        'invalid',
        'address: a PWM pin is for a PWM output alone: a relay must not be pulsed',
      );
    }
    return option === undefined ? { use: 'pwm', pin: pwm } : null;
  }
  const pin = numberAfter('D', place, MAX_PIN);
  if (pin === null || rest.length > 0 || (option !== undefined && option.toLowerCase() !== 'low'))
    return null;
  if (isPwmKind) throw new AppError('invalid', 'address: a PWM output needs a PWM pin, such as PWM9');
  return { use: 'relay', pin, activeLow: option !== undefined };
}

function readContact([place = '', option, ...rest]: readonly string[]): FirmataPoint | null {
  const pin = numberAfter('D', place, MAX_PIN);
  if (pin === null || rest.length > 0 || (option !== undefined && option.toLowerCase() !== 'pullup'))
    return null;
  return { use: 'contact', pin, pullUp: option !== undefined };
}

function readTemperature([place = '', what = '', ...rest]: readonly string[]): FirmataPoint | null {
  const pin = numberAfter('D', place, MAX_PIN);
  if (pin !== null) return rest.length === 0 ? readProbe(pin, what) : null;
  const channel = numberAfter('A', place, MAX_CHANNEL);
  if (channel === null) return null;
  switch (what.toLowerCase()) {
    case 'ntc':
      return readThermistor(channel, rest);
    case 'linear':
      return readLinear(channel, rest);
    default:
      return null;
  }
}

function readProbe(pin: number, what: string): FirmataPoint | null {
  if (what.toLowerCase() === 'any') return { use: 'one-wire', pin, probe: null };
  const probe = addressBytes(what);
  return probe === null ? null : { use: 'one-wire', pin, probe };
}

/** `B=3950 R=10k`, and `series=10k` where the resistor beside it is another one. */
function readThermistor(channel: number, words: readonly string[]): FirmataPoint | null {
  const values: Record<string, number> = { b: 3950, r: 10_000 };
  for (const word of words) {
    const [, name = '', number = '', kilo = ''] =
      /^(b|r|series)=(\d{1,7}(?:\.\d{1,3})?)(k?)$/i.exec(word) ?? [];
    if (name === '') return null;
    values[name.toLowerCase()] = Number(number) * (kilo === '' ? 1 : 1000);
  }
  const { b = 0, r = 0, series = r } = values;
  const fits = b >= 1000 && b <= 10_000 && r >= 100 && r <= 1_000_000 && series >= 100 && series <= 1_000_000;
  return fits ? { use: 'thermistor', channel, thermistor: { betaK: b, r25Ohm: r, seriesOhm: series } } : null;
}

function readLinear(channel: number, [range = '', ...rest]: readonly string[]): FirmataPoint | null {
  const match = /^(-?\d{1,3}(?:\.\d{1,3})?)\.\.(-?\d{1,3}(?:\.\d{1,3})?)$/.exec(range);
  if (match === null || rest.length > 0) return null;
  const [lowC, highC] = [Number(match[1]), Number(match[2])];
  return lowC === highC ? null : { use: 'linear', channel, lowC, highC };
}

function numberAfter(letters: string, text: string, max: number): number | null {
  const match = new RegExp(`^${letters}(\\d{1,3})$`, 'i').exec(text);
  const value = Number(match?.[1]);
  return match !== null && value <= max ? value : null;
}
