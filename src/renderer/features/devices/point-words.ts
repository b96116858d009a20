import { formatDuration, lateWords } from '#renderer/ui/duration.ts';
import { measureUnit, measureWords } from '#renderer/ui/measure.ts';
import type { Quantity } from '#renderer/ui/quantity.ts';
import {
  differenceToDisplay,
  formatNumber,
  type TemperatureUnit,
  unitSign,
} from '#renderer/ui/temperature.ts';
import type { DriverDescription, DriverKind } from '#shared/domain/device.ts';
import { type OutputKind, outputTiming, type Point } from '#shared/domain/point.ts';

/** What kinds of points are called. */
export const pointKindWords: Readonly<Record<Point['kind'], string>> = {
  temperature: 'Temperature sensor',
  output: 'Output',
  input: 'Contact',
  measure: 'Measured value',
};

/** What an output switches. */
export const outputKindWords: Readonly<Record<OutputKind, string>> = {
  ssr: 'Solid-state relay (SSR)',
  contactor: 'Contactor or relay',
  valve: 'Valve',
  compressor: 'Compressor',
  pwm: 'PWM output',
};

/** The hardware of a point in short, for a column. */
export function hardwareWord(point: Point): string {
  switch (point.kind) {
    case 'temperature':
      return 'Temperature';
    case 'output':
      return point.outputKind === 'ssr' ? 'SSR' : outputKindWords[point.outputKind];
    case 'input':
      return point.inverted ? 'Contact, on while low' : 'Contact';
    case 'measure':
      return measureWords[point.quantity];
    default:
      return point satisfies never;
  }
}

/** The unit of what a point says. */
export function unitWord(point: Point, unit: TemperatureUnit): string {
  if (point.kind === 'temperature') return unitSign(unit);
  if (point.kind === 'measure') return measureUnit(point.quantity);
  return point.kind === 'output' ? '%' : 'on or off';
}

/** What it means for an output to be of a kind: how the console switches it. */
export function explainOutputKind(kind: OutputKind): string {
  const { windowS, shortestPulseS, minOffS, minOnS } = outputTiming[kind];
  switch (kind) {
    case 'ssr':
      return `Switched without wear: on and off within ${formatDuration(windowS)}, in pulses of ${shortestPulseS} s or more. For heating elements.`;
    case 'contactor':
    case 'valve':
      return `It wears with each switch: on and off within ${formatDuration(windowS)}, in pulses of ${formatDuration(shortestPulseS)} or more.`;
    case 'compressor':
      return `For fridges and freezers: it rests ${formatDuration(minOffS)} after each run, and runs for ${formatDuration(minOnS)} at least.`;
    case 'pwm':
      return 'Takes any share of its power, from 0 to 100 %, without being switched.';
    default:
      return kind satisfies never;
  }
}

/** A calibration with its sign: "+0.5 °C"; "none" when nothing is added. */
export function offsetWords(offsetC: number, unit: TemperatureUnit): string {
  if (offsetC === 0) return 'none';
  const shown = formatNumber(differenceToDisplay(offsetC, unit), 2).replace(/0$/, '');
  return `${offsetC > 0 ? '+' : ''}${shown} ${unitSign(unit)}`;
}

/** That the values of a point are smoothed, and what it costs; null where they are not. */
export function smoothedWords(point: Point): string | null {
  const delayS = point.kind === 'temperature' ? point.readings.smoothingS : 0;
  return delayS > 0 ? `smoothed, ${lateWords(delayS)} late` : null;
}

/** A calibration is a difference: no offset of 0 °C becomes 32 °F. */
export const OFFSET_QUANTITY: Quantity = 'difference';
/** How far a probe may be corrected, °C. */
export const offsetRange = { min: -10, max: 10 };

const allKinds: readonly Point['kind'][] = ['temperature', 'output', 'input', 'measure'];

const kindsOfDriver: Readonly<Record<DriverKind, readonly Point['kind'][]>> = {
  points: ['temperature', 'output', 'input'],
  board: ['temperature'],
  feed: ['temperature', 'input'],
};

/** The kinds of points that a device of a driver can have. */
export function kindsOf(driver: DriverDescription | undefined): readonly Point['kind'][] {
  const hints = driver?.addressHints ?? null;
  if (hints !== null) return allKinds.filter((kind) => hints[kind] !== undefined);
  return kindsOfDriver[driver?.kind ?? 'points'];
}

/** What is said of a device beside its link: what the console does with it. */
export function driverNote(driver: DriverDescription | undefined): string | null {
  return driver?.kind === 'feed' ? 'It only reports: nothing can be switched through it.' : null;
}
