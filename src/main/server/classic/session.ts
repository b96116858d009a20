import { plainJsonProblem } from '#main/api/plain-json.ts';
import { channelNameSchema } from '#shared/contract/channels.ts';
import { HEARTBEAT_MS } from '#shared/contract/frames.ts';
import type { Timers } from '#shared/contract/timers.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { closeCodes, MAX_SUBSCRIPTIONS, SLOW_BYTES, TOO_SLOW_BYTES } from '../channel-session.ts';
import { FrameBudget } from '../frame-budget.ts';
import type { SocketLink, SocketSession } from '../websocket.ts';
import { type ClassicChannels, envelope } from './channels.ts';

/** The answer to the client's ping. */
const PONG = envelope('_heartbeat', JSON.stringify({ payload: { action: 'pong' } }));

export interface ClassicSessionParts {
  readonly channels: ClassicChannels;
  readonly link: SocketLink;
  readonly timers: Timers;
  /** Told of each frame that makes no sense. */
  readonly onBadFrame: (why: string) => void;
  /** Told of errors that nobody foresaw. */
  readonly onError: (error: unknown) => void;
}

type Command =
  | { readonly action: 'subscribe' | 'unsubscribe'; readonly channel: string }
  | { readonly action: 'ping' };

/** One client of the original on its WebSocket. Nothing that it sends makes it throw, and only a ping is answered. */
export class ClassicSession implements SocketSession {
  private readonly parts: ClassicSessionParts;
  private readonly subscriptions = new Map<string, () => void>();
  private readonly budget: FrameBudget;
  /** Frames are obeyed one after the other: the answer to a ping says that all before it has been done. */
  private queue: Promise<void> = Promise.resolve();
  private heardMs: number;
  private closed = false;
  private cancelHeartbeat: () => void;

  constructor(parts: ClassicSessionParts) {
    this.parts = parts;
    this.heardMs = parts.timers.nowMs();
    this.budget = new FrameBudget(this.heardMs);
    this.cancelHeartbeat = parts.timers.after(HEARTBEAT_MS, () => this.beat());
  }

  receive(text: string): void {
    if (!this.admitFrame(text.length)) return;
    const command = parseCommand(text);
    if (typeof command === 'string') this.parts.onBadFrame(command);
    else this.queue = this.queue.then(() => this.obey(command));
  }

  receiveOther(length: number): void {
    if (this.admitFrame(length)) this.parts.onBadFrame('it is not text');
  }

  /** The client's side of the connection has answered. */
  alive(): void {
    this.heardMs = this.parts.timers.nowMs();
  }

  close(): void {
    this.closed = true;
    this.cancelHeartbeat();
    for (const unsubscribe of this.subscriptions.values()) unsubscribe();
    this.subscriptions.clear();
  }

  private admitFrame(length: number): boolean {
    if (this.closed) return false;
    this.heardMs = this.parts.timers.nowMs();
    switch (this.budget.spend(length, this.heardMs)) {
      case 'take':
        return true;
      case 'tell':
        this.parts.onBadFrame('there were too many in a second');
        return false;
      case 'cut':
        this.cut(closeCodes.policy, 'too many frames');
        return false;
      default:
        return false;
    }
  }

  private async obey(command: Command): Promise<void> {
    if (command.action === 'ping') return this.put(PONG);
    const { action, channel } = command;
    this.subscriptions.get(channel)?.();
    this.subscriptions.delete(channel);
    if (action === 'unsubscribe' || this.closed) return;
    if (this.subscriptions.size >= MAX_SUBSCRIPTIONS) {
      return this.parts.onBadFrame(`at most ${MAX_SUBSCRIPTIONS} channels at once`);
    }
    try {
      const deliver = (frame: string, lossy: boolean): void => this.deliver(frame, lossy);
      const { frames, unsubscribe } = await this.parts.channels.subscribe(channel, deliver);
      // It may have gone while the console was looked through.
      if (this.isClosed()) return unsubscribe();
      this.subscriptions.set(channel, unsubscribe);
      for (const frame of frames) this.put(frame);
    } catch (error) {
      if (error instanceof AppError) this.parts.onBadFrame(error.message);
      else this.parts.onError(error);
    }
  }

  private isClosed(): boolean {
    return this.closed;
  }

  /** Who is too slow loses samples: the next ones come within a second. */
  private deliver(frame: string, lossy: boolean): void {
    if (lossy && this.parts.link.bufferedBytes() > SLOW_BYTES) return;
    this.put(frame);
  }

  /**
   * Asks the other side of the connection, not the program: browsers slow down the timers of pages that nobody looks at, so
   * that their own pings become rare.
   */
  private beat(): void {
    const { timers, link } = this.parts;
    if (timers.nowMs() - this.heardMs > 2.5 * HEARTBEAT_MS)
      return this.cut(closeCodes.silent, 'nothing heard');
    link.ping();
    this.cancelHeartbeat = timers.after(HEARTBEAT_MS, () => this.beat());
  }

  private put(frame: string): void {
    if (this.closed) return;
    if (this.parts.link.bufferedBytes() > TOO_SLOW_BYTES) return this.cut(closeCodes.tooSlow, 'too slow');
    this.parts.link.send(frame);
  }

  private cut(code: number, reason: string): void {
    this.close();
    this.parts.link.closeWith(code, reason);
  }
}

/** @returns what the frame asks for, or why it makes no sense. */
function parseCommand(text: string): Command | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  const problem = plainJsonProblem(json);
  if (problem !== null) return problem;
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'it is no object';
  const { action, channel } = json as Readonly<Record<string, unknown>>;
  const name = channelNameSchema.safeParse(channel);
  if (!name.success) return 'its channel has no proper name';
  if (action === 'ping' && name.data === '_heartbeat') return { action };
  if (action === 'subscribe' || action === 'unsubscribe') return { action, channel: name.data };
  return 'its action is none of subscribe, unsubscribe and ping';
}
