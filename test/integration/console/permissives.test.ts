import { expect, it } from 'vitest';
import type { PointId } from '#shared/domain/ids.ts';
import { noPermissives, noSpares } from '#shared/domain/vessel.ts';
import { jumpyReadings } from '#test/rig/brewery.ts';
import { brewer, startTestConsole, temporaryFolder } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { createTestBoard } from '#test/rig/test-board.ts';

/** A kettle that is heated to 66 °C from 20 °C, only while its float switch is on. */
async function startKettle(options: { readonly float?: number } = {}) {
  const time = new ManualTime();
  const board = createTestBoard();
  const dataDir = temporaryFolder();
  const { procedures, console } = await startTestConsole({ time, dataDir, families: [board.family] });
  const { id: deviceId } = await procedures.device.create(
    { name: 'Board', driver: 'test-board', connection: '' },
    brewer,
  );
  const probe = { name: 'Probe', deviceId, address: 'probe', offsetC: 0, readings: jumpyReadings };
  const beer = (await procedures.point.create({ kind: 'temperature', ...probe }, brewer)).id;
  const element = { name: 'Element', deviceId, address: 'element', outputKind: 'ssr' } as const;
  const heater = (await procedures.point.create({ kind: 'output', ...element }, brewer)).id;
  const contact = { name: 'Float switch', deviceId, address: 'float', inverted: false };
  const float = (await procedures.point.create({ kind: 'input', ...contact }, brewer)).id;
  const vessel = await procedures.vessel.create(
    {
      name: 'Kettle',
      kind: 'kettle',
      volumeL: 25,
      heaterW: 3000,
      coolerW: 100,
      limits: { minSpC: 10, maxSpC: 80, maxTempC: 90 },
      algorithm: { kind: 'hysteresis', deadBandC: 1 },
      sensors: { beer, chamber: null, room: null },
      spareSensors: noSpares,
      actuators: { heater, cooler: null },
      permissives: { heater: float, cooler: null },
    },
    brewer,
  );
  const { id } = vessel;
  board.show('probe', 20);
  board.show('float', options.float ?? 1);
  await time.advance({ seconds: 5 });
  const on = () => board.outputs.get('element') === 100;
  const start = async () => {
    await procedures.vessel.setSetpoint({ id, spC: 66 }, brewer);
    await procedures.vessel.setMode({ id, mode: 'auto', source: 'constant' }, brewer);
    await time.advance({ seconds: 2 });
  };
  const outputOf = async () => (await procedures.vessel.state({ id }, brewer)).outputs[0];
  const alarm = async () =>
    (await procedures.alarm.list({}, brewer)).find(({ code }) => code === 'not-permitted');
  const base = { time, board, procedures, console, dataDir };
  return { ...base, id, deviceId, beer, heater, float, vessel, on, start, outputOf, alarm };
}

it('a heater stays off while its contact is off, says so, and goes on again when it has been on for three seconds', async () => {
  const { time, board, on, start, outputOf, alarm, heater } = await startKettle();
  await start();
  expect(on()).toBe(true);
  board.show('float', 0);
  await time.advance({ seconds: 1 });
  expect(on()).toBe(false);
  expect(await outputOf()).toMatchObject({
    reason: 'not-permitted',
    text: 'Waits: the contact that it needs is not on',
  });
  expect(await alarm()).toBeUndefined();
  await time.advance({ seconds: 6 });
  expect(await alarm()).toMatchObject({
    state: 'unacknowledged',
    priority: 'high',
    source: heater,
    message: 'Kettle: its heater stays off because Float switch is off',
  });
  board.show('float', 1);
  await time.advance({ seconds: 2 });
  expect(on()).toBe(false);
  expect((await outputOf())?.text).toMatch(
    /^Waits: the contact that it needs has only just come on, [12] s left$/,
  );
  await time.advance({ seconds: 4 });
  expect(on()).toBe(true);
  expect((await alarm())?.state).toBe('cleared-unacknowledged');
});

it('a float that dances keeps the heater off with one alarm, which stands until the contact has stayed on', async () => {
  const { time, board, on, start, procedures, alarm } = await startKettle();
  await start();
  let everOn = false;
  for (let i = 0; i < 20; i += 1) {
    board.show('float', i % 2);
    await time.advance({ seconds: 1 });
    if (i > 0) everOn ||= on();
  }
  expect(everOn).toBe(false);
  expect(await alarm()).toMatchObject({
    state: 'unacknowledged',
    message: 'Kettle: its heater stays off because Float switch does not stay on',
  });
  const log = await procedures.log.list({}, brewer);
  expect(log.filter(({ message }) => message.includes('Float switch'))).toHaveLength(1);
  board.show('float', 1);
  await time.advance({ seconds: 6 });
  expect(on()).toBe(true);
  expect((await alarm())?.state).toBe('cleared-unacknowledged');
});

it('its alarm is over when the console dies before the second in which nothing needed it any more', async () => {
  const { time, board, dataDir, procedures, console, id, start, alarm } = await startKettle();
  await start();
  board.show('float', 0);
  await time.advance({ seconds: 8 });
  expect((await alarm())?.state).toBe('unacknowledged');
  await procedures.vessel.setMode({ id, mode: 'off' }, brewer);
  await procedures.vessel.update({ id, permissives: noPermissives }, brewer);
  await console.stop();
  const later = new ManualTime(time.wallMs() + 5000);
  const again = await startTestConsole({ time: later, dataDir, families: [createTestBoard().family] });
  await later.advance({ seconds: 3 });
  const alarms = await again.procedures.alarm.list({}, brewer);
  expect(alarms.map(({ code, state }) => `${code} ${state}`)).toEqual([
    'not-permitted cleared-unacknowledged',
  ]);
});

it('a contact that cannot be read gives no permission', async () => {
  const { time, board, on, start, alarm } = await startKettle();
  await start();
  board.silence('float');
  await time.advance({ seconds: 20 });
  expect(on()).toBe(false);
  expect((await alarm())?.message).toBe('Kettle: its heater stays off because Float switch cannot be read');
});

it('nothing gets past it: neither the hand nor a test', async () => {
  const { time, board, procedures, id, heater, on, alarm } = await startKettle({ float: 0 });
  await expect(procedures.point.test({ id: heater }, brewer)).rejects.toThrow(
    'Element stays off: the contact that it needs is not on',
  );
  board.show('float', 1);
  await time.advance({ seconds: 1.5 });
  await expect(procedures.point.test({ id: heater }, brewer)).rejects.toMatchObject({
    message: expect.stringMatching(/^Element stays off for [23] s: the contact .* has only just come on$/),
    retryAfterS: expect.toSatisfy((seconds: number) => seconds === 2 || seconds === 3),
  });
  board.show('float', 0);
  await time.advance({ seconds: 2 });
  await procedures.vessel.setMode({ id, mode: 'manual' }, brewer);
  await procedures.vessel.setOutput({ id, heatPct: 100, coolPct: 0 }, brewer);
  await time.advance({ seconds: 8 });
  expect(on()).toBe(false);
  expect((await alarm())?.state).toBe('unacknowledged');
  await procedures.vessel.setMode({ id, mode: 'off' }, brewer);
  await time.advance({ seconds: 2 });
  expect((await alarm())?.state).toBe('cleared-unacknowledged');
});

it('is kept, belongs to an output that is there, and is a contact', async () => {
  const { procedures, id, beer, float } = await startKettle();
  expect((await procedures.vessel.get({ id }, brewer)).permissives).toEqual({ heater: float, cooler: null });
  // Another change leaves it as it is.
  expect((await procedures.vessel.update({ id, name: 'Tun' }, brewer)).permissives.heater).toBe(float);
  await expect(procedures.point.remove({ id: float }, brewer)).rejects.toThrow('Tun');
  const set = (permissives: { heater: PointId | null; cooler: PointId | null }) =>
    procedures.vessel.update({ id, permissives }, brewer);
  await expect(set({ heater: beer, cooler: null })).rejects.toThrow(
    'permissives.heater: there is no contact',
  );
  await expect(set({ heater: null, cooler: float })).rejects.toThrow(
    'permissives.cooler: the vessel has no cooler that could wait for a contact',
  );
  await procedures.vessel.setMode({ id, mode: 'manual' }, brewer);
  await expect(set(noPermissives)).rejects.toThrow('Tun is running');
});

it('its sense and its address stay as they are while a vessel runs that needs it, be it the second one', async () => {
  const { time, board, procedures, id, deviceId, float, vessel, on, start } = await startKettle({ float: 0 });
  const output = { name: 'Second element', deviceId, address: 'element2', outputKind: 'ssr' } as const;
  const heater = (await procedures.point.create({ kind: 'output', ...output }, brewer)).id;
  const base = { name: 'Probe 2', deviceId, address: 'probe2', offsetC: 0, readings: jumpyReadings };
  const beer = (await procedures.point.create({ kind: 'temperature', ...base }, brewer)).id;
  const { id: _, control: __, ...config } = vessel;
  const sensors = { beer, chamber: null, room: null };
  const second = await procedures.vessel.create(
    { ...config, name: 'Tun', sensors, actuators: { heater, cooler: null } },
    brewer,
  );
  const turn = () => procedures.point.update({ id: float, inverted: true }, brewer);
  await start();
  await expect(turn()).rejects.toThrow('Kettle uses this and is running: switch it off first');
  await time.advance({ seconds: 10 });
  expect(on()).toBe(false);
  // What changes nothing of it may be said at any time.
  await procedures.point.update({ id: float, name: 'Level', address: 'float', inverted: false }, brewer);
  await procedures.vessel.setMode({ id, mode: 'off' }, brewer);
  await procedures.vessel.setMode({ id: second.id, mode: 'manual' }, brewer);
  await expect(turn()).rejects.toThrow('Tun uses this and is running');
  await expect(procedures.point.update({ id: float, address: 'door' }, brewer)).rejects.toThrow(
    'Tun uses this and is running',
  );
  await procedures.vessel.setMode({ id: second.id, mode: 'off' }, brewer);
  await turn();
  expect(board.outputs.get('element2')).toBe(0);
});
