import type { BoardPart, BoardWiring } from '#shared/domain/board-part.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { DeviceService } from './device-service.ts';
import type { Clock } from './ports/clock.ts';

/** A compressor that has just run must not be started against its own pressure, ms (BrewPi's minimum off time). */
const REST_MS = 300_000;

/** What is known of one board since the console was started, in console monotonic time. */
interface Known {
  /** When a pin was last switched off after a trial, ms, by pin. */
  readonly triedMs: Map<number, number>;
  /** The pin that is its cooler; null when it has none, or was not asked. */
  cooler: number | null;
  /** Each pin that was its cooler: whoever loses the role has run all the same. */
  readonly wereCooler: Set<number>;
  /** When it was last seen to cool, ms. */
  cooledMs: number;
  isCooling: boolean;
}

/** How long what may be a compressor still rests on boards that regulate by themselves: they count neither trials nor our restarts. */
export class BoardRests {
  private readonly clock: Clock;
  private readonly devices: DeviceService;
  private readonly known = new Map<DeviceId, Known>();

  constructor(clock: Clock, devices: DeviceService) {
    this.clock = clock;
    this.devices = devices;
  }

  /** Sees which boards cool; called once a second. */
  step(nowMs: number): void {
    for (const { device } of this.devices.list()) {
      const isCooling = this.devices.peek(device.id)?.board?.activity === 'cooling';
      if (!isCooling && !this.known.has(device.id)) continue;
      const known = this.of(device.id);
      // It has cooled until some moment between the two looks.
      if (isCooling || known.isCooling) known.cooledMs = nowMs;
      known.isCooling = isCooling;
    }
  }

  /** What a board has listed. */
  learn(id: DeviceId, parts: readonly BoardPart[]): void {
    this.of(id).cooler = null;
    for (const { role, wiring } of parts) if (role === 'cooler') this.learnCooler(id, wiring);
  }

  /** A board has taken this for its cooler. */
  learnCooler(id: DeviceId, wiring: BoardWiring): void {
    if (wiring.kind !== 'pin') return;
    const known = this.of(id);
    known.cooler = wiring.pin;
    known.wereCooler.add(wiring.pin);
  }

  /** The trial of a pin has ended just now. */
  tried(id: DeviceId, pin: number): void {
    this.of(id).triedMs.set(pin, this.clock.nowMs());
  }

  /**
   * How long a pin rests before it may be tried, s; 0 when it need not. Whatever was tried may be a compressor; what is the cooler
   * may have run until the board was connected, and has run while the board cooled.
   */
  pinRestS(id: DeviceId, pin: number): number {
    const { triedMs, wereCooler, cooledMs } = this.of(id);
    const untilConnectedMs = this.devices.get(id).session?.sinceNowMs ?? this.clock.nowMs();
    const ranMs = wereCooler.has(pin) ? Math.max(cooledMs, untilConnectedMs) : Number.NEGATIVE_INFINITY;
    return this.leftS(Math.max(ranMs, triedMs.get(pin) ?? Number.NEGATIVE_INFINITY));
  }

  /** How long the cooler of a board rests after its trial, s; 0 when it was not tried. What else the cooler did its board has counted. */
  triedCoolerRestS(id: DeviceId): number {
    const { cooler, triedMs } = this.of(id);
    const endedMs = cooler === null ? undefined : triedMs.get(cooler);
    return this.leftS(endedMs ?? Number.NEGATIVE_INFINITY);
  }

  private leftS(endedMs: number): number {
    return Math.max(0, Math.ceil((endedMs + REST_MS - this.clock.nowMs()) / 1000));
  }

  private of(id: DeviceId): Known {
    const present = this.known.get(id);
    if (present !== undefined) return present;
    const known: Known = {
      triedMs: new Map(),
      cooler: null,
      wereCooler: new Set(),
      cooledMs: Number.NEGATIVE_INFINITY,
      isCooling: false,
    };
    this.known.set(id, known);
    return known;
  }
}

/** How long, in words: "4 min 12 s". */
export function restWords(leftS: number): string {
  return leftS >= 60 ? `${Math.floor(leftS / 60)} min ${leftS % 60} s` : `${leftS} s`;
}
