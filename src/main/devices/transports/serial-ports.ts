import { promises as fs } from 'node:fs';
import { SerialPort } from 'serialport';
import type { PortList, SerialPortInfo } from '#main/app/ports/port-list.ts';

/** Names that serial ports have under Linux. */
const LINUX_SERIAL_NAME = /^(tty(ACM|USB|AMA|S|O|XRUSB)\d+|rfcomm\d+)$/;

/** The serial ports of this machine, with manufacturer and serial number where the system knows them. */
export const serialPorts: PortList = {
  async list() {
    try {
      return { ports: (await SerialPort.list()).map(describe), problem: null };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return {
        ports: await byName(),
        problem: `The system does not tell what is plugged in where (${why}). The path of a port can be typed.`,
      };
    }
  },
};

function describe({ path, manufacturer, serialNumber }: SerialPortInfoGiven): SerialPortInfo {
  return {
    path,
    ...(manufacturer !== undefined && { manufacturer }),
    ...(serialNumber !== undefined && { serialNumber }),
  };
}
type SerialPortInfoGiven = Awaited<ReturnType<typeof SerialPort.list>>[number];

/** What looks like a serial port by its name, for a Linux without udevadm. */
async function byName(): Promise<SerialPortInfo[]> {
  try {
    const names = (await fs.readdir('/dev')).filter((name) => LINUX_SERIAL_NAME.test(name));
    return names.toSorted().map((name) => ({ path: `/dev/${name}` }));
  } catch {
    return []; // no such folder on this system: nothing to offer
  }
}
