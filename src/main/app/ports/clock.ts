/** Length of one step of console time, ms: the resolution of an SSR's window. */
export const STEP_MS = 100;

/** The console's time. Timers use `nowMs`; what people read and what is stored uses `wallMs`. */
export interface Clock {
  /** Console seconds in a real second: 1 is real time; anything else only drives simulated devices. */
  readonly speed: number;
  /** Monotonic console time, ms. Jumps of the wall clock do not move it. */
  nowMs(): number;
  /** Console wall clock, ms since 1970. */
  wallMs(): number;
}

/** Calls its subscriber once for each step of console time. */
export interface Ticker {
  /**
   * Starts calling `onStep` with the console time of the step, in order and never twice for the same step.
   * Steps that were missed (a suspended machine) are skipped in real time, and delayed in simulated time.
   * @returns a function that stops it.
   */
  start(onStep: (nowMs: number) => void): () => void;
}
