import type { OutputKind } from '#shared/domain/point.ts';
import type { SensorRole } from '#shared/domain/vessel.ts';
import { numberOf, textOf } from './classic-import-draft.ts';
import type { ClassicCell } from './ports/classic-source.ts';

/** What a device of the original's chamber is here. */
export type PointPlan =
  | {
      readonly kind: 'temperature';
      readonly what: string;
      /** What it measures of the vessel, and the field by which the bridge sends it; null: it sends none. */
      readonly role: SensorRole | null;
      readonly feed: string | null;
    }
  | { readonly kind: 'input'; readonly what: string }
  | { readonly kind: 'output'; readonly what: string; readonly outputKind: OutputKind };

const output = (what: string, outputKind: OutputKind): PointPlan => ({ kind: 'output', what, outputKind });

/** The fields by which the bridge sends temperatures, with what they are of a vessel. */
export const feeds = {
  beer: { kind: 'temperature', what: 'beer', role: 'beer', feed: 'beer' },
  chamber: { kind: 'temperature', what: 'chamber', role: 'chamber', feed: 'fridge' },
  room: { kind: 'temperature', what: 'room', role: 'room', feed: 'room' },
} as const satisfies Readonly<Record<SensorRole, PointPlan>>;

/** BrewPi's numbers of functions. */
const functions: ReadonlyMap<number, PointPlan> = new Map([
  [1, { kind: 'input', what: 'door' }],
  [2, output('heater', 'contactor')],
  [3, output('cooler', 'compressor')],
  [4, output('light', 'contactor')],
  [5, feeds.chamber],
  [6, feeds.room],
  [7, output('fan', 'contactor')],
  [9, feeds.beer],
  [10, { kind: 'temperature', what: 'beer 2', role: null, feed: null }],
  [11, output('beer heater', 'contactor')],
  [12, output('beer cooler', 'compressor')],
]);

/** The same functions as people write them; the first that fits holds. */
const words: readonly [RegExp, number][] = [
  [/door/, 1],
  [/room/, 6],
  [/beer.*2/, 10],
  [/beer.*heat/, 11],
  [/beer.*cool/, 12],
  [/beer|wort/, 9],
  [/heat/, 2],
  [/cool|compressor/, 3],
  [/light|lamp/, 4],
  [/fan/, 7],
  [/chamber|fridge/, 5],
];

/** BrewPi's numbers of kinds, for what has a function that is not known. */
const kinds: ReadonlyMap<number, PointPlan> = new Map([
  [1, { kind: 'temperature', what: 'temperature', role: null, feed: null }],
  [2, { kind: 'input', what: 'contact' }],
  [3, output('output', 'contactor')],
]);

const kindWords: readonly [RegExp, number][] = [
  [/temp/, 1],
  [/actuator|output|digital out|relay/, 3],
  [/switch|input|digital in|contact/, 2],
];

/** What a device is by its function, or else by its kind; null when neither is known. */
export function pointPlanOf(fn: ClassicCell, devicetype: ClassicCell): PointPlan | null {
  return lookUp(fn, functions, words) ?? lookUp(devicetype, kinds, kindWords);
}

function lookUp(
  cell: ClassicCell,
  byNumber: ReadonlyMap<number, PointPlan>,
  byWord: readonly [RegExp, number][],
): PointPlan | null {
  const number = numberOf(cell);
  if (number !== null) return byNumber.get(number) ?? null;
  const text = textOf(cell).toLowerCase();
  const [, found] = byWord.find(([pattern]) => pattern.test(text)) ?? [];
  return found === undefined ? null : (byNumber.get(found) ?? null);
}
