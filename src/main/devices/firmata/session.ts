import type { DriverPoint, Lease, RawReading } from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Attendant, Supervision } from '../transports/supervisor.ts';
import { commands, type FirmataMessage, FirmataReader } from './codec.ts';
import { outputsOff } from './outputs.ts';
import { type BoardPins, Pins } from './pins.ts';

/** After a reset the board is deaf for some seconds, longer with a slow bootloader, ms. */
const GREET_FOR_MS = 15_000;
const GREET_EVERY_MS = 1000;
/** What the board is able to do is asked for so often before it is given up. */
const ASK_TIMES = 3;
const ANSWER_WITHIN_MS = 2000;
const STEP_MS = 50;
/** The board is asked for a sign of life this often, and is gone when none has come for so long, ms. */
const ALIVE_EVERY_MS = 1000;
const SILENT_AFTER_MS = 3500;
/** An emergency stop is confirmed within this time, or it is said not to be, ms. */
const CONFIRM_WITHIN_MS = 3000;

export interface FirmataEvents {
  readonly points: () => readonly DriverPoint[];
  /** What switches every output off that was set up on an earlier connection. */
  readonly before: Uint8Array;
  /** The board has said who it is, its outputs are off and its points are set up. */
  readonly onUp: (firmware: string) => void;
  readonly onReading: (address: string, reading: RawReading) => void;
  readonly onDeadMan: (afterS: number) => void;
  readonly onLog: (level: 'info' | 'warning', message: string) => void;
  readonly onNoise: (bytes: number) => void;
}

/** One open connection to a board: greets it, switches its outputs off, sets its pins up, and notices when it is gone. */
export class Session implements Attendant {
  /** True while the board answers. */
  up = false;
  private readonly place: string;
  private readonly supervision: Supervision;
  private readonly events: FirmataEvents;
  private readonly reader = new FirmataReader();
  private readonly waiting = new Map<FirmataMessage['kind'], ((message: FirmataMessage | null) => void)[]>();
  private pins: Pins | null = null;
  private ended = false;
  private restarted = false;
  /** Of the protocol, as the board said when it was greeted. */
  private version = '';
  private heardMs = 0;
  private askedMs = 0;

  constructor(place: string, supervision: Supervision, events: FirmataEvents) {
    this.place = place;
    this.supervision = supervision;
    this.events = events;
    supervision.run(() => this.live());
  }

  onData(bytes: Uint8Array): void {
    for (const message of this.reader.push(bytes)) this.take(message);
    const stray = this.reader.takeStray();
    if (stray > 0 && this.up) this.events.onNoise(stray);
  }

  end(): void {
    this.up = false;
    this.ended = true;
    const waiting = [...this.waiting.values()].flat();
    this.waiting.clear();
    for (const answer of waiting) answer(null);
  }

  write(address: string, outPct: number, lease: Lease): void {
    if (this.up) this.pins?.outputs.write(address, outPct, lease, performance.now());
  }

  pointsChanged(): void {
    if (!this.up) return;
    this.pins?.setUp(this.events.points());
    this.leaveFarewell();
  }

  /** What switches every output off that was set up on this connection, or on the one before. */
  farewell(): Uint8Array {
    return this.pins?.outputs.farewell() ?? this.events.before;
  }

  /** @throws AppError `unavailable` when the board has not answered within 3 s after its outputs were switched off. */
  async allOff(): Promise<void> {
    const { pins } = this;
    if (!this.up || pins === null)
      throw new AppError('unavailable', `The board on ${this.place} is not connected`);
    pins.outputs.allOff(performance.now());
    // A board does one thing after the other: what it answers now, it answers after that. Nobody else asks this while it is up,
    // so no answer that was on its way already is taken for it.
    if ((await this.ask(commands.channels(), 'channels', CONFIRM_WITHIN_MS)) === null) {
      throw new AppError('unavailable', `The board on ${this.place} has not confirmed`);
    }
  }

  private async live(): Promise<void> {
    while (!this.ended) {
      const firmware = await this.greet();
      if (firmware === null) {
        this.supervision.giveUp(`No Firmata answers on ${this.place}`);
        return;
      }
      const board = await this.introduce();
      if (board === null) {
        this.supervision.giveUp(`The board on ${this.place} does not say what its pins can do`);
        return;
      }
      this.begin(board, firmware);
      await this.watch();
      this.up = false;
      if (!this.ended) {
        const what = this.restarted ? 'has started anew' : 'does not answer';
        this.supervision.troubled(`The board on ${this.place} ${what}`);
      }
    }
  }

  /**
   * Asks for the name until the board answers: what is sent while it starts is lost. One that only cannot be heard any more has
   * its outputs as they were, so it is told to switch them off each time.
   */
  private async greet(): Promise<string | null> {
    const untilMs = performance.now() + GREET_FOR_MS;
    while (performance.now() < untilMs && !this.ended) {
      this.send(Buffer.concat([this.farewell(), commands.version()]));
      const answer = await this.ask(commands.firmware(), 'firmware', GREET_EVERY_MS);
      if (answer?.kind === 'firmware') return `${answer.name} ${answer.major}.${answer.minor}`.trim();
    }
    return null;
  }

  /**
   * Outputs go off before anything else; then the board says what it has. The protocol's reset would not do: stock firmware
   * pulls every pin low then, which switches relays on that are on while low.
   */
  private async introduce(): Promise<BoardPins | null> {
    this.restarted = false;
    // What was removed while the board was silent is off, too.
    this.send(Buffer.concat([this.farewell(), outputsOff(this.events.points())]));
    for (let i = 0; i < ASK_TIMES && !this.ended; i += 1) {
      const abilities = await this.ask(commands.capabilities(), 'capabilities', ANSWER_WITHIN_MS);
      const channels = await this.ask(commands.channels(), 'channels', ANSWER_WITHIN_MS);
      if (abilities?.kind !== 'capabilities' || channels?.kind !== 'channels') continue;
      return { abilities: abilities.pins, channels: channels.channels };
    }
    return null;
  }

  private begin(board: BoardPins, firmware: string): void {
    this.pins = new Pins(board, {
      send: (bytes) => this.send(bytes),
      onReading: (address, reading) => {
        if (this.up) this.events.onReading(address, reading);
      },
      onFound: (pin, address) =>
        this.events.onLog('info', `Probe ${address} is on the 1-Wire bus of D${pin}`),
      onMisfit: (address, why) => this.events.onLog('warning', `${address}: ${why}`),
      onForgotten: () => {
        this.restarted = true;
      },
    });
    this.pins.setUp(this.events.points());
    this.leaveFarewell();
    this.send(commands.deadMan());
    this.up = true;
    this.heardMs = performance.now();
    this.supervision.proven();
    this.events.onUp(firmware);
  }

  /** Beats until the board is silent or has restarted; it ends with the connection, and does not resolve then. */
  private watch(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.supervision.every(STEP_MS, () => {
        const nowMs = performance.now();
        if (this.restarted || nowMs - this.heardMs > SILENT_AFTER_MS) {
          stop();
          resolve();
          return;
        }
        this.pins?.step(nowMs);
        if (nowMs - this.askedMs < ALIVE_EVERY_MS) return;
        this.askedMs = nowMs;
        this.send(commands.firmware());
      });
    });
  }

  private take(message: FirmataMessage): void {
    this.heardMs = performance.now();
    const waiting = this.waiting.get(message.kind);
    if (waiting !== undefined) {
      this.waiting.delete(message.kind);
      for (const answer of waiting) answer(message);
    }
    if (message.kind === 'version') this.takeVersion(`${message.major}.${message.minor}`);
    if (!this.up) return;
    if (message.kind === 'text') this.events.onLog('info', `The board says: ${message.text.slice(0, 200)}`);
    else if (message.kind === 'dead-man') this.sayDeadMan(message.afterS);
    else this.pins?.take(message, this.heardMs);
  }

  /**
   * While the board is up it is not asked for its version: it says it by itself when it starts, and then its pins are as
   * after power-up. Noise that looks like a version is hardly ever the same one.
   */
  private takeVersion(version: string): void {
    if (!this.up) this.version = version;
    else if (version === this.version) this.restarted = true;
  }

  private sayDeadMan(afterS: number): void {
    this.events.onDeadMan(afterS);
    this.events.onLog(
      'info',
      `The board switches its outputs off by itself ${afterS} s after it hears nothing`,
    );
  }

  /** Sends a question and waits for the next message of a kind; null when none comes in time. */
  private ask(
    question: Uint8Array,
    kind: FirmataMessage['kind'],
    withinMs: number,
  ): Promise<FirmataMessage | null> {
    if (this.ended) return Promise.resolve(null);
    return new Promise((resolve) => {
      const answer = (message: FirmataMessage | null): void => {
        cancel();
        resolve(message);
      };
      const cancel = this.supervision.after(withinMs, () => {
        const others = this.waiting.get(kind)?.filter((each) => each !== answer) ?? [];
        this.waiting.set(kind, others);
        answer(null);
      });
      this.waiting.set(kind, [...(this.waiting.get(kind) ?? []), answer]);
      this.send(question);
    });
  }

  /** Stock firmware holds its outputs for ever: whoever holds the port for us switches them off if we die. */
  private leaveFarewell(): void {
    if (this.pins !== null) this.supervision.transport.leaveFarewell?.(this.pins.outputs.farewell());
  }

  private send(bytes: Uint8Array): void {
    if (!this.ended) this.supervision.transport.write(bytes);
  }
}
