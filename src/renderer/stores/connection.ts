import { create } from 'zustand';
import type { LinkState } from '#renderer/transport/transport.ts';
import type { ConsoleStatus } from '#shared/domain/console-status.ts';

/** How this page stands to the console. */
interface ConnectionStore {
  readonly link: LinkState;
  /** When something last arrived, by the page's monotonic clock, ms; null before anything did. */
  readonly heardAtMs: number | null;
  readonly status: ConsoleStatus | null;
  /** `unknown` until the console has said whether a token is needed. */
  readonly session: 'unknown' | 'open' | 'sign-in';
}

/** Live state of the connection and of the console as a whole. */
export const useConnection = create<ConnectionStore>(() => ({
  link: 'connecting',
  heardAtMs: null,
  status: null,
  session: 'unknown',
}));

/** True while values on the page are live. */
export function useIsLive(): boolean {
  return useConnection((state) => state.link === 'open');
}
