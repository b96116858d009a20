import { AppError } from '#shared/domain/app-error.ts';
import type { ImportEntry, ImportPreview } from '#shared/domain/classic-import.ts';
import type { Device } from '#shared/domain/device.ts';
import type { Point } from '#shared/domain/point.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { defaultSettings, knownSettings, type Setting } from '#shared/domain/setting.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { ClassicIds } from './classic-ids.ts';
import { planControllers } from './classic-import-devices.ts';
import { ImportDraft, type Present } from './classic-import-draft.ts';
import { CLASSIC_IMPORT, ImportMemory } from './classic-import-memory.ts';
import { planProfiles } from './classic-import-profiles.ts';
import { planSettings } from './classic-import-settings.ts';
import { HELD_REAL_DEVICE, MAX_DEVICES } from './device-service.ts';
import { MAX_POINTS } from './point-service.ts';
import type { ClassicDatabase, ClassicSource } from './ports/classic-source.ts';
import type { ClassicId, Store } from './ports/store.ts';
import { MAX_PROFILES } from './profile-service.ts';
import { MAX_FOREIGN_LENGTH, MAX_SETTINGS } from './setting-service.ts';
import { MAX_VESSELS } from './vessel-service.ts';

/** All that an import will store, and what people are told about it. */
export interface ImportPlan extends ImportPreview {
  readonly settings: readonly Setting[];
  readonly devices: readonly Device[];
  readonly points: readonly Point[];
  readonly vessels: readonly Vessel[];
  readonly profiles: readonly Profile[];
  /** The numbers that things had in the original: its programs go on knowing them by these. */
  readonly numbers: readonly ClassicId[];
  /** What the next import has to know, as text. */
  readonly remembered: string;
}

export interface PlanParts {
  readonly store: Store;
  readonly source: Pick<ClassicSource, 'readProfile'>;
  readonly newId: (prefix: string) => string;
}

/**
 * What the import of a file would bring. Nothing is changed.
 * @throws AppError `limit` when there is no room for all of it.
 */
export function planImport(file: ClassicDatabase, { store, source, newId }: PlanParts): ImportPlan {
  const here = presentOf(store);
  const draft = new ImportDraft(new ImportMemory(store.memory.get(CLASSIC_IMPORT)));
  const context = { file, here, source, newId, unit: unitOf(here.settings) };
  planControllers(context, draft);
  planProfiles(context, draft);
  planSettings(context, draft);
  checkRoom(here, draft);
  const { items, settings, devices, points, vessels, profiles, numbers } = draft;
  const remembered = draft.memory.print(isIn(here, draft));
  return { items, settings, devices, points, vessels, profiles, numbers, remembered };
}

/** Keeps all of a plan, or nothing of it. @throws AppError `storage-failed`. */
export function storeImport(store: Store, classicIds: ClassicIds, plan: ImportPlan): void {
  try {
    store.transaction(() => {
      for (const setting of plan.settings) store.settings.put(setting);
      for (const device of plan.devices) store.devices.put(device);
      for (const point of plan.points) store.points.put(point);
      for (const vessel of plan.vessels) store.vessels.put(vessel);
      for (const profile of plan.profiles) store.profiles.put(profile);
      for (const { kind, id, n } of plan.numbers) classicIds.take(kind, id, n);
      // A bridge stands for a real board, with which no time may be simulated.
      if (plan.devices.length > 0) store.memory.put(HELD_REAL_DEVICE, 'true');
      store.memory.put(CLASSIC_IMPORT, plan.remembered);
    });
  } catch (error) {
    classicIds.reload();
    throw error;
  }
}

/** How many things an import changes here. */
export function changesOf({ items }: ImportPreview): number {
  return items.filter(({ action }) => action === 'add' || action === 'update').length;
}

function presentOf(store: Store): Present {
  return {
    settings: store.settings.list(),
    devices: store.devices.list(),
    points: store.points.list(),
    vessels: store.vessels.list(),
    profiles: store.profiles.list(),
    busy: new Set(store.runs.active().map(({ vesselId }) => vesselId)),
  };
}

function unitOf(settings: readonly Setting[]): 'C' | 'F' {
  const set = settings.find(({ name }) => name === 'units.temperature')?.value;
  return knownSettings['units.temperature'].safeParse(set).data ?? defaultSettings['units.temperature'];
}

/** Whether what an import has made is there, or will be: what is gone is forgotten. */
function isIn(here: Present, draft: ImportDraft): (entry: ImportEntry) => boolean {
  const ids = (things: readonly { readonly id: string }[]): string[] => things.map(({ id }) => id);
  const present: Readonly<Record<string, ReadonlySet<string>>> = {
    setting: new Set([...here.settings, ...draft.settings].map(({ name }) => name)),
    device: new Set(ids([...here.devices, ...draft.devices])),
    point: new Set(ids([...here.points, ...draft.points])),
    vessel: new Set(ids([...here.vessels, ...draft.vessels])),
    profile: new Set(ids([...here.profiles, ...draft.profiles])),
  };
  return ({ kind, id }) => present[kind]?.has(id) === true;
}

function checkRoom(here: Present, draft: ImportDraft): void {
  const ids = ({ id }: { readonly id: string }): string => id;
  checkCount('devices', here.devices.map(ids), draft.devices.map(ids), MAX_DEVICES);
  checkCount('points', here.points.map(ids), draft.points.map(ids), MAX_POINTS);
  checkCount('vessels', here.vessels.map(ids), draft.vessels.map(ids), MAX_VESSELS);
  checkCount('profiles', here.profiles.map(ids), draft.profiles.map(ids), MAX_PROFILES);
  const names = (settings: readonly Setting[]): string[] => settings.map(({ name }) => name);
  checkCount('settings', names(here.settings), names(draft.settings), MAX_SETTINGS);
  const merged = new Map([...here.settings, ...draft.settings].map(({ name, value }) => [name, value]));
  let length = 0;
  for (const [name, value] of merged) {
    if (!Object.hasOwn(knownSettings, name)) length += name.length + String(value).length;
  }
  if (draft.settings.length > 0 && length > MAX_FOREIGN_LENGTH) {
    throw new AppError('limit', `The settings of the file are too long: ${tooMuch(MAX_FOREIGN_LENGTH)}`);
  }
}

function tooMuch(most: number): string {
  return `all settings together may have ${most} characters. Nothing was imported.`;
}

function checkCount(what: string, before: readonly string[], written: readonly string[], most: number): void {
  const after = new Set([...before, ...written]).size;
  if (after <= most || after === before.length) return;
  const words = `There would be ${after} ${what}, and the console takes ${most}: remove some first. Nothing was imported.`;
  throw new AppError('limit', words);
}
