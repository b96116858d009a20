import { type BrowserWindow, powerMonitor, powerSaveBlocker } from 'electron';
import type { DesktopCore } from './core.ts';

/** Tells the core when the computer sleeps and wakes, and the app when it is about to be switched off. */
export function followPower(core: DesktopCore, frame: BrowserWindow, onShutdown: () => void): void {
  powerMonitor.on('suspend', () => core.suspended());
  powerMonitor.on('resume', () => core.resumed());
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    // The system waits a little for who asks for it.
    event?.preventDefault();
    onShutdown();
  });
  // Windows tells it to windows only.
  frame.on('session-end', onShutdown);
}

/** Keeps the computer awake while something runs. Its display may go dark. */
export class WakeLock {
  private id: number | null = null;

  hold(needed: boolean): void {
    if (needed && this.id === null) this.id = powerSaveBlocker.start('prevent-app-suspension');
    if (needed || this.id === null) return;
    powerSaveBlocker.stop(this.id);
    this.id = null;
  }
}
