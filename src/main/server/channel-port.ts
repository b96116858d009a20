import type { MessagePort } from 'node:worker_threads';
import type { Actor, ConsoleServices } from '#main/app/services.ts';
import { MAX_FRAME_BYTES } from '#shared/contract/frames.ts';
import type { Timers } from '#shared/contract/timers.ts';
import { ChannelSession } from './channel-session.ts';
import { publishAs } from './publish-as.ts';

export interface ChannelPortOptions {
  readonly services: ConsoleServices;
  readonly actor: Actor;
  readonly timers: Timers;
  readonly onError: (error: unknown) => void;
}

/**
 * Serves the channels to one window over a port of texts. A port does not tell how much of what it was given has been
 * read, so the window does: it answers each frame with the number of characters that it has read so far.
 */
export function serveChannelPort(port: MessagePort, options: ChannelPortOptions): void {
  const { services, actor, timers, onError } = options;
  let sentLength = 0;
  let readLength = 0;
  const session = new ChannelSession({
    hub: services.hub,
    publish: publishAs(services),
    actor,
    timers,
    send: (frame) => {
      const text = frame.toString();
      sentLength += text.length;
      port.postMessage(text);
    },
    bufferedBytes: () => sentLength - readLength,
    closeWith: () => port.close(),
    onError,
  });
  port.on('message', (data: unknown) => {
    if (typeof data === 'number') readLength = clamp(data, readLength, sentLength);
    else if (typeof data === 'string' && data.length <= MAX_FRAME_BYTES) session.receive(data);
    else session.receiveOther(typeof data === 'string' ? data.length : 0);
  });
  port.on('close', () => session.close());
}

/** What cannot be true changes nothing. */
function clamp(claimed: number, from: number, to: number): number {
  return claimed >= from && claimed <= to ? claimed : from;
}
