import { pack7, unpack7 } from '#main/devices/firmata/codec.ts';
import { crc8 } from '#main/devices/firmata/ds18b20.ts';
import { Line, type LineFaults } from './line.ts';
import { answers, MODE, oneWireFlags, SYSEX } from './protocol.ts';

export interface FirmataBoardOptions {
  /** Where the port appears; a number is a TCP port of this machine, 0 any free one. */
  readonly path: string | number;
  /** How long the board is deaf after its port is opened, ms. */
  readonly bootMs?: number;
  readonly firmware?: string;
  /** Its firmware has a dead-man: it switches its outputs off when it has heard nothing for so many seconds, and says so when asked. */
  readonly deadManS?: number;
}

/** A digital pin as its firmware has it. */
interface Pin {
  mode: number;
  value: number;
}

/** What can go wrong on demand. */
export interface FirmataFaults extends LineFaults {
  /** Sends probes' answers with a flipped bit. */
  crc: boolean;
  /** What it reports of its digital pins does not arrive. */
  reportsLost: boolean;
}

const PINS = 20;
const FIRST_ANALOG_PIN = 14;
const PWM_PINS = [3, 5, 6, 9, 10, 11];
const SAMPLE_MS = 100;

/**
 * An Uno with Firmata on a pseudo-terminal or on the network, byte by byte as the protocol's documents say: digital and PWM
 * pins, six analog inputs with ten bits, and a 1-Wire bus on each digital pin.
 */
export class FirmataBoard {
  readonly pins: Pin[] = [];
  /** Analog inputs, 0 to 1023. */
  readonly analog: number[] = Array.from({ length: 6 }, () => 512);
  /** Contacts that pull their pin low. */
  readonly closed = new Set<number>();
  /** Probes by pin: address and °C; null is on the bus and does not answer. */
  readonly probes = new Map<number, Map<string, number | null>>();
  readonly faults: FirmataFaults;
  /** Every change of an output: pin and level, in order. */
  readonly switches: { readonly pin: number; readonly value: number; readonly atMs: number }[] = [];
  /** How often the mode of a pin was asked for. */
  modeQuestions = 0;
  private readonly options: Required<Omit<FirmataBoardOptions, 'deadManS'>> & {
    readonly deadManS: number | null;
  };
  private readonly line: Line;
  private readonly analogReports = new Set<number>();
  private readonly digitalReports = new Set<number>();
  /** Scratchpads of probes that have converted: until then they say 85 °C. */
  private readonly converted = new Map<string, number>();
  private buffer: number[] = [];
  private deafUntilMs: number | null = null;
  private sampling: NodeJS.Timeout | undefined;
  private deadMan: NodeJS.Timeout | undefined;

  constructor({ path, ...options }: FirmataBoardOptions) {
    this.options = { path, bootMs: 0, firmware: 'ConfigurableFirmata.ino', deadManS: null, ...options };
    this.line = new Line(path, (bytes) => this.receive(bytes));
    this.faults = Object.assign(this.line.faults, { crc: false, reportsLost: false });
    this.powerUp();
  }

  get path(): string {
    return this.line.path;
  }

  /** Puts the cable in. The board starts when its port is opened, of which the first byte is the sign. */
  async plug(): Promise<void> {
    this.deafUntilMs = null;
    await this.line.plug();
    this.sampling = setInterval(() => this.sample(), SAMPLE_MS);
  }

  async unplug(): Promise<void> {
    clearInterval(this.sampling);
    await this.line.unplug();
  }

  /** The board starts anew by itself, as after a dip of its supply, and what it says of that is lost. */
  restartUnheard(): void {
    this.powerUp();
  }

  /** The board starts anew by itself, as after a dip of its supply. */
  restart(): void {
    this.powerUp();
    this.say(...answers.version, ...answers.firmware(this.options.firmware));
  }

  /** Sends something that nobody has asked for. */
  say(...bytes: number[]): void {
    this.line.say(bytes);
  }

  /** Level of an output pin; null while it is none. */
  output(pin: number): number | null {
    const { mode, value } = this.pins[pin] ?? { mode: MODE.input, value: 0 };
    return mode === MODE.output || mode === MODE.pwm ? value : null;
  }

  private powerUp(): void {
    this.buffer = [];
    this.analogReports.clear();
    this.digitalReports.clear();
    this.converted.clear();
    // Stock firmware makes every digital pin an output that is low.
    for (let pin = 0; pin < PINS; pin += 1) {
      this.pins[pin] = { mode: pin < FIRST_ANALOG_PIN ? MODE.output : MODE.analog, value: 0 };
    }
  }

  /** It goes on without its cable: the board has a supply of its own. */
  private heard(): void {
    const { deadManS } = this.options;
    clearTimeout(this.deadMan);
    if (deadManS === null) return;
    this.deadMan = setTimeout(() => {
      for (const [pin, { mode }] of this.pins.entries()) {
        if (mode === MODE.output || mode === MODE.pwm) this.drive(pin, 0);
      }
    }, deadManS * 1000);
  }

  private receive(bytes: Buffer): void {
    this.heard();
    if (this.deafUntilMs === null) {
      this.deafUntilMs = performance.now() + this.options.bootMs;
      if (this.options.bootMs > 0) {
        this.powerUp();
        setTimeout(
          () => this.say(...answers.version, ...answers.firmware(this.options.firmware)),
          this.options.bootMs,
        );
      }
    }
    if (performance.now() < this.deafUntilMs) return;
    for (const byte of bytes) this.takeByte(byte);
  }

  private takeByte(byte: number): void {
    if (byte >= 0x80 && byte !== SYSEX.end) this.buffer = [byte];
    else if (this.buffer.length > 0) this.buffer.push(byte);
    const [command = 0] = this.buffer;
    if (command === SYSEX.start) {
      if (byte === SYSEX.end) this.obeySysex(this.buffer.splice(0).slice(1, -1));
      return;
    }
    if (this.buffer.length < lengthOf(command)) return;
    this.obey(this.buffer.splice(0));
  }

  private obey([command = 0, first = 0, second = 0]: readonly number[]): void {
    if (command === 0xf4) this.setMode(first, second);
    else if (command === 0xf5) this.setPin(first, second);
    else if (command === 0xf9) this.say(...answers.version);
    else if ((command & 0xf0) === 0xc0) toggle(this.analogReports, command & 0x0f, first);
    else if ((command & 0xf0) === 0xd0) {
      toggle(this.digitalReports, command & 0x0f, first);
      if (first === 1) this.reportPort(command & 0x0f);
    }
  }

  private obeySysex([command, ...body]: readonly number[]): void {
    if (command === 0x79) this.say(...answers.firmware(this.options.firmware));
    else if (command === 0x6b) this.say(...answers.capabilities(PINS, FIRST_ANALOG_PIN, PWM_PINS));
    else if (command === 0x69) this.say(...answers.channels(PINS, FIRST_ANALOG_PIN));
    else if (command === 0x6d) this.answerMode(body[0] ?? 0);
    else if (command === 0x6f) this.setPin(body[0] ?? 0, (body[1] ?? 0) | ((body[2] ?? 0) << 7));
    else if (command === 0x73) this.obeyOneWire(body);
    else if (command === 0x0d && this.options.deadManS !== null) {
      this.say(SYSEX.start, 0x0d, this.options.deadManS, SYSEX.end);
    }
  }

  private answerMode(pin: number): void {
    this.modeQuestions += 1;
    this.say(...answers.pinState(pin, this.pins[pin]));
  }

  private setMode(pin: number, mode: number): void {
    const held = this.pins[pin];
    if (held === undefined) return;
    held.mode = mode;
    // As stock firmware does it: a pin that becomes an output is low, one with a pull-up is high.
    if (mode === MODE.output || mode === MODE.pwm) this.drive(pin, 0);
    if (mode === MODE.pullUp) held.value = 1;
  }

  private setPin(pin: number, value: number): void {
    const mode = this.pins[pin]?.mode;
    if (mode === MODE.output || mode === MODE.pwm) this.drive(pin, value);
  }

  private drive(pin: number, value: number): void {
    const held = this.pins[pin];
    if (held === undefined || held.value === value) return;
    held.value = value;
    this.switches.push({ pin, value, atMs: performance.now() });
  }

  private reportPort(port: number): void {
    let bits = 0;
    for (let i = 0; i < 8; i += 1) {
      const pin = port * 8 + i;
      const held = this.pins[pin];
      if (held === undefined) continue;
      const level = held.mode === MODE.pullUp ? Number(!this.closed.has(pin)) : Number(this.closed.has(pin));
      if (held.mode === MODE.input || held.mode === MODE.pullUp) bits |= level << i;
    }
    if (!this.faults.reportsLost) this.say(0x90 | port, bits & 0x7f, bits >> 7);
  }

  private sample(): void {
    for (const channel of this.analogReports) {
      const value = this.analog[channel] ?? 0;
      this.say(0xe0 | channel, value & 0x7f, value >> 7);
    }
  }

  private obeyOneWire([flags = 0, pin = 0, ...groups]: readonly number[]): void {
    const bus = this.probes.get(pin) ?? new Map<string, number | null>();
    if (flags === oneWireFlags.search) {
      const found = [...bus.keys()].flatMap((address) => [...Buffer.from(address, 'hex')]);
      this.say(SYSEX.start, 0x73, 0x42, pin, ...pack7(found), SYSEX.end);
      return;
    }
    if (flags === oneWireFlags.config) return;
    const bytes = unpack7(groups);
    const address = Buffer.from(bytes.subarray(0, 8)).toString('hex');
    const reads = (flags & oneWireFlags.read) !== 0;
    const rest = bytes.subarray(8);
    const command = rest[reads ? 4 : 0];
    const value = bus.get(address);
    if (command === 0x44 && value !== undefined && value !== null) this.converted.set(address, value);
    if (!reads || value === null) return;
    const pad = value === undefined ? new Uint8Array(9).fill(0xff) : this.scratchpad(address);
    this.say(SYSEX.start, 0x73, 0x43, pin, ...pack7([rest[2] ?? 0, rest[3] ?? 0, ...pad]), SYSEX.end);
  }

  private scratchpad(address: string): Uint8Array {
    const raw = Math.round((this.converted.get(address) ?? 85) * 16) & 0xffff;
    const body = [raw & 0xff, raw >> 8, 0x4b, 0x46, 0x7f, 0xff, 0x0c, 0x10];
    const pad = Uint8Array.from([...body, crc8(Uint8Array.from(body))]);
    if (this.faults.crc) pad[0] = (pad[0] ?? 0) ^ 1;
    return pad;
  }
}

/** Bytes of a short command with its first. */
function lengthOf(command: number): number {
  if (command === 0xf4 || command === 0xf5) return 3;
  if ((command & 0xf0) === 0xc0 || (command & 0xf0) === 0xd0) return 2;
  return (command & 0xf0) === 0xe0 || (command & 0xf0) === 0x90 ? 3 : 1;
}

function toggle(set: Set<number>, which: number, on: number): void {
  if (on === 1) set.add(which);
  else set.delete(which);
}
