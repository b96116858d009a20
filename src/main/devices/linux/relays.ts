import type { Lease } from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { LinuxPoint } from './addresses.ts';
import { type GpioTools, type HeldLine, holdLine, putLine } from './gpio-tools.ts';

type Relay = Extract<LinuxPoint, { use: 'relay' }>;

interface On {
  readonly held: HeldLine;
  untilMs: number;
}

/** A line that could not be put off, so that nobody knows what its relay does. */
interface Stuck {
  readonly relay: Relay;
  /** In the tool's words. */
  readonly cause: string;
}

/** Lines that could not be put off are tried again this often, ms. */
const TRY_AGAIN_MS = 1000;

/** The relays of this computer: each that is on is held by a process, each that is off by nobody. */
export class Relays {
  private readonly tools: GpioTools;
  private readonly chip: string;
  private readonly onFault: (address: string, cause: string) => void;
  private readonly relays = new Map<string, Relay>();
  private readonly on = new Map<string, On>();
  /** Lines that are being put off: they are not switched on meanwhile. */
  private readonly releasing = new Map<string, Promise<void>>();
  private readonly stuck = new Map<string, Stuck>();
  private triedMs = 0;
  private changing: Promise<void> = Promise.resolve();

  constructor(tools: GpioTools, chip: string, onFault: (address: string, cause: string) => void) {
    this.tools = tools;
    this.chip = chip;
    this.onFault = onFault;
  }

  /** Takes over which relays there are. New ones are put off, before anything else. */
  set(relays: ReadonlyMap<string, Relay>): Promise<void> {
    // One change after the other: each takes its time, and stands on what the one before has left.
    this.changing = this.changing.then(() => this.change(relays));
    return this.changing;
  }

  private async change(relays: ReadonlyMap<string, Relay>): Promise<void> {
    const gone = [...this.relays.keys()].filter((address) => !relays.has(address));
    const fresh = [...relays].filter(([address]) => !this.relays.has(address));
    for (const address of gone) this.switchOff(address);
    await Promise.all(gone.flatMap((address) => this.releasing.get(address) ?? []));
    for (const address of gone) this.relays.delete(address);
    // What a line was before is over: its new relay says which level is off.
    for (const [address, { relay }] of this.stuck) {
      if (fresh.some(([, { line }]) => line === relay.line)) this.stuck.delete(address);
    }
    await Promise.all(fresh.map(([address, relay]) => this.putOff(address, relay)));
    for (const [address, relay] of fresh) this.relays.set(address, relay);
  }

  /** @param nowMs monotonic. A relay that is just being put off, or could not be, is left alone. */
  write(address: string, outPct: number, { validForMs }: Lease, nowMs: number): void {
    const relay = this.relays.get(address);
    if (relay === undefined) return;
    if (outPct <= 0) return this.switchOff(address);
    const present = this.on.get(address);
    if (present !== undefined) present.untilMs = nowMs + validForMs;
    else if (!this.releasing.has(address) && !this.stuck.has(address))
      this.switchOn(address, relay, nowMs + validForMs);
  }

  /** Ends leases, and tries again to put off what could not be. */
  step(nowMs: number): void {
    for (const [address, { untilMs }] of this.on) if (nowMs >= untilMs) this.switchOff(address);
    if (nowMs - this.triedMs < TRY_AGAIN_MS) return;
    this.triedMs = nowMs;
    this.tryAgain();
  }

  /** Resolves when every relay has been put off. @throws AppError `unavailable` when one could not be. */
  async allOff(): Promise<void> {
    for (const address of this.on.keys()) this.switchOff(address);
    this.tryAgain();
    await Promise.all(this.releasing.values());
    const [first] = this.stuck;
    if (first === undefined) return;
    const [address, { cause }] = first;
    throw new AppError('unavailable', `${address} could not be put off: ${cause}`);
  }

  private switchOn(address: string, { line, activeLow }: Relay, untilMs: number): void {
    const level = activeLow ? 0 : 1;
    const held = holdLine(this.tools, { chip: this.chip, number: line, level }, (cause) => {
      if (this.on.get(address)?.held !== held) return;
      this.onFault(address, cause);
      this.switchOff(address);
    });
    this.on.set(address, { held, untilMs });
  }

  private switchOff(address: string): void {
    const present = this.on.get(address);
    const relay = this.relays.get(address);
    if (present === undefined || relay === undefined) return;
    this.on.delete(address);
    this.release(address, this.settled(address, relay, present.held.release()));
  }

  private tryAgain(): void {
    for (const [address, { relay }] of this.stuck) {
      if (!this.releasing.has(address)) this.release(address, this.putOff(address, relay));
    }
  }

  private release(address: string, work: Promise<void>): void {
    const released = work.finally(() => this.releasing.delete(address));
    this.releasing.set(address, released);
  }

  private putOff(address: string, relay: Relay): Promise<void> {
    return this.settled(address, relay, putLine(this.tools, this.chip, relay.line, relay.activeLow ? 1 : 0));
  }

  /** Notes what became of putting a line off. Never rejects. */
  private async settled(address: string, relay: Relay, work: Promise<void>): Promise<void> {
    try {
      await work;
      this.stuck.delete(address);
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      if (this.stuck.get(address)?.cause !== cause)
        this.onFault(address, `it could not be put off: ${cause}`);
      this.stuck.set(address, { relay, cause });
    }
  }
}
