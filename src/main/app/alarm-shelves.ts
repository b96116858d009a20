import { type Alarm, SHELVE_MAX_S, type Shelf } from '#shared/domain/alarm.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Kernel } from './kernel.ts';
import type { KeptShelf } from './ports/store.ts';

/** What can be shelved at the same time: far more than a person can oversee, few enough to look through each second. */
const MAX_SHELVES = 1000;
/** An end that is further away than what is left by this much was made wrong by somebody who set the clock back, ms. */
const CLOCK_SET_MS = 60_000;

interface Place {
  readonly shelf: Shelf;
  /** The last alarm of the condition, as it was when it was shelved or changed last; null when nobody knows. */
  readonly alarm: Alarm | null;
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
    for (const kept of kernel.store.shelves.list()) this.hold(kept, SHELVE_MAX_S);
  }

  of(condition: string): Shelf | null {
    return this.places.get(condition)?.shelf ?? null;
  }

  /** The last alarm of a condition as it stands on the shelf: over, as far as this knows. Null when it is not shelved. */
  rested(condition: string): Alarm | null {
    const place = this.places.get(condition);
    return place?.alarm ? { ...place.alarm, state: 'normal', shelved: place.shelf } : null;
  }

  /** What is shelved; those whose time ends first stand first. */
  conditions(): string[] {
    return [...this.places]
      .toSorted(([, a], [, b]) => a.endNowMs - b.endNowMs)
      .map(([condition]) => condition);
  }

  /** @throws AppError `limit` when no more can be shelved, `storage-failed`. */
  keep(kept: KeptShelf): void {
    if (!this.places.has(kept.condition) && this.places.size >= MAX_SHELVES)
      throw new AppError('limit', `There are already ${MAX_SHELVES} shelved alarms`);
    this.kernel.store.shelves.put(kept);
  }

  /** Takes over a shelf that the store has kept, cut to `maxS`. @returns the shelf as it holds. */
  hold({ condition, shelf, alarm }: KeptShelf, maxS: number): Shelf {
    const { clock } = this.kernel;
    const wallMs = Math.round(clock.wallMs());
    const leftMs = Math.min(shelf.untilMs - wallMs, maxS * 1000);
    const held = { ...shelf, untilMs: Math.round(wallMs + leftMs) };
    if (held.untilMs !== shelf.untilMs) this.keepAgain({ condition, shelf: held, alarm });
    this.places.set(condition, { shelf: held, alarm, endNowMs: clock.nowMs() + leftMs });
    return held;
  }

  /** An alarm of a condition has changed: when it is over, the shelf is known by it. */
  follow(condition: string, alarm: Alarm): void {
    const place = this.places.get(condition);
    if (place === undefined) return;
    this.places.set(condition, { ...place, alarm });
    if (alarm.state === 'normal') this.keepAgain({ condition, shelf: place.shelf, alarm });
  }

  /** Where the disk allows it: what was cut is cut again after a restart, and the alarm is known as it was when it was shelved. */
  private keepAgain(kept: KeptShelf): void {
    try {
      this.kernel.store.shelves.put(kept);
    } catch {
      // That storage fails is an alarm of its own.
    }
  }

  /** The shelf of a condition, cut to `maxS` when more is left. */
  atMost(condition: string, maxS: number): Shelf | null {
    const place = this.places.get(condition);
    if (place === undefined) return null;
    return place.endNowMs - this.kernel.clock.nowMs() > maxS * 1000
      ? this.hold({ condition, ...place }, maxS)
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
    for (const [condition, place] of wrong)
      this.hold({ condition, ...place }, (place.endNowMs - nowMs) / 1000);
    return wrong.map(([condition]) => condition);
  }
}
