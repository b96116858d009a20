import type { DriverMemory } from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { TcpPlace } from './port-messages.ts';
import { serialPorts } from './serial-ports.ts';
import { tcpConnector } from './tcp.ts';
import type { Connector } from './transport.ts';
import { usbPortConnector } from './usb-port.ts';

/** A path such as /dev/ttyACM0, or a port of Windows. */
const SERIAL = /^(\/[\x21-\x7e]+|COM[1-9]\d{0,2})$/i;
/** A name or an IPv4 address, or an IPv6 address in brackets, and a port. */
const TCP = /^(?:([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)|\[([0-9A-Fa-f:.]{2,45})\]):(\d{1,5})$/;

/** What to type, in words. */
export const PLACE_HINT = 'Port, such as /dev/ttyACM0 or COM3, or host:port on the network';

/** @throws AppError `invalid` when this is neither a serial port nor a network address. */
export function checkPlace(connection: string): void {
  if (SERIAL.test(connection) || tcpPlace(connection) !== null) return;
  throw new AppError(
    'invalid',
    'connection: must be the port of the board, such as /dev/ttyACM0 or COM3, or its address, such as 192.168.1.20:23',
  );
}

/** How to reach a device where the user said it is. The connection has been checked. */
export function connectorFor(
  connection: string,
  options: { readonly baudRate: number; readonly memory: DriverMemory },
): Connector {
  const place = tcpPlace(connection);
  if (place !== null) return tcpConnector(place);
  return usbPortConnector({ path: connection, ports: serialPorts, ...options });
}

function tcpPlace(connection: string): TcpPlace | null {
  const [, name, address, digits] = TCP.exec(connection) ?? [];
  const port = Number(digits);
  const host = name ?? address;
  return host !== undefined && port >= 1 && port <= 65_535 ? { host, port } : null;
}
