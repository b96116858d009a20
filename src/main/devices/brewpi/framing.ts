/**
 * From bytes to lines (protocol, section 3): latin1, `\r\n` at the end of each message, and log messages
 * (`D:{...}`) that may land inside another message. They are taken out first, and the message around them joins.
 */

/** What a board has sent: a line without its end, the body of a log message, or bytes that are neither. */
export type Received =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'noise'; readonly bytes: number };

/** The longest line that a board sends is a listing of 16 slots with about 100 characters each. */
const MAX_LINE = 4096;
/** A log message holds at most two host tokens of 29 characters, or four temperatures. */
const MAX_LOG = 256;
/** Bytes that are taken at a time, so that the work on a flood stays in proportion to it. */
const SLICE = 1024;

const LOG_START = 'D:{"logType":';
/**
 * A whole log message. It may hold a raw newline (the board echoes what it was sent), but neither the start
 * of another one nor the line end of the board, which would mean that its own end was lost.
 */
const LOG = new RegExp(
  String.raw`D:(\{"logType":(?:(?!D:\{"logType":|\r\n)[^]){0,${MAX_LOG}}?\]\})\r?\n`,
  'g',
);

/** Joins chunks as they arrive. Holds a bounded number of characters, whatever arrives. */
export class Framer {
  private rest = '';
  /** True while the rest of an overlong line passes by. */
  private skipping = false;

  /** The logs that a chunk completes, then its lines. */
  push(bytes: Uint8Array): Received[] {
    const received: Received[] = [];
    for (let at = 0; at < bytes.length; at += SLICE) {
      this.rest += Buffer.from(bytes.subarray(at, at + SLICE)).toString('latin1');
      this.takeLogs(received);
      this.takeLines(received);
      this.dropOverlong(received);
    }
    return received;
  }

  private takeLogs(received: Received[]): void {
    if (!this.rest.includes(LOG_START)) return;
    this.rest = this.rest.replace(LOG, (_, body: string) => {
      received.push({ kind: 'log', text: body });
      return '';
    });
  }

  private takeLines(received: Received[]): void {
    const until = this.openLogAt() ?? this.rest.length;
    let start = 0;
    for (;;) {
      const end = this.rest.indexOf('\n', start);
      if (end === -1 || end >= until) break;
      const text = this.rest.slice(start, end).replace(/\r$/, '');
      start = end + 1;
      if (this.skipping) {
        received.push({ kind: 'noise', bytes: text.length });
        this.skipping = false;
      } else if (text.trim() !== '') {
        received.push({ kind: 'line', text });
      }
    }
    this.rest = this.rest.slice(start);
  }

  /** Where a log message starts that may still be completed: a newline after it may be its own. */
  private openLogAt(): number | null {
    const at = this.rest.lastIndexOf(LOG_START);
    if (at === -1) return null;
    const soFar = this.rest.slice(at);
    return soFar.length > MAX_LOG || soFar.includes('\r\n') ? null : at;
  }

  private dropOverlong(received: Received[]): void {
    if (this.rest.length <= MAX_LINE) return;
    received.push({ kind: 'noise', bytes: this.rest.length });
    this.rest = '';
    this.skipping = true;
  }
}
