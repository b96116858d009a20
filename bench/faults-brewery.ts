import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { BrewPiBoard } from '#test/rig/brewpi/board.ts';
import { FirmataBoard } from '#test/rig/firmata/board.ts';
import { type Call, HEATER, heatKettle } from '#test/rig/firmata/kettle.ts';

/** How often what the console says is looked at: the resolution of the figures, ms. */
const LOOK_EVERY_MS = 20;
const START_WITHIN_MS = 30_000;

/** A headless console in a process of its own, on an empty folder. */
export interface BenchConsole {
  readonly call: Call;
  readonly child: ChildProcess;
  /** A folder for ports. */
  readonly folder: string;
  stop(): Promise<void>;
}

export async function startConsoleProcess(): Promise<BenchConsole> {
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-bench-'));
  const headless = fileURLToPath(new URL('../src/main/headless.ts', import.meta.url));
  const child = spawn(process.execPath, [headless, '--port', '0', '--data', join(folder, 'data')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('The console ended before it was ready')));
    child.stdout.on('data', (text: Buffer) => {
      const ready = /ready at (\S+)/.exec(text.toString());
      if (ready?.[1] !== undefined) resolve(ready[1]);
    });
  });
  const call: Call = async <T>(method: string, path: string, body?: unknown) => {
    const response = await fetch(new URL(`api/v1${path}`, url), {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  await call('POST', '/console/first-start', { choice: 'empty' });
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { call, child, folder, stop };
}

/** One board, what it is connected by, and how it is asked to do something. */
export interface Subject {
  readonly family: string;
  readonly link: 'serial' | 'TCP';
  readonly board: FirmataBoard | BrewPiBoard;
  readonly deviceId: string;
  /** Whether its heater is on at the board; null for a board that regulates by itself. */
  isOn(): boolean | null;
  /** Asks for something that the board then does. Resolves when it has, and leaves everything as it was. */
  order(): Promise<number>;
}

export const until = async (holds: () => boolean, withinMs: number): Promise<number | null> => {
  const startMs = performance.now();
  while (!holds()) {
    if (performance.now() - startMs > withinMs) return null;
    await sleep(1);
  }
  return performance.now() - startMs;
};

const pathOf = (link: Subject['link'], folder: string, name: string): string | number =>
  link === 'TCP' ? 0 : join(folder, name);

/** An Arduino with Firmata whose kettle heats. */
export async function addFirmata(
  { call, folder }: BenchConsole,
  link: Subject['link'],
  deadManS?: number,
): Promise<Subject> {
  const family = deadManS === undefined ? 'Firmata' : `Firmata, dead-man ${deadManS} s`;
  const name = `${family} ${link}`;
  const board = new FirmataBoard({
    path: pathOf(link, folder, `firmata-${deadManS ?? 'stock'}`),
    ...(deadManS !== undefined && { deadManS }),
  });
  await board.plug();
  const { deviceId, vesselId } = await heatKettle(call, name, board);
  const isOn = (): boolean => board.output(HEATER) === 1;
  const heat = () => call('PUT', `/vessels/${vesselId}/mode`, { mode: 'auto', source: 'constant' });
  await until(isOn, START_WITHIN_MS);
  return {
    family,
    link,
    board,
    deviceId,
    isOn,
    order: async () => {
      const startMs = performance.now();
      void call('POST', `/vessels/${vesselId}/stop`);
      await until(() => !isOn(), START_WITHIN_MS);
      const tookMs = performance.now() - startMs;
      await heat();
      await until(isOn, START_WITHIN_MS);
      return tookMs;
    },
  };
}

/** A BrewPi board that regulates a beer. */
export async function addBrewPi({ call, folder }: BenchConsole, link: Subject['link']): Promise<Subject> {
  const board = new BrewPiBoard({ path: pathOf(link, folder, 'brewpi') });
  await board.plug();
  const config = { name: `BrewPi ${link}`, driver: 'brewpi', connection: board.path };
  const { id: deviceId } = await call<{ id: string }>('POST', '/devices', config);
  const vesselId = await vesselOf(call, deviceId);
  await connected(call, deviceId);
  await call('PUT', `/vessels/${vesselId}/mode`, { mode: 'auto', source: 'constant' });
  let spC = 18;
  return {
    family: 'BrewPi',
    link,
    board,
    deviceId,
    isOn: () => null,
    order: async () => {
      spC = spC === 18 ? 19 : 18;
      const startMs = performance.now();
      await call('PUT', `/vessels/${vesselId}/setpoint`, { spC });
      return performance.now() - startMs;
    },
  };
}

async function vesselOf(call: Call, deviceId: string): Promise<string> {
  const points = await call<{ id: string; deviceId: string }[]>('GET', '/points');
  const own = new Set(points.filter((point) => point.deviceId === deviceId).map(({ id }) => id));
  const vessels = await call<{ id: string; sensors: { beer: unknown } }[]>('GET', '/vessels');
  const found = vessels.find(({ sensors }) =>
    [...own].some((id) => JSON.stringify(sensors.beer).includes(id)),
  );
  if (found === undefined) throw new Error('The board brought no vessel');
  return found.id;
}

interface Alarm {
  readonly id: string;
  readonly code: string;
  readonly source: string;
  readonly state: string;
  readonly message: string;
}

/** What the console says of its devices. */
export class Watch {
  private readonly call: Call;
  private links = new Map<string, { readonly link: string; readonly text: string }>();
  private alarms = new Map<string, Alarm>();
  private running = true;
  private readonly looking: Promise<void>;

  constructor(call: Call) {
    this.call = call;
    this.looking = this.look();
  }

  isConnected({ deviceId }: Pick<Subject, 'deviceId'>): boolean {
    return this.links.get(deviceId)?.link === 'connected';
  }

  /** What the console says of the link now. */
  words({ deviceId }: Pick<Subject, 'deviceId'>): string {
    return this.links.get(deviceId)?.text ?? '';
  }

  /** What the alarm about a device says that nobody has seen yet, also when it is over; null when there is none. */
  alarm({ deviceId }: Pick<Subject, 'deviceId'>): string | null {
    return this.alarms.get(deviceId)?.message ?? null;
  }

  isOver({ deviceId }: Pick<Subject, 'deviceId'>): boolean {
    return (this.alarms.get(deviceId)?.state ?? 'cleared-unacknowledged') === 'cleared-unacknowledged';
  }

  async acknowledge({ deviceId }: Pick<Subject, 'deviceId'>): Promise<void> {
    const alarm = this.alarms.get(deviceId);
    if (alarm === undefined) return;
    await this.call('POST', `/alarms/${alarm.id}/acknowledge`);
    await until(() => !this.alarms.has(deviceId), START_WITHIN_MS);
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.looking;
  }

  private async look(): Promise<void> {
    while (this.running) {
      type Listed = { device: { id: string }; state: { link: string; text: string } };
      // In this order, so that no link is older than the alarm about it.
      const alarms = await this.call<Alarm[]>('GET', '/alarms');
      const devices = await this.call<Listed[]>('GET', '/devices');
      this.links = new Map(devices.map(({ device, state }) => [device.id, state]));
      const lost = alarms.filter(({ code, state }) => code === 'device-lost' && state !== 'acknowledged');
      this.alarms = new Map(lost.map((alarm) => [alarm.source, alarm]));
      await sleep(LOOK_EVERY_MS);
    }
  }
}

async function connected(call: Call, deviceId: string): Promise<void> {
  const watch = new Watch(call);
  await until(() => watch.isConnected({ deviceId }), START_WITHIN_MS);
  await watch.stop();
}
