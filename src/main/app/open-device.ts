import { AppError } from '#shared/domain/app-error.ts';
import type { Device, DeviceState, Link } from '#shared/domain/device.ts';
import type { LogLevel } from '#shared/domain/log-entry.ts';
import type { Reading } from '#shared/domain/reading.ts';
import type { Kernel } from './kernel.ts';
import type {
  BoardCommand,
  BoardReport,
  BoardSetup,
  Driver,
  DriverContext,
  DriverFamily,
  DriverPoint,
  FeedTiming,
  Lease,
  RawReading,
} from './ports/driver.ts';
import { GuardedWork } from './ports/later-work.ts';

/** A reading older than this is no longer one, ms: a DS18B20 delivers one a second, a BrewPi board every few. */
const STALE_AFTER_MS = 10_000;
/** After so long without a fault the alarm about a driver is over, console time, ms: longer than two attempts to connect lie apart. */
const FAULTLESS_MS = 60_000;

interface Seen {
  readonly raw: RawReading;
  readonly nowMs: number;
  readonly wallMs: number;
}

export interface OpenDeviceParts {
  readonly device: Device;
  readonly kernel: Kernel;
  /** Undefined when the driver of a stored device does not exist in this version. */
  readonly family: DriverFamily | undefined;
  /** What was kept for the device at the last checkpoint. */
  readonly remembered: () => string | null;
  readonly onLink: (link: Link, text: string) => void;
  readonly onLog: (level: LogLevel, message: string) => void;
  /** Whether the driver fails, as no driver should; called at each change. */
  readonly onFault: (cause: string | null) => void;
}

/** One device with its driver, the state of its link and what its sensors said last. */
export class OpenDevice {
  device: Device;
  state: DeviceState;
  /** What a board that regulates by itself said last; null while it is not connected. */
  board: BoardReport | null = null;
  /**
   * Stands for the present connection: another one after each time that it was lost; null before the first. It began at
   * `sinceNowMs`, console monotonic time.
   */
  session: { readonly sinceNowMs: number } | null = null;
  private readonly parts: OpenDeviceParts;
  private driver: Driver | null = null;
  private onStep: ((nowMs: number) => void) | null = null;
  private snapshot: (() => string) | null = null;
  private readonly staleAfterMs: number;
  private readonly seen = new Map<string, Seen>();
  /** The board that is connected, or was last, has said that it switches its outputs off by itself. */
  private hasDeadMan = false;
  /** The same of the board that is about to be connected: it may be another one. */
  private nextHasDeadMan = false;
  /** Null before the first step: an alarm from before a restart may still stand then. */
  private faulty: boolean | null = null;
  private faultAtMs = Number.NEGATIVE_INFINITY;
  private readonly work = new GuardedWork((error) => this.fault(error));
  private points: readonly DriverPoint[] = [];
  private closing: Promise<void> | null = null;

  constructor(parts: OpenDeviceParts) {
    this.parts = parts;
    this.device = parts.device;
    this.staleAfterMs = parts.family?.staleAfterMs ?? STALE_AFTER_MS;
    this.state = this.stateOf('connecting', 'Connecting');
  }

  /** Opens the driver; it goes on in the background. */
  start(): void {
    const { family, kernel } = this.parts;
    if (family === undefined) {
      this.setLink('lost', `this version has no driver ${this.device.driver}`);
    } else if (kernel.clock.speed !== 1 && !family.simulated) {
      this.setLink('not-driven', 'Not driven: simulated time');
    } else {
      this.open(family);
    }
  }

  /** A driver that fails costs its own device, never the loop or the other devices. */
  step(nowMs: number): void {
    const { onStep } = this;
    if (onStep !== null) this.work.run(() => onStep(nowMs));
    if (this.faulty === false || nowMs - this.faultAtMs < FAULTLESS_MS) return;
    this.parts.onFault(null);
    this.faulty = false;
  }

  /** What was read so far says nothing about now, as after the computer has slept. */
  forgetReadings(): void {
    this.seen.clear();
  }

  /** What a sensor says now, before calibration: bad when it is too old or the device is gone. */
  reading(address: string): Reading {
    const { kernel } = this.parts;
    const bad = (reason: Extract<Reading, { quality: 'bad' }>['reason'], atMs: number): Reading => ({
      quality: 'bad',
      reason,
      atMs,
    });
    if (this.state.link === 'not-driven') return bad('not-driven', this.state.sinceMs);
    if (this.state.link === 'lost') return bad('device-lost', this.state.sinceMs);
    const seen = this.seen.get(address);
    if (seen === undefined) return bad('no-reading', this.state.sinceMs);
    if (seen.raw.quality === 'bad') return bad(seen.raw.reason, seen.wallMs);
    if (kernel.clock.nowMs() - seen.nowMs > this.staleAfterMs) return bad('stale', seen.wallMs);
    return { quality: 'good', value: seen.raw.value, atMs: seen.wallMs };
  }

  /** Sets an output for the length of the lease; nothing happens while the device is away, where outputs are off. */
  write(address: string, outPct: number, lease: Lease): void {
    if (this.driver?.kind === 'points') this.driver.write(address, outPct, lease);
  }

  /**
   * Tells a board that regulates by itself, and waits for its confirmation.
   * @throws AppError `unavailable` when it is not connected, does not answer or holds something else.
   */
  async command(command: BoardCommand): Promise<void> {
    if (this.driver?.kind !== 'board' || this.state.link !== 'connected') {
      throw new AppError('unavailable', `${this.device.name} is not connected: ${this.state.text}`);
    }
    await this.driver.command(command);
  }

  /** Whether its outputs stay as they are when the computer of the console dies. */
  outputsStay(): boolean {
    return this.parts.family?.outputsStay === true && !this.hasDeadMan;
  }

  /** Setting up what is connected to the board; null when it is no such board. */
  boardSetup(): BoardSetup | null {
    return this.driver?.kind === 'board' ? (this.driver.setup ?? null) : null;
  }

  /** The points of the device have changed. */
  pointsChanged(): void {
    if (this.driver?.kind === 'points') this.driver.pointsChanged?.();
  }

  /** Hands over what a program outside has sent for this device. @returns false when its driver takes nothing. */
  receive(values: ReadonlyMap<string, RawReading>, timing?: FeedTiming): boolean {
    if (this.driver?.kind !== 'feed') return false;
    this.driver.receive(values, timing);
    return true;
  }

  /** What the driver wants to be kept, or null when it has nothing. */
  memory(): string | null {
    return this.guarded(() => this.snapshot?.() ?? null, null);
  }

  async allOff(): Promise<void> {
    await this.driver?.allOff();
  }

  /** Lets go of the device for good. Called again, it waits for the same end. */
  close(): Promise<void> {
    this.closing ??= this.letGo();
    return this.closing;
  }

  private async letGo(): Promise<void> {
    const { driver } = this;
    this.driver = null;
    this.onStep = null;
    this.snapshot = null;
    this.board = null;
    this.forgetReadings();
    try {
      await driver?.close();
    } finally {
      this.work.end();
    }
  }

  private open(family: DriverFamily): void {
    try {
      this.driver = family.open(this.context());
    } catch (error) {
      this.setLink('lost', `its driver cannot be opened: ${messageOf(error)}`);
    }
  }

  private context(): DriverContext {
    const { kernel, remembered } = this.parts;
    const { work } = this;
    return {
      connection: this.device.connection,
      clock: kernel.clock,
      points: () => this.knownPoints(),
      memory: {
        load: () => this.guarded(remembered, null),
        provide: (snapshot) => {
          this.snapshot = snapshot;
        },
      },
      onReading: (address, reading, ageMs = 0) => this.whileOpen(() => this.heard(address, reading, ageMs)),
      onBoard: (report) =>
        this.whileOpen(() => {
          this.board = report;
        }),
      onLog: (level, message) => this.guarded(() => this.parts.onLog(level, message), undefined),
      onLink: (link, text) => this.whileOpen(() => this.linkChanged(link, text)),
      onDeadMan: () => {
        if (this.state.link === 'connected') this.hasDeadMan = true;
        else this.nextHasDeadMan = true;
      },
      onFault: (error) => this.fault(error),
      onStep: (step) => {
        this.onStep = step;
      },
      run: work.run,
      every: work.every,
      after: work.after,
    };
  }

  private heard(address: string, reading: RawReading, ageMs: number): void {
    const isUsable = reading.quality === 'bad' || Number.isFinite(reading.value);
    const raw: RawReading = isUsable ? reading : { quality: 'bad', reason: 'out-of-range' };
    const { clock } = this.parts.kernel;
    this.seen.set(address, { raw, nowMs: clock.nowMs() - ageMs, wallMs: clock.wallMs() - ageMs });
  }

  /** The points as they are now; as they were when the store cannot tell. */
  private knownPoints(): readonly DriverPoint[] {
    const { store } = this.parts.kernel;
    const all = this.guarded(() => store.points.list(), null);
    if (all !== null) this.points = all.filter(({ deviceId }) => deviceId === this.device.id);
    return this.points;
  }

  /** What a driver says that has been let go of counts for nothing. */
  private whileOpen(call: () => void): void {
    if (this.closing === null) this.guarded(call, undefined);
  }

  /** Does what was asked by the driver, into which nothing is thrown. */
  private guarded<T>(work: () => T, otherwise: T): T {
    try {
      return work();
    } catch (error) {
      this.fault(error);
      return otherwise;
    }
  }

  private fault(error: unknown): void {
    if (this.closing !== null) return;
    this.faultAtMs = this.parts.kernel.clock.nowMs();
    if (this.faulty !== true) this.parts.onFault(messageOf(error));
    this.faulty = true;
  }

  private linkChanged(link: Link, text: string): void {
    if (link !== 'connected') {
      // What was read before the link broke says nothing about now.
      this.forgetReadings();
      this.board = null;
      if (link === 'lost') this.nextHasDeadMan = false;
    } else if (this.state.link !== 'connected') {
      this.hasDeadMan = this.nextHasDeadMan;
      this.nextHasDeadMan = false;
      this.session = { sinceNowMs: this.parts.kernel.clock.nowMs() };
    }
    this.setLink(link, text);
  }

  private setLink(link: Link, text: string): void {
    if (link === this.state.link && text === this.state.text) return;
    this.state = this.stateOf(link, text);
    this.parts.onLink(link, text);
  }

  private stateOf(link: Link, text: string): DeviceState {
    return { deviceId: this.device.id, link, text, sinceMs: Math.round(this.parts.kernel.clock.wallMs()) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
