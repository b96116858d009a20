import { AppError } from '#shared/domain/app-error.ts';
import {
  encodeObject,
  encodeQuery,
  type Pair,
  PREPARE_MEMORY,
  type QueryLetter,
  type SettingOrder,
} from './commands.ts';
import { MEMORY_PREPARED, RECEIVED_SETTING } from './log-words.ts';
import type { LogMessage, Message, SettingsMessage } from './messages.ts';

/**
 * Commands and their answers. A board does one after the other and does not number them, so one is under way at a
 * time; an answer is known by its letter, and that of a setting by the echo of the very keys that were sent.
 */

/** A board that is slow with a sensor takes up to a second (section 5). */
export const ANSWER_WITHIN_MS = 3000;
/** A question without an answer is followed by `n` after this time: whatever `n` overtakes is never answered, ms. */
const PROBE_AFTER_MS = 1500;
/** It writes 1 kB of EEPROM twice, at up to 3.4 ms a byte (datasheet of the ATmega328P), ms. */
const PREPARED_WITHIN_MS = 12_000;

const answers: Readonly<Record<QueryLetter, Message['kind']>> = {
  n: 'version',
  t: 'temperatures',
  s: 'settings',
  c: 'constants',
  v: 'variables',
  l: 'display',
};

/** What a command with keys brought. */
export interface Requested<K extends Message['kind']> {
  readonly answer: Extract<Message, { kind: K }>;
  readonly logs: readonly LogMessage[];
}

/** One command that waits for its turn or for its answer. */
interface Flight {
  readonly text: string;
  readonly order: boolean;
  readonly withinMs: number;
  /** Looks at a message. @returns true when the command is answered. */
  readonly take: (message: Message) => boolean;
  readonly settle: (error: Error | null) => void;
  /** An `n` was sent after it. */
  probed: boolean;
  timers: NodeJS.Timeout[];
}

export class Exchange {
  private readonly write: (text: string) => void;
  private readonly waiting: Flight[] = [];
  /** One as a rule; two while an urgent order overtakes. */
  private readonly underWay: Flight[] = [];
  private ended: string | null = null;

  constructor(write: (text: string) => void) {
    this.write = write;
  }

  /** Asks. Resolves when the board has answered; the answer itself goes where all messages go. */
  query(letter: QueryLetter, withinMs = ANSWER_WITHIN_MS): Promise<void> {
    return this.fly(encodeQuery(letter), false, withinMs, (message) => message.kind === answers[letter]);
  }

  /**
   * Sends a command with keys and waits for the message that answers it.
   * @returns the answer, and what the board logged meanwhile
   */
  async request<K extends Message['kind']>(text: string, kind: K, withinMs: number): Promise<Requested<K>> {
    const logs: LogMessage[] = [];
    let answer: Extract<Message, { kind: K }> | null = null;
    await this.fly(text, false, withinMs, (message) => {
      if (message.kind === 'log') logs.push(message);
      if (message.kind === kind) answer = message as Extract<Message, { kind: K }>;
      return answer !== null;
    });
    if (answer === null) throw new AppError('unavailable', 'The board did not answer');
    return { answer, logs };
  }

  /** Wipes the board's memory. Resolves when the board has said that it is prepared. */
  prepareMemory(): Promise<void> {
    const isDone = (message: Message): boolean =>
      message.kind === 'log' && message.type === 'I' && message.id === MEMORY_PREPARED;
    return this.fly(PREPARE_MEMORY, false, PREPARED_WITHIN_MS, isDone);
  }

  /** Sends a setting that is no order: a constant. Resolves when the board has echoed it and said what it holds. */
  async setting(pairs: readonly Pair[]): Promise<void> {
    await this.fly(encodeObject('j', pairs), true, ANSWER_WITHIN_MS, settingAnswer(pairs).take);
  }

  /** Sends a setting ahead of the questions that wait. Resolves with what the board holds then. */
  order(order: SettingOrder): Promise<SettingsMessage> {
    return this.sendOrder(order, false);
  }

  /** Sends a setting at once, without waiting for anything; orders that wait are dropped. */
  urgent(order: SettingOrder): Promise<SettingsMessage> {
    for (const flight of this.waiting.filter((each) => each.order)) {
      this.finish(flight, new AppError('unavailable', 'Overtaken by a stop'));
    }
    return this.sendOrder(order, true);
  }

  /** Gives a message to the command that waits for it. @returns true when it was a part of an answer to an order. */
  take(message: Message): boolean {
    if (message.kind === 'version') this.dropOvertaken();
    for (const flight of this.underWay) {
      const done = flight.take(message);
      if (done) this.finish(flight, null);
      if (done || (message.kind === 'log' && flight.order && isEcho(message))) return flight.order;
    }
    return false;
  }

  /** Nothing more will be answered. */
  end(reason: string): void {
    this.ended = reason;
    for (const flight of [...this.underWay, ...this.waiting]) {
      this.finish(flight, new AppError('unavailable', reason));
    }
  }

  private async sendOrder(order: SettingOrder, urgent: boolean): Promise<SettingsMessage> {
    const answer = settingAnswer(order.pairs);
    try {
      await this.fly(order.text, true, ANSWER_WITHIN_MS, answer.take, urgent);
    } catch (error) {
      const held = answer.settings();
      // The settings say it all; what follows them may have been damaged on the way.
      if (held === null) throw error;
      return held;
    }
    const held = answer.settings();
    if (held === null) throw new AppError('unavailable', 'The board did not say what it holds');
    return held;
  }

  private fly(
    text: string,
    order: boolean,
    withinMs: number,
    take: Flight['take'],
    urgent = false,
  ): Promise<void> {
    if (this.ended !== null) return Promise.reject(new AppError('unavailable', this.ended));
    return new Promise((resolve, reject) => {
      const settle = (error: Error | null): void => (error === null ? resolve() : reject(error));
      const flight: Flight = { text, order, withinMs, take, settle, probed: false, timers: [] };
      if (urgent) {
        this.launch(flight);
      } else {
        const at = order ? this.waiting.findIndex((each) => !each.order) : -1;
        this.waiting.splice(at === -1 ? this.waiting.length : at, 0, flight);
        this.next();
      }
    });
  }

  private next(): void {
    if (this.underWay.length > 0) return;
    const flight = this.waiting.shift();
    if (flight !== undefined) this.launch(flight);
  }

  private launch(flight: Flight): void {
    this.underWay.push(flight);
    const overdue = (): void => this.finish(flight, new AppError('unavailable', 'The board does not answer'));
    flight.timers = [setTimeout(overdue, flight.withinMs)];
    if (!flight.order && flight.withinMs > PROBE_AFTER_MS) {
      flight.timers.push(setTimeout(() => this.probe(flight), PROBE_AFTER_MS));
    }
    this.write(flight.text);
  }

  private probe(flight: Flight): void {
    flight.probed = true;
    this.write(encodeQuery('n'));
  }

  private dropOvertaken(): void {
    for (const flight of this.underWay.filter(({ probed }) => probed)) {
      this.finish(flight, new LostOnTheWay());
    }
  }

  private finish(flight: Flight, error: Error | null): void {
    for (const timer of flight.timers) clearTimeout(timer);
    for (const list of [this.underWay, this.waiting]) {
      const at = list.indexOf(flight);
      if (at !== -1) list.splice(at, 1);
    }
    flight.settle(error);
    this.next();
  }
}

/** The board is there and in step, but this question or its answer was damaged. Asking again is right. */
export class LostOnTheWay extends AppError {
  constructor() {
    super('unavailable', 'The answer was lost on the way');
  }
}

/** The answer to an order: an echo of each key, then settings, then constants. Late answers to others do not count. */
function settingAnswer(pairs: readonly Pair[]): {
  take: (message: Message) => boolean;
  settings: () => SettingsMessage | null;
} {
  let echoed = 0;
  let settings: SettingsMessage | null = null;
  const take = (message: Message): boolean => {
    if (message.kind === 'log') {
      const [key, value] = pairs[echoed] ?? [];
      if (isEcho(message) && message.values[0] === key && message.values[1] === value) echoed += 1;
    } else if (message.kind === 'settings' && echoed === pairs.length) {
      settings ??= message;
    }
    return message.kind === 'constants' && settings !== null;
  };
  return { take, settings: () => settings };
}

function isEcho(message: LogMessage): boolean {
  return message.type === 'I' && message.id === RECEIVED_SETTING;
}
