/** One event as it goes over every wire. */
export interface EncodedEvent {
  readonly seq: number;
  readonly key: string;
  /** JSON of the whole event. */
  readonly text: string;
}

/** What a client that was away can be given: at most so many events and bytes of each channel. */
const MISSED_EVENTS = 500;
const MISSED_BYTES = 256 * 1024;

/** The events of one channel: the newest of each key, and the latest few in order. */
export class EventLog {
  /** Sequence number of the newest event; 0 before the first. */
  seq = 0;
  private readonly channel: string;
  private readonly newest = new Map<string, EncodedEvent>();
  private newestLength = 0;
  private recent: EncodedEvent[] = [];
  private recentLength = 0;

  constructor(channel: string) {
    this.channel = channel;
  }

  get keyCount(): number {
    return this.newest.size;
  }

  knows(key: string): boolean {
    return this.newest.has(key);
  }

  /** Characters of everything that is kept. */
  get keptLength(): number {
    return this.newestLength + this.recentLength;
  }

  /** Characters that the newest events would have if one of this length took the place of its key. */
  newestLengthWith(key: string, length: number): number {
    return this.newestLength - (this.newest.get(key)?.text.length ?? 0) + length;
  }

  /** @param event.payload JSON text; @param event.forget drops what is kept under the key. */
  append(event: {
    readonly epoch: string;
    readonly atMs: number;
    readonly payload: string;
    readonly key?: string;
    readonly forget?: boolean;
  }): EncodedEvent {
    this.seq += 1;
    const key = event.key ?? '';
    const keyPart = event.key === undefined ? '' : `"key":${JSON.stringify(event.key)},`;
    const text = `{"channel":${JSON.stringify(this.channel)},${keyPart}"epoch":"${event.epoch}","seq":${this.seq},"atMs":${event.atMs},"payload":${event.payload}}`;
    const encoded = { seq: this.seq, key, text };
    // Deleted first so that the map stays in the order of the events.
    this.forget(key);
    if (event.forget !== true) {
      this.newest.set(key, encoded);
      this.newestLength += text.length;
    }
    this.remember(encoded);
    return encoded;
  }

  forget(key: string): void {
    this.newestLength -= this.newest.get(key)?.text.length ?? 0;
    this.newest.delete(key);
  }

  /** Gives up what a client that was away could be given; it has to reload then. */
  forgetRecent(): void {
    this.recent = [];
    this.recentLength = 0;
  }

  /** The newest event of each key, oldest first. */
  latest(): EncodedEvent[] {
    return [...this.newest.values()];
  }

  /** What a subscriber gets that saw `since` last: what it missed, or the newest of each key. */
  since(
    epoch: string,
    since: { readonly epoch: string; readonly seq: number } | undefined,
  ): { replay: 'retained' | 'missed' | 'reload'; events: EncodedEvent[] } {
    if (since === undefined) return { replay: 'retained', events: this.latest() };
    const first = this.recent[0]?.seq ?? this.seq + 1;
    const known = since.epoch === epoch && since.seq <= this.seq && since.seq >= first - 1;
    if (!known) return { replay: 'reload', events: this.latest() };
    return { replay: 'missed', events: this.recent.filter((event) => event.seq > since.seq) };
  }

  private remember(event: EncodedEvent): void {
    this.recent.push(event);
    this.recentLength += event.text.length;
    if (this.recent.length < 2 * MISSED_EVENTS && this.recentLength < 2 * MISSED_BYTES) return;
    // Cut back in one go, since shifting one by one would copy the list for each event.
    let kept = this.recent.slice(-MISSED_EVENTS);
    let bytes = kept.reduce((sum, each) => sum + each.text.length, 0);
    while (bytes > MISSED_BYTES && kept.length > 1) {
      bytes -= kept[0]?.text.length ?? 0;
      kept = kept.slice(1);
    }
    this.recent = kept;
    this.recentLength = bytes;
  }
}
