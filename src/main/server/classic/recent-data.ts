import type { Timers } from '#shared/contract/timers.ts';

/** What was said longer ago is no news for a new listener, ms: a bridge that is silent for so long is lost. */
const FRESH_MS = 5 * 60_000;
/** Controllers of which the last text is kept, and how long such a text may be, characters. */
const MAX_KEPT = 200;
const MAX_LENGTH = 16 * 1024;

/** What programs outside have said of their controllers last. */
export class RecentData {
  private readonly timers: Timers;
  /** The one that was silent for longest first. */
  private readonly kept = new Map<number, { readonly text: string; readonly atMs: number }>();

  constructor(timers: Timers) {
    this.timers = timers;
  }

  keep(controllerId: number, text: string): void {
    this.kept.delete(controllerId);
    if (text.length > MAX_LENGTH) return;
    this.kept.set(controllerId, { text, atMs: this.timers.nowMs() });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }

  forget(controllerId: number): void {
    this.kept.delete(controllerId);
  }

  texts(): string[] {
    const sinceMs = this.timers.nowMs() - FRESH_MS;
    return [...this.kept.values()].filter(({ atMs }) => atMs > sinceMs).map(({ text }) => text);
  }
}
