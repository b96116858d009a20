/** Bounds on what one port may cost its console, whatever comes in through it. */

/**
 * The most that is taken from a port in a second: 45 times what 57,600 baud carry, so that 100 kB of noise at once are lived
 * through, and little enough that reading it takes a few percent of the console's thread.
 */
const MAX_BYTES_PER_S = 262_144;
const WINDOW_MS = 1000;

/** Tells a flood from a board that has much to say. */
export class FloodWatch {
  private windowEndsMs = Number.NEGATIVE_INFINITY;
  private bytes = 0;

  /** @param nowMs monotonic. @returns true when more has come within a second than is taken. */
  isTooMuch(bytes: number, nowMs: number): boolean {
    if (nowMs >= this.windowEndsMs) {
      this.windowEndsMs = nowMs + WINDOW_MS;
      this.bytes = 0;
    }
    this.bytes += bytes;
    return this.bytes > MAX_BYTES_PER_S;
  }
}

/** A message to the console costs the same with one byte as with a thousand: no two are sent within this time, ms. */
const GAP_MS = 5;

/** Passes bytes on at once, and those that follow closely together. */
export class Gathering {
  private readonly pass: (bytes: Uint8Array) => void;
  private pieces: Uint8Array[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(pass: (bytes: Uint8Array) => void) {
    this.pass = pass;
  }

  add(bytes: Uint8Array): void {
    this.pieces.push(bytes);
    if (this.timer !== null) return;
    this.flush();
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.pieces.length > 0) this.add(new Uint8Array());
    }, GAP_MS);
  }

  /** Passes on what waits. */
  flush(): void {
    const { pieces } = this;
    this.pieces = [];
    if (pieces.length > 0) this.pass(Buffer.concat(pieces));
  }
}
