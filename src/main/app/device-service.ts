import { AppError } from '#shared/domain/app-error.ts';
import type { Device, DeviceConfig, DeviceState, DriverDescription, Link } from '#shared/domain/device.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { AlarmService } from './alarm-service.ts';
import { type Change, changed } from './changed.ts';
import { inTime } from './in-time.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';
import { OpenDevice } from './open-device.ts';
import type { Driver, DriverFamily, DriverPoint, FeedTiming, RawReading } from './ports/driver.ts';
import type { Removal } from './removal.ts';

export const MAX_DEVICES = 200;

/** Name in the store's memory: the folder has held a real device once, so it never runs in simulated time again. */
export const HELD_REAL_DEVICE = 'held-real-device';

/** A reading that may be older than this does not drive an output, ms: so long a heater would run blind. */
const OLDEST_FOR_CONTROL_MS = 10 * 60_000;

/** A device that has not confirmed by then is said not to be stopped, ms. */
const CONFIRM_WITHIN_MS = 3000;
/** Switching off takes a driver up to 3 s, and letting go of its port up to 2 s; a console that ends waits 10 s in all, ms. */
const CLOSE_WITHIN_MS = 6000;
const NOT_LET_GO = `it has not let go within ${CLOSE_WITHIN_MS / 1000} s; look whether its outputs are off`;

export interface DeviceServiceParts {
  readonly kernel: Kernel;
  readonly log: LogService;
  readonly alarms: AlarmService;
  readonly families: ReadonlyMap<string, DriverFamily>;
}

/** The devices of the console: kept, opened through their drivers, watched. */
export class DeviceService {
  private readonly parts: DeviceServiceParts;
  private readonly open = new Map<DeviceId, OpenDevice>();
  private readonly linkListeners: (() => void)[] = [];

  constructor(parts: DeviceServiceParts) {
    this.parts = parts;
    for (const device of parts.kernel.store.devices.list()) this.adopt(device);
  }

  /** Calls back whenever the link to a device has changed. */
  onLinkChange(listener: () => void): void {
    this.linkListeners.push(listener);
  }

  /** Every driver gets the beat of console time. */
  step(nowMs: number): void {
    for (const device of this.open.values()) device.step(nowMs);
  }

  /** Keeps what the drivers want to be kept. */
  checkpoint(): void {
    for (const [id, device] of this.open) {
      const text = device.memory();
      if (text !== null) this.parts.kernel.store.memory.put(memoryName(id), text);
    }
  }

  list(): { device: Device; state: DeviceState }[] {
    return [...this.open.values()].map(({ device, state }) => ({ device, state }));
  }

  drivers(): DriverDescription[] {
    return [...this.parts.families.values()].map(({ name, title, kind, connectionHint, addressHints }) => ({
      name,
      title,
      kind,
      connectionHint,
      addressHints: addressHints ?? null,
    }));
  }

  /** @throws AppError `not-found`. */
  get(id: DeviceId): OpenDevice {
    const device = this.open.get(id);
    if (device === undefined) throw new AppError('not-found', `There is no device ${id}`);
    return device;
  }

  /** The device, or undefined when it was removed. */
  peek(id: DeviceId): OpenDevice | undefined {
    return this.open.get(id);
  }

  /** Whether our loop drives the points of a device, or it regulates by itself; undefined when its driver is unknown. */
  kindOf({ driver }: Device): Driver['kind'] | undefined {
    return this.parts.families.get(driver)?.kind;
  }

  /** @throws AppError `invalid` when the driver of a device cannot have a point with this address. */
  checkAddress({ driver }: Device, point: DriverPoint): void {
    const family = this.parts.families.get(driver);
    if (point.kind === 'measure' && family?.addressHints?.measure === undefined) {
      throw new AppError('invalid', 'kind: a device of this driver measures nothing but temperatures');
    }
    family?.checkAddress?.(point);
  }

  /** Whether two points are on the same pin of a device, so that it cannot have both. */
  clash({ driver }: Device, a: DriverPoint, b: DriverPoint): boolean {
    return this.parts.families.get(driver)?.clash?.(a, b) === true;
  }

  /** Whether values of a device may be so old that nothing should be heated or cooled by them. */
  isSlow({ driver }: Device): boolean {
    return (this.parts.families.get(driver)?.staleAfterMs ?? 0) > OLDEST_FOR_CONTROL_MS;
  }

  /** Temperature points that a new device of its driver comes with. */
  probesOf({ driver }: Device): NonNullable<DriverFamily['probes']> {
    return this.parts.families.get(driver)?.probes ?? [];
  }

  /** Hands over what a program outside has sent for a device. @returns false when the device takes nothing. */
  receive(id: DeviceId, values: ReadonlyMap<string, RawReading>, timing?: FeedTiming): boolean {
    return this.open.get(id)?.receive(values, timing) ?? false;
  }

  create(config: DeviceConfig): Device {
    const { kernel } = this.parts;
    if (this.open.size >= MAX_DEVICES)
      throw new AppError('limit', `There are already ${MAX_DEVICES} devices`);
    const family = this.family(config.driver);
    family.checkConnection(config.connection);
    const device: Device = { ...config, id: kernel.newId('device') as DeviceId };
    kernel.store.transaction(() => {
      kernel.store.devices.put(device);
      if (!family.simulated) kernel.store.memory.put(HELD_REAL_DEVICE, 'true');
    });
    this.publishSaved(device);
    this.adopt(device);
    return device;
  }

  async update({ id, ...change }: Change<DeviceConfig> & { readonly id: DeviceId }): Promise<Device> {
    const open = this.get(id);
    const device = { ...open.device, ...changed(change) };
    this.family(device.driver).checkConnection(device.connection);
    this.parts.kernel.store.devices.put(device);
    await this.adoptStored(device);
    return device;
  }

  /** Takes over a device that the store has already kept, tells it, and opens it where that is needed. */
  async adoptStored(device: Device): Promise<void> {
    const open = this.open.get(device.id);
    this.publishSaved(device);
    if (open === undefined) return this.adopt(device);
    const moves = device.connection !== open.device.connection;
    open.device = device;
    if (moves) await this.reopen(open);
  }

  /** The computer has slept: what was read before is out of date. */
  forgetReadings(): void {
    for (const device of this.open.values()) device.forgetReadings();
  }

  /**
   * Removes a device that nothing uses any more; the store removes its points with it.
   * @param others what goes with it, in the same transaction
   * @returns when the device is closed
   * @throws AppError at once when the store refuses: then nothing has changed.
   */
  remove(id: DeviceId, others: Removal | null = null): { readonly closed: Promise<void> } {
    const { kernel, alarms } = this.parts;
    const open = this.get(id);
    kernel.store.transaction(() => {
      others?.store();
      kernel.store.devices.remove(id);
      kernel.store.memory.remove(memoryName(id));
    });
    others?.tell();
    this.open.delete(id);
    kernel.hub.publish('devices', { type: 'removed', deviceId: id }, { key: id, forget: true });
    kernel.hub.publish('devices', { type: 'removed', deviceId: id }, { key: `state.${id}`, forget: true });
    alarms.clearSource(id);
    return { closed: this.closeQuietly(open) };
  }

  /**
   * Every output of the devices off, ahead of whatever waits; of all of them where nothing is said.
   * @param onAnswer called for each device, as soon as it is known whether it has confirmed within 3 s; none waits for another,
   * and one that was removed meanwhile is not spoken of
   */
  async allOff(
    onAnswer: (device: Device, confirmed: boolean) => void,
    concerns: (device: Device) => boolean = () => true,
  ): Promise<void> {
    const off = async (open: OpenDevice): Promise<void> => {
      const confirmed = await inTime(open.allOff(), CONFIRM_WITHIN_MS, 'it does not answer').then(
        () => true,
        () => false,
      );
      if (this.open.has(open.device.id)) onAnswer(open.device, confirmed);
    };
    await Promise.all([...this.open.values()].filter(({ device }) => concerns(device)).map(off));
  }

  async close(): Promise<void> {
    await Promise.all([...this.open.values()].map((open) => this.closeQuietly(open)));
  }

  /** Whatever its driver says, nothing is asked of it any more. */
  private async closeQuietly(open: OpenDevice): Promise<void> {
    try {
      await inTime(open.close(), CLOSE_WITHIN_MS, NOT_LET_GO);
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      this.parts.log.add('warning', open.device.name, `Could not be closed: ${cause}`);
    }
  }

  private async reopen(open: OpenDevice): Promise<void> {
    await this.closeQuietly(open);
    // Meanwhile it may have been removed, or opened by another change of its connection.
    if (this.open.get(open.device.id) === open) this.adopt(open.device);
  }

  private family(name: string): DriverFamily {
    const family = this.parts.families.get(name);
    if (family === undefined) throw new AppError('invalid', `There is no driver ${name}`);
    return family;
  }

  private publishSaved(device: Device): void {
    this.parts.kernel.hub.publish('devices', { type: 'saved', device }, { key: device.id });
  }

  private adopt(device: Device): void {
    const { kernel } = this.parts;
    const open: OpenDevice = new OpenDevice({
      device,
      kernel,
      family: this.parts.families.get(device.driver),
      remembered: () => kernel.store.memory.get(memoryName(device.id)),
      onLink: (link, text) => this.linkChanged(device.id, link, text),
      onLog: (level, message) => void this.parts.log.add(level, open.device.name, message),
      onFault: (cause) => this.reportFault(open.device, cause),
    });
    this.open.set(device.id, open);
    this.publishState(open.state);
    open.start();
  }

  private linkChanged(id: DeviceId, link: Link, text: string): void {
    const open = this.open.get(id);
    if (open === undefined) return;
    this.publishState(open.state);
    const { name } = open.device;
    this.parts.log.add(link === 'lost' ? 'warning' : 'info', name, text);
    const subject = { code: 'device-lost', source: id, sourceName: name } as const;
    // While it connects, the last word stands: an alarm is over when the device is back, not when it is being tried.
    if (link !== 'connecting') {
      const say = (): string => `${name} is lost: ${text}${this.outputsOf(open)}`;
      this.parts.alarms.report(subject, link === 'lost', say);
    }
    for (const listener of this.linkListeners) listener();
  }

  /** What else is to be said of a lost device: nobody else switches its outputs off. */
  private outputsOf(open: OpenDevice): string {
    const points = this.parts.kernel.store.points.list();
    const hasOutputs = points.some(({ deviceId, kind }) => deviceId === open.device.id && kind === 'output');
    return hasOutputs && open.outputsStay() ? '. Its outputs may still be on' : '';
  }

  private reportFault({ id, name }: Device, cause: string | null): void {
    const subject = { code: 'control-fault', source: id, sourceName: name } as const;
    this.parts.alarms.report(subject, cause !== null, `${name}: fault in its driver (${cause ?? ''})`);
  }

  private publishState(state: DeviceState): void {
    this.parts.kernel.hub.publish('devices', { type: 'state', state }, { key: `state.${state.deviceId}` });
  }
}

function memoryName(id: DeviceId): string {
  return `device.${id}`;
}
