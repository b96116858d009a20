/**
 * The Firmata protocol, version 2 (firmata/protocol on GitHub: protocol.md, onewire.md): what is sent to a board, and what its
 * bytes mean. Commands have the top bit set, data bytes have not, so a reader finds its place again after any damage.
 */

/** What a pin can do. The numbers are the protocol's. */
export const pinModes = { input: 0, output: 1, analog: 2, pwm: 3, oneWire: 7, pullUp: 11 } as const;
export type PinMode = (typeof pinModes)[keyof typeof pinModes];

const ANALOG_MESSAGE = 0xe0;
const DIGITAL_MESSAGE = 0x90;
const REPORT_ANALOG = 0xc0;
const REPORT_DIGITAL = 0xd0;
const SET_PIN_MODE = 0xf4;
const SET_PIN_VALUE = 0xf5;
const REPORT_VERSION = 0xf9;
const START_SYSEX = 0xf0;
const END_SYSEX = 0xf7;

const DEAD_MAN = 0x0d;
const ANALOG_MAPPING_QUERY = 0x69;
const ANALOG_MAPPING_RESPONSE = 0x6a;
const CAPABILITY_QUERY = 0x6b;
const CAPABILITY_RESPONSE = 0x6c;
const PIN_STATE_QUERY = 0x6d;
const PIN_STATE_RESPONSE = 0x6e;
const EXTENDED_ANALOG = 0x6f;
const STRING_DATA = 0x71;
const ONEWIRE = 0x73;
const REPORT_FIRMWARE = 0x79;
const SAMPLING_INTERVAL = 0x7a;

const ONEWIRE_SEARCH = 0x40;
const ONEWIRE_CONFIG = 0x41;
const ONEWIRE_SEARCH_REPLY = 0x42;
const ONEWIRE_READ_REPLY = 0x43;
const ONEWIRE_RESET = 0x01;
const ONEWIRE_SELECT = 0x04;
const ONEWIRE_READ = 0x08;
const ONEWIRE_WRITE = 0x20;

/** A 1-Wire address has 8 bytes: family, serial number, checksum. */
export const ONEWIRE_ADDRESS_BYTES = 8;
/** Longest sysex message that is taken: the capabilities of 128 pins with all modes. */
const MAX_SYSEX_BYTES = 4096;
const NO_CHANNEL = 0x7f;

/** What a pin is able to do: its modes with the resolution of each, bits. */
export type PinAbilities = ReadonlyMap<number, number>;

export type FirmataMessage =
  | { readonly kind: 'version'; readonly major: number; readonly minor: number }
  | { readonly kind: 'firmware'; readonly name: string; readonly major: number; readonly minor: number }
  | { readonly kind: 'capabilities'; readonly pins: readonly PinAbilities[] }
  /** The analog channel of each pin; null where it has none. */
  | { readonly kind: 'channels'; readonly channels: readonly (number | null)[] }
  | { readonly kind: 'analog'; readonly channel: number; readonly value: number }
  /** The eight pins of a port; bit 0 is its first pin. */
  | { readonly kind: 'digital'; readonly port: number; readonly bits: number }
  /** The mode of a pin; null when the board has no such pin. */
  | { readonly kind: 'pin-state'; readonly pin: number; readonly mode: number | null }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'one-wire-found'; readonly pin: number; readonly addresses: readonly Uint8Array[] }
  | {
      readonly kind: 'one-wire-read';
      readonly pin: number;
      readonly correlationId: number;
      readonly bytes: Uint8Array;
    }
  /** The board switches its outputs off by itself when it hears nothing for so long, s. */
  | { readonly kind: 'dead-man'; readonly afterS: number };

/** The commands of a host. */
export const commands = {
  version: (): Uint8Array => Uint8Array.of(REPORT_VERSION),
  firmware: (): Uint8Array => sysex(REPORT_FIRMWARE),
  capabilities: (): Uint8Array => sysex(CAPABILITY_QUERY),
  channels: (): Uint8Array => sysex(ANALOG_MAPPING_QUERY),
  /** Asks for a dead-man; boards that have none answer nothing. */
  deadMan: (): Uint8Array => sysex(DEAD_MAN),
  /** How often analog values are sent, ms, 10 to 16,383. */
  samplingInterval: (ms: number): Uint8Array => sysex(SAMPLING_INTERVAL, ms & 0x7f, (ms >> 7) & 0x7f),
  pinMode: (pin: number, mode: PinMode): Uint8Array => Uint8Array.of(SET_PIN_MODE, pin & 0x7f, mode),
  /** Asks in which mode a pin is. */
  pinState: (pin: number): Uint8Array => sysex(PIN_STATE_QUERY, pin & 0x7f),
  /** Sets one pin; the others of its port stay. Since protocol 2.5. */
  digital: (pin: number, on: boolean): Uint8Array => Uint8Array.of(SET_PIN_VALUE, pin & 0x7f, on ? 1 : 0),
  /** @param value 0 to 2^resolution - 1 */
  pwm: (pin: number, value: number): Uint8Array =>
    sysex(EXTENDED_ANALOG, pin & 0x7f, value & 0x7f, (value >> 7) & 0x7f, (value >> 14) & 0x7f),
  reportAnalog: (channel: number, on: boolean): Uint8Array =>
    Uint8Array.of(REPORT_ANALOG | (channel & 0x0f), on ? 1 : 0),
  reportDigital: (port: number, on: boolean): Uint8Array =>
    Uint8Array.of(REPORT_DIGITAL | (port & 0x0f), on ? 1 : 0),
  /** Makes a pin a 1-Wire bus; `power` keeps it high between commands, for probes without a supply of their own. */
  oneWireConfig: (pin: number, power: boolean): Uint8Array =>
    sysex(ONEWIRE, ONEWIRE_CONFIG, pin, power ? 1 : 0),
  oneWireSearch: (pin: number): Uint8Array => sysex(ONEWIRE, ONEWIRE_SEARCH, pin),
  /** Resets the bus, selects a probe, writes, and reads when `readBytes` is above 0. */
  oneWire: (
    pin: number,
    request: {
      readonly address: Uint8Array;
      readonly write: readonly number[];
      readonly readBytes: number;
      readonly correlationId: number;
    },
  ): Uint8Array => {
    const { address, write, readBytes, correlationId } = request;
    const flags = ONEWIRE_RESET | ONEWIRE_SELECT | ONEWIRE_WRITE | (readBytes > 0 ? ONEWIRE_READ : 0);
    const read = [readBytes & 0xff, readBytes >> 8, correlationId & 0xff, correlationId >> 8];
    const body = [...address, ...(readBytes > 0 ? read : []), ...write];
    return sysex(ONEWIRE, flags, pin, ...pack7(body));
  },
} as const;

function sysex(...bytes: readonly number[]): Uint8Array {
  return Uint8Array.of(START_SYSEX, ...bytes, END_SYSEX);
}

/** Bytes as a stream of 7-bit groups, lowest bits first. */
export function pack7(bytes: readonly number[]): number[] {
  const packed: number[] = [];
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held |= byte << bits;
    bits += 8;
    for (; bits >= 7; bits -= 7) {
      packed.push(held & 0x7f);
      held >>= 7;
    }
  }
  if (bits > 0) packed.push(held & 0x7f);
  return packed;
}

/** The reverse of `pack7`: as many whole bytes as the groups hold. */
export function unpack7(groups: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const group of groups) {
    held |= (group & 0x7f) << bits;
    bits += 7;
    if (bits < 8) continue;
    bytes.push(held & 0xff);
    held >>= 8;
    bits -= 8;
  }
  return Uint8Array.from(bytes);
}

/** Finds the messages in what a board sends, in pieces of any size. What makes no sense is counted and left out. */
export class FirmataReader {
  private buffer: number[] = [];
  /** Bytes still to come of a message of fixed length; 0 between messages and inside a sysex. */
  private missing = 0;
  private inSysex = false;
  private strayBytes = 0;

  push(bytes: Uint8Array): FirmataMessage[] {
    const messages: FirmataMessage[] = [];
    for (const byte of bytes) {
      const message = this.take(byte);
      if (message !== null) messages.push(message);
    }
    return messages;
  }

  /** Bytes since the last call that belong to no message. */
  takeStray(): number {
    const { strayBytes } = this;
    this.strayBytes = 0;
    return strayBytes;
  }

  private take(byte: number): FirmataMessage | null {
    if (byte >= 0x80 && byte !== END_SYSEX) return this.begin(byte);
    if (this.inSysex) return this.takeSysex(byte);
    if (byte === END_SYSEX || this.missing === 0) return this.stray(1);
    this.buffer.push(byte);
    this.missing -= 1;
    if (this.missing > 0) return null;
    const message = decodeShort(this.buffer);
    this.buffer = [];
    return message;
  }

  /** A command begins, whatever was under way. */
  private begin(byte: number): FirmataMessage | null {
    this.stray(this.buffer.length);
    this.buffer = [byte];
    this.inSysex = byte === START_SYSEX;
    this.missing = this.inSysex ? 0 : dataBytesOf(byte);
    if (this.inSysex || this.missing > 0) return null;
    this.buffer = [];
    return this.stray(1);
  }

  private takeSysex(byte: number): FirmataMessage | null {
    if (byte !== END_SYSEX) {
      this.buffer.push(byte);
      if (this.buffer.length <= MAX_SYSEX_BYTES) return null;
      this.inSysex = false;
      const { length } = this.buffer;
      this.buffer = [];
      return this.stray(length);
    }
    this.inSysex = false;
    const [, command = -1, ...body] = this.buffer;
    this.buffer = [];
    return decodeSysex(command, body) ?? this.stray(body.length + 3);
  }

  private stray(bytes: number): null {
    this.strayBytes += bytes;
    return null;
  }
}

/** Data bytes of the messages that a board may send; 0 for any other command. */
function dataBytesOf(command: number): number {
  const kind = command < 0xf0 ? command & 0xf0 : command;
  return kind === ANALOG_MESSAGE || kind === DIGITAL_MESSAGE || kind === REPORT_VERSION ? 2 : 0;
}

function decodeShort([command = 0, low = 0, high = 0]: readonly number[]): FirmataMessage {
  if (command === REPORT_VERSION) return { kind: 'version', major: low, minor: high };
  const value = low | (high << 7);
  return (command & 0xf0) === ANALOG_MESSAGE
    ? { kind: 'analog', channel: command & 0x0f, value }
    : { kind: 'digital', port: command & 0x0f, bits: value & 0xff };
}

function decodeSysex(command: number, body: readonly number[]): FirmataMessage | null {
  switch (command) {
    case REPORT_FIRMWARE: {
      const [major, minor, ...name] = body;
      if (major === undefined || minor === undefined) return null;
      return { kind: 'firmware', name: decodeText(name), major, minor };
    }
    case CAPABILITY_RESPONSE:
      return decodeCapabilities(body);
    case ANALOG_MAPPING_RESPONSE:
      return { kind: 'channels', channels: body.map((each) => (each === NO_CHANNEL ? null : each)) };
    case PIN_STATE_RESPONSE:
      return body[0] === undefined ? null : { kind: 'pin-state', pin: body[0], mode: body[1] ?? null };
    case STRING_DATA:
      return { kind: 'text', text: decodeText(body) };
    case ONEWIRE:
      return decodeOneWire(body);
    case DEAD_MAN:
      return body[0] === undefined ? null : { kind: 'dead-man', afterS: body[0] };
    default:
      return null;
  }
}

/** Characters of two 7-bit halves each. */
function decodeText(halves: readonly number[]): string {
  let text = '';
  for (let i = 0; i + 1 < halves.length; i += 2) {
    text += String.fromCharCode((halves[i] ?? 0) | ((halves[i + 1] ?? 0) << 7));
  }
  return text;
}

function decodeCapabilities(body: readonly number[]): FirmataMessage | null {
  const pins: PinAbilities[] = [];
  let abilities = new Map<number, number>();
  for (let i = 0; i < body.length; i += 1) {
    const mode = body[i] ?? NO_CHANNEL;
    if (mode === NO_CHANNEL) {
      pins.push(abilities);
      abilities = new Map();
      continue;
    }
    const resolution = body[(i += 1)];
    if (resolution === undefined || resolution === NO_CHANNEL) return null;
    abilities.set(mode, resolution);
  }
  return abilities.size === 0 ? { kind: 'capabilities', pins } : null;
}

function decodeOneWire([command, pin, ...groups]: readonly number[]): FirmataMessage | null {
  if (pin === undefined) return null;
  const bytes = unpack7(groups);
  if (command === ONEWIRE_SEARCH_REPLY) {
    const count = Math.floor(bytes.length / ONEWIRE_ADDRESS_BYTES);
    const addresses = Array.from({ length: count }, (_, i) =>
      bytes.slice(i * ONEWIRE_ADDRESS_BYTES, (i + 1) * ONEWIRE_ADDRESS_BYTES),
    );
    return { kind: 'one-wire-found', pin, addresses };
  }
  if (command !== ONEWIRE_READ_REPLY || bytes.length < 2) return null;
  const correlationId = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  return { kind: 'one-wire-read', pin, correlationId, bytes: bytes.slice(2) };
}
