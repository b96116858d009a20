import { holdPort, type PortWords } from './holder.ts';
import type { PortCause, TcpPlace } from './port-messages.ts';
import type { Connector } from './transport.ts';

/** A byte stream over TCP, held by a process of its own. */
export function tcpConnector(place: TcpPlace): Connector {
  const name = nameOf(place);
  const words = wordsOf(name);
  return { place: name, open: (events) => holdPort({ kind: 'tcp', ...place }, words, events) };
}

/** `host:port`, with brackets around an IPv6 address. */
function nameOf({ host, port }: TcpPlace): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function wordsOf(place: string): PortWords {
  return {
    place,
    notOpen: (cause) => `${place} cannot be reached: ${describe(cause) ?? 'it does not answer'}`,
    ended: (cause) => {
      const what = describe(cause);
      return what === null ? `${place} has closed the connection` : `${place}: ${what}`;
    },
  };
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

function describe(cause: PortCause): string | null {
  return cause && (words[cause.code ?? ''] ?? cause.text);
}
