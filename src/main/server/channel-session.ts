import { isUnforeseen, toApiError } from '#main/api/errors.ts';
import { plainJsonProblem } from '#main/api/plain-json.ts';
import { roleAllows } from '#main/api/roles.ts';
import type { ChannelHub, EventBatch } from '#main/app/channel-hub.ts';
import type { Actor } from '#main/app/services.ts';
import { channel as channelProcedures } from '#shared/contract/channels.ts';
import {
  type ClientFrame,
  clientFrameSchema,
  HEARTBEAT_MS,
  type ServerFrame,
} from '#shared/contract/frames.ts';
import { explainIssues } from '#shared/contract/issue-text.ts';
import { retryAfterOf } from '#shared/contract/refusal.ts';
import type { Timers } from '#shared/contract/timers.ts';
import { FrameBudget } from './frame-budget.ts';

/** Channels that one client may listen to at once. */
export const MAX_SUBSCRIPTIONS = 100;
/** With more than this unsent, a client loses samples, bytes. */
export const SLOW_BYTES = 256 * 1024;
/** With more than this unsent, a client is cut off, bytes. */
export const TOO_SLOW_BYTES = 4 * 1024 * 1024;
/** How often a slow client is looked at again, ms. */
const DRAIN_CHECK_MS = 250;

/** Why the console ends a connection: WebSocket close codes. */
export const closeCodes = { goingAway: 1001, policy: 1008, tooSlow: 1013, silent: 4408 } as const;

export interface ChannelSessionOptions {
  readonly hub: Pick<ChannelHub, 'epoch' | 'subscribe' | 'latestFrame'>;
  /** Publishes for a client. @returns the sequence number; throws AppError with words. */
  readonly publish: (
    channel: string,
    key: string | undefined,
    payload: unknown,
    actor: Actor,
  ) => number | Promise<number>;
  readonly actor: Actor;
  readonly timers: Timers;
  /** Hands one frame to the client: UTF-8 JSON, as text or as its bytes. Must not throw or wait. */
  readonly send: (frame: string | Buffer) => void;
  /** What was sent and has not left this process, bytes. */
  readonly bufferedBytes: () => number;
  readonly closeWith: (code: number, reason: string) => void;
  /** Told of errors that nobody foresaw. */
  readonly onError: (error: unknown) => void;
}

/** One client of the channels, over whatever carries its frames. Nothing that the client sends makes it throw. */
export class ChannelSession {
  private readonly options: ChannelSessionOptions;
  private readonly subscriptions = new Map<string, () => void>();
  private readonly budget: FrameBudget;
  /** Channels of which this client has missed samples. */
  private readonly behind = new Set<string>();
  private heardMs: number;
  private closed = false;
  private cancelHeartbeat: () => void;
  private cancelDrain: (() => void) | null = null;

  constructor(options: ChannelSessionOptions) {
    this.options = options;
    this.heardMs = options.timers.nowMs();
    this.budget = new FrameBudget(this.heardMs);
    this.say({ type: 'hello', epoch: options.hub.epoch, heartbeatMs: HEARTBEAT_MS });
    this.cancelHeartbeat = options.timers.after(HEARTBEAT_MS, () => this.beat());
  }

  /** A text frame of the client. */
  receive(text: string): void {
    if (!this.admitFrame(text.length)) return;
    const parsed = parseFrame(text);
    if ('problem' in parsed) this.sayError(parsed.id, 'BAD_REQUEST', parsed.problem);
    else this.obey(parsed.frame);
  }

  /** A frame of the client that is not text. */
  receiveOther(length: number): void {
    if (this.admitFrame(length)) this.sayError(undefined, 'BAD_REQUEST', 'Frames are JSON texts, not binary');
  }

  /** Ends the session; the transport is gone or going. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.cancelHeartbeat();
    this.cancelDrain?.();
    for (const unsubscribe of this.subscriptions.values()) unsubscribe();
    this.subscriptions.clear();
  }

  private admitFrame(length: number): boolean {
    if (this.closed) return false;
    this.heardMs = this.options.timers.nowMs();
    switch (this.budget.spend(length, this.heardMs)) {
      case 'take':
        return true;
      case 'tell':
        this.sayError(undefined, 'TOO_MANY_REQUESTS', 'Too many frames: wait a second', 1);
        return false;
      case 'cut':
        this.cut(closeCodes.policy, 'too many frames');
        return false;
      default:
        return false;
    }
  }

  private obey(frame: ClientFrame): void {
    switch (frame.type) {
      case 'subscribe':
        return this.subscribe(frame);
      case 'unsubscribe':
        this.drop(frame.channel);
        return this.say({ type: 'unsubscribed', ...idOf(frame), channel: frame.channel });
      case 'publish':
        return void this.publish(frame);
      case 'ping':
        return this.say({ type: 'pong', ...idOf(frame) });
      case 'pong':
        return undefined;
      default:
        return frame satisfies never;
    }
  }

  /** Subscribing again is allowed: the client gets the answer and the newest events anew. */
  private subscribe(frame: Extract<ClientFrame, { type: 'subscribe' }>): void {
    const { channel } = frame;
    if (!this.subscriptions.has(channel) && this.subscriptions.size >= MAX_SUBSCRIPTIONS) {
      return this.sayError(frame.id, 'LIMIT_REACHED', `At most ${MAX_SUBSCRIPTIONS} channels at once`);
    }
    this.drop(channel);
    try {
      const { hub } = this.options;
      const subscription = hub.subscribe(channel, (batch) => this.deliver(batch), frame.since);
      this.subscriptions.set(channel, subscription.unsubscribe);
      const { seq, replay } = subscription;
      this.say({ type: 'subscribed', ...idOf(frame), channel, epoch: hub.epoch, seq, replay });
      if (subscription.frame !== null) this.put(subscription.frame);
    } catch (error) {
      this.sayCaught(frame.id, error);
    }
  }

  private async publish(frame: Extract<ClientFrame, { type: 'publish' }>): Promise<void> {
    const { actor } = this.options;
    const { role } = channelProcedures.publish['~orpc'].meta;
    if (!roleAllows(actor.role, role)) {
      return this.sayError(frame.id, 'FORBIDDEN', `You may not do this: it needs the role ${role}`);
    }
    try {
      const seq = await this.options.publish(frame.channel, frame.key, frame.payload, actor);
      this.say({ type: 'published', ...idOf(frame), channel: frame.channel, seq });
    } catch (error) {
      this.sayCaught(frame.id, error);
    }
  }

  private drop(channel: string): void {
    this.subscriptions.get(channel)?.();
    this.subscriptions.delete(channel);
    this.behind.delete(channel);
  }

  private deliver(batch: EventBatch): void {
    if (!batch.lossy) return this.put(batch.frame);
    if (this.options.bufferedBytes() > SLOW_BYTES) {
      this.behind.add(batch.channel);
      this.cancelDrain ??= this.options.timers.after(DRAIN_CHECK_MS, () => this.catchUp());
    } else if (this.behind.has(batch.channel)) {
      this.sendLatest(batch.channel);
    } else {
      this.put(batch.frame);
    }
  }

  /** Once the client has read what it had, it gets the newest of what it missed. */
  private catchUp(): void {
    this.cancelDrain = null;
    for (const channel of this.behind) {
      if (this.options.bufferedBytes() > SLOW_BYTES) break;
      this.sendLatest(channel);
    }
    if (this.behind.size > 0)
      this.cancelDrain = this.options.timers.after(DRAIN_CHECK_MS, () => this.catchUp());
  }

  private sendLatest(channel: string): void {
    this.behind.delete(channel);
    const frame = this.options.hub.latestFrame(channel);
    if (frame !== null) this.put(frame);
  }

  private beat(): void {
    if (this.options.timers.nowMs() - this.heardMs > 2.5 * HEARTBEAT_MS)
      return this.cut(closeCodes.silent, 'nothing heard');
    this.say({ type: 'ping' });
    if (!this.closed) this.cancelHeartbeat = this.options.timers.after(HEARTBEAT_MS, () => this.beat());
  }

  private sayCaught(id: ClientFrameId, error: unknown): void {
    const told = toApiError(error);
    if (isUnforeseen(told)) this.options.onError(error);
    this.sayError(id, told.code, told.message, retryAfterOf(told));
  }

  private sayError(
    id: ClientFrameId,
    code: string,
    message: string,
    retryAfterS: number | null = null,
  ): void {
    this.say({ type: 'error', ...idOf({ id }), code, message, ...(retryAfterS !== null && { retryAfterS }) });
  }

  private say(frame: ServerFrame): void {
    this.put(JSON.stringify(frame));
  }

  private put(frame: string | Buffer): void {
    if (this.closed) return;
    if (this.options.bufferedBytes() > TOO_SLOW_BYTES) return this.cut(closeCodes.tooSlow, 'too slow');
    this.options.send(frame);
  }

  private cut(code: number, reason: string): void {
    this.close();
    this.options.closeWith(code, reason);
  }
}

type ClientFrameId = string | number | undefined;

function idOf(frame: { readonly id?: ClientFrameId }): { id?: string | number } {
  return frame.id === undefined ? {} : { id: frame.id };
}

function parseFrame(text: string): { frame: ClientFrame } | { problem: string; id: ClientFrameId } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'The frame is not JSON', id: undefined };
  }
  const id = readId(json);
  const problem = plainJsonProblem(json);
  if (problem !== null) return { problem, id };
  const parsed = clientFrameSchema.safeParse(json);
  return parsed.success
    ? { frame: parsed.data }
    : { problem: explainIssues(parsed.error.issues, json).message, id };
}

/** The id of a frame that is wrong in another way, so that the client knows which one it was. */
function readId(json: unknown): ClientFrameId {
  if (typeof json !== 'object' || json === null || !('id' in json)) return undefined;
  const { id } = json;
  return typeof id === 'number' || (typeof id === 'string' && id.length <= 64) ? id : undefined;
}
