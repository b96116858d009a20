import { createORPCClient } from '@orpc/client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { contract } from '#shared/contract/index.ts';
import { openChannelSource } from './channel-source.ts';
import { createHttpSession } from './session.ts';
import { openSocket } from './socket.ts';
import type { ProcedureClient, Transport } from './transport.ts';

/** REST and WebSocket, relative to the address that the page came from: it may stand below a path of a proxy. */
export function createHttpTransport(base: string): Transport {
  const link = new OpenAPILink(contract, { url: new URL('api/v1', base).href });
  const procedures: ProcedureClient = createORPCClient(link);
  const socketUrl = new URL('ws', base);
  socketUrl.protocol = socketUrl.protocol === 'https:' ? 'wss:' : 'ws:';
  return {
    procedures,
    session: createHttpSession(new URL('session', base).href),
    openChannels: (listener) => openChannelSource((heard) => openSocket(socketUrl.href, heard), listener),
  };
}
