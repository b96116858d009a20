import { createServer, type Server, type ServerOpts, type Socket } from 'node:net';

/** A port of this machine, with a cable that can be pulled. */
export class LocalServer {
  readonly clients = new Set<Socket>();
  private readonly options: ServerOpts;
  private readonly onClient: (client: Socket) => void;
  private server: Server | null = null;
  private port: number;

  /** @param port 0 takes a free one, which stays the same when the cable is put in again. */
  constructor(port: number, onClient: (client: Socket) => void, options: ServerOpts = {}) {
    this.port = port;
    this.onClient = onClient;
    this.options = options;
  }

  /** What to type as connection. */
  get path(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Listens. @throws Error when the port is taken. */
  async plug(): Promise<void> {
    const server = createServer(this.options, (client) => {
      this.clients.add(client);
      client.on('error', () => {});
      client.once('close', () => this.clients.delete(client));
      this.onClient(client);
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.port = address.port;
  }

  /** Ends every connection, and listens no more. */
  async unplug(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server === null) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const client of this.clients) client.destroy();
    await closed;
  }
}
