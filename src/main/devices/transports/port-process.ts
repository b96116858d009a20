import { FloodWatch, Gathering } from './flow.ts';
import type { HeldPort, HeldPortEvents } from './held-port.ts';
import {
  type HolderMessage,
  ownCauses,
  type PortCause,
  type PortMessage,
  type PortOptions,
} from './port-messages.ts';

/**
 * A process that holds one port for a console: a serial port, or a connection over TCP. It ends with its console, however that
 * ends, and by nothing else; before it does, it sends what its console has left for that case. The serialport package is
 * another reason: it waits for its ports in the event loop of a process's main thread, and ends the process when it is used
 * from a worker, which is where the console lives.
 */

/** A port that takes nothing any more does not keep the process, ms. */
const FAREWELL_WITHIN_MS = 1000;
/** What may wait for the other end: hundreds of times what a board is told in a second. */
const MAX_WAITING_BYTES = 65_536;

const say = (message: PortMessage, then: () => void = () => {}): void => {
  if (process.connected) process.send?.(message, then);
  else then();
};

let farewell: Uint8Array = new Uint8Array();
let over = false;
/** Null until it is being opened. */
let port: HeldPort | null = null;
const flood = new FloodWatch();
const gathering = new Gathering((bytes) => say(bytes));

const events: HeldPortEvents = {
  onOpen: () => say({ type: 'open' }),
  onData: (bytes) => {
    if (over) return;
    if (flood.isTooMuch(bytes.length, performance.now())) void endWith(ownCauses.flood);
    else gathering.add(bytes);
  },
  onEnd: (cause) => ended(cause),
};

async function open(place: PortOptions): Promise<HeldPort> {
  // The package of the serial ports is not loaded for a connection over TCP: it takes memory.
  if (place.kind === 'serial') return (await import('./held-serial.ts')).holdSerial(place, events);
  return (await import('./held-tcp.ts')).holdTcp(place, events);
}

function ended(cause: PortCause): void {
  if (over) return;
  over = true;
  gathering.flush();
  say({ type: 'ended', cause }, () => process.exit());
}

/** Lets go of a port that is of no use any more, with the outputs behind it off. */
async function endWith(code: string): Promise<void> {
  over = true;
  await sayFarewell();
  say({ type: 'ended', cause: { code, text: code } }, () => process.exit());
}

/** What the console has left is sent, for a board that would hold its outputs for ever. */
async function sayFarewell(): Promise<void> {
  if (port === null || !port.isOpen || farewell.length === 0) return;
  const late = new Promise((resolve) => setTimeout(resolve, FAREWELL_WITHIN_MS));
  await Promise.race([port.finish(farewell), late]);
}

// Ctrl-C in a terminal, and a service manager that stops the console, reach this process as well: the console still has to
// switch outputs off through it then.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.once('disconnect', () => {
  over = true;
  void sayFarewell().finally(() => process.exit());
});
process.on('message', (message: HolderMessage) => {
  if (!(message instanceof Uint8Array)) farewell = message.bytes;
  else if (port?.isOpen === true && !over) {
    port.write(message);
    if (port.waitingBytes > MAX_WAITING_BYTES) void endWith(ownCauses.full);
  }
});

port = await open(JSON.parse(process.argv[2] ?? '{}') as PortOptions);
