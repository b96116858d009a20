/** Time and waiting, as arguments: what holds a connection together is tested without waiting. */
export interface Timers {
  /** Monotonic, ms. */
  nowMs(): number;
  /** Calls `run` once after `ms`. @returns a function that calls it off. */
  after(ms: number, run: () => void): () => void;
}
