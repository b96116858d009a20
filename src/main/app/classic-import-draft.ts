import { createHash } from 'node:crypto';
import type { ImportItem } from '#shared/domain/classic-import.ts';
import type { Device } from '#shared/domain/device.ts';
import type { Point } from '#shared/domain/point.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { KnownSettings, Setting } from '#shared/domain/setting.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { ImportMemory } from './classic-import-memory.ts';
import type { ClassicCell, ClassicDatabase, ClassicSource } from './ports/classic-source.ts';
import type { ClassicId } from './ports/store.ts';

/** What the console has before an import. */
export interface Present {
  readonly settings: readonly Setting[];
  readonly devices: readonly Device[];
  readonly points: readonly Point[];
  readonly vessels: readonly Vessel[];
  readonly profiles: readonly Profile[];
  /** Vessels with a profile in progress. */
  readonly busy: ReadonlySet<string>;
}

export interface ImportContext {
  readonly file: ClassicDatabase;
  readonly here: Present;
  readonly source: Pick<ClassicSource, 'readProfile'>;
  /** The file says nothing of its unit: it is taken to be the one that this console shows. */
  readonly unit: KnownSettings['units.temperature'];
  readonly newId: (prefix: string) => string;
}

type Written = Setting | Device | Point | Vessel | Profile;

/** What an import is going to store, while it is being worked out. */
export class ImportDraft {
  readonly items: ImportItem[] = [];
  readonly settings: Setting[] = [];
  readonly devices: Device[] = [];
  readonly points: Point[] = [];
  readonly vessels: Vessel[] = [];
  readonly profiles: Profile[] = [];
  readonly numbers: ClassicId[] = [];
  readonly memory: ImportMemory;

  constructor(memory: ImportMemory) {
    this.memory = memory;
  }

  tell(kind: ImportItem['kind'], name: string, action: ImportItem['action'], note: string): void {
    this.items.push({ kind, name, action, note });
  }
}

/** One thing of the original, and what an earlier import made of it. */
export interface Subject<T extends Written> {
  readonly kind: ImportItem['kind'];
  /** Number and name in the original: together they tell whether it is the same thing. */
  readonly n: number;
  readonly name: string;
  /** What the import depends on; the same print means that nothing has changed there. */
  readonly print: string;
  /** The thing as it is here, by the id that an earlier import gave it. */
  readonly find: (id: string) => T | undefined;
}

export type Verdict<T> =
  | { readonly action: 'add'; readonly again: boolean }
  | { readonly action: 'update' | 'same'; readonly here: T };

/**
 * Whether a thing is new, has changed there since it was imported, or has not. What was removed here comes again: an import
 * is asked for, and removing a thing once more is easy.
 */
export function judge<T extends Written>(draft: ImportDraft, subject: Subject<T>): Verdict<T> {
  const known = draft.memory.find(subject.kind, subject.n, subject.name);
  if (known === undefined) return { action: 'add', again: false };
  const here = subject.find(known.id);
  if (here === undefined) return { action: 'add', again: true };
  return { action: known.print === subject.print ? 'same' : 'update', here };
}

/** A short text that is another one when anything of `parts` is. */
export function printOf(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** The words about something that was removed here and comes again. */
export function withAgain(note: string, again: boolean): string {
  return again ? `${note} It was removed here, and comes again.` : note;
}

const unprintable = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A name of ours from a cell of the original, or `fallback` when nothing is left of it. */
export function nameOf(cell: ClassicCell, fallback: string): string {
  const text = String(cell ?? '')
    .replaceAll(unprintable, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
    .trim();
  return text === '' ? fallback : text;
}

/** A whole number from 0 up, as a number or as its text; null for anything else. */
export function idOf(cell: ClassicCell): number | null {
  const number = numberOf(cell);
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** A finite number, as a number or as its text; null for anything else. */
export function numberOf(cell: ClassicCell): number | null {
  if (typeof cell === 'string' && !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*$/i.test(cell)) return null;
  const number = cell === null ? Number.NaN : Number(cell);
  return Number.isFinite(number) ? number : null;
}

/** The text of a cell without blanks around it; empty for nothing. */
export function textOf(cell: ClassicCell): string {
  return String(cell ?? '').trim();
}

export type ChamberRow = ClassicDatabase['iochamber'][number];

/** What a chamber is called. */
export function chamberName({ id, name }: ChamberRow): string {
  return nameOf(name, id === null ? 'Chamber' : `Chamber ${id}`);
}
