import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Actor } from '#main/app/services.ts';
import { MAX_FRAME_BYTES } from '#shared/contract/frames.ts';
import { closeCodes } from './channel-session.ts';
import type { Gate } from './gate.ts';
import { problemOf, type Refusal } from './problem.ts';

/** Where the channels are served. */
export const SOCKET_PATH = '/ws';
/** Clients of the channels at once. */
export const MAX_CLIENTS = 200;
/** A peer that does not answer the closing of its connection is dropped after this, ms. */
const CLOSE_GRACE_MS = 800;

/** One client's connection, as its session uses it. None of the calls throws or waits. */
export interface SocketLink {
  /** Sends a frame: UTF-8 JSON, as text or as its bytes. */
  send(frame: string | Buffer): void;
  /** Asks the other side of the connection for a sign of life. */
  ping(): void;
  /** What was sent and has not left this process, bytes. */
  bufferedBytes(): number;
  closeWith(code: number, reason: string): void;
}

/** What has one open connection. Nothing that comes in makes it throw. */
export interface SocketSession {
  receive(text: string): void;
  /** A frame that is not text. */
  receiveOther(length: number): void;
  /** The other side has answered a ping of its connection. */
  alive?(): void;
  /** The connection is gone. */
  close(): void;
}

/** What a path of the server offers to WebSocket clients. */
export interface SocketDoor {
  /** Why nobody is let in here just now, or null. */
  refusal(): Refusal | null;
  /** How a refusal is said to clients of this path. */
  say(refusal: Refusal): unknown;
  open(link: SocketLink, who: { readonly actor: Actor; readonly address: string }): SocketSession;
}

export interface SocketOptions {
  readonly gate: Gate;
  /** What is behind each path. */
  readonly doors: ReadonlyMap<string, SocketDoor>;
}

/** Serves WebSocket clients, all together within one limit. @returns a function that ends every connection. */
export function serveSockets(server: Server, { gate, doors }: SocketOptions): () => Promise<void> {
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
    const door = doors.get((request.url ?? '').split('?', 1)[0] ?? '');
    if (door === undefined)
      return refuse(socket, { status: 404, message: `Channels are at ${SOCKET_PATH}` }, problemOf);
    const say = (refusal: Refusal): unknown => door.say(refusal);
    if (closing) return refuse(socket, { status: 503, message: 'The console is closing' }, say);
    const passage = judge(request, gate, door, sockets.clients.size);
    if ('status' in passage) return refuse(socket, passage, say);
    const address = request.socket.remoteAddress ?? '';
    sockets.handleUpgrade(request, socket, head, (client) =>
      attach(client, (link) => door.open(link, { actor: passage.actor, address })),
    );
  });
  sockets.on('wsClientError', (_error, socket) =>
    refuse(socket, { status: 400, message: 'This is not a WebSocket request' }, problemOf),
  );
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
  door: SocketDoor,
  clients: number,
): { readonly actor: Actor } | Refusal {
  const { headers, method = '', url = '' } = request;
  const passage = gate.pass(
    { kind: 'upgrade', method, url, headers, open: false },
    request.socket.remoteAddress ?? '',
  );
  if (!passage.ok) return passage;
  const refusal = door.refusal();
  if (refusal !== null) return refusal;
  if (clients >= MAX_CLIENTS) return { status: 503, message: `There are already ${MAX_CLIENTS} clients` };
  return passage;
}

/** Answers an upgrade in the words of HTTP. */
function refuse(socket: Duplex, refusal: Refusal, say: (refusal: Refusal) => unknown): void {
  if (!socket.writable) return void socket.destroy();
  const { status, retryAfterS } = refusal;
  const body = JSON.stringify(say(refusal));
  const wait = retryAfterS === undefined ? '' : `Retry-After: ${retryAfterS}\r\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `${wait}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

function attach(client: WebSocket, open: (link: SocketLink) => SocketSession): void {
  const session = open({
    send: (frame) => client.send(frame, { binary: false }, ignore),
    ping: () => client.ping(undefined, undefined, ignore),
    bufferedBytes: () => client.bufferedAmount,
    closeWith: (code, reason) => void closeClient(client, code, reason),
  });
  client.on('message', (data, isBinary) => {
    if (isBinary) session.receiveOther(lengthOf(data));
    else session.receive(toText(data));
  });
  client.on('pong', () => session.alive?.());
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
