import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { AppError } from '#shared/domain/app-error.ts';
import type { HolderMessage, PortMessage, PortOptions } from './port-messages.ts';
import type { Connector, Transport, TransportEvents } from './transport.ts';

/** A port that does not open within this time is treated as one that cannot be opened, ms. */
const OPEN_WITHIN_MS = 5000;
/** A process that does not end within this time is ended, ms. */
const END_WITHIN_MS = 1000;

/**
 * A serial port with 8 data bits, no parity, 1 stop bit and no flow control, held by a process of its own. Modem lines are
 * never touched here, so a pseudo-terminal, which has none, works as well. The system itself raises DTR each time the port
 * is opened, and that resets many Arduinos: an open port is worth keeping, and a driver has to live through that.
 */
export function serialConnector(options: PortOptions): Connector {
  return { place: options.path, open: (events) => openPort(options, events) };
}

async function openPort(options: PortOptions, events: TransportEvents): Promise<Transport> {
  const { path } = options;
  // While a cable is out this is asked every few seconds, which is not worth a process. Ports of Windows are no files.
  if (path.startsWith('/') && !existsSync(path)) throw new AppError('unavailable', noPort(path));
  const child = startProcess(options);
  let state: 'opening' | 'open' | 'over' = 'opening';
  const lose = (reason: string): void => {
    if (state === 'open') events.onClosed(reason);
    state = 'over';
  };
  const opened = firstAnswer(child, path);
  child.on('message', (message: PortMessage) => {
    if (message instanceof Uint8Array) {
      if (state === 'open') events.onData(message);
    } else if (message.type === 'open') {
      state = 'open';
    } else if (message.type === 'closed') {
      lose(message.cause === null ? `${path} was unplugged` : `${path} failed: ${message.cause}`);
    }
  });
  child.once('exit', (code, signal) => lose(`The process that held ${path} has ended (${signal ?? code})`));
  // A message to a process that has just ended; its end is said by itself.
  child.on('error', () => {});
  const close = (): Promise<void> => {
    state = 'over';
    return end(child);
  };
  try {
    await opened;
  } catch (error) {
    await close();
    throw error;
  }
  const tell = (message: HolderMessage): void => {
    if (state === 'open' && child.connected) child.send(message);
  };
  return {
    write: tell,
    leaveFarewell: (bytes) => tell({ type: 'farewell', bytes }),
    close,
  };
}

function startProcess(options: PortOptions): ChildProcess {
  return fork(new URL('./port-process.ts', import.meta.url), [JSON.stringify(options)], {
    serialization: 'advanced',
    execArgv: [],
    // In the desktop app the program is Electron, which has to be told that it is Node now.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** Resolves when the port is open. @throws AppError `unavailable` in words. */
function firstAnswer(child: ChildProcess, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string): void => reject(new AppError('unavailable', why));
    const timer = setTimeout(() => refuse(`${path} does not open`), OPEN_WITHIN_MS);
    child.once('message', (message: PortMessage) => {
      clearTimeout(timer);
      if (message instanceof Uint8Array || message.type === 'open') resolve();
      else refuse(whyNotOpen(path, message.cause ?? 'it has ended'));
    });
    child.once('error', (error) => refuse(`${path} does not open: ${error.message}`));
    child.once('exit', () => {
      clearTimeout(timer);
      refuse(`${path} does not open: its process has ended`);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
  if (child.connected) child.disconnect();
  await exited;
  clearTimeout(timer);
}

/** The causes that people can do something about, by what the system says of them. */
const causes: readonly [RegExp, (path: string) => string][] = [
  [/no such file|file not found|cannot find/i, noPort],
  [
    /permission denied|access denied/i,
    (path) =>
      `${path} may not be opened by this user (on Linux the user must be in the group of the port, often dialout)`,
  ],
  [/cannot lock|resource busy|temporarily unavailable/i, (path) => `${path} is in use by another program`],
  [/ioctl|not a serial/i, (path) => `${path} is not a serial port`],
];

function noPort(path: string): string {
  return `There is no port ${path}: is the board plugged in?`;
}

function whyNotOpen(path: string, cause: string): string {
  const known = causes.find(([pattern]) => pattern.test(cause));
  return known ? known[1](path) : `${path} does not open: ${cause}`;
}
