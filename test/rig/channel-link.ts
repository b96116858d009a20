import { ChannelHub } from '#main/app/channel-hub.ts';
import { ChannelSession } from '#main/server/channel-session.ts';
import type { ChannelTransport } from '#shared/contract/channel-transport.ts';
import type { FakeTimers } from './fake-timers.ts';

/** A console's channels and the wires to them, in memory: a wire carries frames on the next turn, and breaks on demand. */
export class ChannelWorld {
  hub = new ChannelHub({ epoch: 'e1', wallMs: () => 1000 });
  /** False: new connections are refused. */
  reachable = true;
  /** True: connections stay but carry nothing. */
  mute = false;
  attempts = 0;
  readonly said: string[] = [];
  private readonly timers: FakeTimers;
  private readonly wires = new Set<() => void>();

  constructor(timers: FakeTimers) {
    this.timers = timers;
  }

  /** The console starts anew: every connection breaks, and it remembers nothing. */
  restart(epoch: string): void {
    this.hub = new ChannelHub({ epoch, wallMs: () => 1000 });
    this.breakAll();
  }

  breakAll(): void {
    for (const cut of this.wires) cut();
  }

  readonly connect = (): ChannelTransport => {
    this.attempts += 1;
    let session: ChannelSession | null = null;
    let open = true;
    const later = (run: () => void): void => void setImmediate(() => open && run());
    const end = (): void => {
      open = false;
      session?.close();
      this.wires.delete(cut);
    };
    const cut = (): void => {
      end();
      transport.onClose();
    };
    const transport: ChannelTransport = {
      send: (text) => {
        this.said.push(text);
        later(() => this.mute || session?.receive(text));
      },
      close: end,
      onOpen: () => undefined,
      onMessage: () => undefined,
      onClose: () => undefined,
    };
    this.wires.add(cut);
    later(() => {
      if (!this.reachable) return cut();
      transport.onOpen();
      session = this.serve((frame) => later(() => this.mute || transport.onMessage(frame)), cut);
    });
    return transport;
  };

  private serve(send: (frame: string) => void, cut: () => void): ChannelSession {
    const { hub } = this;
    return new ChannelSession({
      hub,
      timers: this.timers,
      actor: { name: 'Ada', role: 'admin' },
      publish: (channel, key, payload) => hub.publishUser(channel, payload, key),
      send: (frame) => send(frame.toString()),
      bufferedBytes: () => 0,
      closeWith: cut,
      onError: (error) => {
        throw error;
      },
    });
  }
}

/** Lets frames that are under way arrive. */
export async function arrive(): Promise<void> {
  for (let i = 0; i < 10; i += 1) await new Promise((resolve) => setImmediate(resolve));
}
