import { explainIssues } from '#shared/contract/issue-text.ts';
import { BRIDGE_DRIVER, printBridgeConnection } from '#shared/domain/bridge-connection.ts';
import { type Device, deviceConfigSchema } from '#shared/domain/device.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import {
  type ChamberRow,
  chamberName,
  type ImportContext,
  type ImportDraft,
  idOf,
  judge,
  nameOf,
  printOf,
  textOf,
  withAgain,
} from './classic-import-draft.ts';
import { planChamberPoints, planProbes } from './classic-import-points.ts';
import { planVessel } from './classic-import-vessels.ts';
import type { ClassicDatabase } from './ports/classic-source.ts';

type ControllerRow = ClassicDatabase['iocontroller'][number];

/** The controllers as devices with their points, and the chambers as vessels. */
export function planControllers(context: ImportContext, draft: ImportDraft): void {
  const { file } = context;
  const chambers = Map.groupBy(file.iochamber, (row) => idOf(row.iocontroller_id));
  const seen = new Set<number>();
  for (const row of file.iocontroller) {
    const n = idOf(row.id);
    const name = nameOf(row.name, n === null ? 'Controller' : `Controller ${n}`);
    if (n === null || seen.has(n)) {
      draft.tell('device', name, 'skip', 'It has no number of its own there.');
      continue;
    }
    seen.add(n);
    const device = planDevice(context, draft, row, n, name);
    if (device !== null) planContent(context, draft, device, n, chambers.get(n) ?? []);
    else for (const chamber of chambers.get(n) ?? []) skipChamber(draft, chamber, `${name} is left out.`);
  }
  for (const [n, rows] of chambers) {
    if (n !== null && seen.has(n)) continue;
    for (const chamber of rows) skipChamber(draft, chamber, 'Its controller is not in the file.');
  }
  skipLost(context, draft);
}

function planContent(
  context: ImportContext,
  draft: ImportDraft,
  device: Device,
  n: number,
  chambers: readonly ChamberRow[],
): void {
  const taken = new Set<string>();
  const built = chambers.map((chamber, i) => ({
    chamber,
    sensors: planChamberPoints(context, draft, { device, chamber, taken, isFirst: i === 0 }),
  }));
  const probes = planProbes(context, draft, { device, n, taken });
  built.forEach(({ chamber, sensors }, i) => {
    // A chamber of which nothing is told has what the bridge sends.
    const bare = i === 0 && Object.values(sensors).every((id) => id === null);
    planVessel(context, draft, chamber, bare ? probes : sensors);
  });
}

/** The device that a controller becomes, or is already; null when it is left out. */
function planDevice(
  context: ImportContext,
  draft: ImportDraft,
  row: ControllerRow,
  n: number,
  name: string,
): Device | null {
  const { here, unit, newId } = context;
  const place = { address: textOf(row.address), port: textOf(row.port), socket: textOf(row.socket) };
  const connection = printBridgeConnection({ ...place, unit });
  const config = deviceConfigSchema.safeParse({ name, driver: BRIDGE_DRIVER, connection });
  if (!config.success) {
    const { message } = explainIssues(config.error.issues, {});
    draft.tell('device', name, 'skip', `The console cannot keep where it is: ${message}.`);
    return null;
  }
  const find = (id: string): Device | undefined => here.devices.find((device) => device.id === id);
  const print = printOf(connection);
  const verdict = judge(draft, { kind: 'device', n, name, print, find });
  const id = verdict.action === 'add' ? (newId('device') as DeviceId) : verdict.here.id;
  draft.numbers.push({ kind: 'device', n, id });
  const keep = (): void => draft.memory.keep({ kind: 'device', n, name, id, print });
  if (verdict.action === 'add') {
    const device = { ...config.data, id };
    keep();
    draft.devices.push(device);
    draft.tell(
      'device',
      name,
      'add',
      withAgain(`BrewPi behind its bridge, taken as °${unit}.`, verdict.again),
    );
    return device;
  }
  const device = verdict.here;
  if (verdict.action === 'same') {
    draft.tell('device', name, 'same', '');
    return device;
  }
  const user = runningWith(context, id);
  if (user !== null) {
    draft.tell(
      'device',
      name,
      'skip',
      `It has changed there, but ${user} runs with it: switch that off first.`,
    );
    return device;
  }
  keep();
  draft.devices.push({ ...device, connection });
  draft.tell('device', name, 'update', 'Its connection has changed there.');
  return device;
}

/** The name of a vessel that is not off and has a point of this device, or null. */
export function runningWith({ here }: ImportContext, deviceId: DeviceId): string | null {
  const points = new Set<string>(
    here.points.filter((point) => point.deviceId === deviceId).map((point) => point.id),
  );
  const uses = here.vessels.find(
    ({ control, sensors, actuators }) =>
      control.mode !== 'off' &&
      [...Object.values(sensors), ...Object.values(actuators)].some((id) => id !== null && points.has(id)),
  );
  return uses?.name ?? null;
}

function skipChamber(draft: ImportDraft, chamber: ChamberRow, why: string): void {
  draft.tell('vessel', chamberName(chamber), 'skip', why);
}

function skipLost({ file }: ImportContext, draft: ImportDraft): void {
  const chambers = new Set(file.iochamber.map(({ id }) => idOf(id)));
  for (const { id, name, iochamber_id: chamber } of file.iodevice) {
    if (idOf(chamber) !== null && chambers.has(idOf(chamber))) continue;
    draft.tell('point', nameOf(name, `Device ${id ?? ''}`.trim()), 'skip', 'Its chamber is not in the file.');
  }
}
