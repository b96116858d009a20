import { type ChannelClientState, createChannelClient } from '#shared/contract/channel-client.ts';
import type { ChannelTransport } from '#shared/contract/channel-transport.ts';
import type { EventFrame } from '#shared/contract/frames.ts';
import type { Timers } from '#shared/contract/timers.ts';
import type { ChannelSource, LinkListener, LinkState } from './transport.ts';

const timers: Timers = {
  nowMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Makes one connection; `heard` is called after each frame that has been handed on. */
export type ConnectChannels = (heard: () => void) => ChannelTransport;

/** The channels over a connection that is made anew whenever it breaks. Events of one frame are handed on together. */
export function openChannelSource(connect: ConnectChannels, listener: LinkListener): ChannelSource {
  const flushes = new Set<() => void>();
  const heard = (): void => {
    for (const flush of flushes) flush();
    listener.heard();
  };
  const client = createChannelClient({
    connect: () => connect(heard),
    timers,
    random: Math.random,
    onState: (state) => listener.state(linkOf(state)),
  });
  const retry = (): void => client.reconnectNow();
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') retry();
  };
  // A phone that wakes up, or that has found its network again, shall not wait for the next attempt.
  window.addEventListener('online', retry);
  document.addEventListener('visibilitychange', onVisible);
  return {
    subscribe: (channel, { events, reload, refused }) => {
      let batch: EventFrame[] = [];
      const flush = (): void => {
        if (batch.length === 0) return;
        const arrived = batch;
        batch = [];
        events(arrived);
      };
      flushes.add(flush);
      const unsubscribe = client.subscribe(channel, {
        onEvent: (event) => batch.push(event),
        onReload: reload,
        ...(refused === undefined ? {} : { onRefused: refused }),
      });
      return () => {
        flushes.delete(flush);
        unsubscribe();
      };
    },
    reconnect: retry,
    close: () => {
      window.removeEventListener('online', retry);
      document.removeEventListener('visibilitychange', onVisible);
      client.close();
    },
  };
}

/** An attempt after a loss is still a loss to whoever looks at the page. */
function linkOf({ status, lastHeardMs }: ChannelClientState): LinkState {
  if (status === 'online') return 'open';
  return status === 'connecting' && lastHeardMs === null ? 'connecting' : 'lost';
}
