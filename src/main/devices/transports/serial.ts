import { existsSync } from 'node:fs';
import { AppError } from '#shared/domain/app-error.ts';
import { holdPort, type PortWords } from './holder.ts';
import type { PortCause, SerialPlace } from './port-messages.ts';
import type { Connector, Transport, TransportEvents } from './transport.ts';

/**
 * A serial port with 8 data bits, no parity, 1 stop bit and no flow control, held by a process of its own. Modem lines are
 * never touched here, so a pseudo-terminal, which has none, works as well. The system itself raises DTR each time the port
 * is opened, and that resets many Arduinos: an open port is worth keeping, and a driver has to live through that.
 */
export function serialConnector(place: SerialPlace): Connector {
  return { place: place.path, open: (events) => open(place, events) };
}

async function open(place: SerialPlace, events: TransportEvents): Promise<Transport> {
  const { path } = place;
  // While a cable is out this is asked every few seconds, which is not worth a process. Ports of Windows are no files.
  if (path.startsWith('/') && !existsSync(path)) throw new AppError('unavailable', noPort(path));
  return holdPort({ kind: 'serial', ...place }, wordsOf(path), events);
}

/** The causes that people can do something about, by what the system says of them. */
const causes: readonly [RegExp, (path: string) => string][] = [
  [/no such file|file not found|cannot find/i, noPort],
  [
    /permission denied|access denied/i,
    (path) =>
      `${path} may not be opened by this user (on Linux the user must be in the group of the port, often dialout)`,
  ],
  [
    /cannot lock|resource busy|temporarily unavailable/i,
    (path) => `${path} is in use already, by another device here or another program`,
  ],
  [/ioctl|not a serial/i, (path) => `${path} is not a serial port`],
];

function noPort(path: string): string {
  return `There is no port ${path}: is the board plugged in?`;
}

function wordsOf(path: string): PortWords {
  return {
    place: path,
    notOpen: (cause) => whyNotOpen(path, cause),
    ended: (cause) => (cause === null ? `${path} was unplugged` : `${path} failed: ${cause.text}`),
  };
}

function whyNotOpen(path: string, cause: PortCause): string {
  if (cause === null) return `${path} does not open`;
  const known = causes.find(([pattern]) => pattern.test(cause.text));
  return known ? known[1](path) : `${path} does not open: ${cause.text}`;
}
