import type { Device } from '#shared/domain/device.ts';
import type { PointId } from '#shared/domain/ids.ts';
import { type Point, usualReadingRules } from '#shared/domain/point.ts';
import { type SensorRole, sensorRoles, type VesselConfig } from '#shared/domain/vessel.ts';
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
import { feeds, type PointPlan, pointPlanOf } from './classic-import-functions.ts';

export type Sensors = VesselConfig['sensors'];

interface ChamberPlace {
  readonly device: Device;
  readonly chamber: ChamberRow;
  /** Fields of the bridge that have their point already. */
  readonly taken: Set<string>;
  /** The bridge sends the values of one chamber: they are those of the first. */
  readonly isFirst: boolean;
}

/** The points of a chamber. @returns which of them are sensors of its vessel. */
export function planChamberPoints(context: ImportContext, draft: ImportDraft, place: ChamberPlace): Sensors {
  const sensors: Record<SensorRole, PointId | null> = { beer: null, chamber: null, room: null };
  const chamber = idOf(place.chamber.id);
  const seen = new Set<number>();
  for (const row of context.file.iodevice) {
    if (chamber === null || idOf(row.iochamber_id) !== chamber) continue;
    const n = idOf(row.id);
    const plan = pointPlanOf(row.function, row.devicetype);
    const name = nameOf(
      row.name,
      `${chamberName(place.chamber)} ${plan?.what ?? `device ${n ?? ''}`}`.trim().slice(-80),
    );
    if (n === null || seen.has(n) || plan === null) {
      const why = plan === null ? 'What it does is not known here.' : 'It has no number of its own there.';
      draft.tell('point', name, 'skip', why);
      continue;
    }
    seen.add(n);
    const feed = feedFor(plan, place);
    if (feed !== null) place.taken.add(feed);
    const address = feed ?? `device/${n}`;
    const slot = textOf(row.slot) === '' ? '' : ` Slot ${textOf(row.slot).slice(0, 20)} of the board.`;
    const id = planPoint(context, draft, {
      n,
      name,
      config: { ...kindOf(plan), name, deviceId: place.device.id, address },
      note: noteOf(plan, feed) + slot,
    });
    if (id !== null && plan.kind === 'temperature' && plan.role !== null) sensors[plan.role] ??= id;
  }
  return sensors;
}

/** The fields of the bridge that no chamber has asked for get a point each, so that nothing it sends is lost. */
export function planProbes(
  context: ImportContext,
  draft: ImportDraft,
  { device, n, taken }: { readonly device: Device; readonly n: number; readonly taken: ReadonlySet<string> },
): Sensors {
  const sensors: Record<SensorRole, PointId | null> = { beer: null, chamber: null, room: null };
  for (const role of sensorRoles) {
    const { feed, what } = feeds[role];
    if (taken.has(feed)) continue;
    const name = `${device.name} ${what}`.slice(-80).trim();
    sensors[role] = planPoint(context, draft, {
      n,
      // Never the name of a device there: those have no slash.
      name: `probe/${feed}`,
      shown: name,
      config: { ...kindOf(feeds[role]), name, deviceId: device.id, address: feed },
      note: noteOf(feeds[role], feed),
    });
  }
  return sensors;
}

type Config = Point extends infer P ? (P extends Point ? Omit<P, 'id'> : never) : never;
type Kind = Config extends infer C
  ? C extends Config
    ? Omit<C, 'name' | 'deviceId' | 'address'>
    : never
  : never;

function kindOf(plan: PointPlan): Kind {
  switch (plan.kind) {
    case 'temperature':
      return { kind: 'temperature', offsetC: 0, readings: usualReadingRules };
    case 'input':
      return { kind: 'input', inverted: false };
    case 'output':
      return { kind: 'output', outputKind: plan.outputKind };
    default:
      return plan satisfies never;
  }
}

function feedFor(plan: PointPlan, { taken, isFirst }: ChamberPlace): string | null {
  if (plan.kind !== 'temperature' || plan.feed === null || !isFirst || taken.has(plan.feed)) return null;
  return plan.feed;
}

function noteOf(plan: PointPlan, feed: string | null): string {
  switch (plan.kind) {
    case 'temperature':
      return feed === null
        ? 'The bridge sends no value for it: it reads nothing.'
        : `Read from what the bridge sends as ${feed}.`;
    case 'input':
      return 'The bridge does not send the state of contacts: it reads nothing.';
    case 'output':
      return 'Kept as a note: the bridge switches by itself, so no vessel can have it.';
    default:
      return plan satisfies never;
  }
}

interface Wanted {
  readonly n: number;
  /** How it is known in the memory of imports. */
  readonly name: string;
  /** What people read; absent: `name`. */
  readonly shown?: string;
  readonly config: Config;
  readonly note: string;
}

/** @returns the id of the point, new or known; null when it is left out. */
function planPoint(context: ImportContext, draft: ImportDraft, wanted: Wanted): PointId | null {
  const { here, newId } = context;
  const { n, name, config, note, shown = name } = wanted;
  const isThere = ({ deviceId, address }: Point): boolean =>
    deviceId === config.deviceId && address === config.address;
  const print = printOf([config.kind, config.address, config.kind === 'output' ? config.outputKind : null]);
  const find = (id: string): Point | undefined => here.points.find((point) => point.id === id);
  const verdict = judge(draft, { kind: 'point', n, name, print, find });
  const keep = (id: PointId): PointId => {
    draft.memory.keep({ kind: 'point', n, name, id, print });
    return id;
  };
  if (verdict.action === 'same') {
    draft.tell('point', shown, 'same', '');
    return keep(verdict.here.id);
  }
  const holder = here.points.find(isThere);
  if (verdict.action === 'add' && holder?.kind === config.kind) {
    draft.tell('point', shown, 'same', `${holder.name} is it already.`);
    return keep(holder.id);
  }
  const old = verdict.action === 'update' ? verdict.here : null;
  const problem = obstacle(context, old, holder, config);
  if (problem !== null) {
    draft.tell('point', shown, 'skip', problem);
    return old !== null && old.kind === config.kind ? old.id : null;
  }
  if (old === null) {
    const id = keep(newId('point') as PointId);
    draft.points.push({ ...config, id });
    draft.tell('point', shown, 'add', withAgain(note, verdict.action === 'add' && verdict.again));
    return id;
  }
  draft.points.push({ ...old, address: config.address });
  draft.tell('point', shown, 'update', `It has changed there. ${note}`);
  return keep(old.id);
}

/** Why a point cannot become what it is in the file, or null. */
function obstacle(
  { here }: ImportContext,
  old: Point | null,
  holder: Point | undefined,
  config: Config,
): string | null {
  if (old !== null && old.kind !== config.kind)
    return 'It is another kind of point there now: remove it here first.';
  if (holder !== undefined && holder.id !== old?.id)
    return `${config.address} of its device is ${holder.name} here.`;
  const user = here.vessels.find(
    ({ control, sensors, actuators }) =>
      control.mode !== 'off' &&
      [...Object.values(sensors), ...Object.values(actuators)].some((id) => id !== null && id === old?.id),
  );
  return user === undefined
    ? null
    : `It has changed there, but ${user.name} runs with it: switch that off first.`;
}
