import type { EventFrame } from '#shared/contract/frames.ts';

/** An event as the monitor keeps it. */
export interface MonitorEvent {
  /** Counts up over the life of the buffer. */
  readonly n: number;
  readonly channel: string;
  readonly key: string | null;
  readonly seq: number;
  readonly atMs: number;
  /** The payload as JSON. */
  readonly text: string;
}

/** Events kept at most, and characters of them together: a page that is open for weeks stays as light as at first. */
export const KEPT_EVENTS = 1000;
export const KEPT_LENGTH = 4_000_000;
/** Rates are those of this many whole seconds. */
const RATE_S = 5;

/** The latest events of every channel, and how many there are a second. */
export class MonitorBuffer {
  private events: MonitorEvent[] = [];
  private length = 0;
  private count = 0;
  /** Of each channel the numbers of events by second, the latest few. */
  private readonly seconds = new Map<string, Map<number, number>>();

  /** @param nowS the page's own monotonic time, s. */
  add(arrived: readonly EventFrame[], nowS: number): void {
    for (const { channel, key, seq, atMs, payload } of arrived) {
      this.count += 1;
      const text = JSON.stringify(payload) ?? 'null';
      this.events.push({ n: this.count, channel, key: key ?? null, seq, atMs, text });
      this.length += text.length;
      this.tick(channel, Math.floor(nowS));
    }
    this.trim();
  }

  /** Newest first. */
  latest(): readonly MonitorEvent[] {
    return this.events.toReversed();
  }

  /** Number of the newest event, which grows with each; 0 before the first. */
  get newest(): number {
    return this.count;
  }

  /** Events a second of each channel that has spoken lately, over the last whole seconds. */
  rates(nowS: number): Readonly<Record<string, number>> {
    const until = Math.floor(nowS);
    return Object.fromEntries(
      [...this.seconds].map(([channel, seconds]) => {
        const recent = [...seconds].filter(([second]) => second < until && second >= until - RATE_S);
        return [channel, recent.reduce((sum, [, events]) => sum + events, 0) / RATE_S];
      }),
    );
  }

  clear(): void {
    this.events = [];
    this.length = 0;
  }

  private tick(channel: string, second: number): void {
    const seconds = this.seconds.get(channel) ?? new Map<number, number>();
    this.seconds.set(channel, seconds);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
    for (const old of seconds.keys()) if (old < second - RATE_S) seconds.delete(old);
  }

  /** Cut back by a quarter at once, since shifting one by one would copy the list for each event. */
  private trim(): void {
    if (this.events.length <= KEPT_EVENTS && this.length <= KEPT_LENGTH) return;
    const most = KEPT_EVENTS * 0.75;
    let from = Math.max(0, this.events.length - most);
    let left = this.events.slice(from).reduce((sum, { text }) => sum + text.length, 0);
    while (left > KEPT_LENGTH * 0.75 && from < this.events.length - 1) {
      left -= this.events[from]?.text.length ?? 0;
      from += 1;
    }
    this.events = this.events.slice(from);
    this.length = left;
  }
}

/** True when an event is one of the wanted: of this channel, and with this text in its key or payload. */
export function isWanted(event: MonitorEvent, channel: string | null, text: string): boolean {
  if (channel !== null && event.channel !== channel) return false;
  if (text === '') return true;
  const wanted = text.toLowerCase();
  return event.text.toLowerCase().includes(wanted) || (event.key?.toLowerCase().includes(wanted) ?? false);
}
