import { SAMPLE_PERIOD_S, type Sample } from '#shared/domain/history.ts';
import type { AlarmService } from './alarm-service.ts';
import type { Kernel } from './kernel.ts';

const PERIOD_MS = SAMPLE_PERIOD_S * 1000;
/** How long samples are kept: 30 days of console time. */
const KEEP_MS = 30 * 86_400_000;
/** One bounded clean-up for so many recorded intervals. */
const TRIM_EVERY = 60;

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
  private sinceTrim = 0;

  /** @param onKept called inside the transaction that keeps an interval. */
  constructor(kernel: Kernel, alarms: AlarmService, onKept: () => void = () => {}) {
    this.kernel = kernel;
    this.alarms = alarms;
    this.onKept = onKept;
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

  /** Called before the values of an instant are taken: keeps the interval before it when a new one begins. */
  advance(wallMs: number): void {
    const interval = Math.floor(wallMs / PERIOD_MS) * PERIOD_MS;
    if (interval === this.intervalMs) return;
    this.flush();
    this.intervalMs = interval;
  }

  /** Keeps what has been taken so far. A disk that refuses costs history, never control: an alarm says so. */
  flush(): void {
    if (this.buckets.size === 0) return;
    const samples: Sample[] = [];
    for (const [series, { min, max, sum, count }] of this.buckets) {
      samples.push({ series, atMs: this.intervalMs, min, mean: sum / count, max });
    }
    this.buckets = new Map();
    try {
      this.kernel.store.transaction(() => {
        this.kernel.store.samples.append(samples);
        this.onKept();
      });
      this.trim();
      this.report(false, '');
    } catch (error) {
      this.report(true, error instanceof Error ? error.message : String(error));
    }
  }

  private trim(): void {
    this.sinceTrim += 1;
    if (this.sinceTrim < TRIM_EVERY) return;
    const more = this.kernel.store.samples.trim(this.intervalMs - KEEP_MS);
    this.sinceTrim = more ? TRIM_EVERY : 0;
  }

  private report(failing: boolean, cause: string): void {
    this.alarms.report(
      { code: 'storage-failing', source: 'console', sourceName: 'Console' },
      failing,
      `History is not being recorded: ${cause}`,
    );
  }
}
