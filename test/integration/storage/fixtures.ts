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
import type { AlarmRule } from '#shared/domain/alarm-rule.ts';
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
import { usualReadingRules } from '#shared/domain/point.ts';
import type { FermentationProfile, MashProfile } from '#shared/domain/profile.ts';
import type { FermentationRun, MashRun } from '#shared/domain/run.ts';
import { noPermissives, noSpares, type Vessel } from '#shared/domain/vessel.ts';

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
  readings: usualReadingRules,
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
  spareSensors: noSpares,
  permissives: noPermissives,
  actuators: { heater: null, cooler: cooler as PointId | null },
  heaterW: 100,
  coolerW: 250,
  limits: { minSpC: 0, maxSpC: 30, maxTempC: 35 },
  algorithm: { kind: 'hysteresis', deadBandC: 0.5 },
  control: { mode: 'off', target: 'beer', source: 'constant', spC: 18.3, manualHeatPct: 0, manualCoolPct: 0 },
});

export const anInput = (id: string, deviceId: string): Point => ({
  id: id as PointId,
  name: `Contact ${id}`,
  deviceId: deviceId as DeviceId,
  address: 'pin 4',
  kind: 'input',
  inverted: true,
});

export const aProfile = (id: string): FermentationProfile => ({
  id: id as ProfileId,
  name: 'Lager',
  kind: 'fermentation',
  plannedStartMs: 1_700_000_000_000,
  points: [
    { atS: 0, spC: 10, approach: 'step', note: 'pitch' },
    { atS: 864_000, spC: null, approach: 'step', note: '' },
    { atS: 900_000, spC: 12.5, approach: 'linear', note: '' },
  ],
  events: [{ atS: 3600.5, text: 'Aerate\nonce more' }],
});

export const aMash = (id: string): MashProfile => ({
  id: id as ProfileId,
  name: 'Infusion',
  kind: 'mash',
  plannedStartMs: null,
  steps: [
    { name: 'Mash in', spC: 52.5, durationS: 0, atEnd: 'wait', additions: [] },
    {
      name: 'Boil',
      spC: 100,
      durationS: 3600,
      atEnd: 'next',
      additions: [
        { beforeEndS: 3600, text: 'Perle 30 g' },
        { beforeEndS: 0, text: 'Saaz 50 g' },
      ],
    },
  ],
});

const runBase = (id: string) =>
  ({
    id: id as RunId,
    vesselId: 'v1' as VesselId,
    state: 'running',
    startedAtMs: 1_700_000_000_000,
    endedAtMs: null,
    elapsedAtMs: 1_700_000_012_500,
  }) as const;

export const aRun = (id: string): FermentationRun => ({
  ...runBase(id),
  profileId: 'lager' as ProfileId,
  profileName: 'Lager',
  kind: 'fermentation',
  points: aProfile('lager').points,
  events: aProfile('lager').events,
  elapsedS: -12.5,
  toldS: -60.001,
});

export const aMashRun = (id: string): MashRun => ({
  ...runBase(id),
  profileId: 'infusion' as ProfileId,
  profileName: 'Infusion',
  kind: 'mash',
  steps: aMash('infusion').steps,
  elapsedS: 1800.25,
  place: { stepIndex: 1, phase: 'timing', timerS: 600.75, extraS: 300, calledOut: [0] },
});

export const aRule = (id: string): AlarmRule => ({
  id: id as AlarmRuleId,
  name: `Too warm ${id}`,
  enabled: false,
  priority: 'medium',
  condition: {
    when: 'above',
    subject: { kind: 'vessel', id: 'v1' as VesselId },
    limitC: 25.5,
    hysteresisC: 0.5,
  },
  onDelayS: 60,
  offDelayS: 0.5,
  consequence: '',
  response: 'Open the door',
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
