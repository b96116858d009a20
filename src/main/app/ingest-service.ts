import { AppError } from '#shared/domain/app-error.ts';
import type { Device } from '#shared/domain/device.ts';
import {
  type HeardSender,
  HYDROMETER_DRIVER,
  isPlausible,
  parseSenderKey,
  type SenderKind,
  type SensorAddress,
  senderKey,
  sensorValues,
} from '#shared/domain/hydrometer.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { usualReadingRules } from '#shared/domain/point.ts';
import { removeDevice } from './board-setup.ts';
import type { DeviceService } from './device-service.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';
import type { PointService } from './point-service.ts';
import type { RawReading } from './ports/driver.ts';

/** Strangers that are remembered; who has been silent longest makes room. */
export const MAX_SENDERS = 50;

/** What a sensor has sent, in the units of the console: °C, SG, V, ° and dBm. */
export interface SensorMessage {
  readonly kind: SenderKind;
  /** As the sensor calls itself; fits `nameSchema`. */
  readonly name: string;
  /** Null where the sensor has said that it has no value. */
  readonly values: ReadonlyMap<SensorAddress, number | null>;
  /** How often it says that it sends, ms; null when it does not say. */
  readonly everyMs: number | null;
}

/** What became of a message. */
export interface HeardAnswer {
  readonly key: string;
  /** False while the sensor is no device: its values were shown, and nothing more. */
  readonly adopted: boolean;
}

interface Heard {
  readonly message: SensorMessage;
  readonly nowMs: number;
  readonly wallMs: number;
}

export interface IngestParts {
  readonly kernel: Kernel;
  readonly log: LogService;
  readonly devices: DeviceService;
  readonly points: PointService;
}

/** Sensors that post their values: those that are devices get them, the others wait in memory to be adopted. */
export class IngestService {
  private readonly parts: IngestParts;
  /** By key, who was heard last at the end. */
  private readonly heard = new Map<string, Heard>();

  constructor(parts: IngestParts) {
    this.parts = parts;
  }

  /** Takes messages; nothing of a stranger is stored. */
  take(messages: readonly SensorMessage[]): HeardAnswer[] {
    return messages.map((message) => {
      const key = senderKey(message.kind, message.name);
      const known = this.devicesOf(key);
      for (const { id } of known) this.handOver(id, message, 0);
      if (known.length === 0) this.remember(key, message);
      else this.heard.delete(key);
      return { key, adopted: known.length > 0 };
    });
  }

  /** Strangers, the newest first. */
  senders(): HeardSender[] {
    return [...this.heard]
      .filter(([key]) => this.devicesOf(key).length === 0)
      .map(([key, { message, wallMs }]) => ({
        key,
        kind: message.kind,
        name: message.name,
        lastSeenMs: Math.round(wallMs),
        values: [...message.values].map(([address, value]) => ({
          address,
          value: value !== null && isPlausible(address, value) ? value : null,
        })),
      }))
      .toReversed();
  }

  /**
   * Makes a device of a stranger with a point for each value that it has sent. When one of them cannot be made, nothing is.
   * @throws AppError `not-found` when it was not heard, `conflict` when it is a device already.
   */
  async adopt(key: string, name: string, by: string): Promise<Device> {
    const { kernel, log, devices, points } = this.parts;
    const heard = this.get(key);
    const [owner] = this.devicesOf(key);
    if (owner !== undefined) throw new AppError('conflict', `${key} is already ${owner.name}`);
    const device = devices.create({ name, driver: HYDROMETER_DRIVER, connection: key });
    try {
      for (const address of heard.message.values.keys()) {
        const { point, word } = sensorValues[address];
        const base = { name: `${name} ${word}`.slice(-80).trim(), deviceId: device.id, address };
        points.create(
          point.kind === 'temperature'
            ? { ...base, ...point, offsetC: 0, readings: usualReadingRules }
            : { ...base, ...point },
        );
      }
    } catch (error) {
      await removeDevice({ devices, points }, device.id);
      throw error;
    }
    this.heard.delete(key);
    this.handOver(device.id, heard.message, kernel.clock.nowMs() - heard.nowMs);
    log.add('info', name, `Adopted from the network as ${key}, by ${by}`);
    return device;
  }

  /** @throws AppError `not-found` when it was not heard. */
  forget(key: string): void {
    this.get(key);
    this.heard.delete(key);
  }

  private get(key: string): Heard {
    const heard = this.heard.get(key);
    if (heard !== undefined) return heard;
    const hint = parseSenderKey(key) === null ? '' : ': wait until it has sent its values again';
    throw new AppError('not-found', `No sensor ${key} was heard${hint}`);
  }

  private remember(key: string, message: SensorMessage): void {
    const { clock } = this.parts.kernel;
    this.heard.delete(key);
    this.heard.set(key, { message, nowMs: clock.nowMs(), wallMs: clock.wallMs() });
    const [oldest] = this.heard.keys();
    if (this.heard.size > MAX_SENDERS && oldest !== undefined) this.heard.delete(oldest);
  }

  private handOver(id: DeviceId, { values, everyMs }: SensorMessage, ageMs: number): void {
    const readings = new Map([...values].map(([address, value]) => [address, toReading(value)]));
    this.parts.devices.receive(id, readings, { everyMs, ageMs });
  }

  private devicesOf(key: string): Device[] {
    return this.parts.devices
      .list()
      .map(({ device }) => device)
      .filter(({ driver, connection }) => driver === HYDROMETER_DRIVER && connection === key);
  }
}

/** A sensor that says it has no value does not reach its probe. */
function toReading(value: number | null): RawReading {
  return value === null ? { quality: 'bad', reason: 'open-circuit' } : { quality: 'good', value };
}
