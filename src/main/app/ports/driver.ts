import type { Link } from '#shared/domain/device.ts';
import type { BadReason } from '#shared/domain/reading.ts';
import type { Clock } from './clock.ts';

/** What a driver heard from a sensor: a value in the unit of the point, before calibration, or why there is none. */
export type RawReading =
  | { readonly quality: 'good'; readonly value: number }
  | { readonly quality: 'bad'; readonly reason: BadReason };

/** A text that is kept for a device over restarts. */
export interface DriverMemory {
  readonly load: () => string | null;
  readonly provide: (snapshot: () => string) => void;
}

/** What the console gives a driver. None of the calls throws. */
export interface DriverContext {
  /** Where the device is connected, as the user typed it. */
  readonly connection: string;
  readonly clock: Clock;
  /** A sensor has been read, or reading it has failed. */
  onReading(address: string, reading: RawReading): void;
  /** The link has changed; `text` says why in words. */
  onLink(link: Link, text: string): void;
  /** Calls back at each step of console time, until the driver is closed. Simulated devices live by it. */
  onStep(step: (nowMs: number) => void): void;
  /** What the console keeps for this device over restarts: `provide` names the function that it asks every few seconds. */
  readonly memory: DriverMemory;
}

/** How long a write holds, console time. */
export interface Lease {
  readonly validForMs: number;
}

/**
 * A board whose points our control loop drives. Opening returns at once; the driver connects in the background,
 * retries for ever, and on each connect switches every output off before anything else.
 */
export interface PointDriver {
  readonly kind: 'points';
  /**
   * Sets an output to 0–100 %. Returns at once. An output that is not written again within its lease is off:
   * by the device itself where it can, else by the driver.
   */
  write(address: string, outPct: number, lease: Lease): void;
  /** Switches every output off, ahead of whatever waits. Resolves when the device has confirmed, or rejects. */
  allOff(): Promise<void>;
  /** Switches every output off and lets go of the transport. */
  close(): Promise<void>;
}

/** A board that regulates by itself and takes setpoints has a kind of its own beside this one. */
export type Driver = PointDriver;

/** One family of devices, as the registry knows it. */
export interface DriverFamily {
  /** Stored with each device, such as `simulated`. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** What to type as connection, in words. */
  readonly connectionHint: string;
  /** True when it lives in simulated time; only such devices are opened at a speed other than 1. */
  readonly simulated: boolean;
  /** @throws AppError `invalid` when the connection makes no sense for this driver. */
  checkConnection(connection: string): void;
  open(context: DriverContext): Driver;
}
