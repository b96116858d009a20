import { createORPCClient } from '@orpc/client';
import type { ChannelTransport } from '#shared/contract/channel-transport.ts';
import {
  createPortChannels,
  createPortLink,
  type PortEnd,
  type PortLink,
  type ProcedureClient,
} from '#shared/contract/port-link.ts';
import { openChannelSource } from './channel-source.ts';
import type { Transport } from './transport.ts';

/** What the desktop app says when it hands the page its two ports: procedures, channels. */
const PORTS_MESSAGE = 'maelstrom:ports';

/** The page, as far as ports need it. */
export interface PortPage {
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

/**
 * The ports of the desktop window. The app hands them over when the page stands, and new ones whenever those were
 * closed. Nobody has to sign in: whoever sits at the window sits at the console.
 */
export function createPortTransport(page: PortPage): Transport {
  const links = new CurrentLink();
  const channels = new FreshPorts();
  page.addEventListener('message', ({ data, source, ports }) => {
    const [procedurePort, channelPort] = ports;
    if (source !== page || data !== PORTS_MESSAGE || !procedurePort || !channelPort) return;
    links.renew(procedurePort);
    channels.offer(channelPort);
  });
  const open = { needed: false, signedIn: true };
  return {
    procedures: links.procedures,
    session: { check: async () => open, signIn: async () => open, signOut: async () => open },
    openChannels: (listener) => openChannelSource((heard) => connect(channels, heard), listener),
  };
}

/** Procedures over the port that is there now. Without one, calls wait for it. */
class CurrentLink {
  readonly procedures: ProcedureClient;
  private link: PortLink | null = null;
  private waiting: ((link: PortLink) => void)[] = [];

  constructor() {
    this.procedures = createORPCClient({
      call: async (path, input, options) => {
        const link = await this.current();
        return link.call(path, input, options);
      },
    });
  }

  renew(port: MessagePort): void {
    this.link?.close();
    const link = createPortLink(endOf(port), () => {
      if (this.link === link) this.link = null;
    });
    this.link = link;
    for (const resolve of this.waiting.splice(0)) resolve(link);
  }

  private async current(): Promise<PortLink> {
    return this.link ?? new Promise((resolve) => this.waiting.push(resolve));
  }
}

/** Ports of the channels that no connection has used yet: the newest, or the next. */
class FreshPorts {
  private fresh: MessagePort | null = null;
  private taker: ((port: MessagePort) => void) | null = null;

  offer(port: MessagePort): void {
    this.fresh?.close();
    this.fresh = null;
    if (this.taker === null) this.fresh = port;
    else this.taker(port);
    this.taker = null;
  }

  /** @returns a function that calls it off. */
  take(taker: (port: MessagePort) => void): () => void {
    const port = this.fresh;
    this.fresh = null;
    if (port !== null) taker(port);
    else this.taker = taker;
    return () => {
      if (this.taker === taker) this.taker = null;
    };
  }
}

/** One connection of the channels, over a port of its own. */
function connect(ports: FreshPorts, heard: () => void): ChannelTransport {
  let inner: ChannelTransport | null = null;
  const transport: ChannelTransport = {
    send: (text) => inner?.send(text),
    close: () => {
      callOff();
      inner?.close();
    },
    onOpen: () => undefined,
    onMessage: () => undefined,
    onClose: () => undefined,
  };
  const callOff = ports.take((port) => {
    const channels = createPortChannels(endOf(port));
    inner = channels;
    channels.onMessage = (text) => {
      transport.onMessage(text);
      heard();
    };
    channels.onClose = () => transport.onClose();
  });
  return transport;
}

function endOf(port: MessagePort): PortEnd {
  return {
    post: (message) => port.postMessage(message),
    close: () => port.close(),
    listen: ({ message, closed }) => {
      port.addEventListener('message', ({ data }: MessageEvent<unknown>) => message(data));
      port.addEventListener('close', closed);
      port.start();
    },
  };
}
