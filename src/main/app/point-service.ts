import { AppError } from '#shared/domain/app-error.ts';
import type { Link } from '#shared/domain/device.ts';
import type { DeviceId, PointId } from '#shared/domain/ids.ts';
import type { Point, PointChange, PointConfig } from '#shared/domain/point.ts';
import type { Reading } from '#shared/domain/reading.ts';
import { changed } from './changed.ts';
import type { DeviceService } from './device-service.ts';
import type { Kernel } from './kernel.ts';
import { PointReadings, type ProbeReading } from './point-readings.ts';
import type { Lease } from './ports/driver.ts';

export const MAX_POINTS = 2000;

/** The points of the devices: what each is, what it reads, how it is written. */
export class PointService {
  private readonly kernel: Kernel;
  private readonly devices: DeviceService;
  private readonly points: Map<PointId, Point>;
  private readonly readings = new PointReadings();

  constructor(kernel: Kernel, devices: DeviceService) {
    this.kernel = kernel;
    this.devices = devices;
    this.points = new Map(kernel.store.points.list().map((point) => [point.id, point]));
  }

  list(): Point[] {
    return [...this.points.values()];
  }

  ofDevice(deviceId: DeviceId): Point[] {
    return this.list().filter((point) => point.deviceId === deviceId);
  }

  /** @throws AppError `not-found`. */
  get(id: PointId): Point {
    const point = this.points.get(id);
    if (point === undefined) throw new AppError('not-found', `There is no point ${id}`);
    return point;
  }

  peek(id: PointId): Point | undefined {
    return this.points.get(id);
  }

  create(config: PointConfig): Point {
    if (this.points.size >= MAX_POINTS) throw new AppError('limit', `There are already ${MAX_POINTS} points`);
    const { device } = this.devices.get(config.deviceId);
    if (config.kind === 'output' && this.isBoard(device.id)) {
      throw new AppError('invalid', `${device.name} regulates by itself and drives its own outputs`);
    }
    this.checkAddress(config);
    return this.save({ ...config, id: this.kernel.newId('point') as PointId });
  }

  /** @throws AppError `invalid` when the change does not fit the kind of the point. */
  update(id: PointId, change: PointChange): Point {
    const point = this.get(id);
    const { offsetC, readings, outputKind, inverted, ...others } = change;
    const own = { offsetC, readings, outputKind, inverted };
    const common = changed(others);
    switch (point.kind) {
      case 'temperature':
        refuseForeign(point.name, 'a sensor', { ...own, offsetC: undefined, readings: undefined });
        return this.rewire(point, { ...point, ...common, ...changed({ offsetC, readings }) });
      case 'output':
        refuseForeign(point.name, 'an output', { ...own, outputKind: undefined });
        return this.rewire(point, { ...point, ...common, ...changed({ outputKind }) });
      case 'input':
        refuseForeign(point.name, 'a contact', { ...own, inverted: undefined });
        return this.rewire(point, { ...point, ...common, ...changed({ inverted }) });
      case 'measure':
        refuseForeign(point.name, 'a measured value', own);
        return this.rewire(point, { ...point, ...common });
      default:
        return point satisfies never;
    }
  }

  remove(id: PointId): void {
    const { deviceId } = this.get(id);
    this.kernel.store.points.remove(id);
    this.forget(id);
    this.devices.peek(deviceId)?.pointsChanged();
  }

  /** Drops the points of a device that has been removed from the store. */
  forgetDevice(deviceId: DeviceId): void {
    for (const point of this.ofDevice(deviceId)) this.forget(point.id);
  }

  /**
   * What a point reads now: a temperature point °C, calibrated, judged and smoothed by its rules; a contact 0 or 1, turned round where it is inverted; a
   * measured value as it was sent. An output, and a point that is not set, reads bad.
   */
  read(id: PointId | null): Reading {
    return this.readProbe(id).smoothed;
  }

  /** What a temperature point reads now, also before it is smoothed; of other points both are the same. */
  readProbe(id: PointId | null): ProbeReading {
    const point = id === null ? undefined : this.points.get(id);
    const device = point === undefined ? undefined : this.devices.peek(point.deviceId);
    if (point === undefined || point.kind === 'output' || device === undefined) {
      return same({ quality: 'bad', reason: 'not-assigned', atMs: 0 });
    }
    const reading = device.reading(point.address);
    if (point.kind === 'temperature') return this.readings.judge(point, reading, this.kernel.clock.nowMs());
    return same(point.kind === 'input' ? contactReading(reading, point.inverted) : reading);
  }

  /** How late the readings of a temperature point are because they are smoothed, s. */
  delayS(id: PointId): number {
    const point = this.points.get(id);
    return point?.kind === 'temperature' ? point.readings.smoothingS : 0;
  }

  /** True for a device that regulates by itself. */
  isBoard(deviceId: DeviceId): boolean {
    const open = this.devices.peek(deviceId);
    return open !== undefined && this.devices.kindOf(open.device) === 'board';
  }

  /** True for a device whose outputs the console does not drive: it regulates by itself, or it only reports. */
  cannotSwitch(deviceId: DeviceId): boolean {
    const open = this.devices.peek(deviceId);
    const kind = open && this.devices.kindOf(open.device);
    return kind === 'board' || kind === 'feed';
  }

  /** True for a device whose values are sent to the console now and then. */
  onlyReports(deviceId: DeviceId): boolean {
    const open = this.devices.peek(deviceId);
    return open !== undefined && this.devices.kindOf(open.device) === 'feed';
  }

  /** True for a device whose values may be so old that nothing should be heated or cooled by them. */
  isSlow(deviceId: DeviceId): boolean {
    const open = this.devices.peek(deviceId);
    return open !== undefined && this.devices.isSlow(open.device);
  }

  /** Whether an output stays as it is when the computer of the console dies. */
  staysWhenHostDies(id: PointId): boolean {
    const point = this.points.get(id);
    return point?.kind === 'output' && this.devices.peek(point.deviceId)?.outputsStay() === true;
  }

  /** State of the link to the device of a point. */
  link(point: Point): Link {
    return this.devices.peek(point.deviceId)?.state.link ?? 'lost';
  }

  /** The present connection to the device of a point: another one after each time that it was lost; null before the first. */
  session(id: PointId): object | null {
    const point = this.points.get(id);
    return point === undefined ? null : (this.devices.peek(point.deviceId)?.session ?? null);
  }

  write(id: PointId, outPct: number, lease: Lease): void {
    const point = this.points.get(id);
    if (point?.kind === 'output') this.devices.peek(point.deviceId)?.write(point.address, outPct, lease);
  }

  /** Keeps a changed point; what its address means may depend on its kind, so both are checked together. */
  private rewire<P extends Point>(before: Point, after: P): P {
    const kindOf = (point: Point): unknown => (point.kind === 'output' ? point.outputKind : null);
    if (after.address !== before.address || kindOf(after) !== kindOf(before))
      this.checkAddress(after, before.id);
    return this.save(after);
  }

  private checkAddress(config: PointConfig, id: PointId | null = null): void {
    const { deviceId, address } = config;
    const { device } = this.devices.get(deviceId);
    const others = this.ofDevice(deviceId).filter((point) => point.id !== id);
    const taken = others.find((point) => point.address === address);
    if (taken !== undefined)
      throw new AppError('conflict', `${address} of this device is already ${taken.name}`);
    this.devices.checkAddress(device, config);
    // Of two outputs on one pin the one that is off would switch the other on or off, past its interlocks.
    const there = others.find((point) => this.devices.clash(device, config, point));
    if (there !== undefined)
      throw new AppError('conflict', `${address}: its pin is already that of ${there.name}`);
  }

  /** Takes over a point that the store has already kept, and tells it. */
  adopt(point: Point): void {
    this.points.set(point.id, point);
    this.kernel.hub.publish('devices', { type: 'point-saved', point }, { key: `point.${point.id}` });
    this.devices.peek(point.deviceId)?.pointsChanged();
  }

  private save<P extends Point>(point: P): P {
    this.kernel.store.points.put(point);
    this.adopt(point);
    return point;
  }

  private forget(id: PointId): void {
    this.points.delete(id);
    this.readings.forget(id);
    this.kernel.hub.publish(
      'devices',
      { type: 'point-removed', pointId: id },
      { key: `point.${id}`, forget: true },
    );
  }
}

/** @throws AppError `invalid` when a field is given that this kind of point does not have. */
function refuseForeign(name: string, kind: string, fields: Readonly<Record<string, unknown>>): void {
  const [field] = Object.entries(fields).find(([, value]) => value !== undefined) ?? [];
  if (field !== undefined) throw new AppError('invalid', `${field}: ${name} is ${kind} and has none`);
}

/** A reading that is never smoothed. */
function same(reading: Reading): ProbeReading {
  return { smoothed: reading, bare: reading };
}

/** A contact is open or closed; a driver that says anything else has not understood it. */
function contactReading(reading: Reading, inverted: boolean): Reading {
  if (reading.quality === 'bad') return reading;
  const { value, atMs } = reading;
  if (value !== 0 && value !== 1) return { quality: 'bad', reason: 'out-of-range', atMs };
  return { ...reading, value: inverted ? 1 - value : value };
}
