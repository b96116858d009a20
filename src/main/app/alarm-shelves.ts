import { SHELVE_MAX_S, type Shelf } from '#shared/domain/alarm.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Kernel } from './kernel.ts';

/** What can be shelved at the same time: far more than a person can oversee, few enough to look through each second. */
const MAX_SHELVES = 1000;
/** An end that is further away than what is left by this much was made wrong by somebody who set the clock back, ms. */
const CLOCK_SET_MS = 60_000;

interface Place {
  readonly shelf: Shelf;
  /** When it is over at the latest, monotonic ms. */
  readonly endNowMs: number;
}

/**
 * What is shelved, by condition, and until when. A shelf ends when the wall clock has reached its end or when the time that
 * was asked for has passed, whichever is first: a clock that is set back prolongs none.
 */
export class AlarmShelves {
  private readonly kernel: Kernel;
  private readonly places = new Map<string, Place>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    for (const { condition, shelf } of kernel.store.shelves.list()) this.hold(condition, shelf, SHELVE_MAX_S);
  }

  of(condition: string): Shelf | null {
    return this.places.get(condition)?.shelf ?? null;
  }

  /** @throws AppError `limit` when no more can be shelved, `storage-failed`. */
  keep(condition: string, shelf: Shelf): void {
    if (!this.places.has(condition) && this.places.size >= MAX_SHELVES)
      throw new AppError('limit', `There are already ${MAX_SHELVES} shelved alarms`);
    this.kernel.store.shelves.put(condition, shelf);
  }

  /** Takes over a shelf that the store has kept, cut to `maxS`. @returns the shelf as it holds. */
  hold(condition: string, shelf: Shelf, maxS: number): Shelf {
    const { clock } = this.kernel;
    const wallMs = Math.round(clock.wallMs());
    const leftMs = Math.min(shelf.untilMs - wallMs, maxS * 1000);
    const held = { ...shelf, untilMs: Math.round(wallMs + leftMs) };
    if (held.untilMs !== shelf.untilMs) this.keepCut(condition, held);
    this.places.set(condition, { shelf: held, endNowMs: clock.nowMs() + leftMs });
    return held;
  }

  /** What was cut stays cut over a restart, where the disk allows it; else it is cut again then. */
  private keepCut(condition: string, shelf: Shelf): void {
    try {
      this.kernel.store.shelves.put(condition, shelf);
    } catch {
      // That storage fails is an alarm of its own.
    }
  }

  /** The shelf of a condition, cut to `maxS` when more is left. */
  atMost(condition: string, maxS: number): Shelf | null {
    const place = this.places.get(condition);
    if (place === undefined) return null;
    return place.endNowMs - this.kernel.clock.nowMs() > maxS * 1000
      ? this.hold(condition, place.shelf, maxS)
      : place.shelf;
  }

  drop(condition: string): void {
    this.places.delete(condition);
  }

  /** Conditions whose shelf is over. */
  over(): string[] {
    const nowMs = this.kernel.clock.nowMs();
    const wallMs = this.kernel.clock.wallMs();
    return [...this.places]
      .filter(([, { shelf, endNowMs }]) => nowMs >= endNowMs || wallMs >= shelf.untilMs)
      .map(([condition]) => condition);
  }

  /** Conditions whose end lies further away than the time that is left, since the clock was set back; they are corrected. */
  corrected(): string[] {
    const nowMs = this.kernel.clock.nowMs();
    const wallMs = this.kernel.clock.wallMs();
    const wrong = [...this.places].filter(
      ([, { shelf, endNowMs }]) => shelf.untilMs - wallMs > endNowMs - nowMs + CLOCK_SET_MS,
    );
    for (const [condition, { shelf, endNowMs }] of wrong) {
      this.hold(condition, shelf, (endNowMs - nowMs) / 1000);
    }
    return wrong.map(([condition]) => condition);
  }
}
