import { formatDuration } from '#renderer/ui/duration.ts';
import { actuatorWords, sensorWord } from '#renderer/ui/words.ts';
import type { Device, DeviceState, Link } from '#shared/domain/device.ts';
import type { Point } from '#shared/domain/point.ts';
import {
  type ActuatorRole,
  actuatorRoles,
  probesOf,
  type SensorRole,
  sensorRoles,
  type Vessel,
  type VesselKind,
} from '#shared/domain/vessel.ts';

/** State of a link in a word. */
export const linkWords: Readonly<Record<Link, string>> = {
  connecting: 'Connecting',
  connected: 'Connected',
  lost: 'Not connected',
  'not-driven': 'Not driven',
};

/** State of a link, and for how long it has been so: "Connected for 12 min". */
export function describeLink({ link, sinceMs }: DeviceState, nowMs: number): string {
  return `${linkWords[link]} for ${formatDuration((nowMs - sinceMs) / 1000)}`;
}

/** What a device says beyond the word for its link; null when that is all. */
export function detailOf({ link, text }: DeviceState): string | null {
  return text === '' || text === linkWords[link] ? null : text;
}

/** The vessel of a board that regulates by itself. */
export function vesselOfBoard(device: Pick<Device, 'id'>, vessels: readonly Vessel[]): Vessel | undefined {
  return vessels.find(({ algorithm }) => algorithm.kind === 'board' && algorithm.deviceId === device.id);
}

/** What a point does in a vessel. */
export interface PointUse {
  readonly vessel: Vessel;
  readonly role: SensorRole | ActuatorRole;
  /** The part itself; a probe that is read only while those before it are bad; the contact that an output needs. */
  readonly as: 'part' | 'spare' | 'contact';
}

/** What a point does, in each vessel that has it. */
export function usesOfPoint(pointId: string, vessels: readonly Vessel[]): readonly PointUse[] {
  return vessels.flatMap((vessel) => [
    ...sensorRoles
      .filter((role) => probesOf(vessel, role).some((id) => id === pointId))
      .map((role): PointUse => ({ vessel, role, as: vessel.sensors[role] === pointId ? 'part' : 'spare' })),
    ...actuatorRoles
      .filter((role) => vessel.actuators[role] === pointId)
      .map((role): PointUse => ({ vessel, role, as: 'part' })),
    ...actuatorRoles
      .filter((role) => vessel.permissives[role] === pointId)
      .map((role): PointUse => ({ vessel, role, as: 'contact' })),
  ]);
}

/** What a point is in a vessel, to stand before its name: "Beer", "Spare probe, beer", "Contact that the heater needs". */
export function wordsOfUse({ vessel, role, as }: PointUse): string {
  const word = roleWord(role, vessel.kind);
  if (as === 'contact') return `Contact that the ${word.toLowerCase()} needs`;
  return as === 'spare' ? `Spare probe, ${word.toLowerCase()}` : word;
}

/** What a role is called in a vessel of a kind. */
export function roleWord(role: SensorRole | ActuatorRole, kind: VesselKind): string {
  return role === 'heater' || role === 'cooler' ? actuatorWords[role] : sensorWord(role, kind);
}

/** Why the points of a device keep it from being removed: the vessels that have them, its own vessel left aside. */
export function usersOfDevice(
  device: Pick<Device, 'id'>,
  points: readonly Point[],
  vessels: readonly Vessel[],
): readonly { readonly point: Point; readonly use: PointUse }[] {
  const own = vesselOfBoard(device, vessels);
  return points
    .filter(({ deviceId }) => deviceId === device.id)
    .flatMap((point) => usesOfPoint(point.id, vessels).map((use) => ({ point, use })))
    .filter(({ use }) => use.vessel.id !== own?.id);
}
