import { WebSocket } from 'ws';
import { type ServerFrame, serverFrameSchema } from '#shared/contract/frames.ts';

/** A WebSocket client of the channels that keeps what it hears until a test asks. */
export class SocketClient {
  readonly socket: WebSocket;
  /** Frames that nobody has taken yet. */
  readonly heard: ServerFrame[] = [];
  closed: { readonly code: number; readonly reason: string } | null = null;
  private wake: () => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      const frame = serverFrameSchema.parse(JSON.parse(data.toString()));
      if (frame.type === 'ping') return this.say({ type: 'pong' });
      this.heard.push(frame);
      return this.wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.wake();
    });
  }

  /** Connects, and waits for the greeting. @throws Error with the answer of HTTP when it is refused. */
  static async open(url: string, headers: Record<string, string> = {}): Promise<SocketClient> {
    const address = new URL('ws', url);
    address.protocol = 'ws:';
    const socket = new WebSocket(address, { headers });
    const client = new SocketClient(socket);
    const refused = new Promise<never>((_, reject) => {
      socket.on('unexpected-response', (_request, response) =>
        reject(new Error(`refused: ${response.statusCode}`)),
      );
    });
    await Promise.race([client.next('hello'), refused]);
    return client;
  }

  say(frame: unknown): void {
    this.socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** Takes the next frame of one of the types, and drops what came before it. */
  async next<T extends ServerFrame['type']>(...types: T[]): Promise<Extract<ServerFrame, { type: T }>> {
    for (;;) {
      const frame = this.heard.shift();
      if (frame === undefined) {
        if (this.closed !== null) throw new Error(`closed: ${this.closed.code} ${this.closed.reason}`);
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      } else if ((types as string[]).includes(frame.type)) {
        return frame as Extract<ServerFrame, { type: T }>;
      }
    }
  }

  /** Waits until the connection has ended. */
  async end(): Promise<{ code: number; reason: string }> {
    while (this.closed === null) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return this.closed;
  }

  close(): void {
    this.socket.terminate();
  }
}
