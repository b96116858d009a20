import type { ConsoleAccess } from '#shared/domain/console-status.ts';

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;

/**
 * The address that a phone in the same network can open; null when there is none.
 * @param pageAddress the address of this page: when it was opened from elsewhere, others can do the same, also through a
 *   proxy that the console does not know of.
 */
export function phoneAddress(pageAddress: string, access: ConsoleAccess): string | null {
  const page = new URL(pageAddress);
  if (/^https?:$/.test(page.protocol) && !loopback.test(page.hostname)) return page.origin + page.pathname;
  if (access.thisComputerOnly) return null;
  return access.addresses[0] ?? null;
}
