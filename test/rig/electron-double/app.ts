import { EventEmitter } from 'node:events';
import { appendFileSync, readFileSync, watchFile, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An event that can be held up. */
export class DoubleEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly name = 'Maelstrom';
  /** Resolves when Chromium is there. */
  ready: Promise<void> = Promise.resolve();
  loginItem: unknown = null;
  private readonly paths = new Map<string, string>();

  async whenReady(): Promise<void> {
    await this.ready;
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  getAppPath(): string {
    return process.argv[2] ?? '';
  }

  enableSandbox(): void {}

  setLoginItemSettings(settings: unknown): void {
    this.loginItem = settings;
  }

  /** One process for each `userData`; the first is told of the others. */
  requestSingleInstanceLock(): boolean {
    const lock = join(this.paths.get('userData') ?? '', 'double-lock');
    const knocks = `${lock}-knocks`;
    const holder = Number(readOr(lock, '0'));
    if (holder > 0 && isAlive(holder)) {
      appendFileSync(knocks, `${process.pid}\n`);
      return false;
    }
    writeFileSync(lock, String(process.pid));
    writeFileSync(knocks, '');
    watchFile(knocks, { interval: 50, persistent: false }, () => this.emit('second-instance', {}, [], ''));
    return true;
  }

  quit(): void {
    const event = new DoubleEvent();
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }

  exit(code = 0): void {
    process.exit(code);
  }

  /** Written at once: the process may be killed right after. */
  relaunch(options: { readonly args: readonly string[] }): void {
    appendFileSync(join(this.paths.get('userData') ?? '', 'double-relaunch'), JSON.stringify(options.args));
  }
}

export const app = new App();

function readOr(file: string, fallback: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return fallback;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
