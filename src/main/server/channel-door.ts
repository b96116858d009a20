import type { ConsoleServices } from '#main/app/services.ts';
import type { Timers } from '#shared/contract/timers.ts';
import { ChannelSession } from './channel-session.ts';
import { problemOf } from './problem.ts';
import { publishAs } from './publish-as.ts';
import type { SocketDoor } from './websocket.ts';

export interface ChannelDoorOptions {
  readonly services: ConsoleServices;
  readonly timers: Timers;
  readonly onError: (error: unknown) => void;
}

/** The channels of the console, for everybody who passes the gate. */
export function channelDoor({ services, timers, onError }: ChannelDoorOptions): SocketDoor {
  return {
    refusal: () => null,
    say: problemOf,
    open: (link, { actor }) =>
      new ChannelSession({
        hub: services.hub,
        publish: publishAs(services),
        actor,
        timers,
        send: (frame) => link.send(frame),
        bufferedBytes: () => link.bufferedBytes(),
        closeWith: (code, reason) => link.closeWith(code, reason),
        onError,
      }),
  };
}
