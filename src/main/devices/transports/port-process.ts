import { SerialPort } from 'serialport';
import { mendedBinding } from './mended-binding.ts';
import type { PortMessage, PortOptions } from './port-messages.ts';

/**
 * A process that holds one serial port for a console. The serialport package waits for its ports in the event loop
 * of a process's main thread, and ends the process when it is used from a worker, which is where the console lives.
 * It ends with its console, however that ends, and the port is free then.
 */
const options = JSON.parse(process.argv[2] ?? '{}') as PortOptions;
const settings = { ...options, autoOpen: false, binding: mendedBinding };
const port = new SerialPort(settings);

const say = (message: PortMessage): void => {
  if (process.connected) process.send?.(message);
};

function ended(cause: string | null): void {
  const leave = (): void => process.exit();
  if (process.connected) process.send?.({ type: 'closed', cause } satisfies PortMessage, leave);
  else leave();
}

process.once('disconnect', () => process.exit());
process.on('message', (bytes: Uint8Array) => {
  if (port.isOpen) port.write(Buffer.from(bytes));
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
