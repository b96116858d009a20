import type { ClassicId, Store } from './ports/store.ts';

type Kind = ClassicId['kind'];
/** Devices and vessels share their numbers, since the original knows both as controllers. */
type Sequence = 'controller' | 'profile';

const sequenceOf: Readonly<Record<Kind, Sequence>> = {
  device: 'controller',
  vessel: 'controller',
  profile: 'profile',
};

/**
 * The whole numbers by which programs of the original maelstrom know our things. A thing gets its number when it is first
 * asked for; it keeps it over restarts, and nothing else ever gets it, also when the thing is gone.
 */
export class ClassicIds {
  private readonly store: Pick<Store, 'classicIds' | 'memory' | 'transaction'>;
  /** What the store keeps, by kind and id; null when it has to be read. */
  private known: ReadonlyMap<string, ClassicId> | null = null;

  constructor(store: Pick<Store, 'classicIds' | 'memory' | 'transaction'>) {
    this.store = store;
  }

  /** The number of a thing, which is given one if it has none. @throws AppError `storage-failed`. */
  numberOf(kind: Kind, id: string): number {
    return this.peek(kind, id) ?? this.store.transaction(() => this.assign(kind, id));
  }

  /** The number of a thing, or undefined when nobody has asked for it yet. */
  peek(kind: Kind, id: string): number | undefined {
    return this.entries().get(keyOf(kind, id))?.n;
  }

  /** The thing that has this number among controllers or profiles; it may be gone. */
  find(sequence: Sequence, n: number): ClassicId | undefined {
    return this.ofSequence(sequence).find((entry) => entry.n === n);
  }

  /**
   * Gives a thing the number that it had in the original; whoever had that number gets a new one. It may be part of a
   * larger transaction: when that fails, call `reload` after it.
   * @param n a whole number from 0 up. @throws AppError `storage-failed`: then nothing has changed.
   */
  take(kind: Kind, id: string, n: number): void {
    const sequence = sequenceOf[kind];
    const holder = this.find(sequence, n);
    if (holder?.kind === kind && holder.id === id) return;
    this.store.transaction(() => {
      const last = Math.max(this.last(sequence), n);
      this.keepLast(sequence, last);
      if (holder !== undefined) {
        this.store.classicIds.put({ ...holder, n: last + 1 });
        this.keepLast(sequence, last + 1);
      }
      this.store.classicIds.put({ kind, id, n });
    });
    this.known = null;
  }

  /** Reads anew what the store keeps. */
  reload(): void {
    this.known = null;
  }

  private assign(kind: Kind, id: string): number {
    const sequence = sequenceOf[kind];
    const n = this.last(sequence) + 1;
    this.keepLast(sequence, n);
    this.store.classicIds.put({ kind, id, n });
    this.known = null;
    return n;
  }

  /** The highest number that was ever given, also to what has another one now. */
  private last(sequence: Sequence): number {
    const kept = Number(this.store.memory.get(lastName(sequence)) ?? 0);
    return Math.max(kept, ...this.ofSequence(sequence).map(({ n }) => n));
  }

  private keepLast(sequence: Sequence, n: number): void {
    this.store.memory.put(lastName(sequence), String(n));
  }

  private ofSequence(sequence: Sequence): ClassicId[] {
    return [...this.entries().values()].filter(({ kind }) => sequenceOf[kind] === sequence);
  }

  private entries(): ReadonlyMap<string, ClassicId> {
    this.known ??= new Map(this.store.classicIds.list().map((entry) => [keyOf(entry.kind, entry.id), entry]));
    return this.known;
  }
}

function keyOf(kind: Kind, id: string): string {
  return `${kind}:${id}`;
}

function lastName(sequence: Sequence): string {
  return `classic-ids.${sequence}`;
}
