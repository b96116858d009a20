import { type ChannelListener, ChannelSubscriptions } from './channel-subscriptions.ts';
import { ChannelError, type ChannelTransport } from './channel-transport.ts';
import { type ClientFrame, HEARTBEAT_MS, type ServerFrame, serverFrameSchema } from './frames.ts';
import type { Timers } from './timers.ts';

/** Wait before the first new attempt, and the longest between two, ms. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** A connection that has not said hello after this is given up, ms. */
const HELLO_MS = 10_000;
/** How long an answer to a publication is waited for, ms. */
const ANSWER_MS = 10_000;
/** A connection that is looked after because somebody asks whether it lives has this long to answer, ms. */
const PROBE_MS = 3000;

export interface ChannelClientState {
  /** `offline` waits for the next attempt, `connecting` is making one. */
  readonly status: 'connecting' | 'online' | 'offline';
  /** When the console was heard last, in the time of the timers; null when never. */
  readonly lastHeardMs: number | null;
  /** The start of the console that the client is or was connected to. */
  readonly epoch: string | null;
}

export interface ChannelClientOptions {
  /** Makes a new connection. */
  readonly connect: () => ChannelTransport;
  readonly timers: Timers;
  /** 0 to below 1: spreads the attempts of many clients. */
  readonly random: () => number;
  /** Called when the status or the epoch changes. */
  readonly onState?: (state: ChannelClientState) => void;
  /** Told of errors that answer nothing the client asked. */
  readonly onError?: (code: string, message: string) => void;
}

export interface ChannelClient {
  /** Listens to a channel, from now until the returned function is called, through any number of connections. */
  subscribe(channel: string, listener: ChannelListener): () => void;
  /** @returns the sequence number of the event; rejects with ChannelError. Nothing is kept to be sent later. */
  publish(channel: string, payload: unknown, key?: string): Promise<number>;
  state(): ChannelClientState;
  /** Attempts now instead of waiting; when online, makes sure that the connection still lives. */
  reconnectNow(): void;
  /** Ends the client for good. */
  close(): void;
}

interface Waiting {
  readonly resolve: (seq: number) => void;
  readonly reject: (error: ChannelError) => void;
  readonly cancel: () => void;
}

/** Keeps a client connected to the channels for as long as it lives. */
export function createChannelClient(options: ChannelClientOptions): ChannelClient {
  const client = new Client(options);
  client.connect();
  return client;
}

class Client implements ChannelClient {
  private readonly options: ChannelClientOptions;
  private readonly subscriptions: ChannelSubscriptions;
  private readonly publications = new Map<number, Waiting>();
  private transport: ChannelTransport | null = null;
  private current: ChannelClientState = { status: 'connecting', lastHeardMs: null, epoch: null };
  private heartbeatMs = HEARTBEAT_MS;
  private attempts = 0;
  private lastId = 0;
  private ended = false;
  /** Calls off whatever the client waits for: the next attempt, the hello, or the heartbeat. */
  private cancelWait: () => void = () => undefined;

  constructor(options: ChannelClientOptions) {
    this.options = options;
    this.subscriptions = new ChannelSubscriptions(
      (frame) => this.say(frame),
      () => (this.lastId += 1),
    );
  }

  subscribe(channel: string, listener: ChannelListener): () => void {
    return this.subscriptions.add(channel, listener);
  }

  async publish(channel: string, payload: unknown, key?: string): Promise<number> {
    if (this.current.status !== 'online') throw new ChannelError('OFFLINE', 'The console is not connected');
    const id = (this.lastId += 1);
    return new Promise<number>((resolve, reject) => {
      const late = () => this.settle(id, new ChannelError('OFFLINE', 'The console does not answer'));
      this.publications.set(id, { resolve, reject, cancel: this.options.timers.after(ANSWER_MS, late) });
      // The console checks the payload; what is not JSON it never gets to see.
      const frame = {
        type: 'publish',
        id,
        channel,
        payload: payload as null,
        ...(key === undefined ? {} : { key }),
      } as const;
      this.say(frame);
    });
  }

  state(): ChannelClientState {
    return this.current;
  }

  reconnectNow(): void {
    if (this.ended) return;
    if (this.current.status === 'offline') {
      this.attempts = 0;
      this.connect();
    } else if (this.current.status === 'online') {
      this.say({ type: 'ping' });
      this.watch(this.options.timers.nowMs(), PROBE_MS);
    }
  }

  close(): void {
    this.ended = true;
    this.abandon();
    this.fail('The client was closed');
  }

  /** Makes one attempt. */
  connect(): void {
    this.cancelWait();
    this.change({ status: 'connecting' });
    const transport = this.options.connect();
    this.transport = transport;
    const mine = (run: () => void) => () => {
      if (this.transport === transport) run();
    };
    transport.onOpen = () => undefined;
    transport.onMessage = (text) => mine(() => this.receive(text))();
    transport.onClose = mine(() => this.lost());
    this.cancelWait = this.options.timers.after(HELLO_MS, () => this.lost());
  }

  /** The connection is gone: tries again after a while, longer each time. */
  private lost(): void {
    this.abandon();
    this.fail('The connection broke: it is not known whether this was published');
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.attempts);
    this.attempts = Math.min(this.attempts + 1, 20);
    this.change({ status: 'offline' });
    this.cancelWait = this.options.timers.after(longest * (0.5 + this.options.random() / 2), () =>
      this.connect(),
    );
  }

  private abandon(): void {
    this.cancelWait();
    const { transport } = this;
    this.transport = null;
    transport?.close();
  }

  private receive(text: string): void {
    const frame = parseFrame(text);
    if (frame === null) return;
    this.current = { ...this.current, lastHeardMs: this.options.timers.nowMs() };
    this.subscriptions.keepPromises();
    this.handle(frame);
  }

  private handle(frame: ServerFrame): void {
    switch (frame.type) {
      case 'hello':
        return this.greeted(frame);
      case 'subscribed':
        return this.subscriptions.answered(frame);
      case 'events':
        return frame.events.forEach((event) => this.subscriptions.deliver(event));
      case 'published':
        return this.settle(Number(frame.id), frame.seq);
      case 'error':
        return this.refused(frame);
      case 'ping':
        return this.say({ type: 'pong' });
      case 'pong':
      case 'unsubscribed':
        return undefined;
      default:
        return frame satisfies never;
    }
  }

  private greeted(frame: Extract<ServerFrame, { type: 'hello' }>): void {
    this.attempts = 0;
    this.heartbeatMs = frame.heartbeatMs;
    this.change({ status: 'online', epoch: frame.epoch });
    this.subscriptions.resubscribe();
    this.watch(this.options.timers.nowMs(), this.silence());
  }

  private silence(): number {
    return 2.5 * this.heartbeatMs;
  }

  /** Gives the connection up when nothing is heard until `ms` after `fromMs`. */
  private watch(fromMs: number, ms: number): void {
    this.cancelWait();
    const { timers } = this.options;
    this.cancelWait = timers.after(Math.max(0, fromMs + ms - timers.nowMs()), () => {
      const heardMs = this.current.lastHeardMs ?? 0;
      if (heardMs > fromMs) this.watch(heardMs, this.silence());
      else this.lost();
    });
  }

  private refused(frame: Extract<ServerFrame, { type: 'error' }>): void {
    if (this.publications.has(Number(frame.id)))
      return this.settle(Number(frame.id), new ChannelError(frame.code, frame.message, frame.retryAfterS));
    if (!this.subscriptions.refused(frame)) this.options.onError?.(frame.code, frame.message);
    return undefined;
  }

  private settle(id: number, result: number | ChannelError): void {
    const waiting = this.publications.get(id);
    if (waiting === undefined) return;
    this.publications.delete(id);
    waiting.cancel();
    if (typeof result === 'number') waiting.resolve(result);
    else waiting.reject(result);
  }

  private fail(message: string): void {
    for (const id of this.publications.keys()) this.settle(id, new ChannelError('OFFLINE', message));
  }

  private say(frame: ClientFrame): void {
    if (this.current.status === 'online') this.transport?.send(JSON.stringify(frame));
  }

  private change(change: Partial<ChannelClientState>): void {
    const before = this.current;
    this.current = { ...before, ...change };
    if (before.status !== this.current.status || before.epoch !== this.current.epoch)
      this.options.onState?.(this.current);
  }
}

function parseFrame(text: string): ServerFrame | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = serverFrameSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}
