import { formatDuration } from '#renderer/ui/duration.ts';
import type { Device, DeviceState, Link } from '#shared/domain/device.ts';
import type { Vessel } from '#shared/domain/vessel.ts';

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

/** The vessels that have a point among their sensors or outputs. */
export function vesselsOfPoint(pointId: string, vessels: readonly Vessel[]): readonly Vessel[] {
  return vessels.filter(({ sensors, actuators }) =>
    [...Object.values(sensors), ...Object.values(actuators)].some((id) => id === pointId),
  );
}
