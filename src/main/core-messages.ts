import type { ConsoleConfig, WindowPorts } from './console.ts';

/** What the core worker is started with. */
export type CoreConfig = ConsoleConfig;

/** What the core tells the entry. */
export type CoreMessage =
  /** `url` is empty when remote access is off. */
  | { readonly type: 'ready'; readonly url: string }
  /** The start failed; the line is for the user. */
  | { readonly type: 'failed'; readonly line: string }
  /** The thread of the core, and of its loop, is not held up. */
  | { readonly type: 'beat' }
  /** Something went wrong that no user of the console can be told. */
  | { readonly type: 'fault'; readonly line: string };

/** What the entry tells the core. */
export type EntryMessage =
  | { readonly type: 'stop' }
  /** A window has opened; its ports are transferred. */
  | { readonly type: 'window'; readonly ports: WindowPorts }
  /** The computer goes to sleep, or is back. */
  | { readonly type: 'suspend' }
  | { readonly type: 'resume' }
  /** This process takes the place of one whose core had failed. */
  | { readonly type: 'relaunched' };

/** How often the core says that it is alive. */
export const BEAT_MS = 1000;
/** A core that has been silent for so long is stalled: the process ends and is started again. */
export const STALLED_AFTER_MS = 5000;
