import { SerialPort } from 'serialport';
import type { HeldPort, HeldPortEvents } from './held-port.ts';
import { mendedBinding } from './mended-binding.ts';
import type { SerialPlace } from './port-messages.ts';

/** A serial port with 8 data bits, no parity, 1 stop bit and no flow control. */
export function holdSerial({ path, baudRate }: SerialPlace, events: HeldPortEvents): HeldPort {
  const settings = { path, baudRate, autoOpen: false, binding: mendedBinding };
  const port = new SerialPort(settings);
  const failed = ({ message }: Error): void => events.onEnd({ code: null, text: message });
  port.on('data', events.onData);
  port.on('error', failed);
  // Reading no bytes at all is how some systems say that the other end is gone.
  for (const event of ['close', 'end']) port.on(event, () => events.onEnd(null));
  port.open((error) => (error === null ? events.onOpen() : failed(error)));
  return {
    get isOpen() {
      return port.isOpen;
    },
    get waitingBytes() {
      return port.writableLength;
    },
    write: (bytes) => void port.write(bytes),
    finish: (bytes) => {
      port.write(bytes);
      return new Promise((resolve) => port.drain(() => resolve()));
    },
  };
}
