import { PseudoPort } from '#test/rig/brewpi/port.ts';
import { TcpPort } from '#test/rig/tcp-port.ts';

/** What can go wrong between a board and its console, on demand. */
export interface LineFaults {
  /** The board takes everything and obeys, but nothing that it says arrives. */
  deaf: boolean;
  /** The board has stopped: it takes nothing and says nothing. Its pins stay as they are. */
  hung: boolean;
  /** What it says arrives so much later, ms. */
  lateMs: number;
  /** Sends so many bytes at a time; 0 for all at once. */
  chunkBytes: number;
  /** Each byte that it says arrives as another one. */
  garbled: boolean;
}

/** The way of bytes between a board and its console, a pseudo-terminal or a TCP port. */
export class Line {
  readonly faults: LineFaults = { deaf: false, hung: false, lateMs: 0, chunkBytes: 0, garbled: false };
  private readonly port: PseudoPort | TcpPort;

  /** @param path where the port appears; a number is a TCP port of this machine, 0 any free one */
  constructor(path: string | number, onData: (bytes: Buffer) => void) {
    const take = (bytes: Buffer): void => {
      if (!this.faults.hung) onData(bytes);
    };
    this.port = typeof path === 'number' ? new TcpPort(path, take) : new PseudoPort(path, take);
  }

  get path(): string {
    return this.port.path;
  }

  plug(): Promise<void> {
    return this.port.plug();
  }

  unplug(): Promise<void> {
    return this.port.unplug();
  }

  say(bytes: readonly number[]): void {
    const { deaf, hung, lateMs, garbled } = this.faults;
    if (deaf || hung) return;
    // Its bits are turned round: commands become data, and data commands that nobody knows.
    const sent = Buffer.from(garbled ? bytes.map((byte) => byte ^ 0xff) : bytes);
    if (lateMs === 0) this.send(sent);
    else setTimeout(() => this.send(sent), lateMs);
  }

  private send(bytes: Buffer): void {
    const size = this.faults.chunkBytes > 0 ? this.faults.chunkBytes : bytes.length;
    for (let at = 0; at < bytes.length; at += size) this.port.write(bytes.subarray(at, at + size));
  }
}
