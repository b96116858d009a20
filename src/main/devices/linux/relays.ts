import type { Lease } from '#main/app/ports/driver.ts';
import type { LinuxPoint } from './addresses.ts';
import { type GpioTools, type HeldLine, holdLine, putLine } from './gpio-tools.ts';

type Relay = Extract<LinuxPoint, { use: 'relay' }>;

interface On {
  readonly held: HeldLine;
  untilMs: number;
}

/** The relays of this computer: each that is on is held by a process, each that is off by nobody. */
export class Relays {
  private readonly tools: GpioTools;
  private readonly chip: string;
  private readonly onFault: (address: string, cause: string) => void;
  private readonly relays = new Map<string, Relay>();
  private readonly on = new Map<string, On>();
  /** Lines that are being put off: they are not switched on meanwhile. */
  private readonly releasing = new Map<string, Promise<void>>();

  constructor(tools: GpioTools, chip: string, onFault: (address: string, cause: string) => void) {
    this.tools = tools;
    this.chip = chip;
    this.onFault = onFault;
  }

  /** Takes over which relays there are. New ones are put off, before anything else. */
  async set(relays: ReadonlyMap<string, Relay>): Promise<void> {
    const gone = [...this.relays.keys()].filter((address) => !relays.has(address));
    const fresh = [...relays].filter(([address]) => !this.relays.has(address));
    for (const address of gone) this.relays.delete(address);
    await Promise.all(gone.map((address) => this.switchOff(address)));
    await Promise.all(fresh.map(([address, relay]) => this.putOff(address, relay)));
    for (const [address, relay] of fresh) this.relays.set(address, relay);
  }

  /** @param nowMs monotonic. A relay that is just being put off is left off. */
  write(address: string, outPct: number, { validForMs }: Lease, nowMs: number): void {
    const relay = this.relays.get(address);
    if (relay === undefined) return;
    if (outPct <= 0) return void this.switchOff(address);
    const present = this.on.get(address);
    if (present !== undefined) present.untilMs = nowMs + validForMs;
    else if (!this.releasing.has(address)) this.switchOn(address, relay, nowMs + validForMs);
  }

  /** Ends leases. */
  step(nowMs: number): void {
    for (const [address, { untilMs }] of this.on) if (nowMs >= untilMs) void this.switchOff(address);
  }

  /** Resolves when every relay has been put off. */
  async allOff(): Promise<void> {
    for (const address of this.on.keys()) void this.switchOff(address);
    await Promise.all(this.releasing.values());
  }

  private switchOn(address: string, { line, activeLow }: Relay, untilMs: number): void {
    const level = activeLow ? 0 : 1;
    const held = holdLine(this.tools, { chip: this.chip, number: line, level }, (cause) => {
      if (this.on.get(address)?.held !== held) return;
      this.onFault(address, cause);
      void this.switchOff(address);
    });
    this.on.set(address, { held, untilMs });
  }

  private switchOff(address: string): Promise<void> {
    const present = this.on.get(address);
    if (present === undefined) return this.releasing.get(address) ?? Promise.resolve();
    this.on.delete(address);
    const released = present.held.release().finally(() => this.releasing.delete(address));
    this.releasing.set(address, released);
    return released;
  }

  private async putOff(address: string, { line, activeLow }: Relay): Promise<void> {
    try {
      await putLine(this.tools, this.chip, line, activeLow ? 1 : 0);
    } catch (error) {
      this.onFault(address, error instanceof Error ? error.message : String(error));
    }
  }
}
