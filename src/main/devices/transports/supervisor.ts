import type { Connector, Transport } from './transport.ts';

/** First and longest wait between two attempts, ms; each wait is twice the one before. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** A connection that has stood for so long was none of a device that comes and goes in a loop, ms. */
const SETTLED_AFTER_MS = 10_000;

/** What has one open connection: made when it opens, ended when it closes. */
export interface Attendant {
  readonly onData: (bytes: Uint8Array) => void;
  /** The connection is gone: stop all timers, answer everybody who waits. */
  readonly end: (reason: string) => void;
}

/** How an attendant speaks to its supervisor. */
export interface Supervision {
  readonly transport: Transport;
  /** The device has shown that it is the right one: the next loss is a new one, said anew and retried soon. */
  proven(): void;
  /** The device has fallen silent on an open connection, which may still recover. */
  troubled(reason: string): void;
  /** The connection is of no use: close it, and try again later. */
  giveUp(reason: string): void;
}

export interface SupervisorOptions {
  readonly connector: Connector;
  readonly attend: (supervision: Supervision) => Attendant;
  /** Called once for each cause of an outage, however often opening is tried. */
  readonly onLost: (reason: string) => void;
}

interface Current {
  readonly transport: Transport;
  readonly attendant: Attendant;
  /** Since when the device is known to be the right one, monotonic; null until then. */
  provenMs: number | null;
}

/** Keeps one connection open: opens it, and when it is lost tries again for ever, with growing but bounded waits. */
export class Supervisor {
  private readonly options: SupervisorOptions;
  private current: Current | null = null;
  private waitMs = FIRST_WAIT_MS;
  /** Connections in a row that were lost soon after the device had been there. */
  private shortOnes = 0;
  /** Reasons that have been said since the device was last there. */
  private readonly said = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private opening: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(options: SupervisorOptions) {
    this.options = options;
    this.tryToOpen();
  }

  /** Lets go of the port for good. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    const { current } = this;
    this.current = null;
    current?.attendant.end('closed');
    await current?.transport.close();
    await this.opening;
  }

  private tryToOpen(): void {
    this.timer = null;
    this.opening = this.open().catch((error: unknown) => {
      this.retry(error instanceof Error ? error.message : String(error));
    });
  }

  private async open(): Promise<void> {
    let lostEarly: string | null = null;
    const early: Uint8Array[] = [];
    let attendant: Attendant | null = null;
    const transport = await this.options.connector.open({
      onData: (bytes) => (attendant === null ? early.push(bytes) : attendant.onData(bytes)),
      onClosed: (reason) => {
        if (attendant === null) lostEarly = reason;
        else this.lose(transport, reason);
      },
    });
    if (this.closed) {
      await transport.close();
      return;
    }
    if (lostEarly !== null) throw new Error(lostEarly);
    attendant = this.options.attend(this.supervision(transport));
    this.current = { transport, attendant, provenMs: null };
    for (const bytes of early) attendant.onData(bytes);
  }

  private supervision(transport: Transport): Supervision {
    return {
      transport,
      proven: () => {
        if (this.current?.transport === transport) this.current.provenMs ??= performance.now();
        this.said.clear();
      },
      troubled: (reason) => {
        if (this.current?.transport === transport) this.say(reason);
      },
      giveUp: (reason) => {
        this.lose(transport, reason);
        void transport.close();
      },
    };
  }

  private lose(transport: Transport, reason: string): void {
    const { current } = this;
    if (current?.transport !== transport) return;
    this.current = null;
    current.attendant.end(reason);
    if (current.provenMs !== null) this.waitAfter(performance.now() - current.provenMs);
    this.retry(reason);
  }

  /** The device was there: it is tried soon, unless it comes and goes in a loop. */
  private waitAfter(lastedMs: number): void {
    if (lastedMs >= SETTLED_AFTER_MS) this.shortOnes = 0;
    this.waitMs = Math.min(FIRST_WAIT_MS * 2 ** this.shortOnes, LONGEST_WAIT_MS);
    this.shortOnes += 1;
  }

  private retry(reason: string): void {
    if (this.closed) return;
    this.say(reason);
    this.timer = setTimeout(() => this.tryToOpen(), this.waitMs);
    this.waitMs = Math.min(2 * this.waitMs, LONGEST_WAIT_MS);
  }

  private say(reason: string): void {
    if (this.said.has(reason)) return;
    this.said.add(reason);
    this.options.onLost(reason);
  }
}
