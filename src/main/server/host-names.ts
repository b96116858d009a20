import { isIP } from 'node:net';

/** Splits `name:port`, `[::1]:port` or a bare name; null when it is none of them. */
export function parseHost(host: string): { readonly name: string; readonly port: string } | null {
  const parts = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::(\d{1,5}))?$/i.exec(host);
  if (parts?.[1] === undefined) return null;
  return { name: plainName(parts[1]), port: parts[2] ?? '' };
}

/** Lower case, without the brackets of an IPv6 address and the dot that ends an absolute name. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

/** True for a name or an address that only this machine reaches. */
export function isLoopback(host: string): boolean {
  const name = plainName(host);
  if (name === 'localhost' || name === '::1') return true;
  return isIP(name) === 4 && name.startsWith('127.');
}

/**
 * Decides which names a browser may have reached the console by. A page on a foreign name that was rebound to this
 * address carries that name in `Host`; an address literal cannot be rebound.
 */
export function knownHosts(options: {
  /** What the server listens on. */
  readonly bound: string;
  /** Names of this machine, and names that a proxy in front of it is reached by. */
  readonly names: readonly string[];
}): (name: string) => boolean {
  const names = new Set([plainName(options.bound)]);
  for (const name of options.names) {
    const plain = plainName(name);
    names.add(plain);
    if (!plain.includes('.')) names.add(`${plain}.local`);
  }
  const remote = !isLoopback(options.bound);
  return (name) => isLoopback(name) || names.has(name) || (remote && isIP(name) !== 0);
}
