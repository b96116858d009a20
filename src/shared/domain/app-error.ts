/** What went wrong, for programs. The API maps each to an HTTP status. */
export type AppErrorCode =
  | 'invalid' // the request makes no sense here, though its shape is right
  | 'not-found'
  | 'conflict' // it makes sense, but not in the present state
  | 'in-use' // cannot be removed: something refers to it
  | 'limit' // a bound of the console is reached
  | 'unavailable' // a part of the console does not answer just now
  | 'storage-failed'; // the disk is full or refuses to write

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** The same request can succeed after so long, s, where that is known. */
  readonly retryAfterS?: number;
}

/** An error that is said to the user in its own words. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: AppErrorCode;
  /** When the same request can succeed, s from now; undefined where nobody knows. */
  readonly retryAfterS: number | undefined;

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.retryAfterS = options.retryAfterS;
  }
}
