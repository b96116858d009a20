import { parseQuantity, showQuantity } from '#renderer/ui/quantity.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import {
  type MeasuredQuantity,
  type OutputKind,
  type Point,
  type PointChange,
  type PointConfig,
  type ReadingRules,
  usualReadingRules,
} from '#shared/domain/point.ts';
import { nameSchema } from '#shared/domain/text.ts';
import { areSameRules, readRules, ruleNames, type TypedRules, typedRules } from './point-readings.ts';
import { OFFSET_QUANTITY, offsetRange } from './point-words.ts';

/** The fields of a point that people fill in. */
export const pointFields = [
  'name',
  'address',
  'offsetC',
  'outputKind',
  'inverted',
  'quantity',
  ...ruleNames.map((name) => `readings.${name}` as const),
] as const;
export type PointField = (typeof pointFields)[number];

/** A point as it is being typed. */
export interface PointDraft {
  readonly kind: Point['kind'];
  readonly name: string;
  readonly address: string;
  /** Calibration in the shown unit, as typed. */
  readonly offset: string;
  /** How readings are judged, as typed. */
  readonly rules: TypedRules;
  /** What the rules were before anything was typed: what nobody touches stays exactly that. */
  readonly rulesBefore: ReadingRules;
  readonly outputKind: OutputKind;
  readonly inverted: boolean;
  readonly quantity: MeasuredQuantity;
}

/** The draft that a new point of a kind begins with. A contactor is the kind that wears when it is taken for another. */
export function emptyDraft(kind: Point['kind'], unit: TemperatureUnit): PointDraft {
  return {
    kind,
    name: '',
    address: '',
    offset: '0',
    rules: typedRules(usualReadingRules, unit),
    rulesBefore: usualReadingRules,
    outputKind: 'contactor',
    inverted: false,
    quantity: 'gravity',
  };
}

/** A point as it is about to be changed. */
export function draftOf(point: Point, unit: TemperatureUnit): PointDraft {
  const { name, address } = point;
  const draft = { ...emptyDraft(point.kind, unit), name, address };
  switch (point.kind) {
    case 'temperature':
      return {
        ...draft,
        offset: showQuantity(point.offsetC, OFFSET_QUANTITY, unit),
        rules: typedRules(point.readings, unit),
        rulesBefore: point.readings,
      };
    case 'output':
      return { ...draft, outputKind: point.outputKind };
    case 'input':
      return { ...draft, inverted: point.inverted };
    case 'measure':
      return { ...draft, quantity: point.quantity };
    default:
      return point satisfies never;
  }
}

/** What is wrong with a draft, by field. */
export function problemsOf(
  draft: PointDraft,
  siblings: readonly Point[],
  unit: TemperatureUnit,
): Partial<Record<PointField, string>> {
  const name = nameSchema.safeParse(draft.name);
  const address = draft.address.trim();
  const taken = siblings.find((point) => point.address === address);
  const offset = parseQuantity(draft.offset, OFFSET_QUANTITY, unit, offsetRange);
  return {
    ...(!name.success && { name: sentence(name.error.issues[0]?.message) }),
    ...(address === '' && { address: 'Must not be empty' }),
    ...(taken !== undefined && { address: `This is already ${taken.name}` }),
    ...(draft.kind === 'temperature' && !offset.ok && { offsetC: offset.error }),
    ...(draft.kind === 'temperature' && problemsOfRules(draft, unit)),
  };
}

function problemsOfRules(
  { rules, rulesBefore }: PointDraft,
  unit: TemperatureUnit,
): Partial<Record<PointField, string>> {
  const problems = Object.entries(readRules(rules, rulesBefore, unit).problems);
  return Object.fromEntries(problems.map(([name, text]) => [`readings.${name}`, text]));
}

function sentence(message = 'must be another one'): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** The point that a draft without problems describes. */
export function configOf(draft: PointDraft, deviceId: DeviceId, unit: TemperatureUnit): PointConfig {
  const base = { deviceId, name: draft.name.trim(), address: draft.address.trim() };
  switch (draft.kind) {
    case 'temperature':
      return { ...base, kind: 'temperature', offsetC: offsetOf(draft, unit), readings: rulesOf(draft, unit) };
    case 'output':
      return { ...base, kind: 'output', outputKind: draft.outputKind };
    case 'input':
      return { ...base, kind: 'input', inverted: draft.inverted };
    case 'measure':
      return { ...base, kind: 'measure', quantity: draft.quantity };
    default:
      return draft.kind satisfies never;
  }
}

function offsetOf(draft: PointDraft, unit: TemperatureUnit): number {
  const parsed = parseQuantity(draft.offset, OFFSET_QUANTITY, unit, offsetRange);
  if (!parsed.ok) throw new Error(`A draft with a wrong offset: ${parsed.error}`);
  return parsed.value;
}

function rulesOf({ rules, rulesBefore }: PointDraft, unit: TemperatureUnit): ReadingRules {
  const read = readRules(rules, rulesBefore, unit);
  if (read.rules === null)
    throw new Error(`A draft with wrong rules: ${Object.values(read.problems).join()}`);
  return read.rules;
}

/**
 * What a draft changes of a point. What is as it was is left out: a running vessel keeps its wiring, and an offset that
 * was only shown rounded stays exact.
 */
export function changeOf(point: Point, draft: PointDraft, unit: TemperatureUnit): PointChange {
  const name = draft.name.trim();
  const address = draft.address.trim();
  const before = draftOf(point, unit);
  return {
    ...(name !== point.name && { name }),
    ...(address !== point.address && { address }),
    ...(point.kind === 'temperature' &&
      draft.offset.trim() !== before.offset && { offsetC: offsetOf(draft, unit) }),
    ...(point.kind === 'temperature' && changeOfRules(draft, unit)),
    ...(point.kind === 'output' && draft.outputKind !== point.outputKind && { outputKind: draft.outputKind }),
    ...(point.kind === 'input' && draft.inverted !== point.inverted && { inverted: draft.inverted }),
  };
}

/** Rules go as a whole, and only when one of them was changed here. */
function changeOfRules(draft: PointDraft, unit: TemperatureUnit): Pick<PointChange, 'readings'> {
  const readings = rulesOf(draft, unit);
  return areSameRules(readings, draft.rulesBefore) ? {} : { readings };
}
