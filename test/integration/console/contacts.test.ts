import { expect, it } from 'vitest';
import { mashTunId } from '#test/rig/brewery.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { createTestBoard } from '#test/rig/test-board.ts';

it('a contact is told as 0 or 1, turned round where it is inverted, and recorded', async () => {
  const time = new ManualTime();
  const board = createTestBoard();
  const { procedures } = await startTestConsole({ time, families: [board.family] });
  const device = await procedures.device.create(
    { name: 'Board', driver: 'test-board', connection: '' },
    brewer,
  );
  const config = { kind: 'input', name: 'Door', address: 'door', deviceId: device.id } as const;
  const { id } = await procedures.point.create({ ...config, inverted: false }, brewer);
  const told = async () => {
    await time.advance({ seconds: 2 });
    const events = await procedures.channel.latest({ channel: 'data' }, brewer);
    return events.find(({ key }) => key === id)?.payload;
  };
  expect(await told()).toMatchObject({ type: 'point', value: null, bad: 'no-reading' });
  board.show('door', 1);
  expect(await told()).toMatchObject({ value: 1, bad: null });
  await procedures.point.update({ id, inverted: true }, brewer);
  expect(await told()).toMatchObject({ value: 0, bad: null });
  board.show('door', 0.4);
  expect(await told()).toMatchObject({ value: null, bad: 'out-of-range' });
  board.show('door', 0);
  await time.advance({ seconds: 40 });
  const [range] = await procedures.history.range(
    { series: [`point.${id}`], fromMs: time.wallMs() - 25_000, toMs: time.wallMs() },
    brewer,
  );
  expect(range?.mean.at(-1)).toBe(1);
});

it('a contact is no temperature sensor, and has neither calibration nor kind of output', async () => {
  const { procedures } = await startTestConsole();
  const pilot = (await procedures.point.list(undefined, brewer)).find(({ kind }) => kind === 'input');
  if (pilot === undefined) throw new Error('no pilot light');
  await expect(
    procedures.vessel.update(
      { id: mashTunId, sensors: { beer: pilot.id, chamber: null, room: null } },
      brewer,
    ),
  ).rejects.toThrow(/sensors.beer: there is no temperature sensor/);
  await expect(procedures.point.update({ id: pilot.id, offsetC: 1 }, brewer)).rejects.toThrow(
    'offsetC: Mash tun pilot light is a contact and has none',
  );
  await expect(procedures.point.update({ id: pilot.id, outputKind: 'ssr' }, brewer)).rejects.toThrow(
    /contact/,
  );
});

it('the pilot light of the simulated kettle is on while its element is, also in a test', async () => {
  const time = new ManualTime();
  const { procedures } = await startTestConsole({ time });
  const points = await procedures.point.list(undefined, brewer);
  const pilot = points.find(({ address }) => address === 'kettle/pilot');
  const element = points.find(({ address }) => address === 'kettle/element');
  if (pilot === undefined || element === undefined) throw new Error('no pilot light');
  const shown = async () => {
    const events = await procedures.channel.latest({ channel: 'data' }, brewer);
    const found = events.find(({ key }) => key === pilot.id)?.payload;
    return (found as { value: number | null } | undefined)?.value;
  };
  await time.advance({ seconds: 2 });
  expect(await shown()).toBe(0);
  await procedures.point.test({ id: element.id }, brewer);
  await time.advance({ seconds: 3 });
  expect(await shown()).toBe(1);
  await time.advance({ seconds: 5 });
  expect(await shown()).toBe(0);
});

it('the float switch of the simulated kettle is where its connection says', async () => {
  const time = new ManualTime();
  const { procedures } = await startTestConsole({ time });
  const [listed] = await procedures.device.list(undefined, brewer);
  if (listed === undefined) throw new Error('no device');
  const { id: deviceId } = listed.device;
  const { id } = await procedures.point.create(
    { kind: 'input', name: 'Full', address: 'kettle/level', deviceId, inverted: false },
    brewer,
  );
  const shown = async () => {
    await time.advance({ seconds: 2 });
    const events = await procedures.channel.latest({ channel: 'data' }, brewer);
    return (events.find(({ key }) => key === id)?.payload as { value: number } | undefined)?.value;
  };
  expect(await shown()).toBe(1);
  await procedures.device.update({ id: deviceId, connection: 'level=low' }, brewer);
  expect(await shown()).toBe(0);
  await expect(procedures.device.update({ id: deviceId, connection: 'level=half' }, brewer)).rejects.toThrow(
    'connection: level must be low or high',
  );
});
