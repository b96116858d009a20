import type { ChannelHub } from '#main/app/channel-hub.ts';
import type { ConsoleChannel, ConsolePayload } from '#shared/contract/channels.ts';

/** An event of the hub, as far as the classic protocol needs it. */
export interface HubEvent<P> {
  readonly key?: string;
  readonly seq: number;
  readonly payload: P;
}

/** Events of one channel that happened together. */
export type OnEvents<P> = (events: readonly HubEvent<P>[]) => void;

export interface Listening<P> {
  /** The newest event of each key up to now. */
  readonly retained: readonly HubEvent<P>[];
  readonly stop: () => void;
}

/** Listens to a channel of the console itself. What `onEvents` throws goes to `onError`. */
export function listen<C extends ConsoleChannel>(
  hub: ChannelHub,
  channel: C,
  onError: (error: unknown) => void,
  onEvents: OnEvents<ConsolePayload<C>>,
): Listening<ConsolePayload<C>> {
  // The hub has serialised what its own schema describes.
  return listenAny(hub, channel, onError, onEvents as OnEvents<unknown>) as Listening<ConsolePayload<C>>;
}

/** Listens to any channel. @throws AppError when the hub refuses to open it. */
export function listenAny(
  hub: ChannelHub,
  channel: string,
  onError: (error: unknown) => void,
  onEvents: OnEvents<unknown>,
): Listening<unknown> {
  const subscription = hub.subscribe(channel, ({ frame }) => {
    try {
      onEvents(eventsOf(frame));
    } catch (error) {
      onError(error);
    }
  });
  const retained = subscription.frame === null ? [] : eventsOf(subscription.frame);
  return { retained, stop: subscription.unsubscribe };
}

/** The newest event of each key of a channel of the console itself. */
export function latest<C extends ConsoleChannel>(hub: ChannelHub, channel: C): HubEvent<ConsolePayload<C>>[] {
  return hub.latest(channel) as unknown as HubEvent<ConsolePayload<C>>[];
}

function eventsOf(frame: Buffer): HubEvent<unknown>[] {
  return (JSON.parse(frame.toString('utf8')) as { events: HubEvent<unknown>[] }).events;
}
