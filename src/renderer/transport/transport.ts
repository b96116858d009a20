import type { EventFrame } from '#shared/contract/frames.ts';
import type { ProcedureClient } from '#shared/contract/port-link.ts';

export type { ProcedureClient };

/** State of the channel connection. */
export type LinkState = 'connecting' | 'open' | 'lost';

/** Called with events that arrived together. `reload` means that too much was missed: fetch anew. */
export interface ChannelListener {
  readonly events: (events: readonly EventFrame[]) => void;
  readonly reload: () => void;
  /** The console does not let this page listen, in its words. */
  readonly refused?: (message: string) => void;
}

/** The channels of the console, over whatever connects this page to it. */
export interface ChannelSource {
  subscribe(channel: string, listener: ChannelListener): () => void;
  /** Tries at once instead of waiting for the next attempt. */
  reconnect(): void;
  close(): void;
}

/** What the page hears about its connection. */
export interface LinkListener {
  readonly state: (state: LinkState) => void;
  /** Something arrived: the console lives. */
  readonly heard: () => void;
}

/** Whether a token is needed to enter, and whether this browser has given it. */
export interface SessionState {
  readonly needed: boolean;
  readonly signedIn: boolean;
}

/** The door of the console. */
export interface SessionDoor {
  check(): Promise<SessionState>;
  /** @throws Error in words when the token is refused. */
  signIn(token: string): Promise<SessionState>;
  signOut(): Promise<SessionState>;
}

/** One way to reach the console: HTTP and WebSocket, or the ports of the desktop window. */
export interface Transport {
  readonly procedures: ProcedureClient;
  readonly session: SessionDoor;
  openChannels(listener: LinkListener): ChannelSource;
}
