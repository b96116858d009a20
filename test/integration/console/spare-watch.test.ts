import { describe, expect, it } from 'vitest';
import type { PointId, VesselId } from '#shared/domain/ids.ts';
import { noPermissives, noSpares, type VesselConfig } from '#shared/domain/vessel.ts';
import { jumpyReadings } from '#test/rig/brewery.ts';
import { brewer, startTestConsole, temporaryFolder } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { createTestBoard } from '#test/rig/test-board.ts';

function createBoard() {
  const board = createTestBoard();
  for (const address of ['1', '2', '3', '4']) board.show(address, 20);
  return board;
}

/** Two vessels in one cellar: probe 1 measures its room, probe 2 is the spare of that, and 3 and 4 stand in the beer. */
async function startCellar() {
  const time = new ManualTime();
  const board = createBoard();
  const dataDir = temporaryFolder();
  const { procedures, console } = await startTestConsole({ time, dataDir, families: [board.family] });
  const { id: deviceId } = await procedures.device.create(
    { name: 'Board', driver: 'test-board', connection: '' },
    brewer,
  );
  const addProbe = async (address: string): Promise<PointId> => {
    const base = { name: `Probe ${address}`, deviceId, address, offsetC: 0, readings: jumpyReadings };
    return (await procedures.point.create({ kind: 'temperature', ...base }, brewer)).id;
  };
  const room = await addProbe('1');
  const spare = await addProbe('2');
  const addVessel = async (name: string, beer: PointId): Promise<VesselId> => {
    const config: VesselConfig = {
      name,
      kind: 'fermenter',
      volumeL: 25,
      heaterW: 60,
      coolerW: 100,
      limits: { minSpC: 1, maxSpC: 30, maxTempC: 40 },
      algorithm: { kind: 'hysteresis', deadBandC: 1 },
      sensors: { beer, chamber: null, room },
      spareSensors: { ...noSpares, room: [spare] },
      actuators: { heater: null, cooler: null },
      permissives: noPermissives,
    };
    return (await procedures.vessel.create(config, brewer)).id;
  };
  const a = await addVessel('Ale', await addProbe('3'));
  const b = await addVessel('Bock', await addProbe('4'));
  await time.advance({ seconds: 2 });
  const setMode = (id: VesselId, mode: 'off' | 'auto') => procedures.vessel.setMode({ id, mode }, brewer);
  /** All that there ever were. */
  const told = async () =>
    (await procedures.alarm.list({ history: true }, brewer)).filter(({ code }) => code === 'sensor-spare');
  /** How often one was raised, cleared, and raised again. */
  const changes = async () =>
    (await procedures.log.list({}, brewer)).filter(({ message }) => message.includes('Probe 1, the first'));
  const fail = () => board.show('1', { quality: 'bad', reason: 'open-circuit' });
  return { time, board, dataDir, procedures, console, room, spare, a, b, setMode, told, changes, fail };
}

describe('a probe that fails in a role with spares', () => {
  it('has one alarm where vessels share it, which stands while one of them is not off', async () => {
    const { time, procedures, room, a, b, setMode, told, changes, fail } = await startCellar();
    await setMode(a, 'auto');
    fail();
    for (let s = 0; s < 30; s += 1) {
      await time.advance({ seconds: 1 });
      await procedures.alarm.acknowledgeAll(undefined, brewer);
    }
    expect(await told()).toMatchObject([
      {
        source: room,
        state: 'acknowledged',
        message: 'Ale: Probe 1, the first of 2 probes: probe does not answer',
      },
    ]);
    await setMode(b, 'auto');
    await time.advance({ seconds: 2 });
    await setMode(a, 'off');
    await procedures.vessel.remove({ id: a }, brewer);
    await time.advance({ seconds: 3 });
    expect(await told()).toMatchObject([{ state: 'acknowledged' }]);
    expect((await changes()).map(({ message }) => message.split(':')[0])).toHaveLength(2);
    await setMode(b, 'off');
    await time.advance({ seconds: 2 });
    expect(await told()).toMatchObject([{ state: 'normal' }]);
  });

  it('names every vessel that it fails for', async () => {
    const { time, a, b, setMode, told, fail } = await startCellar();
    await setMode(a, 'auto');
    await setMode(b, 'auto');
    fail();
    await time.advance({ seconds: 8 });
    expect(await told()).toMatchObject([
      { message: 'Ale: Probe 1, the first of 2 probes (also for Bock): probe does not answer' },
    ]);
  });

  it('keeps its alarm as it is while the device is away', async () => {
    const { time, board, a, setMode, told, fail } = await startCellar();
    await setMode(a, 'auto');
    fail();
    await time.advance({ seconds: 8 });
    const [before] = await told();
    expect(before?.state).toBe('unacknowledged');
    board.link('lost', 'unplugged');
    await time.advance({ seconds: 3 });
    expect(await told()).toEqual([before]);
    board.link('connected', 'Connected');
    await time.advance({ seconds: 10 });
    expect(await told()).toEqual([before]);
    board.show('1', 20);
    await time.advance({ seconds: 3 });
    expect((await told())[0]?.state).toBe('cleared-unacknowledged');
    // A device that is away is no fault of its probes.
    board.link('lost', 'unplugged');
    await time.advance({ seconds: 20 });
    expect((await told()).map(({ state }) => state)).toEqual(['cleared-unacknowledged']);
  });

  it('leaves no alarm behind when the console dies before the second in which it was no longer needed', async () => {
    const { time, dataDir, procedures, console, a, setMode, told, fail } = await startCellar();
    await setMode(a, 'auto');
    fail();
    await time.advance({ seconds: 8 });
    expect(await told()).toMatchObject([{ state: 'unacknowledged' }]);
    await setMode(a, 'off');
    await procedures.vessel.update({ id: a, spareSensors: noSpares }, brewer);
    await console.stop();
    const later = new ManualTime(time.wallMs() + 5000);
    const again = await startTestConsole({ time: later, dataDir, families: [createBoard().family] });
    await later.advance({ seconds: 3 });
    const alarms = await again.procedures.alarm.list({}, brewer);
    expect(alarms.filter(({ code }) => code === 'sensor-spare').map(({ state }) => state)).toEqual([
      'cleared-unacknowledged',
    ]);
  });
});

it('a spare that is slow to be read after a reconnection is not complained of before twenty seconds', async () => {
  const { time, board, b, setMode, told } = await startCellar();
  await setMode(b, 'auto');
  board.link('lost', 'Gone');
  board.silence('2');
  await time.advance({ seconds: 3 });
  board.link('connected', 'Connected');
  await time.advance({ seconds: 15 });
  expect(await told()).toEqual([]);
  await time.advance({ seconds: 10 });
  expect((await told()).map(({ message }) => message)).toEqual([
    'Bock: Probe 2, number 2 of 2 probes: no reading yet',
  ]);
});
