import type { ClassicIds } from '#main/app/classic-ids.ts';
import {
  BRIDGE_DRIVER,
  type BridgeConnection,
  parseBridgeConnection,
} from '#shared/domain/bridge-connection.ts';
import type { Device } from '#shared/domain/device.ts';
import type { DeviceId, PointId } from '#shared/domain/ids.ts';
import type { Point } from '#shared/domain/point.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { asObject, asText, refuse } from './read.ts';

/** What the original calls an IO controller. */
export interface ControllerRow {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly port: number | string;
  readonly socket: string;
}

/** What of the brewery becomes rows. */
export interface Installation {
  readonly devices: readonly Device[];
  /** In the order in which they were made. */
  readonly vessels: readonly Vessel[];
  readonly points: readonly Point[];
}

/** A row: a device with the vessel that is shown under its number, or a further vessel of a device. */
export type Controller =
  | { readonly kind: 'device'; readonly device: Device; readonly vessel: Vessel | null }
  | { readonly kind: 'vessel'; readonly vessel: Vessel };

/**
 * Every device, then every vessel that needs a row of its own: the original shows one beer for each controller, so the
 * second vessel on a device, or one without a device, has none otherwise.
 */
export function controllersOf({ devices, vessels, points }: Installation): Controller[] {
  const byId = new Map(points.map((point) => [point.id, point]));
  const shown = new Map<DeviceId, Vessel>();
  const others: Controller[] = [];
  const known = new Set(devices.map(({ id }) => id));
  for (const vessel of vessels) {
    const deviceId = deviceOf(vessel, byId);
    if (deviceId === null || !known.has(deviceId) || shown.has(deviceId))
      others.push({ kind: 'vessel', vessel });
    else shown.set(deviceId, vessel);
  }
  const own = devices.map(
    (device): Controller => ({ kind: 'device', device, vessel: shown.get(device.id) ?? null }),
  );
  return [...own, ...others];
}

/** The device that a vessel is on: its board, else that of its first sensor or output. */
function deviceOf(vessel: Vessel, points: ReadonlyMap<PointId, Point>): DeviceId | null {
  if (vessel.algorithm.kind === 'board') return vessel.algorithm.deviceId;
  const { sensors, actuators } = vessel;
  for (const id of [sensors.beer, sensors.chamber, actuators.heater, actuators.cooler, sensors.room]) {
    const point = id === null ? undefined : points.get(id);
    if (point !== undefined) return point.deviceId;
  }
  return null;
}

/** The number of a row. @throws AppError `storage-failed` when it needs a new one. */
export function numberOf(controller: Controller, ids: ClassicIds): number {
  return controller.kind === 'device'
    ? ids.numberOf('device', controller.device.id)
    : ids.numberOf('vessel', controller.vessel.id);
}

/** The row as the original's client reads it. */
export function toRow(controller: Controller, ids: ClassicIds): ControllerRow {
  const id = numberOf(controller, ids);
  if (controller.kind === 'vessel')
    return { id, name: controller.vessel.name, address: '', port: '', socket: '' };
  const { device } = controller;
  if (device.driver !== BRIDGE_DRIVER)
    return { id, name: device.name, address: device.connection, port: '', socket: '' };
  const { address, port, socket } = bridgeConnection(device);
  return { id, name: device.name, address, port: /^\d{1,9}$/.test(port) ? Number(port) : port, socket };
}

/** Where a bridge is. What a later version has written and this one cannot read stands as the address. */
export function bridgeConnection({ connection }: Device): BridgeConnection {
  try {
    return parseBridgeConnection(connection);
  } catch {
    return { address: connection, port: '', socket: '', unit: 'C' };
  }
}

/** What the original's client says about a controller. @throws RequestProblem 400 that names the field. */
export function readController(
  body: unknown,
): Pick<ControllerRow, 'name' | 'address' | 'socket'> & { port: string } {
  if (body === undefined) throw refuse('', 'The body is missing');
  const fields = asObject(body, '');
  const text = (name: string): string => asText(fields[name], name).trim();
  const name = text('name');
  if (name === '') throw refuse('name', 'must not be empty');
  return { name, address: text('address'), port: text('port'), socket: text('socket') };
}
