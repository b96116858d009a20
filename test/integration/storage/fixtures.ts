import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type OpenedStore, type OpenStoreOptions, openStore } from '#main/storage/open-store.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import type { Device } from '#shared/domain/device.ts';
import type {
  AlarmId,
  AlarmRuleId,
  DeviceId,
  PointId,
  ProfileId,
  RunId,
  VesselId,
} from '#shared/domain/ids.ts';
import type { Point } from '#shared/domain/point.ts';
import type { Profile, Run } from '#shared/domain/profile.ts';
import type { Vessel } from '#shared/domain/vessel.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'maelstrom-storage-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Opens a store that is closed after the test, if the test has not closed it. */
export function open(dataDir: string, options?: OpenStoreOptions): OpenedStore {
  const opened = openStore(dataDir, options);
  onTestFinished(() => opened.store.close());
  return opened;
}

/** Every file of a folder with its bytes. */
export function filesOf(folder: string): Record<string, Buffer> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

export interface StoreChild {
  readonly process: ChildProcess;
  /** What it prints, line by line. */
  readonly lines: AsyncIterator<string>;
  /** The signal or the exit code, when it has ended. */
  readonly ended: Promise<unknown>;
}

/** Runs `store-child.ts` in a process of its own, as another user when `uid` is given. */
export function startChild(mode: 'write' | 'hold' | 'try', dataDir: string, uid?: number): StoreChild {
  const file = fileURLToPath(new URL('store-child.ts', import.meta.url));
  const child = spawn(process.execPath, [file, mode, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const ended = once(child, 'close');
  return { process: child, lines: createInterface(child.stdout)[Symbol.asyncIterator](), ended };
}

/** The next line of a child. */
export async function nextLine(child: StoreChild): Promise<string> {
  const { done, value } = await child.lines.next();
  if (done === true) throw new Error('the child has ended');
  return value;
}

export const aDevice = (id: string): Device => ({
  id: id as DeviceId,
  name: `Device ${id}`,
  driver: 'simulated',
  connection: '/dev/ttyUSB0',
});

export const aSensor = (id: string, deviceId: string): Point => ({
  id: id as PointId,
  name: `Sensor ${id}`,
  deviceId: deviceId as DeviceId,
  address: '28-0000',
  kind: 'temperature',
  offsetC: -0.25,
});

export const anOutput = (id: string, deviceId: string): Point => ({
  id: id as PointId,
  name: `Output ${id}`,
  deviceId: deviceId as DeviceId,
  address: 'relay 1',
  kind: 'output',
  outputKind: 'compressor',
});

export const aVessel = (id: string, beer: string | null, cooler: string | null): Vessel => ({
  id: id as VesselId,
  name: `Gärtank ${id}`,
  kind: 'fermenter',
  volumeL: 23.5,
  sensors: { beer: beer as PointId | null, chamber: null, room: null },
  actuators: { heater: null, cooler: cooler as PointId | null },
  heaterW: 100,
  coolerW: 250,
  limits: { minSpC: 0, maxSpC: 30, maxTempC: 35 },
  algorithm: { kind: 'hysteresis', deadBandC: 0.5 },
  control: { mode: 'off', target: 'beer', source: 'constant', spC: 18.3, manualHeatPct: 0, manualCoolPct: 0 },
});

export const aProfile = (id: string): Profile => ({
  id: id as ProfileId,
  name: 'Lager',
  kind: 'fermentation',
  points: [
    { atS: 0, spC: 10, approach: 'step', note: 'pitch' },
    { atS: 864_000, spC: 12.5, approach: 'linear', note: '' },
  ],
});

export const aRun = (id: string): Run => ({
  id: id as RunId,
  vesselId: 'v1' as VesselId,
  profileId: 'lager' as ProfileId,
  profileName: 'Lager',
  kind: 'fermentation',
  points: aProfile('lager').points,
  state: 'running',
  startedAtMs: 1_700_000_000_000,
  endedAtMs: null,
  elapsedS: 12.5,
  elapsedAtMs: 1_700_000_012_500,
});

export const anAlarm = (id: string): Alarm => ({
  id: id as AlarmId,
  code: 'sensor-bad',
  priority: 'high',
  source: 'v1',
  sourceName: 'Gärtank v1',
  message: 'The beer probe does not answer.',
  consequence: 'What needs the sensor is off.',
  response: 'Check the probe and its cable.',
  ruleId: 'rule-1' as AlarmRuleId,
  state: 'unacknowledged',
  raisedAtMs: 1_700_000_000_000,
  acknowledgedAtMs: null,
  acknowledgedBy: null,
  clearedAtMs: null,
  shelved: { untilMs: 1_700_000_600_000, reason: 'being repaired', by: 'Ann' },
});
