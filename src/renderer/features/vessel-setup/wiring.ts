import type { PointId } from '#shared/domain/ids.ts';
import type { Point } from '#shared/domain/point.ts';
import {
  type ActuatorRole,
  actuatorRoles,
  type SensorRole,
  sensorRoles,
  type Vessel,
  type VesselConfig,
  type VesselKind,
} from '#shared/domain/vessel.ts';

/** What a point can be in a vessel. */
export type Role = SensorRole | ActuatorRole;

/** The point in each role that is taken. */
export type Wiring = Readonly<Partial<Record<Role, PointId>>>;

/** The wiring of a vessel as it is kept. */
export function wiringOf({ sensors, actuators }: Pick<VesselConfig, 'sensors' | 'actuators'>): Wiring {
  const taken = Object.entries({ ...sensors, ...actuators }).filter(([, id]) => id !== null);
  return Object.fromEntries(taken) as Wiring;
}

/** The same as the console keeps it. */
export function partsOf(wiring: Wiring): Pick<VesselConfig, 'sensors' | 'actuators'> {
  const { beer = null, chamber = null, room = null, heater = null, cooler = null } = wiring;
  return { sensors: { beer, chamber, room }, actuators: { heater, cooler } };
}

/** The role that a point has in a wiring. */
export function roleOf(wiring: Wiring, pointId: PointId): Role | null {
  const roles: readonly Role[] = [...sensorRoles, ...actuatorRoles];
  return roles.find((role) => wiring[role] === pointId) ?? null;
}

/** Gives a point a role, or none: it leaves the one that it had, and whoever had the role is free. */
export function rewire(wiring: Wiring, pointId: PointId, role: Role | null): Wiring {
  const others = Object.entries(wiring).filter(([each, id]) => id !== pointId && each !== role);
  return { ...Object.fromEntries(others), ...(role !== null && { [role]: pointId }) };
}

/** A point that a vessel could have, and the roles that it can take there. */
export interface OfferedPoint {
  readonly point: Point;
  readonly roles: readonly Role[];
  /** The vessel that has it already, and shares it. */
  readonly sharedWith: Vessel | null;
}

/**
 * The points that a vessel of a kind can have: those that no other vessel has, and a room sensor of another vessel, since
 * one room has many vessels. What this vessel has already stays on offer.
 * @param others the vessels beside this one.
 */
export function offeredPoints(
  points: readonly Point[],
  kind: VesselKind,
  others: readonly Vessel[],
): readonly OfferedPoint[] {
  return points.flatMap((point) => {
    const users = others.filter((vessel) => roleOf(wiringOf(vessel), point.id) !== null);
    const asRoom = users.every((vessel) => vessel.sensors.room === point.id);
    if (point.kind === 'input' || point.kind === 'measure' || !asRoom) return [];
    const roles = users.length > 0 ? (['room'] as const) : rolesFor(point.kind, kind);
    return [{ point, roles, sharedWith: users[0] ?? null }];
  });
}

/** The roles that a point can take. A kettle is heated directly: it has no chamber. */
export function rolesFor(point: 'temperature' | 'output', kind: VesselKind): readonly Role[] {
  if (point === 'output') return actuatorRoles;
  return kind === 'kettle' ? sensorRoles.filter((role) => role !== 'chamber') : sensorRoles;
}

/** What of a wiring is still on offer: a point may be gone meanwhile, or the vessel may be of a kind without that role. */
export function stillOffered(wiring: Wiring, offered: readonly OfferedPoint[]): Wiring {
  const kept = (Object.entries(wiring) as [Role, PointId][]).filter(([role, id]) =>
    offered.some(({ point, roles }) => point.id === id && roles.includes(role)),
  );
  return Object.fromEntries(kept);
}
