import type { SensorMessage } from '#main/app/ingest-service.ts';
import type { SensorAddress } from '#shared/domain/hydrometer.ts';
import { RequestProblem } from '../problem.ts';
import { type Fields, makeMessage, readFields, readNumber, readText, readUnit } from './fields.ts';
import { toCelsius } from './quantities.ts';

/** Tilts that one bridge may know: eight colours, and more than one of a colour. */
const MAX_TILTS = 32;

/**
 * What TiltBridge posts: its Tilts by colour, or as a list. The numbers come as texts.
 * @throws RequestProblem 400 in words; then none of them is taken.
 */
export function readTiltBridge(body: unknown): SensorMessage[] {
  const { tilts } = readFields(body, 'What TiltBridge sends');
  const named = entriesOf(tilts);
  if (named.length > MAX_TILTS) throw new RequestProblem(400, `tilts: must be at most ${MAX_TILTS}`);
  return named.map(([name, value]) => {
    const fields = readFields(value, `tilts: ${name.slice(0, 80) || 'each'}`);
    const temperature = readNumber(fields, 'temp');
    const values = new Map<SensorAddress, number | null>();
    if (temperature !== undefined)
      values.set('temperature', temperature === null ? null : toCelsius(temperature, unitOf(fields)));
    put(values, 'gravity', readNumber(fields, 'gravity'));
    put(values, 'signal', readNumber(fields, 'rssi'));
    return tilt(readText(fields, 'color') ?? name, 'color', values);
  });
}

/** A temperature without its unit could be either: it is refused rather than guessed. */
function unitOf(fields: Fields): 'C' | 'F' {
  const unit = readUnit(fields, 'tempUnit', ['C', 'F']) ?? readUnit(fields, 'temp_unit', ['C', 'F']);
  if (unit === undefined) throw new RequestProblem(400, 'tempUnit: must be C or F');
  return unit;
}

function entriesOf(tilts: unknown): [string, unknown][] {
  if (Array.isArray(tilts)) return tilts.map((each) => ['', each]);
  if (typeof tilts === 'object' && tilts !== null) return Object.entries(tilts);
  throw new RequestProblem(400, 'tilts: must be the Tilts by colour, or a list of them');
}

/**
 * What Tilt Pi and the Tilt app post to a cloud address: `Timepoint` (days of a spreadsheet, which is not needed), `Temp` in °F, `SG`,
 * `Color`, `Beer` and `Comment`.
 * @throws RequestProblem 400 in words, at the field.
 */
export function readTilt(body: unknown): SensorMessage {
  const fields: Fields = readFields(body, 'What a Tilt sends');
  const values = new Map<SensorAddress, number | null>();
  const temperature = readNumber(fields, 'Temp');
  if (temperature !== undefined)
    values.set('temperature', temperature === null ? null : toCelsius(temperature, 'F'));
  put(values, 'gravity', readNumber(fields, 'SG'));
  return tilt(readText(fields, 'Color') ?? '', 'Color', values);
}

function put(
  values: Map<SensorAddress, number | null>,
  address: SensorAddress,
  value: number | null | undefined,
): void {
  if (value !== undefined) values.set(address, value);
}

/** A colour names a Tilt, whoever passes it on and in whatever letters. */
function tilt(
  color: string,
  field: string,
  values: ReadonlyMap<SensorAddress, number | null>,
): SensorMessage {
  return makeMessage('tilt', field, color.toLowerCase(), { values, everyMs: null });
}
