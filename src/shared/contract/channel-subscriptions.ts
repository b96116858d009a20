import type { ClientFrame, EventFrame, ServerFrame } from './frames.ts';

/** What a listener of a channel is told. */
export interface ChannelListener {
  /** An event, in order and once. The newest event of each key comes first, after that everything. */
  readonly onEvent: (event: EventFrame) => void;
  /** Too much was missed or the console was restarted: fetch anew. The newest event of each key follows. */
  readonly onReload?: () => void;
  /** The console refuses the subscription, in its words. */
  readonly onRefused?: (message: string) => void;
}

interface Listening {
  readonly listener: ChannelListener;
  /** Events up to this one have been told. */
  seq: number;
  /** The request whose answer begins the events for this listener; null once it has been answered. */
  awaits: number | null;
}

interface Subscribed {
  readonly listening: Set<Listening>;
  /** Up to where the console has served the channel; null before its first answer. */
  served: { epoch: string; seq: number } | null;
  /** Said in the last answer, and true when the frame after it has arrived. */
  promised: { epoch: string; seq: number } | null;
}

/**
 * The channels that a client listens to. A channel is subscribed once however many listen; each listener is told
 * every event once, also when connections break in between.
 */
export class ChannelSubscriptions {
  private readonly channels = new Map<string, Subscribed>();
  /** Which channel a request that was not answered yet is about. */
  private readonly requests = new Map<number, string>();
  private readonly say: (frame: ClientFrame) => void;
  private readonly nextId: () => number;

  /** @param say sends a frame, or does nothing while there is no connection. */
  constructor(say: (frame: ClientFrame) => void, nextId: () => number) {
    this.say = say;
    this.nextId = nextId;
  }

  add(channel: string, listener: ChannelListener): () => void {
    const known = this.channels.get(channel);
    const subscribed: Subscribed = known ?? { listening: new Set(), served: null, promised: null };
    this.channels.set(channel, subscribed);
    const listening: Listening = { listener, seq: 0, awaits: null };
    subscribed.listening.add(listening);
    listening.awaits = this.request(channel);
    return () => {
      if (!subscribed.listening.delete(listening) || subscribed.listening.size > 0) return;
      if (this.channels.get(channel) !== subscribed) return;
      this.channels.delete(channel);
      this.say({ type: 'unsubscribe', channel });
    };
  }

  /** A new connection: asks for what was missed, and for the retained events where somebody waits for them. */
  resubscribe(): void {
    this.requests.clear();
    for (const [channel, subscribed] of this.channels) {
      // An answer whose events may not have arrived: everything since the start of that epoch is asked for.
      const { promised } = subscribed;
      const served = subscribed.served ?? (promised === null ? null : { epoch: promised.epoch, seq: 0 });
      subscribed.served = served;
      subscribed.promised = null;
      const waiting = [...subscribed.listening].filter((each) => served === null || each.awaits !== null);
      if (served !== null && waiting.length < subscribed.listening.size) this.request(channel, served);
      if (waiting.length === 0) continue;
      const id = this.request(channel);
      for (const each of waiting) each.awaits = id;
    }
  }

  /** A frame arrived: what the frame before it promised has been kept. */
  keepPromises(): void {
    for (const subscribed of this.channels.values()) {
      if (subscribed.promised === null) continue;
      subscribed.served = subscribed.promised;
      subscribed.promised = null;
    }
  }

  answered(frame: Extract<ServerFrame, { type: 'subscribed' }>): void {
    const id = typeof frame.id === 'number' ? frame.id : -1;
    this.requests.delete(id);
    const subscribed = this.channels.get(frame.channel);
    if (subscribed === undefined) return;
    const restarted = subscribed.served !== null && subscribed.served.epoch !== frame.epoch;
    subscribed.promised = { epoch: frame.epoch, seq: frame.seq };
    if (restarted) subscribed.served = { epoch: frame.epoch, seq: 0 };
    for (const each of subscribed.listening) {
      if (each.awaits === null) {
        if (restarted) each.seq = 0;
        if (frame.replay === 'reload') each.listener.onReload?.();
      } else if (each.awaits <= id) {
        each.awaits = null;
        each.seq = 0;
      }
    }
  }

  /** @returns false when the error answers none of the subscriptions. */
  refused(frame: Extract<ServerFrame, { type: 'error' }>): boolean {
    const channel = typeof frame.id === 'number' ? this.requests.get(frame.id) : undefined;
    if (channel === undefined) return false;
    this.requests.delete(Number(frame.id));
    for (const each of this.channels.get(channel)?.listening ?? []) {
      if (each.awaits === null || each.awaits === frame.id) each.listener.onRefused?.(frame.message);
    }
    return true;
  }

  deliver(event: EventFrame): void {
    const subscribed = this.channels.get(event.channel);
    if (subscribed === undefined) return;
    const { served } = subscribed;
    if (served?.epoch !== event.epoch || event.seq > served.seq)
      subscribed.served = { epoch: event.epoch, seq: event.seq };
    for (const each of subscribed.listening) {
      if (each.awaits !== null || event.seq <= each.seq) continue;
      each.seq = event.seq;
      each.listener.onEvent(event);
    }
  }

  private request(channel: string, since?: { epoch: string; seq: number }): number {
    const id = this.nextId();
    this.requests.set(id, channel);
    this.say({ type: 'subscribe', id, channel, ...(since === undefined ? {} : { since }) });
    return id;
  }
}
