import type { MessagePort } from 'node:worker_threads';

/** The ends of one window's ports that the core gets. */
export interface CorePorts {
  readonly procedures: MessagePort;
  readonly channels: MessagePort;
}

/** The core worker, as far as the desktop app needs it. */
export interface DesktopCore {
  openWindow(ports: CorePorts): void;
  /** The computer goes to sleep, or is back. */
  suspended(): void;
  resumed(): void;
  /** This process takes the place of one whose core had failed. */
  relaunched(): void;
  /** Resolves when outputs are safe and everything is closed. */
  stop(): Promise<void>;
}

export interface DesktopCoreEvents {
  /** The console could not start; `line` tells the user why. */
  readonly onFailed: (line: string) => void;
  readonly onFault: (line: string) => void;
  /** The core hangs, or has ended without being asked. */
  readonly onLost: (line: string) => void;
}
