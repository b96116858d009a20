import type { NetworkInterfaceInfo } from 'node:os';
import { plainName } from './host-names.ts';

/** The computer, as far as its addresses go. */
export interface Machine {
  readonly name: string;
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
}

/** Listening on these means on every address that the computer has. */
const everywhere: ReadonlySet<string> = new Set(['0.0.0.0', '::', '']);

/**
 * What can be typed into a browser to reach a server: of one that listens on every address, those of the computer's
 * networks and its name. Addresses that hold inside one cable only are left out.
 */
export function browserAddresses(host: string, port: number, machine: Machine): string[] {
  if (!everywhere.has(plainName(host))) return [addressOf(host, port)];
  const own = Object.values(machine.interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ internal, address }) => !internal && !/^(169\.254\.|fe80:)/i.test(address));
  const version4 = own.filter(({ family }) => family === 'IPv4');
  // Phones have the old addresses everywhere; the new ones are long and change.
  const shown = version4.length > 0 ? version4 : own;
  const name = plainName(machine.name);
  const names = [...shown.map(({ address }) => address), name.includes('.') ? name : `${name}.local`];
  return [...new Set(names)].map((each) => addressOf(each, port));
}

/** The address of a server by one of its names. */
export function addressOf(host: string, port: number): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return `http://${name}:${port}/`;
}
