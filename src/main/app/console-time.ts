import { type Clock, STEP_MS, type Ticker } from './ports/clock.ts';

/** How long simulated time may compute in one go, real ms, before others get their turn. */
const BURST_MS = 10;
/** Pause between two bursts, real ms. */
const REST_MS = 5;

/** Console time, and the beat that drives the loop. */
export type ConsoleTime = Clock & Ticker;

/** Real time: the monotonic clock of the machine, and its wall clock. Missed steps are skipped. */
export class RealTime implements ConsoleTime {
  readonly speed = 1;

  nowMs(): number {
    return performance.now();
  }

  wallMs(): number {
    return Date.now();
  }

  start(onStep: (nowMs: number) => void): () => void {
    let dueMs = nextStepAfter(performance.now());
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      timer = setTimeout(wake, Math.ceil(dueMs - performance.now()));
    };
    const wake = (): void => {
      const nowMs = performance.now();
      // Timers of Node count in whole milliseconds and may be early by a part of one.
      const due = nowMs >= dueMs;
      if (due) dueMs = nextStepAfter(nowMs);
      arm();
      if (due) onStep(nowMs);
    };
    arm();
    return () => clearTimeout(timer);
  }
}

function nextStepAfter(nowMs: number): number {
  return (Math.floor(nowMs / STEP_MS) + 1) * STEP_MS;
}

/**
 * Simulated time: `speed` console seconds in a real second, in whole steps. A machine that is too slow for the speed
 * delays the simulation; no step is ever left out.
 */
export class SimulatedTime implements ConsoleTime {
  readonly speed: number;
  private readonly startWallMs: number;
  private stepMs = 0;

  /** @param startWallMs console wall clock at the first step, ms since 1970. */
  constructor(speed: number, startWallMs: number) {
    this.speed = speed;
    this.startWallMs = Math.round(startWallMs);
  }

  nowMs(): number {
    return this.stepMs;
  }

  wallMs(): number {
    return this.startWallMs + this.stepMs;
  }

  start(onStep: (nowMs: number) => void): () => void {
    let behindMs = 0;
    let lastReal = performance.now();
    const burst = (): void => {
      const real = performance.now();
      // What a slow machine cannot catch up in a second is given up, so that it never falls behind without end.
      behindMs = Math.min(behindMs + (real - lastReal) * this.speed, 1000 * this.speed);
      lastReal = real;
      while (behindMs >= STEP_MS && performance.now() - real < BURST_MS) {
        behindMs -= STEP_MS;
        this.stepMs += STEP_MS;
        onStep(this.stepMs);
      }
    };
    const timer = setInterval(burst, REST_MS);
    return () => clearInterval(timer);
  }
}
