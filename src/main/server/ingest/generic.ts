import type { SensorMessage } from '#main/app/ingest-service.ts';
import type { SensorAddress } from '#shared/domain/hydrometer.ts';
import { RequestProblem } from '../problem.ts';
import { type Fields, makeMessage, readFields, readIntervalMs, readNumber, readText } from './fields.ts';

/** What a message may say, and what it is. */
const readings: Readonly<Record<string, SensorAddress>> = {
  temperatureC: 'temperature',
  gravity: 'gravity',
  correctedGravity: 'corrected-gravity',
  batteryV: 'battery',
  angleDeg: 'angle',
  signalDbm: 'signal',
};

/**
 * The console's own form, for whatever can post JSON: `{source, readings: {temperatureC?, gravity?, …}, intervalS?}`.
 * @throws RequestProblem 400 in words, at the field.
 */
export function readGeneric(body: unknown): SensorMessage {
  const fields = readFields(body, 'The body');
  refuseUnknown(fields, ['source', 'readings', 'intervalS', 'token']);
  const given = readFields(fields['readings'], 'readings:');
  refuseUnknown(given, Object.keys(readings), 'readings.');
  const values = new Map<SensorAddress, number | null>();
  for (const [field, address] of Object.entries(readings)) {
    const value = readNumber(given, field);
    if (value !== undefined) values.set(address, value);
  }
  const everyMs = readIntervalMs(fields, 'intervalS');
  return makeMessage('json', 'source', readText(fields, 'source') ?? '', { values, everyMs });
}

/** A field that is written wrong would be overlooked silently. */
function refuseUnknown(fields: Fields, known: readonly string[], at = ''): void {
  const unknown = Object.keys(fields).find((field) => !known.includes(field));
  if (unknown === undefined) return;
  throw new RequestProblem(400, `unknown field ${at}${unknown.slice(0, 80)}: there are ${known.join(', ')}`);
}
