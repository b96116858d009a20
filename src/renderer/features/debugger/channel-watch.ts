import type { ChannelListener } from '#renderer/transport/transport.ts';
import type { EventFrame } from '#shared/contract/frames.ts';
import type { ChannelEntry } from './use-channel-list.ts';

interface ChannelWatchOptions {
  readonly listen: (channel: string, listener: ChannelListener) => () => void;
  readonly events: (events: readonly EventFrame[]) => void;
  /** The console does not let this page listen to one of the channels. */
  readonly refused: (message: string) => void;
}

/**
 * Listens to every channel of a list, and to those that join it. What had been said before the list was known is left
 * out: it is no event of now.
 */
export class ChannelWatch {
  private readonly options: ChannelWatchOptions;
  private readonly stops = new Map<string, () => void>();
  private isFirst = true;

  constructor(options: ChannelWatchOptions) {
    this.options = options;
  }

  follow(channels: readonly ChannelEntry[]): void {
    if (channels.length === 0) return;
    for (const { name, seq } of channels) {
      // Of a channel that has appeared since, all is new.
      if (!this.stops.has(name)) this.stops.set(name, this.open(name, this.isFirst ? seq : 0));
    }
    this.isFirst = false;
  }

  stop(): void {
    for (const stop of this.stops.values()) stop();
    this.stops.clear();
  }

  private open(name: string, seenSeq: number): () => void {
    let seen = seenSeq;
    return this.options.listen(name, {
      events: (events) => this.options.events(events.filter(({ seq }) => seq > seen)),
      // Another start of the console counts anew.
      reload: () => {
        seen = 0;
      },
      refused: this.options.refused,
    });
  }
}
