import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';

/** What a device on the network does to whoever connects to it. */
export type BadPeerKind =
  /** Sends as many bytes without meaning as it can. */
  | 'floods'
  /** Takes the connection, and not one byte. */
  | 'never-reads'
  /** Takes the connection and closes it at once, for ever. */
  | 'comes-and-goes';

/** Bytes that a flood sends at a time. */
const FLOOD_BYTES = 65_536;

/** A device on the network of this machine that is not as it should be. */
export class BadPeer {
  /** How often somebody has connected. */
  connections = 0;
  private readonly kind: BadPeerKind;
  private readonly clients = new Set<Socket>();
  private server: Server | null = null;
  private port = 0;

  constructor(kind: BadPeerKind) {
    this.kind = kind;
  }

  /** What to type as connection. */
  get path(): string {
    return `127.0.0.1:${this.port}`;
  }

  async plug(): Promise<void> {
    const server = createServer({ pauseOnConnect: this.kind === 'never-reads' }, (client) => {
      this.connections += 1;
      this.clients.add(client);
      client.on('error', () => {});
      client.once('close', () => this.clients.delete(client));
      if (this.kind === 'comes-and-goes') client.destroy();
      if (this.kind === 'floods') flood(client);
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.port = address.port;
  }

  async unplug(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server === null) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const client of this.clients) client.destroy();
    await closed;
  }
}

/** Writes for as long as the other end takes it. */
function flood(client: Socket): void {
  const rubbish = randomBytes(FLOOD_BYTES);
  const more = (): void => {
    while (client.writable && client.write(rubbish));
  };
  client.on('drain', more);
  client.resume();
  more();
}
