import type { Timers } from '#shared/contract/timers.ts';

/** Time that passes when a test says so. */
export class FakeTimers implements Timers {
  private now = 0;
  private readonly waiting = new Set<{ readonly atMs: number; readonly run: () => void }>();

  nowMs(): number {
    return this.now;
  }

  after(ms: number, run: () => void): () => void {
    const entry = { atMs: this.now + ms, run };
    this.waiting.add(entry);
    return () => void this.waiting.delete(entry);
  }

  /** How many calls are waited for. */
  get pending(): number {
    return this.waiting.size;
  }

  advance(ms: number): void {
    const until = this.now + ms;
    for (;;) {
      const [next] = [...this.waiting]
        .filter(({ atMs }) => atMs <= until)
        .toSorted((a, b) => a.atMs - b.atMs);
      if (next === undefined) break;
      this.waiting.delete(next);
      this.now = Math.max(this.now, next.atMs);
      next.run();
    }
    this.now = until;
  }
}
