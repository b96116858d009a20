import { create } from 'zustand';
import type { LinkState } from '#renderer/transport/transport.ts';
import type { ConsoleStatus } from '#shared/domain/console-status.ts';

/** How this page stands to the console. */
interface ConnectionStore {
  readonly link: LinkState;
  /** True when the connection stands, but no values come over it. */
  readonly silent: boolean;
  /** When something last arrived, by the page's monotonic clock, ms; null before anything did. */
  readonly heardAtMs: number | null;
  /** The same for values of vessels. */
  readonly dataAtMs: number | null;
  readonly status: ConsoleStatus | null;
  /** Why the last press of the emergency stop did not work; null when it did. */
  readonly stopFailed: string | null;
  /** `unknown` until the console has said whether a token is needed. */
  readonly session: 'unknown' | 'open' | 'sign-in';
  /** True when this browser has given a token, and can take it back. */
  readonly signedIn: boolean;
}

/** Live state of the connection and of the console as a whole. */
export const useConnection = create<ConnectionStore>(() => ({
  link: 'connecting',
  silent: false,
  heardAtMs: null,
  dataAtMs: null,
  status: null,
  stopFailed: null,
  session: 'unknown',
  signedIn: false,
}));

/** True while values on the page are live. */
export function useIsLive(): boolean {
  return useConnection((state) => state.link === 'open' && !state.silent);
}
