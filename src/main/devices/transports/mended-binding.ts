import { read } from 'node:fs';
import { promisify } from 'node:util';
import { SerialPort } from 'serialport';

/**
 * The ports of the serialport package, with one fault mended: under Linux and macOS a port whose device has gone reads
 * as the end of a file, and the package (bindings-cpp 13, its issue 162) reads on in an endless loop that fills the memory.
 */

type Binding = typeof SerialPort.binding;
type Port = Awaited<ReturnType<Binding['open']>>;
type UnixPort = Extract<Port, { readonly poller: unknown }>;
/** Each system has options of its own besides these; what is given is passed on. */
type Open = (options: { readonly path: string; readonly baudRate: number }) => Promise<Port>;

const readAsync = promisify(read);

/** Opens ports that close when their device goes. */
export const mendedBinding = {
  list: () => SerialPort.binding.list(),
  open: async (options: Parameters<Open>[0]): Promise<Port> => {
    const port = await (SerialPort.binding as { readonly open: Open }).open(options);
    if ('poller' in port) {
      port.read = (buffer: Buffer, offset: number, length: number) => readOrEnd(port, buffer, offset, length);
    }
    return port;
  },
};

/** Any error but a cancelled read makes the stream close the port. */
async function readOrEnd(
  port: UnixPort,
  buffer: Buffer,
  offset: number,
  length: number,
): Promise<{ buffer: Buffer; bytesRead: number }> {
  for (;;) {
    if (port.fd === null) throw cancelled();
    const bytesRead = await readAvailable(port.fd, buffer, offset, length);
    if (bytesRead === 0) throw new Error('The device is gone');
    if (bytesRead !== null) return { buffer, bytesRead };
    // It may have been closed meanwhile, and a poller that was destroyed must never be asked again: that is a crash.
    if (!port.isOpen) throw cancelled();
    await readable(port);
  }
}

const cancelled = (): Error => Object.assign(new Error('The port is closed'), { canceled: true });

/** @returns null when there is nothing yet. */
async function readAvailable(
  fd: number,
  buffer: Buffer,
  offset: number,
  length: number,
): Promise<number | null> {
  try {
    return (await readAsync(fd, buffer, offset, length, null)).bytesRead;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN' || code === 'EWOULDBLOCK' || code === 'EINTR') return null;
    throw error;
  }
}

function readable(port: UnixPort): Promise<void> {
  return new Promise((resolve, reject) => {
    port.poller.once('readable', (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}
