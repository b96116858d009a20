import { AppError } from '#shared/domain/app-error.ts';
import type { Device } from '#shared/domain/device.ts';
import type { AlarmService, AlarmSubject } from './alarm-service.ts';
import type { DeviceService } from './device-service.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';

const MEMORY = 'emergency-stop';
const SUBJECT = { code: 'emergency-stop', source: 'console', sourceName: 'Console' } as const;
/** A device that has not confirmed is told again this long after it was told last, console time, ms. */
const RETRY_MS = 5000;

export interface EmergencyStopParts {
  readonly kernel: Kernel;
  readonly log: LogService;
  readonly alarms: AlarmService;
  readonly devices: DeviceService;
  /** Every vessel to mode off. @throws AppError `storage-failed`. */
  readonly switchVesselsOff: () => void;
}

/** The latched emergency stop: every output off at once, and kept off over restarts until somebody releases it. */
export class EmergencyStop {
  private readonly parts: EmergencyStopParts;
  private since: number | null;
  private readonly listeners: (() => void)[] = [];
  private retryAtMs = Number.NEGATIVE_INFINITY;
  /** How often devices are being told just now: no retry comes on top of it. */
  private telling = 0;

  constructor(parts: EmergencyStopParts) {
    this.parts = parts;
    const kept = parts.kernel.store.memory.get(MEMORY);
    this.since = kept === null ? null : Number(kept);
    parts.alarms.report(
      SUBJECT,
      this.active,
      'The emergency stop is on since before the console was started',
    );
    if (!this.active) this.forgetUnconfirmed();
  }

  get sinceMs(): number | null {
    return this.since;
  }

  get active(): boolean {
    return this.since !== null;
  }

  /** Calls back after each change. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /**
   * Latches. The loop sees it in its next step; the devices are told at once, ahead of whatever waits for them. Resolves when each
   * has confirmed, or was said not to have, within 3 s.
   * What cannot be stored does not keep the outputs on: the latch then holds for the life of this process.
   */
  async stop(by: string): Promise<void> {
    const { kernel, alarms } = this.parts;
    this.since ??= Math.round(kernel.clock.wallMs());
    const switching = this.tell((device, confirmed) => this.answered(device, confirmed));
    this.keep();
    const text = `Emergency stop by ${by}. A device that does not confirm it has an alarm of its own`;
    alarms.report(SUBJECT, true, text);
    for (const listener of this.listeners) listener();
    await switching;
  }

  /** While the stop is on, devices that have not confirmed it are told again; called at each step of console time. */
  step(nowMs: number): void {
    if (!this.active || this.telling > 0 || nowMs < this.retryAtMs) return;
    const waiting = this.parts.devices.list().filter(({ device }) => this.isUnconfirmed(device));
    if (waiting.length === 0) return;
    this.retryAtMs = nowMs + RETRY_MS;
    void this.tell(
      (device, confirmed) => this.report(device, confirmed),
      (device) => this.isUnconfirmed(device),
    );
  }

  /** Releases. Vessels stay off until somebody starts them. @throws AppError `storage-failed`: then it holds on. */
  release(by: string): void {
    if (!this.active) return;
    // Whatever could not be switched off when it was pressed must not start now.
    this.parts.switchVesselsOff();
    this.parts.kernel.store.memory.remove(MEMORY);
    this.since = null;
    this.parts.alarms.report(SUBJECT, false, '');
    this.forgetUnconfirmed();
    this.parts.log.add('warning', 'console', `Emergency stop released by ${by}`);
    for (const listener of this.listeners) listener();
  }

  /** @throws AppError `conflict` while the stop is on. */
  ensureReleased(): void {
    if (this.active) throw new AppError('conflict', 'The emergency stop is on: release it first');
  }

  /** Never rejects. */
  private async tell(...told: Parameters<DeviceService['allOff']>): Promise<void> {
    this.telling += 1;
    try {
      await this.parts.devices.allOff(...told);
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      this.parts.log.add('error', 'console', `Fault while devices were told to stop: ${cause}`);
    } finally {
      this.telling -= 1;
    }
  }

  private answered(device: Device, confirmed: boolean): void {
    if (!confirmed)
      this.parts.log.add('error', device.name, 'Not stopped: the device did not confirm the emergency stop');
    this.report(device, confirmed);
  }

  /** What is answered after the release is of no interest any more. */
  private report(device: Device, confirmed: boolean): void {
    const text = `${device.name} has not confirmed the emergency stop: its outputs may still be on`;
    this.parts.alarms.report(unconfirmed(device), this.active && !confirmed && this.switches(device), text);
  }

  /** Whether anything could be on there: a board that only has sensors is nothing to be afraid of. */
  private switches(device: Device): boolean {
    const { devices, kernel } = this.parts;
    if (devices.kindOf(device) === 'board') return true;
    return kernel.store.points
      .list()
      .some(({ deviceId, kind }) => deviceId === device.id && kind === 'output');
  }

  private isUnconfirmed(device: Device): boolean {
    return this.parts.alarms.isStanding(unconfirmed(device));
  }

  private forgetUnconfirmed(): void {
    for (const { device } of this.parts.devices.list()) this.report(device, true);
  }

  private keep(): void {
    try {
      this.parts.kernel.store.memory.put(MEMORY, String(this.since));
      this.parts.switchVesselsOff();
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      const text = `The emergency stop holds, but could not be stored: ${cause}`;
      this.parts.log.add('error', 'console', text);
    }
  }
}

function unconfirmed({ id, name }: Device): AlarmSubject {
  return { code: 'not-stopped', source: id, sourceName: name };
}
