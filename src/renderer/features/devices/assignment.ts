import type { PointId, VesselId } from '#shared/domain/ids.ts';
import type { Point } from '#shared/domain/point.ts';
import {
  type ActuatorRole,
  actuatorRoles,
  type SensorRole,
  sensorRoles,
  type Vessel,
  type VesselConfig,
} from '#shared/domain/vessel.ts';

/** A role of a vessel that nothing has yet, and what changes when a point gets it. */
export interface FreeRole {
  readonly vessel: Vessel;
  readonly role: SensorRole | ActuatorRole;
  /** False while the vessel is driven: its sensors and outputs stay as they are. */
  readonly open: boolean;
}

/** The roles that a point could take in the vessels there are. A kettle has no chamber, and a board wires itself. */
export function freeRolesFor(point: Point, vessels: readonly Vessel[]): readonly FreeRole[] {
  return vessels.flatMap((vessel) => {
    if (vessel.algorithm.kind === 'board') return [];
    const open = vessel.control.mode === 'off';
    return emptyRoles(point, vessel).map((role) => ({ vessel, role, open }));
  });
}

function emptyRoles(point: Point, { kind, sensors, actuators }: Vessel): (SensorRole | ActuatorRole)[] {
  switch (point.kind) {
    case 'temperature':
      return sensorRoles.filter(
        (role) => sensors[role] === null && !(kind === 'kettle' && role === 'chamber'),
      );
    case 'output':
      return actuatorRoles.filter((role) => actuators[role] === null);
    case 'input':
    case 'measure':
      return [];
    default:
      return point satisfies never;
  }
}

/** What a vessel is told so that a point takes a role in it. */
export function assignmentOf(
  { vessel, role }: FreeRole,
  pointId: PointId,
): { readonly id: VesselId } & Partial<VesselConfig> {
  return role === 'heater' || role === 'cooler'
    ? { id: vessel.id, actuators: { ...vessel.actuators, [role]: pointId } }
    : { id: vessel.id, sensors: { ...vessel.sensors, [role]: pointId } };
}
