import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { socatPath } from '#test/rig/programs.ts';

/** A pseudo-terminal under a stable name, which stands for a serial port with a cable that can be pulled. */
export class PseudoPort {
  readonly path: string;
  private readonly onData: (bytes: Buffer) => void;
  private socat: ChildProcess | null = null;

  /** @param path a symbolic link that appears while the cable is in. */
  constructor(path: string, onData: (bytes: Buffer) => void) {
    this.path = path;
    this.onData = onData;
  }

  async plug(): Promise<void> {
    if (socatPath === null) throw new Error('socat is missing');
    const socat = spawn(socatPath, ['-d', '-d', `pty,raw,echo=0,link=${this.path}`, '-'], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.socat = socat;
    socat.stdout.on('data', this.onData);
    // A cable that is pulled while the board speaks is no error of the rig.
    socat.stdin.on('error', () => {});
    await new Promise<void>((resolve, reject) => {
      let said = '';
      socat.once('exit', () => reject(new Error(`socat ended: ${said}`)));
      socat.stderr.on('data', (text: Buffer) => {
        said += text.toString();
        if (said.includes('starting data transfer loop')) resolve();
      });
    });
    if (!existsSync(this.path)) throw new Error(`socat made no ${this.path}`);
  }

  /** Pulls the cable: whoever has the port open sees it go. */
  async unplug(): Promise<void> {
    const { socat } = this;
    this.socat = null;
    if (socat === null) return;
    const ended = new Promise((resolve) => socat.once('exit', resolve));
    socat.kill('SIGKILL');
    await ended;
    rmSync(this.path, { force: true });
  }

  write(bytes: Buffer): void {
    this.socat?.stdin?.write(bytes);
  }
}
