import { GuardedWork, type LaterWork } from '#main/app/ports/later-work.ts';
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

/**
 * How an attendant speaks to its supervisor. What it does later (`run`, `every`, `after`) ends with the connection, and a fault in
 * it is the end of the connection, as one in the attendant's own calls.
 */
export interface Supervision extends LaterWork {
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
  /** Called with each fault of the attendant. */
  readonly onFault: (error: unknown) => void;
}

interface Current {
  readonly transport: Transport;
  readonly work: GuardedWork;
  /** Null while it is being made. */
  attendant: Attendant | null;
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
    if (current !== null) this.end(current, 'closed');
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
    let current: Current | null = null;
    const transport = await this.options.connector.open({
      onData: (bytes) => (current === null ? early.push(bytes) : pass(current, bytes)),
      onClosed: (reason) => {
        if (current === null) lostEarly = reason;
        else this.lose(transport, reason);
      },
    });
    if (this.closed) {
      await transport.close();
      return;
    }
    if (lostEarly !== null) throw new Error(lostEarly);
    const work = new GuardedWork((error) => this.fail(transport, error));
    current = { transport, work, attendant: null, provenMs: null };
    this.attend(current);
    for (const bytes of early) pass(current, bytes);
  }

  private attend(current: Current): void {
    this.current = current;
    current.work.run(() => {
      current.attendant = this.options.attend(this.supervision(current));
    });
    // It has given the connection up before it was there to be told.
    if (this.current !== current) this.end(current, 'given up');
  }

  private supervision({ transport, work }: Current): Supervision {
    return {
      transport,
      run: work.run,
      every: work.every,
      after: work.after,
      proven: () => {
        if (this.current?.transport === transport) this.current.provenMs ??= performance.now();
        this.said.clear();
      },
      troubled: (reason) => {
        if (this.current?.transport === transport) this.say(reason);
      },
      giveUp: (reason) => this.giveUp(transport, reason),
    };
  }

  private giveUp(transport: Transport, reason: string): void {
    this.lose(transport, reason);
    void transport.close();
  }

  /** What an attendant is after a fault is not known: the next one begins clean, on a connection of its own. */
  private fail(transport: Transport, error: unknown): void {
    this.options.onFault(error);
    this.giveUp(transport, `The driver failed: ${error instanceof Error ? error.message : String(error)}`);
  }

  /** Ends an attendant, which hears nothing any more. */
  private end({ attendant, work }: Current, reason: string): void {
    work.end();
    try {
      attendant?.end(reason);
    } catch (error) {
      this.options.onFault(error);
    }
  }

  private lose(transport: Transport, reason: string): void {
    const { current } = this;
    if (current?.transport !== transport) return;
    this.current = null;
    this.end(current, reason);
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

function pass({ work, attendant }: Current, bytes: Uint8Array): void {
  if (attendant !== null) work.run(() => attendant.onData(bytes));
}
