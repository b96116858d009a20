import type { ChannelTransport } from '#shared/contract/channel-transport.ts';

/** One connection of the channels over a WebSocket. */
export function openSocket(url: string, heard: () => void): ChannelTransport {
  const socket = new WebSocket(url);
  let closed = false;
  const transport: ChannelTransport = {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => {
      closed = true;
      socket.close();
    },
    onOpen: () => undefined,
    onMessage: () => undefined,
    onClose: () => undefined,
  };
  socket.addEventListener('open', () => {
    if (!closed) transport.onOpen();
  });
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (closed || typeof event.data !== 'string') return;
    transport.onMessage(event.data);
    heard();
  });
  socket.addEventListener('close', () => {
    if (!closed) transport.onClose();
    closed = true;
  });
  return transport;
}
