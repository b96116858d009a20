import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { DriverContext, DriverPoint, PointDriver, RawReading } from '#main/app/ports/driver.ts';
import { firmataFamily } from '#main/devices/firmata/driver.ts';
import { temporaryFolder } from '#test/rig/console.ts';
import { driverWork } from '#test/rig/driver-work.ts';
import { FirmataBoard, type FirmataBoardOptions } from './board.ts';

/** What the driver has told the console. */
export interface Heard {
  readonly links: { readonly link: string; readonly text: string }[];
  readonly logs: string[];
  readonly readings: Map<string, RawReading>;
}

/** A board with its cable in, on a port of its own unless told where; it is unplugged after the test. */
export async function plugFirmata(options: Partial<FirmataBoardOptions> = {}): Promise<FirmataBoard> {
  const board = new FirmataBoard({ path: join(temporaryFolder(), 'port'), ...options });
  onTestFinished(() => board.unplug());
  await board.plug();
  return board;
}

/** Opens the real driver on a board with these points; it is closed after the test. */
export function openFirmata(
  path: string,
  points: DriverPoint[],
): { driver: PointDriver; heard: Heard; until: (link: string) => Promise<void> } {
  const heard: Heard = { links: [], logs: [], readings: new Map() };
  const context: DriverContext = {
    connection: path,
    clock: { speed: 1, nowMs: () => performance.now(), wallMs: () => Date.now() },
    points: () => points,
    onReading: (address, reading) => void heard.readings.set(address, reading),
    onBoard: () => {},
    onLog: (level, message) => void heard.logs.push(`${level}: ${message}`),
    onLink: (link, text) => void heard.links.push({ link, text }),
    onDeadMan: () => {},
    ...driverWork(),
    onStep: () => {},
    memory: { load: () => null, provide: () => {} },
  };
  const driver = firmataFamily.open(context);
  if (driver.kind !== 'points') throw new Error('our loop drives a Firmata board');
  onTestFinished(() => driver.close());
  const until = (link: string): Promise<void> =>
    vi.waitFor(
      () => {
        if (heard.links.at(-1)?.link !== link) throw new Error(`not ${link}: ${JSON.stringify(heard.links)}`);
      },
      { timeout: 20_000, interval: 20 },
    );
  return { driver, heard, until };
}
