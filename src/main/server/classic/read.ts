import { RequestProblem } from '../problem.ts';

/** A number as the programs of the original send it: as a number, or as its text. */
const numberText = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

/** A request that makes no sense, in words. `where` names the field, such as `temperatures[2].days`. */
export function refuse(where: string, why: string): RequestProblem {
  return new RequestProblem(400, where === '' ? why : `${where}: ${why}`);
}

/** @throws RequestProblem 400 when it is anything but an object. */
export function asObject(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (value === undefined) throw refuse(where, 'is missing');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse(where, 'must be an object');
  }
  return value as Readonly<Record<string, unknown>>;
}

/** @throws RequestProblem 400 when it is anything but a list. */
export function asList(value: unknown, where: string): readonly unknown[] {
  if (value === undefined) throw refuse(where, 'is missing');
  if (!Array.isArray(value)) throw refuse(where, 'must be a list');
  return value;
}

/** @throws RequestProblem 400 when it is neither a finite number nor the text of one. */
export function asNumber(value: unknown, where: string): number {
  if (value === undefined) throw refuse(where, 'is missing');
  const number = numberOrNull(value);
  if (number === null) throw refuse(where, 'must be a number');
  return number;
}

/** A finite number, or the text of one; null for anything else. */
export function numberOrNull(value: unknown): number | null {
  if (typeof value === 'string' && numberText.test(value.trim())) return numberOrNull(Number(value.trim()));
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A whole number of at least 0, as the original numbers its things; null for anything else. */
export function idOrNull(value: unknown): number | null {
  const number = numberOrNull(value);
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** A text; a number becomes its text, null is an empty one. @throws RequestProblem 400 for anything else. */
export function asText(value: unknown, where: string): string {
  if (value === undefined) throw refuse(where, 'is missing');
  if (value === null) return '';
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') throw refuse(where, 'must be text');
  return value;
}
