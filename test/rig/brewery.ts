import type { DeviceId, PointId, VesselId } from '#shared/domain/ids.ts';
import {
  type OutputKind,
  type PointConfig,
  type ReadingRules,
  usualReadingRules,
} from '#shared/domain/point.ts';
import { noPermissives, noSpares, type Vessel, type VesselConfig } from '#shared/domain/vessel.ts';
import { brewer, type TestConsole } from './console.ts';

export const fermenterId = 'fermenter-1' as VesselId;
export const mashTunId = 'mash-tun' as VesselId;

/** A probe in a test may show anything at any time. */
export const jumpyReadings: ReadingRules = { ...usualReadingRules, maxRateCPerS: 100 };

/** A test board with a beer and a chamber probe, a compressor and a heater, and the fermenter that they make. */
export async function addFermenter(
  { procedures }: Pick<TestConsole, 'procedures'>,
  options: { readonly heaterKind?: OutputKind; readonly change?: Partial<VesselConfig> } = {},
): Promise<Vessel> {
  const device = await procedures.device.create(
    { name: 'Board', driver: 'test-board', connection: '' },
    brewer,
  );
  const sensor = (name: string, address: string) =>
    addPoint(procedures, {
      kind: 'temperature',
      name,
      address,
      offsetC: 0,
      readings: jumpyReadings,
      deviceId: device.id,
    });
  const output = (name: string, address: string, outputKind: OutputKind) =>
    addPoint(procedures, { kind: 'output', name, address, outputKind, deviceId: device.id });
  const config: VesselConfig = {
    name: 'Keller',
    kind: 'fermenter',
    volumeL: 20,
    sensors: {
      beer: await sensor('Beer', 'beer'),
      chamber: await sensor('Air', 'air'),
      room: null,
    },
    spareSensors: noSpares,
    permissives: noPermissives,
    actuators: {
      heater: await output('Heater', 'heater', options.heaterKind ?? 'contactor'),
      cooler: await output('Cooler', 'cooler', 'compressor'),
    },
    heaterW: 60,
    coolerW: 100,
    limits: { minSpC: 0, maxSpC: 30, maxTempC: 40 },
    algorithm: { kind: 'hysteresis', deadBandC: 0.5 },
    ...options.change,
  };
  return procedures.vessel.create(config, brewer);
}

async function addPoint(procedures: TestConsole['procedures'], config: PointConfig): Promise<PointId> {
  return (await procedures.point.create(config, brewer)).id;
}

/** The first device of a console. */
export async function firstDevice({ procedures }: TestConsole): Promise<DeviceId> {
  const [first] = await procedures.device.list(undefined, brewer);
  if (first === undefined) throw new Error('The console has no device');
  return first.device.id;
}
