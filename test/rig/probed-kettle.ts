import type { PointId, VesselId } from '#shared/domain/ids.ts';
import { noPermissives, noSpares, type VesselConfig } from '#shared/domain/vessel.ts';
import { jumpyReadings } from './brewery.ts';
import { brewer, startTestConsole, type TestConsole, temporaryFolder } from './console.ts';
import { ManualTime } from './manual-time.ts';
import { createTestBoard } from './test-board.ts';

type Procedures = TestConsole['procedures'];

const heating: Omit<VesselConfig, 'name' | 'sensors' | 'spareSensors' | 'actuators' | 'permissives'> = {
  kind: 'kettle',
  volumeL: 25,
  heaterW: 3000,
  coolerW: 100,
  limits: { minSpC: 10, maxSpC: 80, maxTempC: 90 },
  algorithm: { kind: 'hysteresis', deadBandC: 1 },
};

async function addPoints(procedures: Procedures) {
  const { id: deviceId } = await procedures.device.create(
    { name: 'Board', driver: 'test-board', connection: '' },
    brewer,
  );
  const probe = async (address: string): Promise<PointId> => {
    const base = { name: `Probe ${address}`, deviceId, address, offsetC: 0, readings: jumpyReadings };
    return (await procedures.point.create({ kind: 'temperature', ...base }, brewer)).id;
  };
  const output = { name: 'Element', deviceId, address: 'element', outputKind: 'contactor' } as const;
  const heater = (await procedures.point.create({ kind: 'output', ...output }, brewer)).id;
  return { first: await probe('1'), second: await probe('2'), third: await probe('3'), heater };
}

/** A kettle on a test board: probe 1 is read first, then 2, then 3. All show 20 °C, and it is heated to 66 °C. */
export async function startKettle(spares: readonly ('second' | 'third')[] = ['second', 'third']) {
  const time = new ManualTime();
  const board = createTestBoard();
  const dataDir = temporaryFolder();
  const { procedures, console } = await startTestConsole({ time, dataDir, families: [board.family] });
  const points = await addPoints(procedures);
  const { id } = await procedures.vessel.create(
    {
      ...heating,
      name: 'Kettle',
      sensors: { beer: points.first, chamber: null, room: null },
      spareSensors: { ...noSpares, beer: spares.map((name) => points[name]) },
      actuators: { heater: points.heater, cooler: null },
      permissives: noPermissives,
    },
    brewer,
  );
  for (const address of ['1', '2', '3']) board.show(address, 20);
  await time.advance({ seconds: 2 });
  await procedures.vessel.setSetpoint({ id, spC: 66 }, brewer);
  await procedures.vessel.setMode({ id, mode: 'auto', source: 'constant' }, brewer);
  await time.advance({ seconds: 2 });
  return { time, board, procedures, console, dataDir, points, id };
}

/** What a vessel does now. */
export const stateOf = (procedures: Procedures, id: VesselId) => procedures.vessel.state({ id }, brewer);

/** The alarm of a code about something, if there is one. */
export async function alarmOf(procedures: Procedures, code: string, id: VesselId | PointId) {
  const alarms = await procedures.alarm.list({}, brewer);
  return alarms.find((alarm) => alarm.code === code && alarm.source === id);
}
