import type { Device, DeviceConfig } from '#shared/domain/device.ts';
import type { DeviceId, PointId } from '#shared/domain/ids.ts';
import { usualReadingRules } from '#shared/domain/point.ts';
import { noPermissives, noSpares, type SensorRole, type VesselConfig } from '#shared/domain/vessel.ts';
import type { DeviceService } from './device-service.ts';
import type { PointService } from './point-service.ts';
import type { Removal } from './removal.ts';
import type { VesselService } from './vessel-service.ts';

export interface BoardSetupParts {
  readonly devices: DeviceService;
  readonly points: PointService;
  readonly vessels: VesselService;
}

const probeNames: Readonly<Record<SensorRole, string>> = { beer: 'beer', chamber: 'chamber', room: 'room' };

/**
 * Adds a device with the probes that each of its family has. A board that regulates by itself comes with three probes and a
 * vessel of its own name, since it is both at once. When one of them cannot be added, nothing is.
 */
export async function addDevice(parts: BoardSetupParts, config: DeviceConfig): Promise<Device> {
  const { devices, points, vessels } = parts;
  const device = devices.create(config);
  try {
    for (const { address, name } of devices.probesOf(device)) newProbe(address, name);
    if (devices.kindOf(device) !== 'board') return device;
    const sensors: Record<SensorRole, PointId> = {
      beer: newProbe('beer', probeNames.beer),
      chamber: newProbe('chamber', probeNames.chamber),
      room: newProbe('room', probeNames.room),
    };
    vessels.create(boardVessel(device, sensors, vessels.freeName(config.name)));
    return device;
  } catch (error) {
    await removeDevice(parts, device.id);
    throw error;
  }

  function newProbe(address: string, what: string): PointId {
    const name = `${config.name} ${what}`.slice(-80);
    const base = { name, deviceId: device.id, address, offsetC: 0 };
    return points.create({ kind: 'temperature', ...base, readings: usualReadingRules }).id;
  }
}

/**
 * Removes a device that no vessel uses, with its points.
 * @param others what goes with it: all, or none
 */
export async function removeDevice(
  { devices, points }: Pick<BoardSetupParts, 'devices' | 'points'>,
  id: DeviceId,
  others: Removal | null = null,
): Promise<void> {
  const { closed } = devices.remove(id, others);
  points.forgetDevice(id);
  await closed;
}

/** The vessel of a board: a fermenter in a chamber. Its limits are those of BrewPi's firmware, 1 to 30 °C. */
function boardVessel(device: Device, sensors: Record<SensorRole, PointId>, name: string): VesselConfig {
  return {
    name,
    kind: 'fermenter',
    volumeL: 20,
    sensors,
    spareSensors: noSpares,
    permissives: noPermissives,
    actuators: { heater: null, cooler: null },
    heaterW: 60,
    coolerW: 100,
    limits: { minSpC: 1, maxSpC: 30, maxTempC: 40 },
    algorithm: { kind: 'board', deviceId: device.id },
  };
}
