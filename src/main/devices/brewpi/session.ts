import type { Attendant, Supervision } from '../transports/supervisor.ts';
import { BoardView, type Doubt } from './board-view.ts';
import { encodeQuery, OFF_ORDER, type QueryLetter, TEST_ORDER } from './commands.ts';
import { ANSWER_WITHIN_MS, Exchange, LostOnTheWay } from './exchange.ts';
import { Framer, type Received } from './framing.ts';
import { SETTINGS_REPLACED } from './log-words.ts';
import { type LogMessage, type Message, parseLine, parseLog, type VersionMessage } from './messages.ts';

/** After a reset the board is deaf for about 5 s, longer with a slow bootloader (section 1), ms. */
const GREET_FOR_MS = 15_000;
const GREET_EVERY_MS = 1000;
/** Releases whose traffic is known. */
const KNOWN_VERSION = /^0\.2\.\d+/;

/** How often each question is asked, ms. A silent board is noticed within an interval of `t` and the time-out. */
const pollEveryMs: Readonly<Record<'t' | 's' | 'l' | 'c', number>> = { t: 1500, s: 3000, l: 5000, c: 60_000 };
type PollLetter = keyof typeof pollEveryMs;
const pollLetters: readonly PollLetter[] = ['t', 's', 'l', 'c'];

export interface SessionEvents {
  /** The board has said who it is, what it holds and what it measures. */
  readonly onUp: (version: VersionMessage) => void;
  /** The board has measured; not before `onUp`. */
  readonly onReadings: () => void;
  /** Something else about the board may be new; not before `onUp`. */
  readonly onState: () => void;
  readonly onLog: (message: LogMessage) => void;
  /** Something has happened at the board, in its own words. */
  readonly onNote: (note: string) => void;
  /** The board was found in test mode, and is being switched off. */
  readonly onTestMode: () => void;
  /** Bytes that are no message, while the board is known to be there. */
  readonly onNoise: (bytes: number) => void;
}

/** One open connection to a board: greets it, asks it in turn, and notices when it falls silent. */
export class Session implements Attendant {
  readonly view = new BoardView();
  readonly exchange: Exchange;
  /** True while the board answers. */
  up = false;
  private readonly place: string;
  private readonly supervision: Supervision;
  private readonly events: SessionEvents;
  private readonly framer = new Framer();
  private ended = false;
  private version: VersionMessage | null = null;
  private readonly dueMs = new Map<PollLetter, number>();
  /** Ends the rest between two questions. */
  private wake: () => void = () => {};

  constructor(place: string, supervision: Supervision, events: SessionEvents) {
    this.place = place;
    this.supervision = supervision;
    this.events = events;
    this.exchange = new Exchange((text) => supervision.transport.write(Buffer.from(text, 'latin1')));
    supervision.run(() => this.live());
  }

  /** What is sent to the board when the console ends while this connection stands; empty for nothing. */
  leaveFarewell(text: string): void {
    this.supervision.transport.leaveFarewell?.(Buffer.from(text, 'latin1'));
  }

  /** Asks what the display shows for somebody who looks. Its turn comes later then: the line is not asked twice. */
  async displayLines(): Promise<readonly string[]> {
    this.dueMs.set('l', performance.now() + pollEveryMs.l);
    const { answer } = await this.exchange.request(encodeQuery('l'), 'display', ANSWER_WITHIN_MS);
    return answer.lines;
  }

  /** Gives the connection up; it is opened anew. */
  startOver(reason: string): void {
    if (!this.ended) this.supervision.giveUp(reason);
  }

  onData(bytes: Uint8Array): void {
    for (const received of this.framer.push(bytes)) this.receive(received);
  }

  end(reason: string): void {
    this.up = false;
    this.ended = true;
    this.wake();
    this.exchange.end(reason);
  }

  private async live(): Promise<void> {
    while (!this.ended) {
      const version = await this.greet();
      if (version === null) {
        this.supervision.giveUp(`No BrewPi answers on ${this.place}`);
        return;
      }
      if (!KNOWN_VERSION.test(version.version)) {
        const which = JSON.stringify(version.version.slice(0, 20));
        this.supervision.giveUp(`The board on ${this.place} has firmware ${which}; known is 0.2`);
        return;
      }
      if (await this.introduce(version)) await this.poll();
      this.up = false;
      if (!this.ended) this.supervision.troubled(`The board on ${this.place} does not answer`);
    }
  }

  /** Asks for the version until the board answers: what is sent while it starts is lost. */
  private async greet(): Promise<VersionMessage | null> {
    const until = performance.now() + GREET_FOR_MS;
    this.version = null;
    while (performance.now() < until && !this.ended) {
      await this.exchange.query('n', GREET_EVERY_MS).catch(() => {});
      if (this.version !== null) return this.version;
    }
    return null;
  }

  /** Reads what readings cannot be understood without. */
  private async introduce(version: VersionMessage): Promise<boolean> {
    for (const letter of ['c', 's', 't', 'l'] as const) {
      if (!(await this.ask(letter))) return false;
    }
    if (!(await this.endTestMode())) return false;
    this.up = true;
    this.supervision.proven();
    this.events.onUp(version);
    this.events.onReadings();
    this.events.onState();
    return true;
  }

  /**
   * A board that is found in test mode was left in it: by a console that has died, or by a connection that broke. Its outputs
   * stay as they are then, whatever its probes say.
   */
  private async endTestMode(): Promise<boolean> {
    if (this.view.settings?.mode !== TEST_ORDER.expected.mode) return true;
    this.events.onTestMode();
    try {
      return (await this.exchange.urgent(OFF_ORDER)).mode === OFF_ORDER.expected.mode;
    } catch {
      return false;
    }
  }

  private async poll(): Promise<void> {
    for (;;) {
      const [letter, dueMs] = this.nextDue();
      const restMs = dueMs - performance.now();
      if (restMs > 0) {
        await this.rest(restMs);
      } else if (!(await this.ask(letter))) {
        return;
      }
      if (this.ended) return;
    }
  }

  private nextDue(): [PollLetter, number] {
    const due = pollLetters.map((letter): [PollLetter, number] => [letter, this.dueMs.get(letter) ?? 0]);
    return due.reduce((first, each) => (each[1] < first[1] ? each : first));
  }

  private rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** @returns false when the board is silent. An answer that was lost on the way is asked for again at once. */
  private async ask(letter: PollLetter & QueryLetter): Promise<boolean> {
    this.dueMs.set(letter, performance.now() + pollEveryMs[letter]);
    try {
      await this.exchange.query(letter);
      return true;
    } catch (error) {
      if (!(error instanceof LostOnTheWay)) return false;
      this.dueMs.set(letter, 0);
      return this.up;
    }
  }

  private receive(received: Received): void {
    if (received.kind === 'noise') {
      this.noise(received.bytes);
      return;
    }
    const message = received.kind === 'log' ? parseLog(received.text) : parseLine(received.text);
    if (message === null) this.noise(received.text.length);
    else this.take(message);
  }

  private noise(bytes: number): void {
    if (this.up) this.events.onNoise(bytes);
  }

  private take(message: Message): void {
    if (message.kind === 'version') this.version = message;
    this.doubt(this.view.take(message, performance.now()));
    const answersUs = this.exchange.take(message);
    if (message.kind === 'log') {
      if (!answersUs) this.events.onLog(message);
      if (message.type === 'I' && SETTINGS_REPLACED.includes(message.id)) this.doubt('constants');
    }
    if (message.kind === 'temperatures' && message.note !== null) this.events.onNote(message.note);
    if (!this.up) return;
    if (message.kind === 'temperatures') this.events.onReadings();
    this.events.onState();
  }

  /** Asks the doubtful at once. */
  private doubt(what: Doubt): void {
    if (what === null) return;
    if (what === 'constants') this.dueMs.set('c', 0);
    this.dueMs.set('s', 0);
    this.wake();
  }
}
