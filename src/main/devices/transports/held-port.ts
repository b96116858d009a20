import type { PortCause } from './port-messages.ts';

/** What a port tells the process that holds it. After `onEnd` nothing more is said. */
export interface HeldPortEvents {
  readonly onOpen: () => void;
  readonly onData: (bytes: Uint8Array) => void;
  /** It did not open, or has ended by itself. */
  readonly onEnd: (cause: PortCause) => void;
}

/** A port inside the process that holds it. */
export interface HeldPort {
  /** False before it is open, and after it has ended. */
  readonly isOpen: boolean;
  /** Bytes that the other end has not taken yet. */
  readonly waitingBytes: number;
  write(bytes: Uint8Array): void;
  /** Sends the last bytes. Resolves when they have gone out, which may be never. */
  finish(bytes: Uint8Array): Promise<void>;
}
