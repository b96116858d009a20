import { type NumberRange, parseQuantity, type Quantity, showQuantity } from '#renderer/ui/quantity.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import { kindWords } from '#renderer/ui/words.ts';
import { nameSchema } from '#shared/domain/text.ts';
import {
  noPermissives,
  type OwnAlgorithm,
  type Permissives,
  TEMPERATURE_MAX_C,
  TEMPERATURE_MIN_C,
  type VesselConfig,
  type VesselKind,
} from '#shared/domain/vessel.ts';
import { algorithmsFor, defaultSize } from '#shared/domain/vessel-defaults.ts';
import { partsOf, permissivesFor, type Wiring } from './wiring.ts';

const temperatures: NumberRange = { min: TEMPERATURE_MIN_C, max: TEMPERATURE_MAX_C };
const watts: NumberRange = { min: 1, max: 1_000_000 };

/** The numbers of a new vessel: what each measures, and in which range it must be. */
export const vesselNumbers = {
  volumeL: { quantity: 'litres', range: { min: 0.5, max: 100_000 } },
  heaterW: { quantity: 'watts', range: watts },
  coolerW: { quantity: 'watts', range: watts },
  minSpC: { quantity: 'temperature', range: temperatures },
  maxSpC: { quantity: 'temperature', range: temperatures },
  maxTempC: { quantity: 'temperature', range: temperatures },
} as const satisfies Record<string, { readonly quantity: Quantity; readonly range: NumberRange }>;
export type NumberName = keyof typeof vesselNumbers;
const numberNames = Object.keys(vesselNumbers) as NumberName[];

/** A vessel as it is being described. What nobody has touched follows the defaults of its kind. */
export interface VesselDraft {
  readonly kind: VesselKind;
  /** Null until somebody types one. */
  readonly name: string | null;
  readonly wiring: Wiring;
  /** The contacts that the outputs need. */
  readonly permissives: Permissives;
  /** What was typed, in the shown unit. */
  readonly typed: Readonly<Partial<Record<NumberName, string>>>;
  /** Null for the default of the kind. */
  readonly algorithm: OwnAlgorithm['kind'] | null;
}

export const emptyVessel: VesselDraft = {
  kind: 'fermenter',
  name: null,
  wiring: {},
  permissives: noPermissives,
  typed: {},
  algorithm: null,
};

/** What can be wrong with a draft. */
export type VesselField = 'name' | NumberName;

/** The name that a vessel gets when nobody types one: "Fermenter", or "Fermenter 2" when there is one already. */
export function suggestedName(kind: VesselKind, taken: readonly string[]): string {
  const name = kindWords[kind];
  let free: string = name;
  for (let i = 2; taken.includes(free); i += 1) free = `${name} ${i}`;
  return free;
}

/** The text in a field: what was typed, else the default of the kind. */
export function textOf(draft: VesselDraft, name: NumberName, unit: TemperatureUnit): string {
  return draft.typed[name] ?? showQuantity(defaultOf(draft.kind, name), vesselNumbers[name].quantity, unit);
}

function defaultOf(kind: VesselKind, name: NumberName): number {
  const { limits, ...size } = defaultSize(kind);
  return { ...limits, ...size }[name];
}

/** The power of an output is asked for only when the vessel has that output. */
export function isAsked({ wiring }: VesselDraft, name: NumberName): boolean {
  if (name === 'heaterW') return wiring.heater !== undefined;
  return name === 'coolerW' ? wiring.cooler !== undefined : true;
}

/** The algorithm of a draft, with the tuning that it begins with. */
export function algorithmOf({ kind, algorithm }: VesselDraft): OwnAlgorithm {
  const suitable = algorithmsFor(kind);
  const [first] = suitable;
  return suitable.find((each) => each.kind === algorithm) ?? (first as OwnAlgorithm);
}

/** A draft, read: the vessel that it describes, or what is wrong with it by field. */
export interface ReadVessel {
  readonly config: VesselConfig | null;
  readonly problems: Readonly<Partial<Record<VesselField, string>>>;
}

/** Reads a draft with the same rules that the console has. */
export function readVessel(
  draft: VesselDraft,
  takenNames: readonly string[],
  unit: TemperatureUnit,
): ReadVessel {
  const problems: Partial<Record<VesselField, string>> = {};
  const name = (draft.name ?? suggestedName(draft.kind, takenNames)).trim();
  const nameProblem = problemOfName(name, takenNames);
  if (nameProblem !== null) problems.name = nameProblem;
  const values: Partial<Record<NumberName, number>> = {};
  for (const each of numberNames) {
    const { quantity, range } = vesselNumbers[each];
    const untouched = draft.typed[each] === undefined || !isAsked(draft, each);
    const parsed = parseQuantity(textOf(draft, each, unit), quantity, unit, range);
    // A default is taken exactly, not as it is shown.
    if (untouched) values[each] = defaultOf(draft.kind, each);
    else if (parsed.ok) values[each] = parsed.value;
    else problems[each] = parsed.error;
  }
  Object.assign(problems, problemsOfLimits(values));
  return { problems, config: Object.keys(problems).length === 0 ? configOf(draft, name, values) : null };
}

function problemOfName(name: string, taken: readonly string[]): string | null {
  if (taken.includes(name)) return `There is already a vessel named ${name}`;
  const parsed = nameSchema.safeParse(name);
  if (parsed.success) return null;
  const message = parsed.error.issues[0]?.message ?? 'must be another one';
  return message.charAt(0).toUpperCase() + message.slice(1);
}

function problemsOfLimits({ minSpC, maxSpC, maxTempC }: Partial<Record<NumberName, number>>): {
  maxSpC?: string;
  maxTempC?: string;
} {
  if (minSpC === undefined) return {};
  return {
    ...(maxSpC !== undefined && maxSpC <= minSpC && { maxSpC: 'Must be above the lowest setpoint' }),
    ...(maxTempC !== undefined && maxTempC <= minSpC && { maxTempC: 'Must be above the lowest setpoint' }),
  };
}

function configOf(
  draft: VesselDraft,
  name: string,
  values: Partial<Record<NumberName, number>>,
): VesselConfig {
  const { limits, ...size } = defaultSize(draft.kind);
  const { minSpC, maxSpC, maxTempC, volumeL, heaterW, coolerW } = { ...limits, ...size, ...values };
  return {
    name,
    kind: draft.kind,
    volumeL,
    heaterW,
    coolerW,
    limits: { minSpC, maxSpC, maxTempC },
    algorithm: algorithmOf(draft),
    permissives: permissivesFor(draft.wiring, draft.permissives),
    ...partsOf(draft.wiring),
  };
}
