import { AppError } from '#shared/domain/app-error.ts';
import { BRIDGE_DRIVER } from '#shared/domain/bridge-connection.ts';
import type { VesselId } from '#shared/domain/ids.ts';
import { noPermissives, noSpares, sensorRoles, type Vessel } from '#shared/domain/vessel.ts';
import { defaultAlgorithm } from '#shared/domain/vessel-defaults.ts';
import {
  type ChamberRow,
  chamberName,
  type ImportContext,
  type ImportDraft,
  idOf,
  judge,
  printOf,
  withAgain,
} from './classic-import-draft.ts';
import type { Sensors } from './classic-import-points.ts';
import { checkVesselConfig } from './vessel-rules.ts';

/** A chamber as a vessel that is off: its bridge regulates by itself, so here it has sensors only. */
export function planVessel(
  context: ImportContext,
  draft: ImportDraft,
  chamber: ChamberRow,
  sensors: Sensors,
): void {
  const { here, newId } = context;
  const n = idOf(chamber.id);
  const name = chamberName(chamber);
  if (n === null) return draft.tell('vessel', name, 'skip', 'It has no number there.');
  const print = printOf(sensorRoles.map((role) => sensors[role]));
  const find = (id: string): Vessel | undefined => here.vessels.find((vessel) => vessel.id === id);
  const verdict = judge(draft, { kind: 'vessel', n, name, print, find });
  const keep = (id: VesselId): void => draft.memory.keep({ kind: 'vessel', n, name, id, print });
  if (verdict.action === 'same') {
    keep(verdict.here.id);
    return draft.tell('vessel', name, 'same', '');
  }
  if (verdict.action === 'add') {
    const vessel = newVessel(newId('vessel') as VesselId, freeName(context, draft, name), sensors);
    check(context, draft, vessel);
    keep(vessel.id);
    draft.vessels.push(vessel);
    return draft.tell('vessel', name, 'add', withAgain(noteOf(vessel, name), verdict.again));
  }
  const old = verdict.here;
  if (old.control.mode !== 'off' || here.busy.has(old.id)) {
    const note =
      'Its sensors have changed there, but it is in use: switch it off and stop its profile first.';
    return draft.tell('vessel', name, 'skip', note);
  }
  // What was set up here stays: the file only knows sensors.
  const vessel: Vessel = {
    ...old,
    sensors: {
      beer: sensors.beer ?? old.sensors.beer,
      chamber: sensors.chamber ?? old.sensors.chamber,
      room: sensors.room ?? old.sensors.room,
    },
  };
  const problem = problemOf(context, draft, vessel);
  if (problem !== null) return draft.tell('vessel', name, 'skip', problem);
  keep(vessel.id);
  draft.vessels.push(vessel);
  draft.tell('vessel', name, 'update', 'Its sensors have changed there.');
}

/** Volume, powers and limits are those of a usual fermenter in a fridge; people change them to theirs. */
function newVessel(id: VesselId, name: string, sensors: Sensors): Vessel {
  return {
    id,
    name,
    kind: 'fermenter',
    volumeL: 20,
    sensors,
    spareSensors: noSpares,
    permissives: noPermissives,
    actuators: { heater: null, cooler: null },
    heaterW: 60,
    coolerW: 100,
    limits: { minSpC: 0, maxSpC: 30, maxTempC: 40 },
    algorithm: defaultAlgorithm('fermenter'),
    control: {
      mode: 'off',
      target: sensors.beer === null && sensors.chamber !== null ? 'chamber' : 'beer',
      source: 'constant',
      spC: 20,
      manualHeatPct: 0,
      manualCoolPct: 0,
    },
  };
}

function noteOf({ name, sensors }: Vessel, there: string): string {
  const roles = sensorRoles.filter((role) => sensors[role] !== null);
  const what = roles.length === 0 ? 'No sensors' : `Sensors: ${roles.join(', ')}`;
  const as = name === there ? '' : ` It is called ${name} here.`;
  return `${what}. It is off and switches nothing: the board goes on by itself.${as}`;
}

function freeName({ here }: ImportContext, draft: ImportDraft, name: string): string {
  const taken = new Set([...here.vessels, ...draft.vessels].map((vessel) => vessel.name));
  let free = name;
  for (let i = 2; taken.has(free); i += 1) free = `${name.slice(0, 70)} ${i}`;
  return free;
}

/** @throws AppError when the console would not take such a vessel. */
function check({ here }: ImportContext, draft: ImportDraft, vessel: Vessel): void {
  const points = new Map([...here.points, ...draft.points].map((point) => [point.id as string, point]));
  const bridges = [...here.devices, ...draft.devices].filter(({ driver }) => driver === BRIDGE_DRIVER);
  checkVesselConfig(vessel, {
    others: [...here.vessels, ...draft.vessels].filter(({ id }) => id !== vessel.id),
    point: (id) => points.get(id),
    onlyReports: (id) => bridges.some((device) => device.id === id),
    // What is imported has no such device.
    isSlow: () => false,
    // The device that regulates a vessel, and its actuators, are left as they were.
    isBoard: () => true,
    cannotSwitch: () => false,
  });
}

function problemOf(context: ImportContext, draft: ImportDraft, vessel: Vessel): string | null {
  try {
    check(context, draft, vessel);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
