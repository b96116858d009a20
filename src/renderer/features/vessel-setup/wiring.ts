import type { PointId } from '#shared/domain/ids.ts';
import type { Point } from '#shared/domain/point.ts';
import {
  type ActuatorRole,
  actuatorRoles,
  MAX_SPARES,
  type Permissives,
  probesOf,
  type SensorRole,
  sensorRoles,
  type Vessel,
  type VesselConfig,
  type VesselKind,
} from '#shared/domain/vessel.ts';

/** What a point can be in a vessel. */
export type Role = SensorRole | ActuatorRole;

/**
 * The points in each role that is taken: the probes of a sensor role in the order in which they are read, the spares after
 * the first one; the one output of an actuator role.
 */
export type Wiring = Readonly<Partial<Record<Role, readonly PointId[]>>>;

/** What the console keeps of a wiring. */
export type WiredParts = Pick<VesselConfig, 'sensors' | 'spareSensors' | 'actuators'>;

/** The wiring of a vessel as it is kept. */
export function wiringOf(config: WiredParts): Wiring {
  const probes = sensorRoles.map((role): Entry => [role, probesOf(config, role)]);
  const outputs = actuatorRoles.map(
    (role): Entry => [role, [config.actuators[role]].filter((id) => id !== null)],
  );
  return taken([...probes, ...outputs]);
}

/** The same as the console keeps it. */
export function partsOf(wiring: Wiring): WiredParts {
  const first = (role: Role): PointId | null => wiring[role]?.[0] ?? null;
  const spares = (role: SensorRole): PointId[] => wiring[role]?.slice(1) ?? [];
  return {
    sensors: { beer: first('beer'), chamber: first('chamber'), room: first('room') },
    spareSensors: { beer: spares('beer'), chamber: spares('chamber'), room: spares('room') },
    actuators: { heater: first('heater'), cooler: first('cooler') },
  };
}

type Entry = readonly [Role, readonly PointId[]];

const entriesOf = (wiring: Wiring): Entry[] => Object.entries(wiring) as unknown as Entry[];

/** A wiring of roles, without those that nothing has. */
function taken(entries: readonly Entry[]): Wiring {
  return Object.fromEntries(entries.filter(([, ids]) => ids.length > 0));
}

/** The role that a point has in a wiring, and its place there: 0 is read first. */
export function placeOf(
  wiring: Wiring,
  pointId: PointId,
): { readonly role: Role; readonly place: number } | null {
  for (const [role, ids] of entriesOf(wiring)) {
    const place = ids.indexOf(pointId);
    if (place >= 0) return { role, place };
  }
  return null;
}

/**
 * Gives a point a role, or none: it leaves the one that it had, and whoever had the role is free. Where a first probe
 * goes, its first spare moves up; where another one comes, the spares stay.
 */
export function rewire(wiring: Wiring, pointId: PointId, role: Role | null): Wiring {
  const replaced = role === null ? undefined : wiring[role]?.[0];
  const others = entriesOf(wiring).map(
    ([each, ids]): Entry => [each, ids.filter((id) => id !== pointId && !(each === role && id === replaced))],
  );
  if (role === null) return taken(others);
  const spares = others.find(([each]) => each === role)?.[1] ?? [];
  return taken([...others.filter(([each]) => each !== role), [role, [pointId, ...spares]]]);
}

/** A spare that has become the first probe of its role because the one before it went. */
export interface Promotion {
  readonly role: SensorRole;
  readonly pointId: PointId;
}

/** The spares that have moved up to the first place between two wirings. */
export function promotionsOf(before: Wiring, after: Wiring): readonly Promotion[] {
  return sensorRoles.flatMap((role) => {
    const pointId = after[role]?.[0];
    const [first, ...spares] = before[role] ?? [];
    const isNew = pointId !== undefined && pointId !== first && spares.includes(pointId);
    // Who is still there was only overtaken.
    return isNew && first !== undefined && placeOf(after, first)?.role !== role ? [{ role, pointId }] : [];
  });
}

/** Puts a probe into a place of a role's spares, or takes the one there out. @param place from 1 on */
export function withSpare(wiring: Wiring, role: SensorRole, place: number, pointId: PointId | null): Wiring {
  const probes = wiring[role] ?? [];
  const added = pointId === null ? [] : [pointId];
  return { ...wiring, [role]: [...probes.slice(0, place), ...added, ...probes.slice(place + 1)] };
}

/** Has a spare read before the probe that stands above it, which takes its place. @param place from 1 on */
export function movedUp(wiring: Wiring, role: SensorRole, place: number): Wiring {
  const probes = wiring[role] ?? [];
  const pair = probes.slice(place - 1, place + 1).toReversed();
  return { ...wiring, [role]: [...probes.slice(0, place - 1), ...pair, ...probes.slice(place + 1)] };
}

/** The points that can be a spare of a role: those that nothing is made of yet. */
export function spareCandidates(
  wiring: Wiring,
  role: SensorRole,
  offered: readonly OfferedPoint[],
): readonly Point[] {
  return offered
    .filter(({ point, roles }) => roles.includes(role) && placeOf(wiring, point.id) === null)
    .map(({ point }) => point);
}

/** Whether a role can have one more spare: it has a first probe, and not yet all of its spares. */
export function takesSpare(wiring: Wiring, role: SensorRole): boolean {
  const count = wiring[role]?.length ?? 0;
  return count > 0 && count <= MAX_SPARES;
}

/** What remains of the contacts when outputs have left: a contact without its output protects nothing. */
export function permissivesFor(wiring: Wiring, { heater, cooler }: Permissives): Permissives {
  const has = (role: ActuatorRole): boolean => wiring[role] !== undefined;
  return { heater: has('heater') ? heater : null, cooler: has('cooler') ? cooler : null };
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
  const wirings = others.map((vessel) => ({ vessel, wiring: wiringOf(vessel) }));
  return points.flatMap((point) => {
    const uses = wirings.flatMap(({ vessel, wiring }) => {
      const place = placeOf(wiring, point.id);
      return place === null ? [] : [{ vessel, role: place.role }];
    });
    const asRoom = uses.every(({ role }) => role === 'room');
    if (point.kind === 'input' || point.kind === 'measure' || !asRoom) return [];
    const roles = uses.length > 0 ? (['room'] as const) : rolesFor(point.kind, kind);
    return [{ point, roles, sharedWith: uses[0]?.vessel ?? null }];
  });
}

/** The roles that a point can take. A kettle is heated directly: it has no chamber. */
export function rolesFor(point: 'temperature' | 'output', kind: VesselKind): readonly Role[] {
  if (point === 'output') return actuatorRoles;
  return kind === 'kettle' ? sensorRoles.filter((role) => role !== 'chamber') : sensorRoles;
}

/** What of a wiring is still on offer: a point may be gone meanwhile, or the vessel may be of a kind without that role. */
export function stillOffered(wiring: Wiring, offered: readonly OfferedPoint[]): Wiring {
  const isOffered = (role: Role, id: PointId): boolean =>
    offered.some(({ point, roles }) => point.id === id && roles.includes(role));
  return taken(entriesOf(wiring).map(([role, ids]) => [role, ids.filter((id) => isOffered(role, id))]));
}
