import { type ChildProcess, fork } from 'node:child_process';
import { AppError } from '#shared/domain/app-error.ts';
import {
  type HolderMessage,
  ownCauses,
  type PortCause,
  type PortMessage,
  type PortOptions,
} from './port-messages.ts';
import type { Transport, TransportEvents } from './transport.ts';

/** A port that does not open within this time is treated as one that cannot be opened, ms. */
const OPEN_WITHIN_MS = 5000;
/** A process that does not end within this time is ended, ms: a little longer than it takes to say farewell. */
const END_WITHIN_MS = 1500;
/** What may wait for the process itself, which takes everything at once unless it hangs. */
const MAX_WAITING_BYTES = 1_048_576;

/** How a kind of port says in words what has happened to it. */
export interface PortWords {
  /** The place as people know it. */
  readonly place: string;
  /** @param cause null: no answer in time. */
  notOpen(cause: PortCause): string;
  /** @param cause null: the other end is gone. */
  ended(cause: PortCause): string;
}

/**
 * Opens a port in a process of its own, which outlives this one long enough to say farewell.
 * @throws AppError `unavailable` in words.
 */
export async function holdPort(
  options: PortOptions,
  words: PortWords,
  events: TransportEvents,
): Promise<Transport> {
  const holder = new Holder(startProcess(options), words, events);
  try {
    await holder.opened;
  } catch (error) {
    await holder.close();
    throw error;
  }
  return holder;
}

class Holder implements Transport {
  readonly opened: Promise<void>;
  private readonly child: ChildProcess;
  private readonly words: PortWords;
  private readonly events: TransportEvents;
  private state: 'opening' | 'open' | 'over' = 'opening';
  private settle: (refusal: string | null) => void = () => {};
  private waitingBytes = 0;

  constructor(child: ChildProcess, words: PortWords, events: TransportEvents) {
    this.child = child;
    this.words = words;
    this.events = events;
    this.opened = new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.end(words.notOpen(null)), OPEN_WITHIN_MS);
      this.settle = (refusal) => {
        clearTimeout(timer);
        if (refusal === null) resolve();
        else reject(new AppError('unavailable', refusal));
      };
    });
    child.on('message', (message: PortMessage) => this.take(message));
    child.once('exit', (code, signal) =>
      this.end(`The process that held ${words.place} has ended (${signal ?? code})`),
    );
    // It could not be started; or a message to a process that has just ended, whose end is said by itself.
    child.on('error', (error) => {
      if (this.state === 'opening') this.end(`${words.place} does not open: ${error.message}`);
    });
  }

  write(bytes: Uint8Array): void {
    this.waitingBytes += bytes.length;
    this.tell(bytes, () => {
      this.waitingBytes -= bytes.length;
    });
    if (this.state !== 'open' || this.waitingBytes <= MAX_WAITING_BYTES) return;
    this.end(`The process that holds ${this.words.place} hangs`);
    this.child.kill('SIGKILL');
  }

  leaveFarewell(bytes: Uint8Array): void {
    this.tell({ type: 'farewell', bytes }, () => {});
  }

  async close(): Promise<void> {
    this.state = 'over';
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const timer = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
    if (child.connected) child.disconnect();
    await exited;
    clearTimeout(timer);
  }

  private tell(message: HolderMessage, then: () => void): void {
    if (this.state === 'open' && this.child.connected) this.child.send(message, then);
    else then();
  }

  private take(message: PortMessage): void {
    if (message instanceof Uint8Array) {
      if (this.state === 'open') this.events.onData(message);
    } else if (message.type === 'open') {
      if (this.state !== 'opening') return;
      this.state = 'open';
      this.settle(null);
    } else {
      this.end(this.wordsFor(message.cause));
    }
  }

  private wordsFor(cause: PortCause): string {
    const { words } = this;
    if (cause?.code === ownCauses.flood)
      return `${words.place} sends far more than a board has to say: the connection was closed`;
    if (cause?.code === ownCauses.full)
      return `${words.place} takes nothing any more: the connection was closed`;
    return this.state === 'opening' ? words.notOpen(cause) : words.ended(cause);
  }

  /** Says once why there is no connection. */
  private end(reason: string): void {
    const { state } = this;
    this.state = 'over';
    if (state === 'opening') this.settle(reason);
    else if (state === 'open') this.events.onClosed(reason);
  }
}

function startProcess(options: PortOptions): ChildProcess {
  return fork(new URL('./port-process.ts', import.meta.url), [JSON.stringify(options)], {
    serialization: 'advanced',
    execArgv: [],
    // In the desktop app the program is Electron, which has to be told that it is Node now.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
