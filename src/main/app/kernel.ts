import type { ChannelHub } from './channel-hub.ts';
import type { Clock } from './ports/clock.ts';
import type { Store } from './ports/store.ts';

/** What every service of the core stands on. */
export interface Kernel {
  readonly clock: Clock;
  readonly store: Store;
  readonly hub: ChannelHub;
  /** A new id that has never been used: `prefix-` and random letters and digits. */
  readonly newId: (prefix: string) => string;
}
