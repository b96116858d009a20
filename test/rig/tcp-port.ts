import { createServer, type Server, type Socket } from 'node:net';

/** A port of this machine that stands for a board on the network, with a cable that can be pulled. */
export class TcpPort {
  private readonly onData: (bytes: Buffer) => void;
  private readonly clients = new Set<Socket>();
  private server: Server | null = null;
  private port: number;

  /** @param port 0 takes a free one, which stays the same when the cable is put in again. */
  constructor(port: number, onData: (bytes: Buffer) => void) {
    this.port = port;
    this.onData = onData;
  }

  /** What to type as connection. */
  get path(): string {
    return `127.0.0.1:${this.port}`;
  }

  async plug(): Promise<void> {
    const server = createServer((client) => {
      this.clients.add(client);
      client.on('data', this.onData);
      client.on('error', () => {});
      client.once('close', () => this.clients.delete(client));
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

  write(bytes: Buffer): void {
    for (const client of this.clients) client.write(bytes);
  }
}
