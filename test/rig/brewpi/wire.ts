import { setTimeout as sleep } from 'node:timers/promises';
import { TcpPort } from '#test/rig/tcp-port.ts';
import { PseudoPort } from './port.ts';

/** The board reads nothing while it prints; what does not fit into its buffer is lost (protocol, section 1). */
const RECEIVE_BUFFER = 64;

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
}

export interface WireOptions {
  /** Where the port appears; a number is a TCP port of this machine, 0 any free one. */
  readonly path: string | number;
  /** How long the board is deaf after it is opened for the first time since it was plugged in, ms. */
  readonly bootMs: number;
  /** Time between two lines of an answer, ms. */
  readonly paceMs: number;
}

/** An answer, and how long the board is busy before it prints it, ms. */
export interface Reply {
  readonly lines: readonly string[];
  readonly busyMs: number;
}

/** What is behind the line. */
export interface Obedient {
  /** Opening the port has started it anew. */
  readonly onStart: () => void;
  /** Does what a command says. */
  readonly obey: (command: string) => Reply;
}

/** The board's end of the line: one command after the other, out of a small buffer, each answered line by line. */
export class Wire {
  readonly faults: Faults = { deaf: false, lateMs: 0, chunkBytes: 0, logInside: null, loseAnswers: 0 };
  /** Bytes that arrived while the board was deaf, and that found its buffer full. */
  lostWhileStarting = 0;
  overruns = 0;
  /** How often something arrived while it was still answering. */
  interruptions = 0;
  private readonly options: WireOptions;
  private readonly port: PseudoPort | TcpPort;
  private readonly board: Obedient;
  private buffer = '';
  private deafUntilMs: number | null = null;
  private busy = false;

  constructor(options: WireOptions, board: Obedient) {
    const { path } = options;
    this.options = options;
    this.board = board;
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
    return this.port.unplug();
  }

  say(text: string): void {
    this.port.write(Buffer.from(text, 'latin1'));
  }

  private receive(text: string): void {
    if (this.deafUntilMs === null) {
      this.deafUntilMs = performance.now() + this.options.bootMs;
      if (this.options.bootMs > 0) this.board.onStart();
    }
    if (performance.now() < this.deafUntilMs) {
      this.lostWhileStarting += text.length;
      return;
    }
    if (this.busy) this.interruptions += 1;
    const room = this.busy ? Math.max(0, RECEIVE_BUFFER - this.buffer.length) : text.length;
    this.overruns += Math.max(0, text.length - room);
    this.buffer += text.slice(0, room);
    if (!this.busy) void this.work();
  }

  private async work(): Promise<void> {
    this.busy = true;
    for (let command = this.nextCommand(); command !== null; command = this.nextCommand()) {
      const reply = this.board.obey(command);
      if (!this.faults.deaf) await this.answer(reply);
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

  private async answer({ lines, busyMs }: Reply): Promise<void> {
    const waitMs = busyMs + this.faults.lateMs;
    if (waitMs > 0) await sleep(waitMs);
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
}
