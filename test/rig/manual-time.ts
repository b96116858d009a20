import type { ConsoleTime } from '#main/app/console-time.ts';
import { STEP_MS } from '#main/app/ports/clock.ts';

/** Console time that passes when a test says so, step by step. */
export class ManualTime implements ConsoleTime {
  readonly speed: number;
  private now = 0;
  private wallOffset: number;
  private onStep: ((nowMs: number) => void) | null = null;

  /** @param startWallMs console wall clock at the start; @param speed what the console believes its speed to be. */
  constructor(startWallMs = Date.UTC(2026, 0, 1), speed = 1) {
    this.wallOffset = startWallMs;
    this.speed = speed;
  }

  nowMs(): number {
    return this.now;
  }

  wallMs(): number {
    return this.now + this.wallOffset;
  }

  start(onStep: (nowMs: number) => void): () => void {
    this.onStep = onStep;
    return () => {
      this.onStep = null;
    };
  }

  /** Moves the wall clock as somebody who sets it would: no timer notices. */
  jumpWall(byMs: number): void {
    this.wallOffset += byMs;
  }

  /** Lets console time pass, and the microtasks of each step run. */
  async advance(time: {
    readonly seconds?: number;
    readonly minutes?: number;
    readonly hours?: number;
  }): Promise<void> {
    const { seconds = 0, minutes = 0, hours = 0 } = time;
    const steps = Math.round(((hours * 60 + minutes) * 60 + seconds) * (1000 / STEP_MS));
    for (let i = 0; i < steps; i += 1) {
      this.now += STEP_MS;
      this.onStep?.(this.now);
      if (i % 100 === 0) await Promise.resolve();
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
