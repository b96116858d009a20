import type { RawReading } from '#main/app/ports/driver.ts';
import { PowerOnGate } from '../power-on-gate.ts';
import { commands, type FirmataMessage } from './codec.ts';
import {
  addressText,
  CONVERSION_MS,
  CONVERT,
  crc8,
  DS18B20_FAMILY,
  READ_SCRATCHPAD,
  readScratchpad,
  SCRATCHPAD_BYTES,
} from './ds18b20.ts';

/** A probe that has not answered within this time does not answer, ms. */
const ANSWER_WITHIN_MS = 500;
/** The bus is searched again this often, for probes that were plugged in since, ms. */
const SEARCH_EVERY_MS = 30_000;

/** Probes that are told of on one connection: more than a bus carries. */
const MAX_TOLD = 100;

interface Probe {
  /** Address of the point. */
  readonly address: string;
  /** Address of the probe; null for the only one on the bus. */
  readonly wanted: Uint8Array | null;
  readonly gate: PowerOnGate;
}

export interface OneWireEvents {
  readonly send: (bytes: Uint8Array) => void;
  readonly onReading: (address: string, reading: RawReading) => void;
  /** A probe has been found on the bus that was not seen on this connection before. */
  readonly onFound: (pin: number, address: string) => void;
}

/** The DS18B20 probes on one pin: all convert, then each is read, once a second or so. */
export class OneWireBus {
  private readonly pin: number;
  private readonly events: OneWireEvents;
  private probes: Probe[] = [];
  private found: readonly Uint8Array[] = [];
  private readonly told = new Set<string>();
  private readonly waiting = new Map<number, { readonly probe: Probe; readonly sinceMs: number }>();
  private lastId = 0;
  private searchedMs = Number.NEGATIVE_INFINITY;
  /** When the conversion that is under way is over; null between two. */
  private readAtMs: number | null = null;

  constructor(pin: number, events: OneWireEvents) {
    this.pin = pin;
    this.events = events;
    events.send(commands.oneWireConfig(pin, true));
  }

  /** Takes over which points hang on the bus. What is known of a probe stays. */
  setProbes(wanted: readonly { readonly address: string; readonly probe: Uint8Array | null }[]): void {
    const known = new Map(this.probes.map((probe) => [probe.address, probe]));
    this.probes = wanted.map(
      ({ address, probe }) => known.get(address) ?? { address, wanted: probe, gate: new PowerOnGate() },
    );
  }

  /** @param nowMs monotonic; called several times a second. */
  step(nowMs: number): void {
    if (nowMs - this.searchedMs >= SEARCH_EVERY_MS) {
      this.searchedMs = nowMs;
      this.events.send(commands.oneWireSearch(this.pin));
    }
    this.expire(nowMs);
    if (this.readAtMs === null) {
      if (this.waiting.size === 0) this.convert(nowMs);
    } else if (nowMs >= this.readAtMs) {
      this.readAtMs = null;
      for (const probe of this.probes) this.read(probe, nowMs);
    }
  }

  take(message: Extract<FirmataMessage, { kind: 'one-wire-found' | 'one-wire-read' }>, nowMs: number): void {
    if (message.kind === 'one-wire-found') {
      this.found = message.addresses.filter((bytes) => crc8(bytes) === 0 && bytes[0] === DS18B20_FAMILY);
      for (const bytes of this.found) this.tellFound(addressText(bytes));
      return;
    }
    const asked = this.waiting.get(message.correlationId);
    if (asked === undefined) return; // an answer that came too late counts for nothing
    this.waiting.delete(message.correlationId);
    this.tell(asked.probe, readScratchpad(message.bytes), nowMs);
  }

  private tellFound(address: string): void {
    if (this.told.has(address) || this.told.size >= MAX_TOLD) return;
    this.told.add(address);
    this.events.onFound(this.pin, address);
  }

  private convert(nowMs: number): void {
    if (this.probes.length === 0) return;
    for (const probe of this.probes) {
      const address = this.addressOf(probe);
      if (address === null) continue;
      this.events.send(
        commands.oneWire(this.pin, { address, write: [CONVERT], readBytes: 0, correlationId: 0 }),
      );
    }
    this.readAtMs = nowMs + CONVERSION_MS;
  }

  private read(probe: Probe, nowMs: number): void {
    const address = this.addressOf(probe);
    if (address === null) return this.tell(probe, { quality: 'bad', reason: 'open-circuit' }, nowMs);
    this.lastId = (this.lastId % 0x3fff) + 1;
    this.waiting.set(this.lastId, { probe, sinceMs: nowMs });
    const request = { address, write: [READ_SCRATCHPAD], readBytes: SCRATCHPAD_BYTES };
    return this.events.send(commands.oneWire(this.pin, { ...request, correlationId: this.lastId }));
  }

  private addressOf({ wanted }: Probe): Uint8Array | null {
    if (wanted !== null) return wanted;
    return this.found.length === 1 ? (this.found[0] ?? null) : null;
  }

  private expire(nowMs: number): void {
    for (const [id, { probe, sinceMs }] of this.waiting) {
      if (nowMs - sinceMs < ANSWER_WITHIN_MS) continue;
      this.waiting.delete(id);
      this.tell(probe, { quality: 'bad', reason: 'open-circuit' }, nowMs);
    }
  }

  private tell(probe: Probe, reading: RawReading, nowMs: number): void {
    const admitted = probe.gate.admit(reading.quality === 'good' ? reading.value : null, nowMs);
    this.events.onReading(probe.address, admitted ? reading : { quality: 'bad', reason: 'power-on-value' });
  }
}
