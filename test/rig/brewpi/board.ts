import { setTimeout as sleep } from 'node:timers/promises';
import { TcpPort } from '#test/rig/tcp-port.ts';
import { RigParts } from './parts.ts';
import { PseudoPort } from './port.ts';
import {
  constantsLine,
  displayLine,
  echoLine,
  fixedAnswers,
  type Held,
  isConstant,
  settingsLine,
  temperaturesLine,
  warningLine,
} from './recorded-lines.ts';

/** The board reads nothing while it prints; what does not fit into its buffer is lost (protocol, section 1). */
const RECEIVE_BUFFER = 64;
/** Length of a key or value. */
const MAX_TOKEN = 29;

export interface BoardOptions {
  /** Where the port appears; a number is a TCP port of this machine, 0 any free one. */
  readonly path: string | number;
  /** How long the board is deaf after it is opened for the first time since it was plugged in, ms. */
  readonly bootMs?: number;
  /** Time between two lines of an answer, ms. */
  readonly paceMs?: number;
  readonly held?: Partial<Held>;
  /** False for a board that is new: nothing that is connected has a role. */
  readonly installed?: boolean;
}

/** What can go wrong on demand. */
export interface Faults {
  /** Takes commands and answers nothing. */
  deaf: boolean;
  /** Answers this much later than it should, ms. */
  lateMs: number;
  /** Sends this many bytes at a time; 0 for whole lines. */
  chunkBytes: number;
  /** Puts this log line inside the next line that is no log line, as the firmware does. */
  logInside: string | null;
  /** Loses the next so many answers on the way. */
  loseAnswers: number;
  /** Says that it runs this firmware. */
  version: string | null;
  /** Obeys settings, but holds this instead. */
  holdsInstead: Partial<Held> | null;
}

/**
 * A BrewPi 0.2.13 board on a pseudo-terminal, or on the network: it answers with the lines that were recorded from real firmware, with the values
 * that it holds now.
 */
export class BrewPiBoard {
  readonly held: Held;
  /** What is connected, and which relays are on. */
  readonly parts: RigParts;
  readonly faults: Faults = {
    deaf: false,
    lateMs: 0,
    chunkBytes: 0,
    logInside: null,
    loseAnswers: 0,
    version: null,
    holdsInstead: null,
  };
  /** Every command that the board has understood, in order. */
  readonly commands: string[] = [];
  /** Bytes that arrived while the board was deaf, and that found its buffer full. */
  lostWhileStarting = 0;
  overruns = 0;
  /** Constants that were set, as they were sent. */
  private readonly constants: Record<string, string> = {};
  private readonly options: Required<Omit<BoardOptions, 'held' | 'installed'>>;
  private readonly port: PseudoPort | TcpPort;
  private buffer = '';
  private deafUntilMs: number | null = null;
  private busy = false;
  private nextSecond: NodeJS.Timeout | undefined;

  constructor({ held, installed = true, ...options }: BoardOptions) {
    this.options = { bootMs: 0, paceMs: 5, ...options };
    this.held = {
      mode: 'o',
      beerSet: null,
      chamberSet: null,
      beer: 20,
      chamber: 20,
      room: 21,
      state: 0,
      display: null,
      format: 'C',
      ...held,
    };
    this.parts = new RigParts(installed, (probe) => this.held[probe] ?? null);
    const { path } = options;
    const onData = (bytes: Buffer): void => this.receive(bytes.toString('latin1'));
    this.port = typeof path === 'number' ? new TcpPort(path, onData) : new PseudoPort(path, onData);
  }

  get path(): string {
    return this.port.path;
  }

  /** Puts the cable in. The board starts when the port is opened, of which the first byte is the sign. */
  async plug(): Promise<void> {
    this.deafUntilMs = null;
    this.buffer = '';
    await this.port.plug();
  }

  unplug(): Promise<void> {
    clearTimeout(this.nextSecond);
    return this.port.unplug();
  }

  /** Sends something that nobody has asked for. */
  say(text: string): void {
    this.port.write(Buffer.from(text, 'latin1'));
  }

  /** Commands without the questions that are asked all the time. */
  orders(): string[] {
    return this.commands.filter((command) => command.length > 1);
  }

  private receive(text: string): void {
    this.deafUntilMs ??= performance.now() + this.options.bootMs;
    if (performance.now() < this.deafUntilMs) {
      this.lostWhileStarting += text.length;
      return;
    }
    const room = this.busy ? Math.max(0, RECEIVE_BUFFER - this.buffer.length) : text.length;
    this.overruns += Math.max(0, text.length - room);
    this.buffer += text.slice(0, room);
    if (!this.busy) void this.work();
  }

  private async work(): Promise<void> {
    this.busy = true;
    for (let command = this.nextCommand(); command !== null; command = this.nextCommand()) {
      this.commands.push(command);
      if (!this.faults.deaf) await this.answer(this.linesFor(command));
    }
    this.busy = false;
  }

  /** Takes one command from the buffer: a letter, and for some a brace object. */
  private nextCommand(): string | null {
    this.buffer = this.buffer.replace(/^[ \r\n]+/, '');
    const whole = /^(?:[jUdh]\{[^}]*\}|[^jUdh])/.exec(this.buffer)?.[0];
    if (whole === undefined) return null;
    this.buffer = this.buffer.slice(whole.length);
    return whole;
  }

  private async answer(lines: readonly string[]): Promise<void> {
    const { lateMs } = this.faults;
    if (lateMs > 0) await sleep(lateMs);
    if (this.faults.loseAnswers > 0) {
      this.faults.loseAnswers -= 1;
      return;
    }
    for (const line of lines) {
      await sleep(this.options.paceMs);
      await this.send(this.withLogInside(line));
    }
  }

  private withLogInside(line: string): string {
    const { logInside } = this.faults;
    if (logInside === null || line.startsWith('D:')) return line;
    this.faults.logInside = null;
    return `${line.slice(0, 3)}${logInside}${line.slice(3)}`;
  }

  private async send(text: string): Promise<void> {
    const size = this.faults.chunkBytes > 0 ? this.faults.chunkBytes : text.length;
    for (let at = 0; at < text.length; at += size) {
      if (at > 0) await sleep(1);
      this.say(text.slice(at, at + size));
    }
  }

  private linesFor(command: string): string[] {
    const fixed = fixedAnswers[command];
    if (fixed !== undefined) return [fixed.replace('0.2.13', this.faults.version ?? '0.2.13')];
    switch (command[0]) {
      case 't':
        return [temperaturesLine(this.measured())];
      case 's':
        return [settingsLine(this.held)];
      case 'c':
        return [constantsLine(this.held, this.constants)];
      case 'l':
        return [displayLine(this.held)];
      case 'j':
        return this.set(command);
      case 'd':
      case 'h':
      case 'U':
        return this.parts.answer(command, this.held.mode);
      default:
        return [warningLine(1, [command.charCodeAt(0)])];
    }
  }

  /** What it holds, with what the installed probes measure. */
  private measured(): Held {
    const { parts, held } = this;
    const room = parts.measured(6);
    return {
      ...held,
      beer: parts.measured(9) ?? null,
      chamber: parts.measured(5) ?? null,
      // Without a probe the line has no room temperature; one that a test took away is missing as well.
      room: room === null && held.room === undefined ? undefined : room,
    };
  }

  private set(command: string): string[] {
    const pairs = command
      .slice(2, -1)
      .replaceAll(/[" ]/g, '')
      .split(',')
      .map((pair) => pair.split(':').map((token) => token.slice(0, MAX_TOKEN)));
    const lines = pairs.flatMap(([key = '', value = '']) =>
      value === '' ? [] : [echoLine(key, value), ...this.apply(key, value)],
    );
    this.regulate();
    if (this.faults.holdsInstead !== null) Object.assign(this.held, this.faults.holdsInstead);
    return [...lines, settingsLine(this.held), constantsLine(this.held, this.constants)];
  }

  /** Takes one setting. @returns the line that the board prints before it applies it. */
  private apply(key: string, value: string): string[] {
    const { held } = this;
    if (key === 'mode') {
      held.mode = value.slice(0, 1);
      this.parts.outputsByMode(held.mode);
      held.state = 0;
      if (value === 'o') Object.assign(held, { beerSet: null, chamberSet: null });
      return [temperaturesLine(this.measured(), { chamber: `Mode set to ${value} by web` })];
    }
    if (key === 'beerSet' || key === 'fridgeSet') return this.applySetpoint(key, value);
    if (key === 'tempFormat') {
      held.format = value === 'F' ? 'F' : 'C';
      return [];
    }
    if (isConstant(key)) {
      this.constants[key] = value;
      return [];
    }
    return [warningLine(0)];
  }

  private applySetpoint(key: 'beerSet' | 'fridgeSet', value: string): string[] {
    const { held } = this;
    const number = Number(value);
    if (Number.isNaN(number)) return [];
    const valueC = Math.min(112, held.format === 'F' ? (number - 32) / 1.8 : number);
    if (key === 'fridgeSet') {
      const line = temperaturesLine(this.measured(), { chamber: `Fridge set to ${value} by web` });
      const big = held.chamberSet === null || Math.abs(valueC - held.chamberSet) > 0.2;
      held.chamberSet = valueC;
      return held.mode === 'f' && big ? [line] : [];
    }
    const line = temperaturesLine(this.measured(), {
      beer: `Beer set to ${value} by ${held.mode === 'p' ? 'profile' : 'web'}`,
    });
    const big = held.beerSet === null || Math.abs(valueC - held.beerSet) > 0.2;
    held.beerSet = valueC;
    return held.mode === 'p' && !big ? [] : [line];
  }

  /** What the board computes at once: the chamber's setpoint from the beer's. */
  private regulate(): void {
    const { held } = this;
    if (held.mode === 'f') held.beerSet = null;
    if ((held.mode === 'b' || held.mode === 'p') && held.beerSet !== null && held.beer !== null) {
      const pull = Math.min(10, Math.max(-10, 5 * (held.beerSet - held.beer)));
      held.chamberSet = Math.min(30, Math.max(1, held.beerSet + pull));
    }
    clearTimeout(this.nextSecond);
    this.nextSecond = setTimeout(() => this.updateState(), 1000);
  }

  /** What it does within a second: a new state, which it says by itself. */
  private updateState(): void {
    const { held } = this;
    const error = (held.chamberSet ?? Number.NaN) - (held.chamber ?? Number.NaN);
    const wanted = error > 1 ? 6 : 0;
    const state = held.mode === 'o' || Number.isNaN(error) ? 0 : error < -1 ? 5 : wanted;
    if (state === held.state) return;
    held.state = state;
    if (!this.faults.deaf) this.say(temperaturesLine(this.measured()));
  }
}
