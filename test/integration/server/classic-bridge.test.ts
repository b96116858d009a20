import { describe, expect, it } from 'vitest';
import { ClassicClient, classic, publish } from '#test/rig/classic-client.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';

/** A console with a bridge and a vessel that has its probes. */
async function start(unit: 'C' | 'F' = 'C') {
  const time = new ManualTime();
  const running = await startTestConsole({ time });
  const { url, procedures } = running;
  await procedures.setting.set({ name: 'units.temperature', value: unit }, brewer);
  const body = { name: 'Cellar', address: 'localhost', port: 8888, socket: '' };
  const { id } = (await classic(url, 'POST', '/iocontrollers', body)).json;
  const points = await procedures.point.list(undefined, brewer);
  const point = (name: string) => points.find((each) => each.name === `Cellar ${name}`)!.id;
  const [other] = await procedures.vessel.list(undefined, brewer);
  const { id: _, control: __, ...config } = other!;
  const vessel = await procedures.vessel.create(
    {
      ...config,
      name: 'Keller',
      algorithm: { kind: 'hysteresis', deadBandC: 0.5 },
      sensors: { beer: point('beer'), chamber: point('fridge'), room: point('room') },
      actuators: { heater: null, cooler: null },
    },
    brewer,
  );
  const data = (change: object = {}) => ({
    controllerId: id,
    controllerName: 'Cellar',
    beer: '18.4',
    beerSet: 18,
    fridge: 12.5,
    fridgeSet: null,
    room: '21.0',
    status: 'Idling for 11h02m02',
    ...change,
  });
  const state = async () => {
    await time.advance({ seconds: 1 });
    return procedures.vessel.state({ id: vessel.id }, brewer);
  };
  const link = async () =>
    (await procedures.device.list(undefined, brewer)).find(({ device }) => device.name === 'Cellar')?.state;
  return { ...running, time, id, vessel, data, state, link };
}

const valuesOf = ({ sensors }: { sensors: Record<string, { valueC: number | null; bad: unknown } | null> }) =>
  Object.fromEntries(
    Object.entries(sensors).map(([role, each]) => [role, each?.bad === null ? each.valueC : each?.bad]),
  );

describe('a bridge', () => {
  it('gives readings, which are shown, recorded, and told to classic clients in its own words only', async () => {
    const { url, procedures, time, id, vessel, data, state, link } = await start();
    expect((await link())?.link).toBe('connecting');
    expect(valuesOf(await state())).toEqual({
      beer: 'no-reading',
      chamber: 'no-reading',
      room: 'no-reading',
    });
    const client = await (await ClassicClient.open(url)).subscribe('data');
    const text = JSON.stringify({ payload: data(), channel: 'data' });
    const answer = await publish(url, 'data', text);
    expect([answer.status, answer.text]).toEqual([200, 'Posted']);
    expect((await client.next('data', ({ payload }) => payload.beer === '18.4')).text).toBe(text);
    expect((await link())?.link).toBe('connected');
    expect(valuesOf(await state())).toEqual({ beer: 18.4, chamber: 12.5, room: 21 });
    client.heard.length = 0;
    await time.advance({ seconds: 5 });
    await client.settle();
    expect(client.on('data').filter(({ payload }) => payload.controllerId === id)).toEqual([]);
    const late = await (await ClassicClient.open(url)).subscribe('data');
    expect(
      late
        .on('data')
        .filter(({ payload }) => payload.controllerId === id)
        .map((each) => each.text),
    ).toEqual([text]);
    const latest = await procedures.channel.latest({ channel: 'data' }, brewer);
    expect(latest.map(({ payload }) => payload)).toContainEqual({
      type: 'external',
      source: 'Cellar',
      name: 'beer set',
      value: 18,
      unit: '°C',
    });
    await time.advance({ seconds: 20 });
    const series = await procedures.history.series(undefined, brewer);
    expect(series.map((each) => each.series)).toContain(`point.${vessel.sensors.beer}`);
  });

  it('that falls silent is lost after five minutes: no reading, an alarm, nothing stale for classic clients', async () => {
    const { url, procedures, time, id, data, state, link } = await start();
    await publish(url, 'data', data());
    const client = await (await ClassicClient.open(url)).subscribe('data', 'alarms');
    await time.advance({ minutes: 4, seconds: 58 });
    expect(valuesOf(await state())).toMatchObject({ beer: 18.4 });
    client.heard.length = 0;
    await time.advance({ seconds: 3 });
    expect(await link()).toMatchObject({
      link: 'lost',
      text: expect.stringMatching(/no values for 5 minutes/),
    });
    expect(valuesOf(await state())).toMatchObject({ beer: 'device-lost' });
    const [alarm] = await procedures.alarm.list({}, brewer);
    expect(alarm).toMatchObject({ code: 'device-lost', sourceName: 'Cellar' });
    expect((await client.next('alarms')).payload.alarms[0]).toMatchObject({
      source: 'Cellar',
      code: 'device-lost',
    });
    const shown = await client.next('data', ({ payload }) => payload.controllerId === id);
    expect(shown.payload).toMatchObject({ beer: '--', fridge: '--', room: '--', beerSet: null });
    const late = await (await ClassicClient.open(url)).subscribe('data');
    const own = late.on('data').filter(({ payload }) => payload.controllerId === id);
    expect(own.map(({ payload }) => payload.beer)).toEqual(['--']);

    await publish(url, 'data', data({ beer: '18.6' }));
    expect(valuesOf(await state())).toMatchObject({ beer: 18.6 });
    expect((await link())?.link).toBe('connected');
  });

  it.each([
    [null, 'open-circuit'],
    ['--', 'open-circuit'],
    ['', 'open-circuit'],
    ['null', 'open-circuit'],
    ['18,4', 'crc'],
    [{}, 'crc'],
    ['-127', 'out-of-range'],
    [999, 'out-of-range'],
  ])('that says %j of its beer has no reading there: %s', async (beer, bad) => {
    const { url, data, state } = await start();
    await publish(url, 'data', data());
    await publish(url, 'data', data({ beer }));
    expect(valuesOf(await state())).toEqual({ beer: bad, chamber: 12.5, room: 21 });
  });

  it('keeps its unit, whatever people look at later; what it does not name stays', async () => {
    const { url, procedures, data, state } = await start('F');
    await publish(url, 'data', data({ beer: 64.4, fridge: '50', room: undefined }));
    const read = async () => valuesOf(await state());
    expect((await read())['beer']).toBeCloseTo(18, 9);
    expect((await read())['chamber']).toBeCloseTo(10, 9);
    expect((await read())['room']).toBe('no-reading');
    await procedures.setting.set({ name: 'units.temperature', value: 'C' }, brewer);
    await publish(url, 'data', data({ beer: 68, fridge: undefined }));
    expect((await read())['beer']).toBeCloseTo(20, 9);
    expect((await read())['chamber']).toBeCloseTo(10, 9);
  });

  it('switches nothing: its outputs can be kept, and no vessel may use them', async () => {
    const { procedures, vessel } = await start();
    const device = (await procedures.device.list(undefined, brewer)).find(
      (each) => each.device.name === 'Cellar',
    )!;
    const heater = await procedures.point.create(
      { kind: 'output', name: 'Heat', deviceId: device.device.id, address: '7', outputKind: 'ssr' },
      brewer,
    );
    const change = { id: vessel.id, actuators: { heater: heater.id, cooler: null } };
    await expect(procedures.vessel.update(change, brewer)).rejects.toThrow(/cannot switch Heat/);
    await expect(procedures.point.test({ id: heater.id }, brewer)).rejects.toThrow(/Heat/);
  });

  it('is no sensor for the heater of a kettle, whose values must not be minutes old', async () => {
    const { procedures, vessel } = await start();
    const tun = (await procedures.vessel.list(undefined, brewer)).find(({ name }) => name === 'Mash tun')!;
    await procedures.vessel.setMode({ id: tun.id, mode: 'off' }, brewer);
    await expect(
      procedures.vessel.update(
        { id: tun.id, sensors: { ...tun.sensors, beer: vessel.sensors.beer } },
        brewer,
      ),
    ).rejects.toThrow(/may be minutes old/);
  });
});

describe('what else says something of a controller', () => {
  it('gives readings from outside, and is told to new classic clients as long as it is fresh', async () => {
    const { url, procedures, data } = await start();
    const text = JSON.stringify({
      channel: 'data',
      payload: data({ controllerId: '77', controllerName: 'Old\none' }),
    });
    expect((await publish(url, 'data', text)).text).toBe('Posted');
    const latest = await procedures.channel.latest({ channel: 'data' }, brewer);
    const outside = latest.flatMap(({ key, payload }) =>
      key?.startsWith('Old one') === true ? [payload] : [],
    );
    expect(outside).toEqual(
      [
        ['beer', 18.4],
        ['fridge', 12.5],
        ['room', 21],
        ['beer set', 18],
        ['fridge set', null],
      ].map(([name, value]) => ({ type: 'external', source: 'Old one', name, value, unit: '°C' })),
    );
    const client = await (await ClassicClient.open(url)).subscribe('data');
    expect(client.on('data').map((each) => each.text)).toContain(text);
  });

  it('never moves a device that is no bridge', async () => {
    const { url, procedures, data, time } = await start();
    const before = await procedures.vessel.state({ id: 'fermenter-1' as never }, brewer);
    await publish(url, 'data', data({ controllerId: 1, beer: 99 }));
    await time.advance({ seconds: 1 });
    const after = await procedures.vessel.state({ id: 'fermenter-1' as never }, brewer);
    expect(after.sensors.beer?.valueC).toBeCloseTo(before.sensors.beer?.valueC ?? 0, 0);
  });
});
