import { AppError } from './app-error.ts';

/** The driver of a bridge of the original maelstrom. */
export const BRIDGE_DRIVER = 'bridge';

/** What the original maelstrom knows of where a controller is. Nothing is connected to: the bridge sends by itself. */
export interface BridgeConnection {
  readonly address: string;
  /** A number as text, or the name of a serial port; may be empty. */
  readonly port: string;
  readonly socket: string;
  /** Unit of the temperatures that the bridge sends. */
  readonly unit: 'C' | 'F';
}

const texts = ['address', 'port', 'socket'] as const;

/**
 * The connection of a bridge as its device keeps it, such as `address=10.0.0.5, port=8888, unit=F`; what is empty is left
 * out, and °C goes without saying. `parseBridgeConnection` gives the same back, without spaces around the values.
 */
export function printBridgeConnection(connection: BridgeConnection): string {
  const parts = texts
    .filter((name) => connection[name] !== '')
    .map((name) => `${name}=${escape(connection[name])}`);
  if (connection.unit === 'F') parts.push('unit=F');
  return parts.join(', ');
}

/**
 * Reads the connection of a bridge; an empty one is a bridge of which nothing is known but its name.
 * @throws AppError `invalid` in words.
 */
export function parseBridgeConnection(text: string): BridgeConnection {
  const found: Record<string, string> = {};
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '') continue;
    const [, name = part, value = ''] = /^([^=]*?)\s*=\s*(.*)$/s.exec(part) ?? [];
    if (name !== 'unit' && !isText(name)) {
      throw new AppError('invalid', `connection: ${name} is not one of address, port, socket, unit`);
    }
    if (Object.hasOwn(found, name)) throw new AppError('invalid', `connection: ${name} is said twice`);
    found[name] = unescape(value);
  }
  const { address = '', port = '', socket = '', unit = 'C' } = found;
  if (unit !== 'C' && unit !== 'F') throw new AppError('invalid', 'connection: unit must be C or F');
  return { address, port, socket, unit };
}

function isText(name: string): name is (typeof texts)[number] {
  return (texts as readonly string[]).includes(name);
}

/** Commas part the fields. */
function escape(value: string): string {
  return value.trim().replaceAll('%', '%25').replaceAll(',', '%2C');
}

function unescape(value: string): string {
  return value.replaceAll(/%2C/gi, ',').replaceAll('%25', '%');
}
