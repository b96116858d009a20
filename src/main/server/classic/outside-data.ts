import type { RawReading } from '#main/app/ports/driver.ts';
import type { ExternalReading } from '#shared/domain/vessel-state.ts';
import { plainText } from './plain-text.ts';
import { toCelsius, type Unit } from './quantities.ts';
import { idOrNull, numberOrNull } from './read.ts';

const sensors = ['beer', 'fridge', 'room'] as const;
const setpoints = ['beerSet', 'fridgeSet'] as const;
type Field = (typeof sensors)[number] | (typeof setpoints)[number];

const names: Readonly<Record<Field, string>> = {
  beer: 'beer',
  beerSet: 'beer set',
  fridge: 'fridge',
  fridgeSet: 'fridge set',
  room: 'room',
};

/** What a program outside says of a controller; a field that it does not name is absent. */
export interface OutsideData {
  readonly controllerId: number | null;
  readonly controllerName: string;
  readonly values: Readonly<Partial<Record<Field, unknown>>>;
}

/** Reads the payload of channel `data`. @returns why it makes no sense, in words, when it makes none. */
export function readOutsideData(payload: unknown): OutsideData | string {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return 'it is no object';
  const fields = payload as Readonly<Record<string, unknown>>;
  const given = [...sensors, ...setpoints].filter((name) => fields[name] !== undefined);
  if (given.length === 0) return 'it has none of beer, beerSet, fridge, fridgeSet, room';
  const name = fields['controllerName'];
  const controllerId = idOrNull(fields['controllerId']);
  const fallback = controllerId === null ? 'classic' : `Controller ${controllerId}`;
  return {
    controllerId,
    controllerName: plainText(typeof name === 'string' ? name : '', 80) || fallback,
    values: Object.fromEntries(given.map((field) => [field, fields[field]])),
  };
}

/** The readings of a bridge by the addresses of its points, °C. */
export function feedReadings({ values }: OutsideData, unit: Unit): ReadonlyMap<string, RawReading> {
  return new Map(
    sensors.flatMap((name) => (values[name] === undefined ? [] : [[name, toReading(values[name], unit)]])),
  );
}

/** A sensor that the bridge has no value of does not answer; a text that is none was damaged on its way. */
function toReading(value: unknown, unit: Unit): RawReading {
  const number = numberOrNull(value);
  if (number !== null) return { quality: 'good', value: toCelsius(number, unit) };
  const isAbsent = value === null || (typeof value === 'string' && /^[-\s]*$|^(null|none|nan)$/i.test(value));
  return { quality: 'bad', reason: isAbsent ? 'open-circuit' : 'crc' };
}

/**
 * The rest as readings that are shown and nothing more: of a bridge its setpoints, of a controller that is none of ours all.
 * @param bridge name of the bridge, or null.
 */
export function externalReadings(data: OutsideData, unit: Unit, bridge: string | null): ExternalReading[] {
  const fields: readonly Field[] = bridge === null ? [...sensors, ...setpoints] : setpoints;
  return fields.flatMap((field) => {
    const value = data.values[field];
    if (value === undefined) return [];
    const source = bridge ?? data.controllerName;
    return [{ type: 'external', source, name: names[field], value: numberOrNull(value), unit: `°${unit}` }];
  });
}
