import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Actor, ConsoleServices } from '#main/app/services.ts';
import { MAX_FRAME_BYTES } from '#shared/contract/frames.ts';
import type { Timers } from '#shared/contract/timers.ts';
import { ChannelSession, closeCodes } from './channel-session.ts';
import type { Gate } from './gate.ts';
import { problem } from './problem.ts';
import { publishAs } from './publish-as.ts';

/** Where the channels are served. */
export const SOCKET_PATH = '/ws';
/** Clients of the channels at once. */
export const MAX_CLIENTS = 200;
/** A peer that does not answer the closing of its connection is dropped after this, ms. */
const CLOSE_GRACE_MS = 800;

export interface ChannelSocketOptions {
  readonly services: ConsoleServices;
  readonly gate: Gate;
  readonly timers: Timers;
  readonly onError: (error: unknown) => void;
}

/** Serves the channels to WebSocket clients. @returns a function that ends every connection. */
export function serveChannels(server: Server, options: ChannelSocketOptions): () => Promise<void> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    clientTracking: true,
  });
  let closing = false;
  server.on('upgrade', (request, socket: Duplex, head) => {
    // A peer may vanish at any moment; without a listener that would end the process.
    socket.on('error', () => socket.destroy());
    const refusal = closing ? { status: 503, message: 'The console is closing' } : null;
    const passage = refusal ?? judge(request, options.gate, sockets.clients.size);
    if ('status' in passage) return refuse(socket, passage.status, passage.message);
    sockets.handleUpgrade(request, socket, head, (client) => attach(client, passage.actor, options));
  });
  sockets.on('wsClientError', (_error, socket) => refuse(socket, 400, 'This is not a WebSocket request'));
  return async () => {
    closing = true;
    await Promise.all(
      [...sockets.clients].map((client) =>
        closeClient(client, closeCodes.goingAway, 'the console is closing'),
      ),
    );
    sockets.close();
  };
}

function judge(
  request: IncomingMessage,
  gate: Gate,
  clients: number,
): { readonly actor: Actor } | { readonly status: number; readonly message: string } {
  const url = request.url ?? '';
  if (url.split('?', 1)[0] !== SOCKET_PATH) return { status: 404, message: `Channels are at ${SOCKET_PATH}` };
  const { headers, method = '' } = request;
  const passage = gate.pass(
    { kind: 'upgrade', method, url, headers, open: false },
    request.socket.remoteAddress ?? '',
  );
  if (!passage.ok) return passage;
  if (clients >= MAX_CLIENTS) return { status: 503, message: `There are already ${MAX_CLIENTS} clients` };
  return passage;
}

/** Answers an upgrade in the words of HTTP. */
function refuse(socket: Duplex, status: number, message: string): void {
  if (!socket.writable) return void socket.destroy();
  const body = JSON.stringify(problem(status, message));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

function attach(client: WebSocket, actor: Actor, { services, timers, onError }: ChannelSocketOptions): void {
  const session = new ChannelSession({
    hub: services.hub,
    publish: publishAs(services),
    actor,
    timers,
    send: (frame) => client.send(frame, { binary: false }, ignore),
    bufferedBytes: () => client.bufferedAmount,
    closeWith: (code, reason) => void closeClient(client, code, reason),
    onError,
  });
  client.on('message', (data, isBinary) => {
    if (isBinary) session.receiveOther(lengthOf(data));
    else session.receive(toText(data));
  });
  client.on('error', () => client.terminate());
  client.on('close', () => session.close());
}

/** What `ws` reports through a callback it also reports by closing. */
function ignore(): void {}

async function closeClient(client: WebSocket, code: number, reason: string): Promise<void> {
  await new Promise<void>((resolve) => {
    if (client.readyState === client.CLOSED) return resolve();
    const timer = setTimeout(() => client.terminate(), CLOSE_GRACE_MS);
    client.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    client.close(code, reason);
  });
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}

function lengthOf(data: RawData): number {
  return Array.isArray(data) ? data.reduce((sum, part) => sum + part.length, 0) : data.byteLength;
}
