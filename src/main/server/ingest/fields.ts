import type { SensorMessage } from '#main/app/ingest-service.ts';
import type { SenderKind } from '#shared/domain/hydrometer.ts';
import { nameSchema } from '#shared/domain/text.ts';
import { RequestProblem } from '../problem.ts';

/** The fields of a message, as they were sent. */
export type Fields = Readonly<Record<string, unknown>>;

/** The longest interval that is believed, s: a day. */
const LONGEST_INTERVAL_S = 86_400;

/** @throws RequestProblem 400 when it is none. @param what what should have been the object, in words. */
export function readFields(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new RequestProblem(400, `${what} must be a JSON object`);
}

/**
 * A number, or a text that is exactly one: some sensors send their numbers as texts. Null for null, which a sensor sends that
 * has no value. @throws RequestProblem 400 at the field.
 */
export function readNumber(fields: Fields, field: string): number | null | undefined {
  const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (value === undefined || value === null) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && /^\s*[-+]?\d{1,15}(\.\d{1,15})?\s*$/.test(value)) return Number(value);
  throw new RequestProblem(400, `${field}: must be a number`);
}

/** A text, or undefined when it is absent. @throws RequestProblem 400 at the field. */
export function readText(fields: Fields, field: string): string | undefined {
  const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value.trim();
  throw new RequestProblem(400, `${field}: must be text`);
}

/** One of some letters, whatever their case. @throws RequestProblem 400 at the field. */
export function readUnit<U extends string>(
  fields: Fields,
  field: string,
  units: readonly U[],
): U | undefined {
  const text = readText(fields, field)?.toUpperCase();
  if (text === undefined || text === '') return undefined;
  const unit = units.find((each) => each === text);
  if (unit !== undefined) return unit;
  throw new RequestProblem(400, `${field}: must be ${units.join(' or ')}`);
}

/** The interval at which a sensor sends, from seconds to ms; null when it does not say. */
export function readIntervalMs(fields: Fields, field: string): number | null {
  const seconds = readNumber(fields, field) ?? 0;
  return seconds > 0 ? Math.min(seconds, LONGEST_INTERVAL_S) * 1000 : null;
}

/** @throws RequestProblem 400 when a sensor has no name that people can read, or sends nothing. */
export function makeMessage(
  kind: SenderKind,
  nameField: string,
  name: string,
  parts: Pick<SensorMessage, 'values' | 'everyMs'>,
): SensorMessage {
  const parsed = nameSchema.safeParse(name);
  if (!parsed.success)
    throw new RequestProblem(400, `${nameField}: ${parsed.error.issues[0]?.message ?? 'is no name'}`);
  if (parts.values.size === 0) throw new RequestProblem(400, `${parsed.data} sends none of the known values`);
  return { kind, name: parsed.data, ...parts };
}
