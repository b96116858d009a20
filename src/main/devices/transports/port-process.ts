import { SerialPort } from 'serialport';
import { mendedBinding } from './mended-binding.ts';
import type { HolderMessage, PortMessage, PortOptions } from './port-messages.ts';

/**
 * A process that holds one serial port for a console. The serialport package waits for its ports in the event loop
 * of a process's main thread, and ends the process when it is used from a worker, which is where the console lives.
 * It ends with its console, however that ends, and by nothing else; the port is free then.
 */

/** A port that takes nothing any more does not keep the process, ms. */
const FAREWELL_WITHIN_MS = 500;

const options = JSON.parse(process.argv[2] ?? '{}') as PortOptions;
const settings = { ...options, autoOpen: false, binding: mendedBinding };
const port = new SerialPort(settings);
let farewell: Buffer = Buffer.alloc(0);

const say = (message: PortMessage): void => {
  if (process.connected) process.send?.(message);
};

function ended(cause: string | null): void {
  const leave = (): void => process.exit();
  if (process.connected) process.send?.({ type: 'closed', cause } satisfies PortMessage, leave);
  else leave();
}

/** The console has ended: what it left is sent, for a board that would hold its outputs for ever. */
function sayFarewell(): void {
  const leave = (): void => process.exit();
  if (!port.isOpen || farewell.length === 0) leave();
  setTimeout(leave, FAREWELL_WITHIN_MS);
  port.write(farewell);
  port.drain(leave);
}

// Ctrl-C in a terminal, and a service manager that stops the console, reach this process as well: the console still has to
// switch outputs off through it then.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.once('disconnect', sayFarewell);
process.on('message', (message: HolderMessage) => {
  if (!(message instanceof Uint8Array)) farewell = Buffer.from(message.bytes);
  else if (port.isOpen) port.write(Buffer.from(message));
});
port.on('data', (bytes: Buffer) => say(bytes));
port.on('error', (error: Error) => ended(error.message));
// Reading no bytes at all is how some systems say that the other end is gone.
for (const event of ['close', 'end']) port.on(event, () => ended(null));

port.open((cause) => {
  if (cause === null) {
    say({ type: 'open' });
    return;
  }
  process.send?.({ type: 'failed', cause: cause.message } satisfies PortMessage, () => process.exit());
});
