import type { Device } from '#shared/domain/device.ts';
import type { DeviceId, PointId, ProfileId, VesselId } from '#shared/domain/ids.ts';
import type { MashStep } from '#shared/domain/mash.ts';
import {
  type InputPoint,
  type OutputPoint,
  type Point,
  type TemperaturePoint,
  usualReadingRules,
} from '#shared/domain/point.ts';
import type { Profile, ProfilePoint } from '#shared/domain/profile.ts';
import { noPermissives, noSpares, type Vessel } from '#shared/domain/vessel.ts';
import { defaultAlgorithm } from '#shared/domain/vessel-defaults.ts';
import type { AlarmRules } from './alarm-rules.ts';
import { removeDevice } from './board-setup.ts';
import type { DeviceService } from './device-service.ts';
import type { PointService } from './point-service.ts';
import type { Store } from './ports/store.ts';
import type { ProfileService } from './profile-service.ts';
import type { RunService } from './run-service.ts';
import { FIRST_START } from './system-service.ts';
import type { VesselCommands } from './vessel-commands.ts';
import type { VesselService } from './vessel-service.ts';

const deviceId = 'simulated-brewery' as DeviceId;
const MINUTE_S = 60;
const DAY_S = 86_400;

/** What the first start finds: a device that simulates a fermentation chamber and a mash kettle. */
const device: Device = { id: deviceId, name: 'Simulated brewery', driver: 'simulated', connection: '' };

const sensor = (id: string, name: string, address: string): TemperaturePoint => ({
  id: id as PointId,
  name,
  deviceId,
  address,
  kind: 'temperature',
  offsetC: 0,
  readings: usualReadingRules,
});
const output = (
  id: string,
  name: string,
  address: string,
  outputKind: OutputPoint['outputKind'],
): OutputPoint => ({
  id: id as PointId,
  name,
  deviceId,
  address,
  kind: 'output',
  outputKind,
});
const input = (id: string, name: string, address: string): InputPoint => ({
  id: id as PointId,
  name,
  deviceId,
  address,
  kind: 'input',
  inverted: false,
});

const points: readonly Point[] = [
  sensor('fermenter-1-beer', 'Fermenter 1 beer', 'chamber/beer'),
  sensor('fermenter-1-chamber', 'Fermenter 1 chamber', 'chamber/air'),
  sensor('room', 'Room', 'chamber/room'),
  output('fermenter-1-cooler', 'Fermenter 1 cooler', 'chamber/cooler', 'compressor'),
  output('fermenter-1-heater', 'Fermenter 1 heater', 'chamber/heater', 'contactor'),
  sensor('mash-tun-mash', 'Mash tun mash', 'kettle/mash'),
  output('mash-tun-element', 'Mash tun element', 'kettle/element', 'ssr'),
  input('mash-tun-pilot', 'Mash tun pilot light', 'kettle/pilot'),
];

const fermenter: Vessel = {
  id: 'fermenter-1' as VesselId,
  name: 'Fermenter 1',
  kind: 'fermenter',
  volumeL: 20,
  sensors: {
    beer: 'fermenter-1-beer' as PointId,
    chamber: 'fermenter-1-chamber' as PointId,
    room: 'room' as PointId,
  },
  spareSensors: noSpares,
  permissives: noPermissives,
  actuators: { heater: 'fermenter-1-heater' as PointId, cooler: 'fermenter-1-cooler' as PointId },
  heaterW: 60,
  coolerW: 100,
  limits: { minSpC: 0, maxSpC: 30, maxTempC: 40 },
  algorithm: defaultAlgorithm('fermenter'),
  control: { mode: 'auto', target: 'beer', source: 'constant', spC: 18, manualHeatPct: 0, manualCoolPct: 0 },
};

const mashTun: Vessel = {
  id: 'mash-tun' as VesselId,
  name: 'Mash tun',
  kind: 'kettle',
  volumeL: 25,
  sensors: { beer: 'mash-tun-mash' as PointId, chamber: null, room: null },
  spareSensors: noSpares,
  permissives: noPermissives,
  actuators: { heater: 'mash-tun-element' as PointId, cooler: null },
  heaterW: 3000,
  coolerW: 100,
  limits: { minSpC: 10, maxSpC: 100, maxTempC: 105 },
  algorithm: defaultAlgorithm('kettle'),
  control: { mode: 'off', target: 'beer', source: 'constant', spC: 66, manualHeatPct: 0, manualCoolPct: 0 },
};

const point = (atS: number, spC: number, approach: ProfilePoint['approach'], note = ''): ProfilePoint => ({
  atS,
  spC,
  approach,
  note,
});

const step = (name: string, spC: number, minutes: number, more: Partial<MashStep> = {}): MashStep => ({
  name,
  spC,
  durationS: minutes * MINUTE_S,
  atEnd: 'next',
  additions: [],
  ...more,
});

const seededProfiles: readonly Profile[] = [
  {
    id: 'ale-fermentation' as ProfileId,
    name: 'Ale, 14 days',
    kind: 'fermentation',
    plannedStartMs: null,
    points: [
      point(0, 18, 'step', 'Pitch the yeast'),
      point(4 * DAY_S, 18, 'linear'),
      point(6 * DAY_S, 20, 'linear', 'Diacetyl rest'),
      point(9 * DAY_S, 20, 'linear'),
      point(11 * DAY_S, 2, 'linear', 'Cold crash'),
      point(14 * DAY_S, 2, 'linear', 'Ready to keg'),
    ],
    events: [{ atS: 7 * DAY_S, text: 'Dry hop: 60 g Citra' }],
  },
  {
    id: 'step-mash' as ProfileId,
    name: 'Step mash',
    kind: 'mash',
    plannedStartMs: null,
    steps: [
      step('Mash in', 52, 0, { atEnd: 'wait', additions: [{ beforeEndS: 0, text: 'Stir in the malt' }] }),
      step('Protein rest', 52, 15),
      step('Maltose rest', 63, 45),
      step('Saccharification', 72, 30),
      step('Mash out', 78, 10, { atEnd: 'wait' }),
    ],
  },
];

/** Fills a data folder that never had a database. */
export function seedSimulatedBrewery(store: Store): void {
  store.transaction(() => {
    store.devices.put(device);
    for (const each of points) store.points.put(each);
    for (const vessel of [fermenter, mashTun]) store.vessels.put(vessel);
    for (const profile of seededProfiles) store.profiles.put(profile);
    store.memory.put(FIRST_START, 'true');
  });
}

export interface BreweryParts {
  readonly vessels: VesselService;
  readonly runs: RunService;
  readonly profiles: ProfileService;
  readonly devices: DeviceService;
  readonly points: PointService;
  readonly commands: VesselCommands;
  readonly alarmRules: AlarmRules;
}

/** Removes what `seedSimulatedBrewery` made, as far as it is still there. */
export async function emptyBrewery(parts: BreweryParts): Promise<void> {
  const { vessels, runs, profiles, devices, points, commands, alarmRules } = parts;
  for (const { id } of [fermenter, mashTun]) {
    if (!vessels.list().some((vessel) => vessel.id === id)) continue;
    await commands.setMode({ id, mode: 'off' }, 'first start');
    const run = runs.ofVessel(id);
    if (run !== undefined) runs.stop(run.id, 'first start');
    alarmRules.removeWatching([id]);
    vessels.remove(id);
  }
  for (const { id } of seededProfiles)
    if (profiles.list().some((profile) => profile.id === id)) profiles.remove(id);
  const inUse = points.ofDevice(deviceId).some((point) => vessels.userOf(point.id) !== undefined);
  if (devices.peek(deviceId) === undefined || inUse) return;
  alarmRules.removeWatching([deviceId, ...points.ofDevice(deviceId).map(({ id }) => id)]);
  await removeDevice({ devices, points }, deviceId);
}
