import { useDevices } from '#renderer/stores/devices.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import type { Device } from '#shared/domain/device.ts';
import type { Point } from '#shared/domain/point.ts';
import { probesOf, sensorRoles, type Vessel } from '#shared/domain/vessel.ts';

/** What a console has that an alarm can be about. */
export interface Places {
  readonly vessels: Readonly<Record<string, Vessel>>;
  readonly points: Readonly<Record<string, Point>>;
  readonly devices: Readonly<Record<string, Device>>;
}

/**
 * Where the thing is that an alarm is about: its vessel, the vessel that has the point, or the devices.
 * @param source id of a vessel, point or device
 * @returns an address, or null for the console itself, outside programs, and things that are gone.
 */
export function placeOf(source: string, { vessels, points, devices }: Places): string | null {
  if (vessels[source] !== undefined) return hrefOf({ screen: 'vessel', id: source });
  const owner = Object.values(vessels).find((vessel) => hasPoint(vessel, source));
  if (points[source] !== undefined && owner !== undefined) return hrefOf({ screen: 'vessel', id: owner.id });
  if (points[source] !== undefined || devices[source] !== undefined) return hrefOf({ screen: 'devices' });
  return null;
}

function hasPoint(vessel: Vessel, pointId: string): boolean {
  const probes = sensorRoles.flatMap((role) => probesOf(vessel, role));
  return [...probes, ...Object.values(vessel.actuators)].includes(pointId as never);
}

/** The address of the thing that an alarm is about, or null. */
export function usePlace(source: string): string | null {
  const vessels = useVessels((store) => store.configs);
  const points = useDevices((store) => store.points);
  const devices = useDevices((store) => store.devices);
  return placeOf(source, { vessels, points, devices });
}
