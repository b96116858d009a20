import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { BoardDriver, BoardReport, DriverContext, RawReading } from '#main/app/ports/driver.ts';
import { brewPiFamily } from '#main/devices/brewpi/driver.ts';
import { temporaryFolder } from '#test/rig/console.ts';
import { driverWork } from '#test/rig/driver-work.ts';
import { type BoardOptions, BrewPiBoard } from './board.ts';

/** What a driver has told the console, each with the instant, ms since the driver was opened. */
export interface Heard {
  readonly links: { readonly atMs: number; readonly link: string; readonly text: string }[];
  readonly logs: string[];
  readonly readings: Map<string, RawReading>;
  reportCount: number;
  report: BoardReport | null;
}

/** A board with its cable in, on a port of its own unless told where; it is unplugged after the test. */
export async function plugBoard(options: Partial<BoardOptions> = {}): Promise<BrewPiBoard> {
  const board = new BrewPiBoard({ path: join(temporaryFolder(), 'port'), ...options });
  onTestFinished(() => board.unplug());
  await board.plug();
  return board;
}

/** Opens the real driver on a port; it is closed after the test. */
export function openDriver(path: string): { driver: BoardDriver; heard: Heard; sinceMs: () => number } {
  const startMs = performance.now();
  const sinceMs = (): number => Math.round(performance.now() - startMs);
  const heard: Heard = { links: [], logs: [], readings: new Map(), reportCount: 0, report: null };
  const context: DriverContext = {
    connection: path,
    clock: { speed: 1, nowMs: () => performance.now(), wallMs: () => Date.now() },
    points: () => [],
    onReading: (address, reading) => void heard.readings.set(address, reading),
    onBoard: (report) => {
      heard.report = report;
      heard.reportCount += 1;
    },
    onLog: (level, message) => void heard.logs.push(`${level}: ${message}`),
    onLink: (link, text) => void heard.links.push({ atMs: sinceMs(), link, text }),
    onDeadMan: () => {},
    ...driverWork(),
    onStep: () => {},
    memory: { load: () => null, provide: () => {} },
  };
  const driver = brewPiFamily.open(context);
  if (driver.kind !== 'board') throw new Error('a BrewPi regulates by itself');
  onTestFinished(() => driver.close());
  return { driver, heard, sinceMs };
}

export const lastLink = ({ links }: Heard): string | undefined => links.at(-1)?.link;
