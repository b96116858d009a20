/**
 * What carries the frames of the channels: a WebSocket, or a message port. It is made connecting; the client sets the
 * three listeners before anything can happen. After `onClose`, or after `close()`, nothing more is heard of it.
 */
export interface ChannelTransport {
  send(text: string): void;
  close(): void;
  onOpen: () => void;
  onMessage: (text: string) => void;
  /** The connection is gone, or was never made. */
  onClose: () => void;
}

/** A refusal of the console, in its words. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  /** The code of the API's errors, or `OFFLINE` when the console was not reached. */
  readonly code: string;
  /** The same publication can succeed after so long, s; undefined where the console does not know. */
  readonly retryAfterS: number | undefined;

  constructor(code: string, message: string, retryAfterS?: number) {
    super(message);
    this.code = code;
    this.retryAfterS = retryAfterS;
  }
}
