import { fieldErrorsOf } from '#renderer/ui/error-note.tsx';
import type { FieldErrors } from '#renderer/ui/field-errors.ts';
import { actuatorRoles, MAX_SPARES, sensorRoles } from '#shared/domain/vessel.ts';
import type { Role } from './wiring.ts';

const places = Array.from({ length: MAX_SPARES }, (_, i) => i);

/** The fields of a vessel's wiring, as the console names them in a complaint. */
export const wiringFields = [
  ...sensorRoles.map((role) => `sensors.${role}` as const),
  ...sensorRoles.flatMap((role) => places.map((place) => `spareSensors.${role}.${place}` as const)),
  ...actuatorRoles.map((role) => `actuators.${role}` as const),
  ...actuatorRoles.map((role) => `permissives.${role}` as const),
] as const;
export type WiringField = (typeof wiringFields)[number];

/** What the console has against a wiring, by field. */
export type WiringErrors = FieldErrors<WiringField>['byField'];

/** Sorts a refusal of the console by the fields of a wiring. */
export function wiringErrorsOf(error: Error | null): FieldErrors<WiringField> {
  return fieldErrorsOf(error, wiringFields);
}

/** What is wrong with a point at its place in a role; the spares are counted from 0. */
export function errorAt(errors: WiringErrors, role: Role, place: number): string | null {
  if (role === 'heater' || role === 'cooler') return errors[`actuators.${role}`] ?? null;
  return (place === 0 ? errors[`sensors.${role}`] : errors[`spareSensors.${role}.${place - 1}`]) ?? null;
}

/** What stands beside the button: what no field is about, or that there is something to be found further up. */
export function noteOf({ byField, rest }: FieldErrors<WiringField>): string | null {
  if (rest !== null) return rest;
  return Object.keys(byField).length > 0 ? SAID_ABOVE : null;
}

/** Where to look for what is wrong, on a page that is longer than a screen. */
export const SAID_ABOVE = 'Something above is not right yet: it is said at its field.';
