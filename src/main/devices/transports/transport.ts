/** What a connection tells its owner. After `onClosed` nothing more is said. */
export interface TransportEvents {
  readonly onData: (bytes: Uint8Array) => void;
  /** The connection has ended and nobody here has closed it; the reason is in words. */
  readonly onClosed: (reason: string) => void;
}

/** An open connection to a device, byte by byte. */
export interface Transport {
  /** Sends the bytes in one piece, or drops them when the connection is gone: `onClosed` says so then. */
  write(bytes: Uint8Array): void;
  /**
   * Leaves bytes with whoever holds the port, to be sent when the console ends, however it ends, and when the connection
   * is closed from this side. None at first; empty takes them back.
   */
  leaveFarewell(bytes: Uint8Array): void;
  /** Sends the farewell and lets go of the port, within two seconds. Never rejects; `onClosed` is not called. */
  close(): Promise<void>;
}

/** A place where a device can be reached: a serial port, a network address. */
export interface Connector {
  /** The place as people know it, such as `/dev/ttyACM0`. */
  readonly place: string;
  /**
   * Opens it within a bounded time.
   * @throws AppError `unavailable` in words.
   */
  open(events: TransportEvents): Promise<Transport>;
}
