import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { LocalServer } from './local-server.ts';

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
export class BadPeer extends LocalServer {
  /** How often somebody has connected. */
  connections = 0;

  constructor(kind: BadPeerKind) {
    super(
      0,
      (client) => {
        this.connections += 1;
        if (kind === 'comes-and-goes') client.destroy();
        if (kind === 'floods') flood(client);
      },
      { pauseOnConnect: kind === 'never-reads' },
    );
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
