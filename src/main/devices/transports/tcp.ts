import { connect, type Socket } from 'node:net';
import { AppError } from '#shared/domain/app-error.ts';
import type { Connector, Transport, TransportEvents } from './transport.ts';

/** An address that does not answer within this time is treated as one that cannot be reached, ms. */
const CONNECT_WITHIN_MS = 5000;
/** How often the system asks a silent peer whether it is still there, ms. */
const KEEP_ALIVE_MS = 10_000;

/** Where a device listens: a board on the network, or a program such as ser2net that lends a serial port out. */
export interface TcpPlace {
  readonly host: string;
  readonly port: number;
}

/** A byte stream over TCP. */
export function tcpConnector(place: TcpPlace): Connector {
  const name = nameOf(place);
  return { place: name, open: (events) => open(place, name, events) };
}

/** `host:port`, with brackets around an IPv6 address. */
function nameOf({ host, port }: TcpPlace): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

async function open(place: TcpPlace, name: string, events: TransportEvents): Promise<Transport> {
  const socket = connect({ host: place.host, port: place.port, noDelay: true });
  // A peer may vanish at any moment; without a listener that would end the process.
  let cause: Error | null = null;
  socket.on('error', (error) => {
    cause = error;
  });
  await connected(socket, name);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  let closing = false;
  socket.on('data', (bytes) => {
    if (!closing) events.onData(bytes);
  });
  socket.once('close', () => {
    if (!closing)
      events.onClosed(cause === null ? `${name} has closed the connection` : `${name}: ${wordsOf(cause)}`);
  });
  return {
    write: (bytes) => {
      if (socket.writable) socket.write(bytes);
    },
    close: async () => {
      closing = true;
      if (socket.closed) return;
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.destroy();
      await closed;
    },
  };
}

/** @throws AppError `unavailable` in words. */
async function connected(socket: Socket, name: string): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('it does not answer')), CONNECT_WITHIN_MS);
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        end();
      };
      socket.once('connect', () => settle(resolve));
      socket.once('error', (error) => settle(() => reject(error)));
    });
  } catch (error) {
    socket.destroy();
    throw new AppError('unavailable', `${name} cannot be reached: ${wordsOf(error)}`);
  }
}

/** What people can do something about, by the system's code. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such name on the network',
  EAI_AGAIN: 'the name cannot be looked up just now',
  EHOSTUNREACH: 'there is no way to that address',
  ENETUNREACH: 'the network is down',
  ETIMEDOUT: 'it does not answer',
  ECONNRESET: 'it has broken the connection off',
  EPIPE: 'it has broken the connection off',
};

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return words[code] ?? error.message;
}
