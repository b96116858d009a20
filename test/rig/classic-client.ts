import { WebSocket } from 'ws';
import { ask, type RawAnswer } from './server.ts';

/** One message of the original's server, both layers of JSON parsed. */
export interface ClassicMessage {
  readonly channel: string;
  /** The inner text as it came. */
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- what a test expects of it, it says itself
  readonly payload: any;
}

/** The original's browser client and bridge: the same frames, headers and bodies. */
export class ClassicClient {
  readonly socket: WebSocket;
  /** Messages that nobody has taken yet. */
  readonly heard: ClassicMessage[] = [];
  closed: { readonly code: number; readonly reason: string } | null = null;
  private wake: () => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      const envelope = JSON.parse(data.toString()) as { channel: string; data: string };
      const { payload } = JSON.parse(envelope.data) as { payload: unknown };
      this.heard.push({ channel: envelope.channel, text: envelope.data, payload });
      this.wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.wake();
    });
  }

  /** Connects. @throws Error with the status of HTTP when it is refused. */
  static async open(url: string, headers: Record<string, string> = {}): Promise<ClassicClient> {
    const address = new URL('socket', url);
    address.protocol = 'ws:';
    const socket = new WebSocket(address, { headers });
    const client = new ClassicClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('unexpected-response', (_request, response) =>
        reject(new Error(`refused: ${response.statusCode}`)),
      );
    });
    return client;
  }

  say(frame: unknown): void {
    this.socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** Subscribes, and waits until that has been done. */
  async subscribe(...channels: string[]): Promise<this> {
    for (const channel of channels) this.say({ action: 'subscribe', channel });
    await this.settle();
    return this;
  }

  /** Waits until the console has done what was said so far: it answers the heartbeat after that. */
  async settle(): Promise<void> {
    this.say({ action: 'ping', channel: '_heartbeat' });
    await this.until((message) => message.channel === '_heartbeat');
  }

  /** Takes the next message of a channel, and drops those of the same channel before it that do not fit. */
  async next(
    channel: string,
    fits: (message: ClassicMessage) => boolean = () => true,
  ): Promise<ClassicMessage> {
    return this.until((message) => message.channel === channel && fits(message));
  }

  /** What has come on a channel and was not taken. */
  on(channel: string): ClassicMessage[] {
    return this.heard.filter((message) => message.channel === channel);
  }

  /** Waits until the connection has ended. */
  async end(): Promise<{ code: number; reason: string }> {
    while (this.closed === null) await this.change();
    return this.closed;
  }

  close(): void {
    this.socket.terminate();
  }

  private async until(fits: (message: ClassicMessage) => boolean): Promise<ClassicMessage> {
    for (;;) {
      const at = this.heard.findIndex(fits);
      const [found] = at < 0 ? [] : this.heard.splice(at, 1);
      if (found !== undefined) return found;
      if (this.closed !== null) throw new Error(`closed: ${this.closed.code} ${this.closed.reason}`);
      await this.change();
    }
  }

  private async change(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
  }
}

export interface ClassicAnswer extends RawAnswer {
  /** The parsed body when it is JSON, else undefined. */
  // oxlint-disable-next-line typescript/no-explicit-any -- what a test expects of it, it says itself
  readonly json: any;
}

function withJson(answer: RawAnswer): ClassicAnswer {
  try {
    return { ...answer, json: JSON.parse(answer.text) };
  } catch {
    return { ...answer, json: undefined };
  }
}

/** A request as the original's client makes it. */
export async function classic(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<ClassicAnswer> {
  if (body === undefined) return withJson(await ask(url, path, { method, headers }));
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = { 'content-type': 'application/json;charset=utf-8' };
  return withJson(await ask(url, path, { method, headers: { ...type, ...headers }, body: text }));
}

/** What the bridge posts: a form whose `data` is a JSON text. */
export async function publish(
  url: string,
  channel: string,
  data: unknown,
  headers: Record<string, string> = {},
): Promise<ClassicAnswer> {
  const text = typeof data === 'string' ? data : JSON.stringify({ channel, payload: data });
  const form = new URLSearchParams({ channel, data: text }).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return withJson(
    await ask(url, '/publish', { method: 'POST', headers: { ...type, ...headers }, body: form }),
  );
}
