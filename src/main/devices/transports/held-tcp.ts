import { connect } from 'node:net';
import type { HeldPort, HeldPortEvents } from './held-port.ts';
import type { PortCause, TcpPlace } from './port-messages.ts';

/** How often the system asks a silent peer whether it is still there, ms. */
const KEEP_ALIVE_MS = 10_000;

/** A byte stream over TCP. */
export function holdTcp({ host, port }: TcpPlace, events: HeldPortEvents): HeldPort {
  const socket = connect({ host, port, noDelay: true });
  let cause: PortCause = null;
  socket.once('connect', () => {
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    events.onOpen();
  });
  socket.on('data', events.onData);
  socket.on('error', (error: NodeJS.ErrnoException) => {
    cause = { code: error.code ?? null, text: error.message };
  });
  // A peer that has closed takes nothing any more, whatever still waits for it.
  socket.once('end', () => socket.destroy());
  socket.once('close', () => events.onEnd(cause));
  return {
    get isOpen() {
      return socket.readyState === 'open';
    },
    get waitingBytes() {
      return socket.writableLength;
    },
    write: (bytes) => void socket.write(bytes),
    // What the peer still sends is read until it has closed as well: a socket that is closed with unread bytes is broken off
    // by the system, and the peer may lose what it has not read yet.
    finish: (bytes) =>
      new Promise((resolve) => {
        socket.once('close', () => resolve());
        socket.end(bytes);
      }),
  };
}
