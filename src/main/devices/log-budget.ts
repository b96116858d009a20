import type { LogLevel } from '#shared/domain/log-entry.ts';

const WINDOW_MS = 60_000;
/** A board that is asked sensible things says a few lines a day. */
const LINES_PER_WINDOW = 30;

/** Passes on what a board says to the log of the console, but no flood of it. */
export class LogBudget {
  private readonly log: (level: LogLevel, message: string) => void;
  private windowEndsMs = 0;
  private left = 0;
  private noiseSaid = false;

  constructor(log: (level: LogLevel, message: string) => void) {
    this.log = log;
  }

  /** @param nowMs monotonic. */
  say(level: LogLevel, message: string, nowMs: number): void {
    this.renew(nowMs);
    this.left -= 1;
    if (this.left >= 0) this.log(level, message);
    else if (this.left === -1)
      this.log('warning', 'The board says more than is kept: the rest of this minute is left out');
  }

  /** Bytes without meaning are said once in a window. */
  noise(bytes: number, nowMs: number): void {
    this.renew(nowMs);
    if (this.noiseSaid) return;
    this.noiseSaid = true;
    this.log('warning', `The board sent ${bytes} bytes that are no message: look at its cable`);
  }

  private renew(nowMs: number): void {
    if (nowMs < this.windowEndsMs) return;
    this.windowEndsMs = nowMs + WINDOW_MS;
    this.left = LINES_PER_WINDOW;
    this.noiseSaid = false;
  }
}
