import { Attempts } from './attempts.ts';
import type { ConsoleTime } from './console-time.ts';
import type { Kernel } from './kernel.ts';
import type { ServiceGraph } from './service-graph.ts';
import { keepInstant } from './time-keeper.ts';

/** Elapsed time of runs and the simulated instant are kept this often, real ms. */
const CHECKPOINT_MS = 5000;
/** In simulated time a real second is long. */
const SIMULATED_CHECKPOINT_MS = 1000;
/** After so long without a fault the alarm about it is over, console time, ms. */
const FAULTLESS_MS = 10_000;

export interface HeartParts {
  readonly kernel: Kernel;
  readonly time: ConsoleTime;
  readonly graph: ServiceGraph;
  readonly onError: (error: unknown) => void;
}

/** The beat of the console: drives devices and loop at each step of console time, and keeps what goes by itself. */
export class Heart {
  private readonly parts: HeartParts;
  private stopBeat: (() => void) | null = null;
  private checkpoints: NodeJS.Timeout | null = null;
  private faultAtMs = Number.NEGATIVE_INFINITY;

  constructor(parts: HeartParts) {
    this.parts = parts;
  }

  start(): void {
    const { time, kernel } = this.parts;
    this.stopBeat = time.start((nowMs) => this.beat(nowMs));
    const everyMs = kernel.clock.speed === 1 ? CHECKPOINT_MS : SIMULATED_CHECKPOINT_MS;
    this.checkpoints = setInterval(() => this.checkpoint(), everyMs);
  }

  stop(): void {
    this.stopBeat?.();
    if (this.checkpoints !== null) clearInterval(this.checkpoints);
    this.parts.graph.recorder.flush();
    this.checkpoint();
  }

  private beat(nowMs: number): void {
    const { services, loop } = this.parts.graph;
    const attempts = new Attempts();
    attempts.run(() => services.emergencyStop.step(nowMs));
    attempts.run(() => services.devices.step(nowMs));
    attempts.run(() => loop.step(nowMs));
    try {
      attempts.finish();
      if (nowMs - this.faultAtMs >= FAULTLESS_MS) this.reportFault(null);
    } catch (error) {
      this.faultAtMs = nowMs;
      this.reportFault(error instanceof Error ? error.message : String(error));
      this.parts.onError(error);
    }
  }

  private reportFault(cause: string | null): void {
    this.parts.graph.services.alarms.report(
      { code: 'control-fault', source: 'console', sourceName: 'Console' },
      cause !== null,
      `Fault in the program: part of what is done each second is left out (${cause ?? ''})`,
    );
  }

  private checkpoint(): void {
    const { store, clock } = this.parts.kernel;
    try {
      store.transaction(() => {
        this.parts.graph.services.runs.checkpoint();
        this.parts.graph.services.devices.checkpoint();
        keepInstant(store, clock);
      });
    } catch (error) {
      this.parts.onError(error);
    }
  }
}
