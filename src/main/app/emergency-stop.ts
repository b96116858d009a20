import { AppError } from '#shared/domain/app-error.ts';
import type { AlarmService } from './alarm-service.ts';
import type { DeviceService } from './device-service.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';

const MEMORY = 'emergency-stop';
const SUBJECT = { code: 'emergency-stop', source: 'console', sourceName: 'Console' } as const;

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

  constructor(parts: EmergencyStopParts) {
    this.parts = parts;
    const kept = parts.kernel.store.memory.get(MEMORY);
    this.since = kept === null ? null : Number(kept);
    parts.alarms.report(
      SUBJECT,
      this.active,
      'The emergency stop is on since before the console was started',
    );
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
    const { kernel, devices, alarms, log } = this.parts;
    this.since ??= Math.round(kernel.clock.wallMs());
    const switching = devices.allOff((name) => {
      log.add('error', name, 'Not stopped: the device did not confirm the emergency stop');
    });
    this.keep();
    alarms.report(SUBJECT, true, `Emergency stop by ${by}: every output is off`);
    for (const listener of this.listeners) listener();
    await switching;
  }

  /** Releases. Vessels stay off until somebody starts them. @throws AppError `storage-failed`: then it holds on. */
  release(by: string): void {
    if (!this.active) return;
    // Whatever could not be switched off when it was pressed must not start now.
    this.parts.switchVesselsOff();
    this.parts.kernel.store.memory.remove(MEMORY);
    this.since = null;
    this.parts.alarms.report(SUBJECT, false, '');
    this.parts.log.add('warning', 'console', `Emergency stop released by ${by}`);
    for (const listener of this.listeners) listener();
  }

  /** @throws AppError `conflict` while the stop is on. */
  ensureReleased(): void {
    if (this.active) throw new AppError('conflict', 'The emergency stop is on: release it first');
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
