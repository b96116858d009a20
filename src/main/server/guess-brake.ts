import { isIPv6 } from 'node:net';

/** So many wrong tokens cost nothing: people mistype. */
const FREE_GUESSES = 5;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
/** An address that has not guessed for so long starts anew. */
const FORGET_MS = 15 * 60_000;
/** Addresses remembered at once; the one that guessed longest ago makes room. */
const MAX_ADDRESSES = 1000;

/** Slows down who guesses the token: after a few wrong ones, each further one doubles the wait of its address. */
export class GuessBrake {
  private readonly guesses = new Map<string, { count: number; lastMs: number }>();

  /** @returns how long the address has to wait before its next token is looked at, ms; 0 when it has not. */
  waitMs(address: string, nowMs: number): number {
    const seen = this.guesses.get(networkOf(address));
    if (seen === undefined || seen.count < FREE_GUESSES) return 0;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (seen.count - FREE_GUESSES));
    return Math.max(0, seen.lastMs + wait - nowMs);
  }

  /** The address presented a wrong token. */
  failed(address: string, nowMs: number): void {
    const network = networkOf(address);
    const seen = this.guesses.get(network);
    const count = seen !== undefined && nowMs - seen.lastMs < FORGET_MS ? seen.count + 1 : 1;
    this.guesses.delete(network);
    this.guesses.set(network, { count, lastMs: nowMs });
    const [oldest] = this.guesses.keys();
    if (this.guesses.size > MAX_ADDRESSES && oldest !== undefined) this.guesses.delete(oldest);
  }

  /** The address presented the right token. */
  passed(address: string): void {
    this.guesses.delete(networkOf(address));
  }
}

/** Whoever has one IPv6 address has its whole /64. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').length;
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0')].slice(0, 4).join(':');
}
