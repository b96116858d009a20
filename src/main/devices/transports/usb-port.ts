import { promises as fs } from 'node:fs';
import type { DriverMemory } from '#main/app/ports/driver.ts';
import type { PortList, SerialPortInfo } from '#main/app/ports/port-list.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { serialConnector } from './serial.ts';
import type { Connector, Transport, TransportEvents } from './transport.ts';

/** The system is asked what is plugged in for no longer than this, ms. */
const LIST_WITHIN_MS = 3000;

export interface UsbPortOptions {
  /** The port as the user named it. */
  readonly path: string;
  readonly baudRate: number;
  readonly ports: PortList;
  /** Keeps which board it is. */
  readonly memory: DriverMemory;
}

interface Remembered {
  /** The port that the user named when this was noted: another one is another board. */
  readonly path: string;
  readonly serialNumber: string;
}

/**
 * A serial port that is known by the serial number of the board behind it, once it has been open: when the system gives the
 * board another name it is found there, and a strange board under the old name is left alone. Boards without a serial
 * number, and systems that do not tell it, are known by the name of their port.
 */
export function usbPortConnector(options: UsbPortOptions): Connector {
  return new UsbPort(options);
}

class UsbPort implements Connector {
  private readonly options: UsbPortOptions;
  private known: Remembered | null;
  private path: string;

  constructor(options: UsbPortOptions) {
    this.options = options;
    this.path = options.path;
    const known = parse(options.memory.load());
    this.known = known?.path === options.path ? known : null;
    options.memory.provide(() => JSON.stringify(this.known));
  }

  /** Where the board is, or was when it was last seen. */
  get place(): string {
    return this.path;
  }

  async open(events: TransportEvents): Promise<Transport> {
    const path = this.known === null ? this.options.path : await this.find(this.known);
    const transport = await serialConnector({ path, baudRate: this.options.baudRate }).open(events);
    this.path = path;
    this.note(path).catch(() => undefined); // it is noted the next time
    return transport;
  }

  /** @throws AppError `unavailable` when the port is there, but with another board behind it. */
  private async find({ serialNumber }: Remembered): Promise<string> {
    const { path } = this.options;
    const ports = await this.list();
    const same = ports.filter((port) => port.serialNumber === serialNumber);
    const [only] = same;
    if (only !== undefined && same.length === 1) return only.path;
    const there = await portAt(ports, path);
    // Boards that share a serial number are told apart by their ports alone.
    if (same.length === 0 && there?.serialNumber !== undefined) {
      throw new AppError(
        'unavailable',
        `Another board is on ${path} now: the one with serial number ${serialNumber} is not plugged in`,
      );
    }
    return path;
  }

  private async note(path: string): Promise<void> {
    const ports = await this.list();
    const serialNumber = (await portAt(ports, path))?.serialNumber;
    const shared = ports.filter((port) => port.serialNumber === serialNumber).length > 1;
    if (serialNumber === undefined || shared) return;
    this.known = { path: this.options.path, serialNumber };
  }

  /** What is plugged in, as far as the system tells it in time. */
  private async list(): Promise<readonly SerialPortInfo[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<readonly SerialPortInfo[]>((resolve) => {
      timer = setTimeout(() => resolve([]), LIST_WITHIN_MS);
    });
    try {
      return await Promise.race([this.options.ports.list().then(({ ports }) => ports), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The port under a name, which may be a link such as those in /dev/serial/by-id. */
async function portAt(ports: readonly SerialPortInfo[], path: string): Promise<SerialPortInfo | undefined> {
  const real = await fs.realpath(path).catch(() => path);
  return ports.find((port) => port.path === path || port.path === real);
}

function parse(text: string | null): Remembered | null {
  try {
    const found = JSON.parse(text ?? 'null') as Partial<Remembered> | null;
    if (typeof found?.path !== 'string' || typeof found.serialNumber !== 'string') return null;
    return { path: found.path, serialNumber: found.serialNumber };
  } catch {
    return null; // written by another version: the board is found by its port then
  }
}
