import { ControlLoop } from './control-loop.ts';
import type { RigParts } from './parts.ts';
import type { Held } from './recorded-lines.ts';
import { Thermals } from './thermals.ts';

/** Shortest time between two turns of the clock, ms: fast boards live several seconds in each. */
const TURN_MS = 50;
/** After a pause of the computer at most so much is made up for, s. */
const MAKE_UP_S = 10;

export interface LifeOptions {
  /** Seconds of the board in one second. */
  readonly speed: number;
  /** A constant of the board, °C. */
  readonly constant: (name: string) => number;
  /** The loop has come to another state by itself. */
  readonly onState: () => void;
  readonly onLog: (line: string) => void;
}

/** A board with beer around its probes: second by second its loop decides, its relays follow, and the chamber with them. */
export class Life {
  readonly loop: ControlLoop;
  private readonly held: Held;
  private readonly parts: RigParts;
  private readonly options: LifeOptions;
  private readonly thermals: Thermals;
  private timer: NodeJS.Timeout | undefined;

  constructor(held: Held, parts: RigParts, options: LifeOptions) {
    this.held = held;
    this.parts = parts;
    this.options = options;
    this.thermals = new Thermals(held);
    this.loop = new ControlLoop(held, {
      reads: (probe) => parts.measured(probe === 'beer' ? 9 : 5) ?? null,
      has: (what) => parts.has(what === 'heater' ? 2 : 3),
      constant: options.constant,
    });
  }

  /** Lets time pass until it is stopped. */
  start(): void {
    const { speed } = this.options;
    let lastMs = performance.now();
    let owedS = 0;
    clearInterval(this.timer);
    this.timer = setInterval(
      () => {
        const nowMs = performance.now();
        owedS = Math.min(owedS + ((nowMs - lastMs) / 1000) * speed, MAKE_UP_S * speed);
        lastMs = nowMs;
        for (; owedS >= 1; owedS -= 1) this.step();
      },
      Math.max(TURN_MS, 1000 / speed / 4),
    );
  }

  /** The board starts anew: its relays are off, and its waits begin again. The beer knows nothing of it. */
  restart(): void {
    this.parts.drive({ cooling: false, heating: false });
    this.loop.restart();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Lets a second of the board pass. */
  step(): void {
    const { loop, parts } = this;
    const { changed, log } = loop.step();
    // In test mode the outputs are left as they are switched by hand.
    if (this.held.mode !== 't') parts.drive({ cooling: loop.cooling, heating: loop.heating });
    this.thermals.step((pin) => parts.closed(pin));
    if (log !== null) this.options.onLog(log);
    if (changed) this.options.onState();
  }
}
