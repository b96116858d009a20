import { expect, it, onTestFinished, vi } from 'vitest';
import type { PointId } from '#shared/domain/ids.ts';
import { usualReadingRules } from '#shared/domain/point.ts';
import { noPermissives, noSpares } from '#shared/domain/vessel.ts';
import { addFermenter } from '#test/rig/brewery.ts';
import { brewer, startTestConsole, temporaryFolder } from '#test/rig/console.ts';
import { FirmataBoard, type FirmataBoardOptions } from '#test/rig/firmata/board.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { createTestBoard } from '#test/rig/test-board.ts';

/** A console in real time with a kettle on an Arduino with Firmata: thermistor on A0, heater on D8. */
async function kettle(options: Partial<FirmataBoardOptions> = {}) {
  const board = new FirmataBoard({ path: 0, ...options });
  onTestFinished(() => board.unplug());
  await board.plug();
  const dataDir = temporaryFolder();
  const { procedures, console } = await startTestConsole({ time: null, dataDir });
  const device = { name: 'Arduino', driver: 'firmata', connection: board.path };
  const deviceId = (await procedures.device.create(device, brewer)).id;
  const probe = {
    kind: 'temperature',
    name: 'Mash',
    deviceId,
    address: 'A0 ntc',
    offsetC: 0,
    readings: usualReadingRules,
  } as const;
  const relay = {
    kind: 'output',
    name: 'Element',
    deviceId,
    address: 'D8',
    outputKind: 'contactor',
  } as const;
  const beer = (await procedures.point.create(probe, brewer)).id;
  const heater = (await procedures.point.create(relay, brewer)).id;
  const vessel = await procedures.vessel.create(
    {
      name: 'Kettle',
      kind: 'kettle',
      volumeL: 25,
      sensors: { beer, chamber: null, room: null },
      spareSensors: noSpares,
      permissives: noPermissives,
      actuators: { heater, cooler: null },
      heaterW: 3000,
      coolerW: 100,
      limits: { minSpC: 10, maxSpC: 100, maxTempC: 105 },
      algorithm: { kind: 'hysteresis', deadBandC: 1 },
    },
    brewer,
  );
  await vi.waitFor(
    async () => expect((await procedures.vessel.state({ id: vessel.id }, brewer)).pvC).not.toBeNull(),
    { timeout: 15_000, interval: 100 },
  );
  return { board, procedures, console, dataDir, heater, id: vessel.id };
}

it('a heater on a board that cannot switch it off by itself asks for a word, once', async () => {
  const { board, procedures, console, dataDir, heater, id } = await kettle();
  const start = () => procedures.vessel.setMode({ id, mode: 'auto', source: 'constant' }, brewer);
  await expect(start()).rejects.toThrow(
    'Element stays on when this computer dies while it heats: accept that at the outputs of Kettle first',
  );
  await expect(procedures.vessel.setMode({ id, mode: 'manual' }, brewer)).rejects.toThrow('accept that');
  const profile = (await procedures.profile.list(undefined, brewer)).find(({ kind }) => kind === 'mash');
  if (profile === undefined) throw new Error('there is no mash');
  await expect(procedures.run.start({ vesselId: id, profileId: profile.id }, brewer)).rejects.toThrow(
    'accept that',
  );

  await procedures.point.acceptStaying({ id: heater }, brewer);
  await procedures.vessel.setSetpoint({ id, spC: 60 }, brewer);
  await start();
  await vi.waitFor(() => expect(board.output(8)).toBe(1), { timeout: 8000, interval: 50 });
  const state = await procedures.vessel.state({ id }, brewer);
  expect(state.outputs).toMatchObject([{ role: 'heater', staying: 'accepted' }]);
  expect((await procedures.log.list({ source: 'Element' }, brewer))[0]?.message).toBe(
    'Ada accepts that it stays as it is when the computer dies',
  );

  // The word is kept: the kettle goes on after a restart.
  await console.stop();
  expect(board.output(8)).toBe(0);
  const again = await startTestConsole({ time: null, dataDir });
  await vi.waitFor(() => expect(board.output(8)).toBe(1), { timeout: 20_000, interval: 50 });
  await again.procedures.vessel.setMode({ id, mode: 'off' }, brewer);
  await again.procedures.vessel.setMode({ id, mode: 'auto', source: 'constant' }, brewer);
}, 60_000);

it('a board with a dead-man needs no word', async () => {
  const { procedures, id } = await kettle({ deadManS: 3 });
  await procedures.vessel.setMode({ id, mode: 'auto', source: 'constant' }, brewer);
  const state = await procedures.vessel.state({ id }, brewer);
  expect(state.outputs).toMatchObject([{ role: 'heater', staying: 'no' }]);
}, 30_000);

it('each board is asked anew whether it has a dead-man, and the last word of a lost one stands', async () => {
  const board = createTestBoard({ outputsStay: true });
  const time = new ManualTime();
  const test = await startTestConsole({ time, families: [board.family] });
  await test.procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
  const { id } = await addFermenter(test);
  const staying = async () => {
    await time.advance({ seconds: 2 });
    return (await test.procedures.vessel.state({ id }, brewer)).outputs.map((output) => output.staying);
  };
  expect(await staying()).toEqual(['unaccepted', 'unaccepted']);
  board.sayDeadMan();
  expect(await staying()).toEqual(['no', 'no']);
  board.link('lost', 'gone');
  expect(await staying()).toEqual(['no', 'no']);
  board.link('connected', 'Another board');
  expect(await staying()).toEqual(['unaccepted', 'unaccepted']);
  board.link('lost', 'gone');
  board.link('connecting', 'greeting');
  board.sayDeadMan();
  board.link('connected', 'The first one');
  expect(await staying()).toEqual(['no', 'no']);
});

it.each([
  [true, 'Device lost: heater and cooler may still be on', '. Its outputs may still be on', true],
  [false, 'Device lost: outputs off', '', false],
] as const)('a lost board whose outputs stay (%s) says: %s', async (outputsStay, text, more, mayBeOn) => {
  const board = createTestBoard({ outputsStay });
  const time = new ManualTime();
  const test = await startTestConsole({ time, families: [board.family] });
  await test.procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
  const { id, actuators } = await addFermenter(test);
  if (actuators.heater !== null) await test.procedures.point.acceptStaying({ id: actuators.heater }, brewer);
  board.show('beer', 20);
  await test.procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
  await time.advance({ seconds: 5 });
  board.link('lost', 'it does not answer');
  await time.advance({ seconds: 2 });
  const state = await test.procedures.vessel.state({ id }, brewer);
  expect(state.text).toBe(text);
  expect(state.outputs.map((output) => output.mayBeOn)).toEqual([mayBeOn, mayBeOn]);
  expect(state.outputs.every((output) => output.text.startsWith('May still be on'))).toBe(mayBeOn);
  const alarms = await test.procedures.alarm.list({}, brewer);
  expect(alarms.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    `device-lost: Board is lost: it does not answer${more}`,
  ]);
});

it('only outputs can be accepted', async () => {
  const { procedures } = await startTestConsole();
  const accept = procedures.point.acceptStaying({ id: 'mash-tun-mash' as PointId }, brewer);
  await expect(accept).rejects.toThrow('Mash tun mash is no output');
});
