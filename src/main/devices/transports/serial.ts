import { SerialPort } from 'serialport';
import { AppError } from '#shared/domain/app-error.ts';
import type { Connector, Transport, TransportEvents } from './transport.ts';
import { mendedBinding } from './unplugged-port.ts';

/** A port that does not open within this time is treated as one that cannot be opened, ms. */
const OPEN_WITHIN_MS = 5000;

export interface SerialOptions {
  readonly path: string;
  readonly baudRate: number;
}

/**
 * A serial port with 8 data bits, no parity, 1 stop bit and no flow control. Modem lines are never touched here, so a
 * pseudo-terminal, which has none, works as well. The system itself raises DTR each time the port is opened, and
 * that resets many Arduinos: an open port is worth keeping, and a driver has to live through the start of its board.
 */
export function serialConnector({ path, baudRate }: SerialOptions): Connector {
  return {
    place: path,
    open: (events) => {
      const options = { path, baudRate, autoOpen: false, binding: mendedBinding };
      return openPort(new SerialPort(options), events);
    },
  };
}

async function openPort(port: SerialPort, events: TransportEvents): Promise<Transport> {
  // The stream emits its errors as well as passing them on; without a listener they would end the process.
  port.on('error', () => {});
  await opened(port);
  let ours = true;
  const lose = (reason: string): void => {
    if (!ours) return;
    ours = false;
    events.onClosed(reason);
    void closed(port);
  };
  port.on('data', (bytes: Buffer) => {
    if (ours) events.onData(bytes);
  });
  port.on('close', () => lose(`${port.path} was unplugged`));
  // Reading no bytes at all is how some systems say that the other end is gone.
  port.on('end', () => lose(`${port.path} was unplugged`));
  port.on('error', (error: Error) => lose(`${port.path} failed: ${error.message}`));
  return {
    write: (bytes) => {
      if (ours && port.isOpen) port.write(Buffer.from(bytes));
    },
    close: () => {
      ours = false;
      return closed(port);
    },
  };
}

function opened(port: SerialPort): Promise<void> {
  return new Promise((resolve, reject) => {
    let inTime = true;
    const timer = setTimeout(() => {
      inTime = false;
      reject(new AppError('unavailable', `${port.path} does not open`));
    }, OPEN_WITHIN_MS);
    port.open((cause) => {
      clearTimeout(timer);
      if (!inTime) void closed(port);
      else if (cause) reject(new AppError('unavailable', whyNotOpen(port.path, cause), { cause }));
      else resolve();
    });
  });
}

function closed(port: SerialPort): Promise<void> {
  return new Promise((resolve) => {
    if (port.isOpen) port.close(() => resolve());
    else resolve();
  });
}

/** The causes that people can do something about, by what the system says of them. */
const causes: readonly [RegExp, (path: string) => string][] = [
  [
    /no such file|file not found|cannot find/i,
    (path) => `There is no port ${path}: is the board plugged in?`,
  ],
  [
    /permission denied|access denied/i,
    (path) =>
      `${path} may not be opened by this user (on Linux the user must be in the group of the port, often dialout)`,
  ],
  [/cannot lock|resource busy|temporarily unavailable/i, (path) => `${path} is in use by another program`],
  [/ioctl|not a serial/i, (path) => `${path} is not a serial port`],
];

function whyNotOpen(path: string, cause: Error): string {
  const known = causes.find(([pattern]) => pattern.test(cause.message));
  return known ? known[1](path) : `${path} does not open: ${cause.message}`;
}
