import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { ChannelTransport } from './channel-transport.ts';
import type { Contract } from './index.ts';

/** The longest text that a window may send, characters: as much as the body of a request over HTTP. */
export const MAX_PORT_MESSAGE = 1024 * 1024;

/** Every procedure of the console as an asynchronous function. */
export type ProcedureClient = ContractRouterClient<Contract>;

/** One end of a message port, whichever program's: texts, and the counts that answer them. */
export interface PortEnd {
  post(message: string | number): void;
  close(): void;
  /** Begins to listen. */
  listen(listener: { readonly message: (data: unknown) => void; readonly closed: () => void }): void;
}

/** The procedures over a port. */
export interface PortLink extends ClientLink<ClientContext> {
  readonly procedures: ProcedureClient;
  /** Calls that are under way are rejected. */
  close(): void;
}

type MessageCallback = (event?: { data: unknown }) => void;

/** @param onClosed called once, when the other side has closed the port. */
export function createPortLink(end: PortEnd, onClosed: () => void = () => undefined): PortLink {
  const callbacks: { message: MessageCallback; close: () => void } = {
    message: () => undefined,
    close: () => undefined,
  };
  const port = {
    on: (event: string, callback: MessageCallback): void => {
      if (event === 'message') callbacks.message = callback;
      else if (event === 'close') callbacks.close = callback;
    },
    postMessage: (data: unknown): void => {
      if (typeof data === 'string') end.post(data);
    },
  };
  const link = new RPCLink({ port });
  end.listen({
    message: (data) => {
      if (typeof data === 'string') callbacks.message({ data });
    },
    closed: () => {
      callbacks.close();
      onClosed();
    },
  });
  return {
    procedures: createORPCClient(link),
    call: (path, input, options) => link.call(path, input, options),
    close: () => {
      callbacks.close();
      end.close();
    },
  };
}

/** The channels over a port; each frame is answered with how much has been read, so that the console can wait. */
export function createPortChannels(end: PortEnd): ChannelTransport {
  let readLength = 0;
  let over = false;
  const transport: ChannelTransport = {
    send: (text) => end.post(text),
    close: () => {
      over = true;
      end.close();
    },
    onOpen: () => undefined,
    onMessage: () => undefined,
    onClose: () => undefined,
  };
  end.listen({
    message: (data) => {
      if (over || typeof data !== 'string') return;
      readLength += data.length;
      end.post(readLength);
      transport.onMessage(data);
    },
    closed: () => {
      if (!over) transport.onClose();
      over = true;
    },
  });
  return transport;
}
