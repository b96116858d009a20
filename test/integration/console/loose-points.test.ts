import { expect, it } from 'vitest';
import { usualReadingRules } from '#shared/domain/point.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { createTestBoard } from '#test/rig/test-board.ts';

it('a sensor that no vessel has is told on the channel until a vessel takes it', async () => {
  const time = new ManualTime();
  const board = createTestBoard();
  const { procedures } = await startTestConsole({ time, families: [board.family] });
  const device = await procedures.device.create(
    { name: 'Board', driver: 'test-board', connection: '' },
    brewer,
  );
  const sensor = {
    kind: 'temperature',
    name: 'Loose',
    address: 'loose',
    offsetC: 0.5,
    readings: usualReadingRules,
    deviceId: device.id,
  } as const;
  const { id } = await procedures.point.create(sensor, brewer);
  const told = async () => {
    await time.advance({ seconds: 2 });
    const events = await procedures.channel.latest({ channel: 'data' }, brewer);
    return events.find(({ key }) => key === id)?.payload;
  };
  expect(await told()).toMatchObject({ type: 'point', pointId: id, value: null, bad: 'no-reading' });
  board.show('loose', 21);
  expect(await told()).toMatchObject({ value: 21.5, bad: null });

  const mashTun = (await procedures.vessel.list(undefined, brewer)).find(({ name }) => name === 'Mash tun');
  if (mashTun === undefined) throw new Error('no mash tun');
  await procedures.vessel.update({ id: mashTun.id, sensors: { ...mashTun.sensors, room: id } }, brewer);
  expect(await told()).toBeUndefined();
});

it('an output that no vessel has is told, too: off, on while it is tested, unknown while its device is lost', async () => {
  const time = new ManualTime();
  const board = createTestBoard();
  const { procedures } = await startTestConsole({ time, families: [board.family] });
  const { id: deviceId } = await procedures.device.create(
    { name: 'Board', driver: 'test-board', connection: '' },
    brewer,
  );
  const { id } = await procedures.point.create(
    { kind: 'output', name: 'Pump', address: 'pump', outputKind: 'ssr', deviceId },
    brewer,
  );
  const told = async (seconds: number) => {
    await time.advance({ seconds });
    const events = await procedures.channel.latest({ channel: 'data' }, brewer);
    return events.find(({ key }) => key === id)?.payload;
  };
  expect(await told(2)).toMatchObject({ type: 'point', value: 0, bad: null });
  await procedures.point.test({ id }, brewer);
  expect(await told(1)).toMatchObject({ value: 100 });
  expect(await told(6)).toMatchObject({ value: 0, bad: null });
  board.link('lost', 'Gone');
  expect(await told(2)).toMatchObject({ value: null, bad: 'device-lost' });
});
