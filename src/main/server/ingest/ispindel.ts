import type { SensorMessage } from '#main/app/ingest-service.ts';
import type { SensorAddress } from '#shared/domain/hydrometer.ts';
import {
  type Fields,
  makeMessage,
  readFields,
  readIntervalMs,
  readNumber,
  readText,
  readUnit,
} from './fields.ts';
import { temperatureUnits, toCelsius, toSg } from './quantities.ts';

/** Fields of an iSpindel that are taken as they are. */
const plain = { battery: 'battery', angle: 'angle', signal: 'RSSI' } as const;

/**
 * The JSON of an iSpindel's generic HTTP, which GravityMon speaks as well and extends by the unit of the gravity and a gravity that
 * is corrected for the temperature.
 * @throws RequestProblem 400 in words, at the field.
 */
export function readIspindel(body: unknown, kind: 'ispindel' | 'gravitymon'): SensorMessage {
  const fields = readFields(body, 'What an iSpindel sends');
  const values = new Map<SensorAddress, number | null>();
  const put = (address: SensorAddress, value: number | null | undefined): void => {
    if (value !== undefined) values.set(address, value);
  };
  const unit = readUnit(fields, 'temp_units', temperatureUnits) ?? 'C';
  const temperature = readNumber(fields, 'temperature');
  put('temperature', temperature == null ? temperature : toCelsius(temperature, unit));
  put('gravity', gravityOf(fields, 'gravity'));
  put('corrected-gravity', gravityOf(fields, 'corr-gravity'));
  for (const [address, field] of Object.entries(plain))
    put(address as SensorAddress, readNumber(fields, field));
  return makeMessage(kind, 'name', nameOf(fields), { values, everyMs: readIntervalMs(fields, 'interval') });
}

function gravityOf(fields: Fields, field: string): number | null | undefined {
  const value = readNumber(fields, field);
  // GravityMon's field has been called both.
  const unit = readUnit(fields, 'gravity-unit', ['G', 'P']) ?? readUnit(fields, 'gravity-format', ['G', 'P']);
  return value == null ? value : toSg(value, unit);
}

/** Its own name, or the number of its chip when nobody has given it one. */
function nameOf(fields: Fields): string {
  const name = readText(fields, 'name');
  if (name !== undefined && name !== '') return name;
  const id = fields['ID'];
  return typeof id === 'number' ? String(id) : (readText(fields, 'ID') ?? '');
}
