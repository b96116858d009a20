import { SAMPLE_PERIOD_S, type Sample } from '#shared/domain/history.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import type { AlarmService } from './alarm-service.ts';
import type { Kernel } from './kernel.ts';

const PERIOD_MS = SAMPLE_PERIOD_S * 1000;
/** How long samples are kept: 30 days of console time. */
const KEEP_MS = 30 * 86_400_000;
/**
 * Series stored in one second at least. The others of an interval wait for the next seconds, so that a large brewery
 * does not hold up a step of the loop; all of them are stored before the next interval is full.
 */
const AT_ONCE = 100;
const SPREAD_S = 8;
/** One bounded clean-up for so many recorded intervals. */
const TRIM_EVERY = 60;
/**
 * How much older history may be forgotten in a second of running. A clock that stands years ahead for ten minutes costs
 * a hundred minutes of the oldest history, not all of it; a console that was away for a month catches up in three days.
 */
const FORGET_RATE = 10;
/** Name in the store's memory: everything before this instant has been forgotten, ms since 1970. */
const FORGOTTEN_BEFORE = 'history-forgotten-before';

interface Bucket {
  min: number;
  max: number;
  sum: number;
  count: number;
}

/** Condenses what the loop sees into one sample a series for every ten seconds of console time, and keeps them. */
export class Recorder {
  private readonly kernel: Kernel;
  private readonly alarms: AlarmService;
  private readonly onKept: () => void;
  private buckets = new Map<string, Bucket>();
  private intervalMs = 0;
  /** Samples of the last interval that are not stored yet, and how many of them a second. */
  private waiting: Sample[] = [];
  private portion = AT_ONCE;
  private sinceTrim = 0;
  private trimmedAtMs: number;

  /** @param onKept called inside the transaction that keeps an interval. */
  constructor(kernel: Kernel, alarms: AlarmService, onKept: () => void = () => {}) {
    this.kernel = kernel;
    this.alarms = alarms;
    this.onKept = onKept;
    this.trimmedAtMs = kernel.clock.nowMs();
  }

  /** Takes a value of a series; called once a second for each. */
  take(series: string, value: number): void {
    const bucket = this.buckets.get(series);
    if (bucket === undefined) {
      this.buckets.set(series, { min: value, max: value, sum: value, count: 1 });
      return;
    }
    bucket.min = Math.min(bucket.min, value);
    bucket.max = Math.max(bucket.max, value);
    bucket.sum += value;
    bucket.count += 1;
  }

  /** Takes what a vessel shows: its sensors, its setpoints and what its outputs give. */
  takeVessel({ vesselId, sensors, spC, chamberSpC, outputs }: VesselState): void {
    for (const sensor of Object.values(sensors)) {
      if (sensor !== null && sensor.valueC !== null) this.take(`point.${sensor.pointId}`, sensor.valueC);
    }
    if (spC !== null) this.take(`sp.${vesselId}`, spC);
    if (chamberSpC !== null) this.take(`chamber-sp.${vesselId}`, chamberSpC);
    for (const output of outputs) this.take(`point.${output.pointId}`, output.actualPct);
  }

  /** Called once a second, before the values of the instant are taken: keeps the interval before it bit by bit. */
  advance(wallMs: number): void {
    const interval = Math.floor(wallMs / PERIOD_MS) * PERIOD_MS;
    if (interval !== this.intervalMs) {
      this.keep(this.waiting.splice(0));
      this.close();
      this.portion = Math.max(AT_ONCE, Math.ceil(this.waiting.length / SPREAD_S));
      this.intervalMs = interval;
      this.sinceTrim += 1;
      if (this.sinceTrim >= TRIM_EVERY) this.attempt(() => this.trim());
    }
    this.keep(this.waiting.splice(0, this.portion));
  }

  /** Keeps all that has been taken so far. */
  flush(): void {
    this.close();
    this.keep(this.waiting.splice(0));
  }

  /** Ends the interval in progress: its samples wait to be stored. */
  private close(): void {
    for (const [series, { min, max, sum, count }] of this.buckets) {
      this.waiting.push({ series, atMs: this.intervalMs, min, mean: sum / count, max });
    }
    this.buckets = new Map();
  }

  private keep(samples: readonly Sample[]): void {
    if (samples.length === 0) return;
    this.attempt(() =>
      this.kernel.store.transaction(() => {
        this.kernel.store.samples.append(samples);
        this.onKept();
      }),
    );
  }

  /** A disk that refuses costs history, never control: an alarm says so. */
  private attempt(work: () => void): void {
    try {
      work();
      this.report(false, '');
    } catch (error) {
      this.report(true, error instanceof Error ? error.message : String(error));
    }
  }

  private trim(): void {
    const { store } = this.kernel;
    const beforeMs = this.forgetBefore();
    const more = store.samples.trim(beforeMs);
    this.sinceTrim = more ? TRIM_EVERY : 0;
    store.memory.put(FORGOTTEN_BEFORE, String(beforeMs));
  }

  /** What is older than 30 days by the clock, but no further than the time that has passed allows. */
  private forgetBefore(): number {
    const { store, clock } = this.kernel;
    const nowMs = clock.nowMs();
    const byClockMs = this.intervalMs - KEEP_MS;
    const kept = store.memory.get(FORGOTTEN_BEFORE);
    const allowedMs = kept === null ? byClockMs : Number(kept) + FORGET_RATE * (nowMs - this.trimmedAtMs);
    this.trimmedAtMs = nowMs;
    return Math.round(Math.min(byClockMs, allowedMs));
  }

  private report(failing: boolean, cause: string): void {
    this.alarms.report(
      { code: 'storage-failing', source: 'console', sourceName: 'Console' },
      failing,
      `History is not being recorded: ${cause}`,
    );
  }
}
