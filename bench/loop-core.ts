import { parentPort, workerData } from 'node:worker_threads';
import { RealTime } from '#main/app/console-time.ts';
import { STEP_MS } from '#main/app/ports/clock.ts';
import type { Procedures } from '#main/app/services.ts';
import { startConsole } from '#main/console.ts';
import type { DeviceId, PointId, VesselId } from '#shared/domain/ids.ts';
import { type OutputKind, usualReadingRules } from '#shared/domain/point.ts';
import { noPermissives, noSpares, type VesselConfig } from '#shared/domain/vessel.ts';
import { defaultAlgorithm } from '#shared/domain/vessel-defaults.ts';

/** The core under load, with its lateness measured from inside: a worker of `loop.ts`. */
const { dataDir, chambers, kettles } = workerData as { dataDir: string; chambers: number; kettles: number };
const actor = { name: 'bench', role: 'admin' } as const;

/** Real time whose steps note how late they were called and how long they took, ms. */
class MeasuredTime extends RealTime {
  readonly lateMs: number[] = [];
  readonly tookMs: number[] = [];

  override start(onStep: (nowMs: number) => void): () => void {
    return super.start((nowMs) => {
      // The step that was due is the last multiple of the step length before it was called.
      this.lateMs.push(nowMs % STEP_MS);
      onStep(nowMs);
      this.tookMs.push(performance.now() - nowMs);
    });
  }
}

async function addVessels(procedures: Procedures): Promise<void> {
  for (let i = 0; i < Math.max(chambers, kettles); i += 1) {
    const device = await procedures.device.create(
      { name: `Board ${i}`, driver: 'simulated', connection: `seed=${i + 1}, mash=50` },
      actor,
    );
    if (i < chambers) await addChamber(procedures, device.id, i);
    if (i < kettles) await addKettle(procedures, device.id, i);
  }
}

async function addChamber(procedures: Procedures, deviceId: DeviceId, i: number): Promise<void> {
  const sensor = (name: string) => addSensor(procedures, deviceId, name, i);
  const config: VesselConfig = {
    name: `Chamber ${i}`,
    kind: 'fermenter',
    volumeL: 20,
    sensors: {
      beer: await sensor('chamber/beer'),
      chamber: await sensor('chamber/air'),
      room: await sensor('chamber/room'),
    },
    spareSensors: noSpares,
    permissives: noPermissives,
    actuators: {
      heater: await addOutput(procedures, deviceId, 'chamber/heater', 'contactor', i),
      cooler: await addOutput(procedures, deviceId, 'chamber/cooler', 'compressor', i),
    },
    heaterW: 60,
    coolerW: 100,
    limits: { minSpC: 0, maxSpC: 30, maxTempC: 40 },
    algorithm: defaultAlgorithm('fermenter'),
  };
  await startVessel(procedures, config, 18);
}

async function addKettle(procedures: Procedures, deviceId: DeviceId, i: number): Promise<void> {
  const config: VesselConfig = {
    name: `Kettle ${i}`,
    kind: 'kettle',
    volumeL: 25,
    sensors: { beer: await addSensor(procedures, deviceId, 'kettle/mash', i), chamber: null, room: null },
    spareSensors: noSpares,
    permissives: noPermissives,
    actuators: { heater: await addOutput(procedures, deviceId, 'kettle/element', 'ssr', i), cooler: null },
    heaterW: 3000,
    coolerW: 100,
    limits: { minSpC: 10, maxSpC: 100, maxTempC: 105 },
    algorithm: defaultAlgorithm('kettle'),
  };
  await startVessel(procedures, config, 52);
}

async function startVessel(procedures: Procedures, config: VesselConfig, spC: number): Promise<void> {
  const vessel = await procedures.vessel.create(config, actor);
  const id: VesselId = vessel.id;
  await procedures.vessel.setSetpoint({ id, spC }, actor);
  await procedures.vessel.setMode({ id, mode: 'auto' }, actor);
}

async function addSensor(
  procedures: Procedures,
  deviceId: DeviceId,
  address: string,
  i: number,
): Promise<PointId> {
  const name = `${address} ${i}`;
  const point = await procedures.point.create(
    { kind: 'temperature', name, deviceId, address, offsetC: 0, readings: usualReadingRules },
    actor,
  );
  return point.id;
}

async function addOutput(
  procedures: Procedures,
  deviceId: DeviceId,
  address: string,
  outputKind: OutputKind,
  i: number,
): Promise<PointId> {
  const name = `${address} ${i}`;
  const point = await procedures.point.create({ kind: 'output', name, deviceId, address, outputKind }, actor);
  return point.id;
}

const time = new MeasuredTime();
const running = await startConsole(
  { version: 'bench', dataDir, host: '127.0.0.1', port: 0, speed: 1, token: null, staticDir: null },
  {
    historyWorkerUrl: new URL('../src/main/storage/history-worker.ts', import.meta.url),
    onError: (error) => console.error(error),
    time,
  },
);
await running.services.procedures.system.chooseFirstStart({ choice: 'empty' }, actor);
await addVessels(running.services.procedures);
const vessels = await running.services.procedures.vessel.list(undefined, actor);

let cpu = process.threadCpuUsage();
let sinceMs = performance.now();
parentPort?.on('message', (message: 'reset' | 'report' | 'stop') => {
  if (message === 'reset') {
    cpu = process.threadCpuUsage();
    sinceMs = performance.now();
    time.lateMs.length = 0;
    time.tookMs.length = 0;
  } else if (message === 'report') {
    const used = process.threadCpuUsage(cpu);
    const cpuPct = ((used.user + used.system) / 1000 / (performance.now() - sinceMs)) * 100;
    parentPort?.postMessage({ cpuPct, lateMs: time.lateMs, tookMs: time.tookMs });
  } else {
    void running.stop().then(() => process.exit(0));
  }
});
parentPort?.postMessage({ url: running.url, series: vessels.flatMap(seriesOf) });

function seriesOf(vessel: { id: VesselId; sensors: { beer: PointId | null } }): string[] {
  return vessel.sensors.beer === null ? [] : [`point.${vessel.sensors.beer}`, `sp.${vessel.id}`];
}
