import type { Reading } from '#shared/domain/reading.ts';
import type { ActuatorRole, SensorRole, Vessel } from '#shared/domain/vessel.ts';
import type { Hazards, Held } from './interlocks.ts';
import type { LoopInput } from './loop-types.ts';

/** An output may go on again when its contact has been on for this long, ms. */
const PERMITTED_AFTER_MS = 3000;

/** When the contact of an output was last not on, monotonic ms; null: not since the start. */
export type RefusedAt = Readonly<Record<ActuatorRole, number | null>>;

/** The sensors that say how hot the vessel is. */
const safetyRoles = ['beer', 'chamber'] as const satisfies readonly SensorRole[];

/**
 * Which outputs lack a sensor. Heat needs every assigned beer and chamber sensor, and at least one: without it the
 * maximum temperature means nothing. Cold needs what it is regulated by, or by hand any one of them. A test of some
 * seconds goes without sensors where none is assigned; a heater is not tested beside one that is bad.
 */
export function hazardsOf(input: LoopInput, overTemperature: boolean): Omit<Hazards, 'notPermitted'> {
  const { vessel, readings, emergencyStop } = input;
  const assigned = safetyRoles.filter((role) => vessel.sensors[role] !== null);
  const bad = assigned.filter((role) => goodOrNull(readings[role]) === null);
  if (isTested('heater', input) || isTested('cooler', input)) {
    return { emergencyStop, sensorBad: { heater: bad.length > 0, cooler: false }, overTemperature };
  }
  const blind = vessel.control.mode === 'auto' ? isBlind(input) : bad.length === assigned.length;
  return {
    emergencyStop,
    sensorBad: { heater: blind || bad.length > 0 || assigned.length === 0, cooler: blind },
    overTemperature,
  };
}

/** A contact must have been on for a while before it counts: a float dances on the waves, a flow switch flutters. */
export function notPermitted(refusedMs: RefusedAt, nowMs: number): Hazards['notPermitted'] {
  const heldBy = (atMs: number | null): Held | null => {
    if (atMs === null || nowMs - atMs >= PERMITTED_AFTER_MS) return null;
    // How long a contact stays off nobody knows; from when it has come on, the rest is counted.
    return { remainingS: atMs === nowMs ? null : (PERMITTED_AFTER_MS - (nowMs - atMs)) / 1000 };
  };
  return { heater: heldBy(refusedMs.heater), cooler: heldBy(refusedMs.cooler) };
}

/** Whether a sensor is bad that `auto` regulates by. */
export function isBlind({ vessel, readings }: LoopInput): boolean {
  if (goodOrNull(readings[vessel.control.target]) === null) return true;
  return needsChamber(vessel) && goodOrNull(readings.chamber) === null;
}

/** A test is only heard while the vessel is off. */
export function isTested(role: ActuatorRole, { test, vessel }: LoopInput): boolean {
  return test?.role === role && vessel.control.mode === 'off';
}

/** A cascade regulates the beer through the chamber, where there is a chamber sensor. */
export function needsChamber({ algorithm, control, sensors }: Vessel): boolean {
  return algorithm.kind === 'cascade' && control.target === 'beer' && sensors.chamber !== null;
}

/** The value of a reading that can be trusted. */
export function goodOrNull(reading: Reading): number | null {
  return reading.quality === 'good' && Number.isFinite(reading.value) ? reading.value : null;
}
