import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query';
import { createContext, useContext } from 'react';
import type { ChannelListener, ProcedureClient, Transport } from './transport.ts';

/** Procedures as options for TanStack Query. */
export type Api = RouterUtils<ProcedureClient>;

/** Everything that hooks of the features need to talk to the console. */
export interface ConsoleAccess {
  readonly api: Api;
  /** Tries the channel connection again at once. */
  readonly reconnect: () => void;
  /** Listens to a channel of any name, until the returned function is called. Nothing comes while nobody is signed in. */
  readonly listen: (channel: string, listener: ChannelListener) => () => void;
  /** Gives the token, then opens the console. */
  readonly signIn: (token: string) => Promise<void>;
  /** Forgets the token in this browser. */
  readonly signOut: () => Promise<void>;
}

/** Procedures of a transport for TanStack Query. */
export function createApi(transport: Transport): Api {
  return createTanstackQueryUtils(transport.procedures);
}

export const ConsoleAccessContext = createContext<ConsoleAccess | null>(null);

/** The way to the console, for hooks of the features; components themselves select from stores. */
export function useConsoleAccess(): ConsoleAccess {
  const access = useContext(ConsoleAccessContext);
  if (access === null) throw new Error('No console access above this component');
  return access;
}

/** Procedures of the console for TanStack Query. */
export function useApi(): Api {
  return useConsoleAccess().api;
}
