import {
  type ChannelEvent,
  type ConsoleChannel,
  type ConsolePayload,
  consoleChannels,
} from '#shared/contract/channels.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { type EncodedEvent, EventLog } from './event-log.ts';

/** Events of one channel that happened together, encoded once for all subscribers. */
export interface EventBatch {
  readonly channel: string;
  /** The whole `events` frame as UTF-8 JSON. */
  readonly frame: Buffer;
  /** True when a subscriber that is too slow may skip the batch and take the newest event of each key later. */
  readonly lossy: boolean;
}

export type Subscriber = (batch: EventBatch) => void;

/** The answer to a subscription; `frame` holds the events to send before anything newer, if there are any. */
export interface Subscription {
  readonly seq: number;
  readonly replay: 'retained' | 'missed' | 'reload';
  readonly frame: Buffer | null;
  readonly unsubscribe: () => void;
}

export interface HubLimits {
  /** Channels that users may publish on, beside the console's own. */
  readonly userChannels: number;
  /** Channels that are listened to and that nobody has published on. */
  readonly silentChannels: number;
  /** Newest-per-key events kept for one user channel. */
  readonly keysPerChannel: number;
  /** Bytes of one payload from outside, as JSON. */
  readonly payloadBytes: number;
  /** Characters of the newest-per-key events of one user channel. */
  readonly channelLength: number;
  /** Characters kept for all user channels together. */
  readonly userLength: number;
}

const defaultLimits: HubLimits = {
  userChannels: 200,
  silentChannels: 2000,
  keysPerChannel: 200,
  payloadBytes: 64 * 1024,
  channelLength: 512 * 1024,
  userLength: 8 * 1024 * 1024,
};

interface Channel {
  readonly name: string;
  readonly own: boolean;
  readonly log: EventLog;
  readonly subscribers: Set<Subscriber>;
  pending: EncodedEvent[];
}

/** Channels whose events a slow subscriber may skip: each event replaces the one before it. */
const lossyChannels: ReadonlySet<string> = new Set(['data']);

/**
 * Publish and subscribe by channel. Events published in the same turn of the event loop travel in one frame a channel,
 * serialised once however many subscribe. The newest event of each key is kept for new subscribers.
 */
export class ChannelHub {
  /** New at each start of the console. */
  readonly epoch: string;
  private readonly wallMs: () => number;
  private readonly limits: HubLimits;
  private readonly channels = new Map<string, Channel>();
  private readonly unsent = new Set<Channel>();

  constructor(options: {
    readonly epoch: string;
    readonly wallMs: () => number;
    readonly limits?: Partial<HubLimits>;
  }) {
    this.epoch = options.epoch;
    this.wallMs = options.wallMs;
    this.limits = { ...defaultLimits, ...options.limits };
    for (const name of Object.keys(consoleChannels)) this.open(name, true);
  }

  /**
   * Publishes on one of the console's own channels.
   * @param options.key what the event is about; @param options.forget drops the kept event of that key after this one.
   * @returns the sequence number of the event.
   */
  publish<C extends ConsoleChannel>(
    name: C,
    payload: ConsolePayload<C>,
    options: { readonly key?: string; readonly forget?: boolean } = {},
  ): number {
    return this.append(this.need(name), JSON.stringify(payload), options);
  }

  /**
   * Publishes any JSON on a channel of the users.
   * @throws AppError `invalid` for the console's own channels, `limit` when a bound is reached; nothing is kept then.
   */
  publishUser(name: string, payload: unknown, key?: string): number {
    if (this.isOwn(name)) throw new AppError('invalid', `Channel ${name} belongs to the console`);
    const text = JSON.stringify(payload);
    if (Buffer.byteLength(text) > this.limits.payloadBytes) {
      throw new AppError('limit', `A message may have at most ${this.limits.payloadBytes / 1024} kB`);
    }
    const channel = this.channels.get(name);
    if (channel === undefined || channel.log.seq === 0) this.checkPlace();
    if (channel !== undefined) this.checkKey(channel, key);
    this.makeRoom(channel, key ?? '', text.length);
    return this.append(channel ?? this.open(name, false), text, key === undefined ? {} : { key });
  }

  /**
   * Subscribes; the subscriber is called with each batch from now on, and must not throw or wait.
   * @param since the last event the subscriber saw, if it was here before.
   * @throws AppError `limit` when the channel is new and no more can be listened to.
   */
  subscribe(
    name: string,
    subscriber: Subscriber,
    since?: { readonly epoch: string; readonly seq: number },
  ): Subscription {
    const channel = this.channels.get(name) ?? this.openToListen(name);
    this.flushChannel(channel);
    const { replay, events } = channel.log.since(this.epoch, since);
    channel.subscribers.add(subscriber);
    return {
      seq: channel.log.seq,
      replay,
      frame: events.length === 0 ? null : encodeFrame(events),
      unsubscribe: () => this.leave(channel, subscriber),
    };
  }

  /** Drops the kept event of a key: the thing it was about is gone. */
  forget(name: ConsoleChannel, key: string): void {
    this.need(name).log.forget(key);
  }

  /** The frame with the newest event of each key, or null when there is none. */
  latestFrame(name: string): Buffer | null {
    const events = this.channels.get(name)?.log.latest() ?? [];
    return events.length === 0 ? null : encodeFrame(events);
  }

  /** The newest event of each key of a channel, oldest first. */
  latest(name: string): ChannelEvent[] {
    const events = this.channels.get(name)?.log.latest() ?? [];
    return events.map((event) => JSON.parse(event.text) as ChannelEvent);
  }

  /** Sequence number of the newest event of a channel; 0 before the first. */
  seq(name: string): number {
    return this.channels.get(name)?.log.seq ?? 0;
  }

  list(): { name: string; seq: number; subscribers: number; console: boolean }[] {
    return [...this.channels.values()].map((channel) => ({
      name: channel.name,
      seq: channel.log.seq,
      subscribers: channel.subscribers.size,
      console: channel.own,
    }));
  }

  /** True for the channels that the console itself speaks on, and for names it reserves. */
  isOwn(name: string): boolean {
    return name.startsWith('_') || (this.channels.get(name)?.own ?? false);
  }

  private append(
    channel: Channel,
    payload: string,
    options: { readonly key?: string; readonly forget?: boolean },
  ): number {
    const event = channel.log.append({ epoch: this.epoch, atMs: this.wallMs(), payload, ...options });
    channel.pending.push(event);
    if (this.unsent.size === 0) queueMicrotask(() => this.flush());
    this.unsent.add(channel);
    return event.seq;
  }

  private flush(): void {
    const channels = [...this.unsent];
    this.unsent.clear();
    for (const channel of channels) this.flushChannel(channel);
  }

  private flushChannel(channel: Channel): void {
    const events = channel.pending;
    if (events.length === 0) return;
    channel.pending = [];
    if (channel.subscribers.size === 0) return;
    const batch = {
      channel: channel.name,
      frame: encodeFrame(events),
      lossy: lossyChannels.has(channel.name),
    };
    for (const subscriber of channel.subscribers) subscriber(batch);
  }

  private need(name: string): Channel {
    return this.channels.get(name) ?? this.open(name, true);
  }

  private openToListen(name: string): Channel {
    if (this.isOwn(name)) throw new AppError('invalid', `Channel ${name} belongs to the console`);
    const silent = this.userChannels().filter((channel) => channel.log.seq === 0).length;
    if (silent >= this.limits.silentChannels) {
      throw new AppError('limit', `${silent} channels are listened to already that nobody speaks on`);
    }
    return this.open(name, false);
  }

  /** A channel that nobody published on and nobody listens to takes no place. */
  private leave(channel: Channel, subscriber: Subscriber): void {
    channel.subscribers.delete(subscriber);
    const unused = !channel.own && channel.log.seq === 0 && channel.subscribers.size === 0;
    if (unused && this.channels.get(channel.name) === channel) this.channels.delete(channel.name);
  }

  private checkPlace(): void {
    const used = this.userChannels().filter((channel) => channel.log.seq > 0).length;
    if (used < this.limits.userChannels) return;
    throw new AppError('limit', `There are already ${used} channels; no more can be opened`);
  }

  private checkKey(channel: Channel, key: string | undefined): void {
    const { keysPerChannel } = this.limits;
    if (key === undefined || channel.log.knows(key) || channel.log.keyCount < keysPerChannel) return;
    throw new AppError('limit', `Channel ${channel.name} already has ${keysPerChannel} keys`);
  }

  /** Bounds what users make the console keep. What clients that were away could be given goes first. */
  private makeRoom(channel: Channel | undefined, key: string, length: number): void {
    const { channelLength, userLength } = this.limits;
    if (channel !== undefined && channel.log.newestLengthWith(key, length) > channelLength) {
      throw new AppError('limit', `Channel ${channel.name} already keeps ${channelLength / 1024} kB`);
    }
    const users = this.userChannels();
    const kept = (): number => users.reduce((sum, each) => sum + each.log.keptLength, length);
    if (kept() <= userLength) return;
    for (const each of users) each.log.forgetRecent();
    if (kept() <= userLength) return;
    throw new AppError('limit', `The channels already keep ${userLength / 1024 / 1024} MB together`);
  }

  private userChannels(): Channel[] {
    return [...this.channels.values()].filter((channel) => !channel.own);
  }

  private open(name: string, own: boolean): Channel {
    const channel = { name, own, log: new EventLog(name), subscribers: new Set<Subscriber>(), pending: [] };
    this.channels.set(name, channel);
    return channel;
  }
}

function encodeFrame(events: readonly EncodedEvent[]): Buffer {
  return Buffer.from(`{"type":"events","events":[${events.map((event) => event.text).join(',')}]}`);
}
