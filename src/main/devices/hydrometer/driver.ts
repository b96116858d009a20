import type {
  DriverContext,
  DriverFamily,
  DriverPoint,
  FeedDriver,
  FeedTiming,
  RawReading,
} from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
import {
  HYDROMETER_DRIVER,
  isPlausible,
  parseSenderKey,
  type SensorAddress,
  sensorAddressSchema,
  sensorValues,
} from '#shared/domain/hydrometer.ts';

const MINUTE_MS = 60_000;
/** A sensor that does not say how often it sends is lost after this, ms: four times the usual quarter of an hour. */
const SILENT_AFTER_MS = 60 * MINUTE_MS;
/** Messages that may go missing on a weak network. */
const MISSED = 3;
/** Who sends each few seconds is not lost for one bad minute, ms. */
const SHORTEST_SILENCE_MS = MINUTE_MS;
/** Nobody is waited for longer, ms: who says that it sends once a year would never be missed. */
const LONGEST_SILENCE_MS = 3 * 24 * 60 * MINUTE_MS;

/** How long a sensor may be silent that says that it sends so often, ms. */
export function silenceAllowedMs(everyMs: number | null): number {
  if (everyMs === null) return SILENT_AFTER_MS;
  return Math.min(LONGEST_SILENCE_MS, Math.max(SHORTEST_SILENCE_MS, MISSED * everyMs));
}

/** A sensor that posts its values to the console, such as a floating hydrometer. */
class HydrometerDriver implements FeedDriver {
  readonly kind = 'feed';
  private readonly context: DriverContext;
  private everyMs: number | null;
  private heardMs: number;
  /** When each of its values was sent last. */
  private readonly heard = new Map<SensorAddress, number>();
  private closed = false;

  constructor(context: DriverContext) {
    this.context = context;
    this.heardMs = context.clock.nowMs();
    this.everyMs = readEvery(context.memory.load());
    context.memory.provide(() => (this.everyMs === null ? '' : String(this.everyMs)));
    context.onLink('connecting', 'Waiting for the first values');
    context.onStep((nowMs) => this.watch(nowMs));
  }

  receive(
    values: ReadonlyMap<string, RawReading>,
    { everyMs, ageMs }: FeedTiming = { everyMs: null, ageMs: 0 },
  ): void {
    if (this.closed || values.size === 0) return;
    this.everyMs = everyMs;
    if (ageMs >= silenceAllowedMs(everyMs)) return;
    this.heardMs = this.context.clock.nowMs() - ageMs;
    this.context.onLink('connected', `Sends its values${everyWords(everyMs)}`);
    for (const [name, reading] of values) {
      const address = sensorAddressSchema.safeParse(name);
      if (!address.success) continue;
      this.heard.set(address.data, this.heardMs);
      this.context.onReading(address.data, plausible(address.data, reading), ageMs);
    }
  }

  allOff(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  private watch(nowMs: number): void {
    if (this.closed) return;
    const allowedMs = silenceAllowedMs(this.everyMs);
    if (nowMs - this.heardMs >= allowedMs) {
      this.heard.clear();
      const minutes = Math.round(allowedMs / MINUTE_MS);
      const time = minutes === 1 ? 'a minute' : `${minutes} minutes`;
      this.context.onLink('lost', `no values for ${time}: look at its battery and its network`);
      return;
    }
    // It still sends, but this value no more.
    for (const [address, heardMs] of this.heard) {
      if (nowMs - heardMs < allowedMs) continue;
      this.heard.delete(address);
      this.context.onReading(address, { quality: 'bad', reason: 'stale' });
    }
  }
}

function plausible(address: SensorAddress, reading: RawReading): RawReading {
  if (reading.quality === 'bad' || isPlausible(address, reading.value)) return reading;
  return { quality: 'bad', reason: 'out-of-range' };
}

/** What was kept of how often it sends; a sensor that is slow is not lost sooner after a restart. */
function readEvery(kept: string | null): number | null {
  const everyMs = Number(kept ?? '');
  return Number.isFinite(everyMs) && everyMs > 0 ? everyMs : null;
}

function everyWords(everyMs: number | null): string {
  if (everyMs === null) return '';
  const minutes = Math.round(everyMs / MINUTE_MS);
  if (minutes < 1) return ' several times a minute';
  return minutes === 1 ? ' every minute' : ` every ${minutes} minutes`;
}

const measures = sensorAddressSchema.options.filter((each) => sensorValues[each].point.kind === 'measure');

const addressHints = { temperature: 'temperature', measure: `One of ${measures.join(', ')}` };

/** @throws AppError `invalid` when a sensor sends no such value, or it is something else. */
function checkAddress(point: DriverPoint): void {
  const address = sensorAddressSchema.safeParse(point.address);
  const is = address.success ? sensorValues[address.data].point : null;
  if (is?.kind === 'temperature' && point.kind === 'temperature') return;
  if (is?.kind === 'measure' && point.kind === 'measure') {
    if (is.quantity === point.quantity) return;
    throw new AppError('invalid', `quantity: ${point.address} is ${is.quantity}, not ${point.quantity}`);
  }
  const hint =
    point.kind === 'temperature' || point.kind === 'measure' ? addressHints[point.kind] : 'it only reports';
  throw new AppError('invalid', `address: “${point.address}” makes no sense here: ${hint}`);
}

export const hydrometerFamily: DriverFamily = {
  name: HYDROMETER_DRIVER,
  kind: 'feed',
  title: 'Sensor on the network (iSpindel, GravityMon, Tilt)',
  connectionHint:
    'Who it is, such as ispindel:iSpindel000 or tilt:purple. Easier: let it send, and adopt it under “Heard on the network”',
  addressHints,
  staleAfterMs: LONGEST_SILENCE_MS,
  simulated: false,
  checkConnection: (connection) => {
    if (parseSenderKey(connection) !== null) return;
    throw new AppError(
      'invalid',
      'connection: must be ispindel, gravitymon, tilt or json, a colon, and the name of the sensor',
    );
  },
  checkAddress,
  open: (context) => new HydrometerDriver(context),
};
