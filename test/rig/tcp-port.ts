import { LocalServer } from './local-server.ts';

/** A port of this machine that stands for a board on the network, with a cable that can be pulled. */
export class TcpPort extends LocalServer {
  /** @param port 0 takes a free one, which stays the same when the cable is put in again. */
  constructor(port: number, onData: (bytes: Buffer) => void) {
    super(port, (client) => client.on('data', onData));
  }

  write(bytes: Buffer): void {
    for (const client of this.clients) client.write(bytes);
  }
}
