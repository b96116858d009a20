import { AppError } from '#shared/domain/app-error.ts';
import type { DeviceId, PointId } from '#shared/domain/ids.ts';
import type { Point } from '#shared/domain/point.ts';
import {
  actuatorRoles,
  probesOf,
  type SensorRole,
  sensorRoles,
  type Vessel,
  type VesselConfig,
  type VesselTarget,
} from '#shared/domain/vessel.ts';

/** What the rules need to know of the rest of the console. */
export interface VesselSurroundings {
  /** The vessels beside the one that is checked. */
  readonly others: readonly Vessel[];
  readonly point: (id: string) => Point | undefined;
  /** True for a device that regulates by itself. */
  readonly isBoard: (id: DeviceId) => boolean;
  /** True for a device whose values are sent to the console now and then. */
  readonly onlyReports: (id: DeviceId) => boolean;
  /** True for a device whose values may be so old that nothing should be heated or cooled by them. */
  readonly isSlow: (id: DeviceId) => boolean;
  /** True for a device whose outputs the console cannot switch. */
  readonly cannotSwitch: (id: DeviceId) => boolean;
}

/** @throws AppError `invalid` or `conflict` with the first rule of the configuration that is broken, in words. */
export function checkVesselConfig(config: VesselConfig, around: VesselSurroundings): void {
  checkLimits(config);
  checkSensors(config, around);
  checkActuators(config, around);
  checkPermissives(config, around);
  checkKettle(config, around);
  checkSlowSensors(config, around);
  checkBoard(config, around);
  if (around.others.some((other) => other.name === config.name)) {
    throw new AppError('conflict', `There is already a vessel named ${config.name}`);
  }
}

function checkLimits({ limits, algorithm }: VesselConfig): void {
  if (limits.minSpC >= limits.maxSpC) {
    throw new AppError('invalid', 'limits: the lowest setpoint must be below the highest');
  }
  if (limits.maxTempC <= limits.minSpC) {
    throw new AppError('invalid', 'limits: the maximum temperature must be above the lowest setpoint');
  }
  if (algorithm.kind === 'cascade' && algorithm.chamberMinC >= algorithm.chamberMaxC) {
    throw new AppError('invalid', "algorithm: the chamber's lowest setpoint must be below its highest");
  }
}

function checkSensors(config: VesselConfig, around: VesselSurroundings): void {
  const used = new Set<string>();
  for (const role of sensorRoles) {
    if (config.sensors[role] === null && config.spareSensors[role].length > 0)
      throw new AppError(
        'invalid',
        `spareSensors.${role}: a spare probe needs a first one that it stands in for`,
      );
    for (const { id, field } of namedProbes(config, role)) {
      if (around.point(id)?.kind !== 'temperature')
        throw new AppError('invalid', `${field}: there is no temperature sensor ${id}`);
      if (used.has(id)) throw new AppError('invalid', `${field}: ${id} already has another role here`);
      used.add(id);
    }
  }
}

/** The probes of a role, each with the field that it stands in. */
function namedProbes(
  config: VesselConfig,
  role: SensorRole,
): { readonly id: PointId; readonly field: string }[] {
  return probesOf(config, role).map((id, i) => ({
    id,
    field: i === 0 ? `sensors.${role}` : `spareSensors.${role}.${i - 1}`,
  }));
}

function checkActuators(config: VesselConfig, around: VesselSurroundings): void {
  const { heater, cooler } = config.actuators;
  for (const role of actuatorRoles) {
    const id = config.actuators[role];
    if (id === null) continue;
    const point = around.point(id);
    if (point?.kind !== 'output')
      throw new AppError('invalid', `actuators.${role}: there is no output ${id}`);
    if (around.cannotSwitch(point.deviceId)) {
      throw new AppError(
        'invalid',
        `actuators.${role}: the console cannot switch ${point.name}, its device only reports or regulates by itself`,
      );
    }
    // Two loops that command one relay would undo each other's interlocks.
    const owner = around.others.find(
      (other) => other.actuators.heater === id || other.actuators.cooler === id,
    );
    if (owner !== undefined)
      throw new AppError('conflict', `actuators.${role}: ${id} already belongs to ${owner.name}`);
  }
  if (heater !== null && heater === cooler) {
    throw new AppError('invalid', 'actuators: the heater and the cooler cannot be the same output');
  }
}

/** A contact belongs to an output that is there, and is read often enough to protect it. */
function checkPermissives({ actuators, permissives }: VesselConfig, around: VesselSurroundings): void {
  for (const role of actuatorRoles) {
    const id = permissives[role];
    if (id === null) continue;
    const point = around.point(id);
    if (point?.kind !== 'input')
      throw new AppError('invalid', `permissives.${role}: there is no contact ${id}`);
    if (actuators[role] === null)
      throw new AppError(
        'invalid',
        `permissives.${role}: the vessel has no ${role} that could wait for a contact`,
      );
    if (around.onlyReports(point.deviceId)) {
      throw new AppError(
        'invalid',
        `permissives.${role}: what ${point.name} says may be minutes old, so nothing can be protected by it`,
      );
    }
  }
}

/** The probes that a vessel may be regulated by. */
const regulatingProbes = (config: VesselConfig): ReturnType<typeof namedProbes> =>
  (['beer', 'chamber'] as const).flatMap((role) => namedProbes(config, role));

/** What may be an hour old regulates nothing: so long a heater or a cooler would run blind. A room is only shown. */
function checkSlowSensors(config: VesselConfig, around: VesselSurroundings): void {
  if (config.actuators.heater === null && config.actuators.cooler === null) return;
  for (const { id, field } of regulatingProbes(config)) {
    const point = around.point(id);
    if (point === undefined || !around.isSlow(point.deviceId)) continue;
    throw new AppError(
      'invalid',
      `${field}: values of ${point.name} may be an hour old, so a vessel that heats or cools needs another sensor`,
    );
  }
}

/** What is sent now and then may be minutes old, in which a kettle's heater goes far beyond its maximum. */
function checkKettle(config: VesselConfig, around: VesselSurroundings): void {
  if (config.kind !== 'kettle' || config.actuators.heater === null) return;
  for (const { id, field } of regulatingProbes(config)) {
    const point = around.point(id);
    if (point === undefined || !around.onlyReports(point.deviceId)) continue;
    throw new AppError(
      'invalid',
      `${field}: values of ${point.name} may be minutes old, so a kettle with a heater needs another sensor`,
    );
  }
}

function checkBoard(config: VesselConfig, { others, isBoard }: VesselSurroundings): void {
  const { algorithm, actuators, spareSensors } = config;
  if (algorithm.kind !== 'board') return;
  if (sensorRoles.some((role) => spareSensors[role].length > 0)) {
    throw new AppError(
      'invalid',
      'spareSensors: the board reads its own probes, so the vessel can have no spares',
    );
  }
  const { deviceId } = algorithm;
  if (!isBoard(deviceId)) {
    throw new AppError('invalid', `algorithm: ${deviceId} is no device that regulates by itself`);
  }
  if (actuators.heater !== null || actuators.cooler !== null) {
    throw new AppError('invalid', 'actuators: the board drives its own outputs, so the vessel can have none');
  }
  const owner = others.find(
    (other) => other.algorithm.kind === 'board' && other.algorithm.deviceId === deviceId,
  );
  if (owner !== undefined)
    throw new AppError('conflict', `algorithm: this board already regulates ${owner.name}`);
}

/** @throws AppError `invalid` when a setpoint is outside of the vessel's limits. */
export function checkSetpoint(vessel: VesselConfig, spC: number): void {
  const { minSpC, maxSpC } = vessel.limits;
  if (spC < minSpC || spC > maxSpC) {
    throw new AppError('invalid', `spC: ${vessel.name} takes setpoints from ${minSpC} to ${maxSpC} °C`);
  }
}

/** What may not change while a vessel is driven: which sensors and outputs it has, and what kind it is. */
export function changesWiring(before: VesselConfig, after: VesselConfig): boolean {
  return (
    before.kind !== after.kind ||
    boardOf(before) !== boardOf(after) ||
    sensorRoles.some((role) => probesOf(before, role).join() !== probesOf(after, role).join()) ||
    actuatorRoles.some(
      (role) =>
        before.actuators[role] !== after.actuators[role] ||
        before.permissives[role] !== after.permissives[role],
    )
  );
}

/** The device that regulates it, if it is one. */
function boardOf({ algorithm }: VesselConfig): DeviceId | null {
  return algorithm.kind === 'board' ? algorithm.deviceId : null;
}

/** @throws AppError `conflict` when the vessel lacks the sensor that it would be regulated by. */
export function checkRegulable(vessel: Vessel, target: VesselTarget): void {
  if (vessel.sensors[target] === null) {
    throw new AppError('conflict', `${vessel.name} has no ${target} sensor to regulate by`);
  }
}
