import { describe, expect, it } from 'vitest';
import { MAX_SENDERS } from '#main/app/ingest-service.ts';
import { brewer, temporaryFolder } from '#test/rig/console.ts';
import { spindel, spindelKey, startIngest } from '#test/rig/ingest.ts';
import { readStored } from '#test/rig/stored.ts';

describe('a sensor on the network', () => {
  it('that is a stranger is told, and nothing of it is stored', async () => {
    const { send, senders, dataDir, console: running, time } = await startIngest();
    const before = readStored(dataDir, running.services);
    expect(await send('ispindel', spindel)).toMatchObject({
      status: 200,
      json: { heard: [{ key: spindelKey, adopted: false }] },
    });
    expect(readStored(dataDir, running.services)).toEqual(before);
    expect(await senders()).toEqual([
      {
        key: spindelKey,
        kind: 'ispindel',
        name: 'iSpindel000',
        lastSeenMs: time.wallMs(),
        values: [
          { address: 'temperature', value: 20 },
          { address: 'gravity', value: 1.05 },
          { address: 'battery', value: 4.04 },
          { address: 'angle', value: 45.5 },
          { address: 'signal', value: -76 },
        ],
      },
    ]);
    // What cannot be a gravity is not shown as one.
    await send('ispindel', { ...spindel, gravity: 0 });
    expect((await senders())[0]?.values).toContainEqual({ address: 'gravity', value: null });
  });

  it('becomes a device with live values at once when it is adopted, and its values are recorded', async () => {
    const { send, senders, adopt, link, values, procedures, time } = await startIngest();
    await send('ispindel', spindel);
    await time.advance({ minutes: 10 });
    const device = await adopt();
    expect(device).toMatchObject({ name: 'Spindle', driver: 'hydrometer', connection: spindelKey });
    expect(await senders()).toEqual([]);
    expect(await link()).toMatchObject({ link: 'connected', text: 'Sends its values every 15 minutes' });
    expect(await values()).toEqual({
      temperature: 20,
      gravity: 1.05,
      battery: 4.04,
      angle: 45.5,
      signal: -76,
    });
    const points = await procedures.point.list(undefined, brewer);
    const gravity = points.find(({ name }) => name === 'Spindle gravity');
    expect(gravity).toMatchObject({ kind: 'measure', quantity: 'gravity', address: 'gravity' });

    expect((await send('ispindel', { ...spindel, gravity: 1.012 })).json).toEqual({
      heard: [{ key: spindelKey, adopted: true }],
    });
    expect(await values()).toMatchObject({ gravity: 1.012 });
    expect(await senders()).toEqual([]);
    await time.advance({ seconds: 40 });
    const [range] = await procedures.history.range(
      { series: [`point.${gravity?.id}`], fromMs: time.wallMs() - 25_000, toMs: time.wallMs() },
      brewer,
    );
    expect(range?.mean.at(-1)).toBeCloseTo(1.012, 9);
    const temperature = points.find(({ name }) => name === 'Spindle temperature');
    expect(
      (await procedures.history.series(undefined, brewer)).map((each) => JSON.stringify(each)),
    ).toContainEqual(expect.stringContaining(`point.${temperature?.id}`));
  });

  it('has values until three of its messages are missing, counted from when they were sent', async () => {
    const { send, adopt, link, values, time, procedures } = await startIngest();
    await send('ispindel', spindel);
    await time.advance({ minutes: 30 });
    await adopt();
    await time.advance({ minutes: 14 });
    expect(await values()).toMatchObject({ temperature: 20, gravity: 1.05 });
    await time.advance({ minutes: 1 });
    expect(await link()).toMatchObject({
      link: 'lost',
      text: 'no values for 45 minutes: look at its battery and its network',
    });
    expect(await values()).toMatchObject({ temperature: 'device-lost', gravity: 'device-lost' });
    const alarms = await procedures.alarm.list({}, brewer);
    expect(alarms.map(({ code, sourceName }) => [code, sourceName])).toContainEqual([
      'device-lost',
      'Spindle',
    ]);

    // A value that it sends no more is none, though the others come.
    await send('ispindel', spindel);
    const { gravity: _, ...others } = spindel;
    for (let i = 0; i < 3; i += 1) {
      await time.advance({ minutes: 15 });
      await send('ispindel', others);
    }
    expect(await values()).toMatchObject({ temperature: 20, gravity: 'stale' });
  });

  it('that does not say how often it sends is lost after an hour, and one that was heard long ago brings no values', async () => {
    const { send, adopt, link, values, time } = await startIngest();
    const { interval: _, ...silent } = spindel;
    await send('ispindel', silent);
    await time.advance({ hours: 1 });
    await adopt();
    expect(await link()).toMatchObject({ link: 'connecting', text: 'Waiting for the first values' });
    expect(await values()).toMatchObject({ gravity: 'no-reading' });
    await send('ispindel', silent);
    await time.advance({ minutes: 59 });
    expect(await values()).toMatchObject({ gravity: 1.05 });
    await time.advance({ minutes: 1 });
    expect(await link()).toMatchObject({ link: 'lost' });
  });

  it('whose value cannot be one has a bad reading, never a number', async () => {
    const { send, adopt, values } = await startIngest();
    await send('ispindel', spindel);
    await adopt();
    await send('ispindel', { ...spindel, gravity: 0, temperature: null, battery: 84 });
    expect(await values()).toMatchObject({
      gravity: 'out-of-range',
      temperature: 'open-circuit',
      battery: 'out-of-range',
      angle: 45.5,
    });
  });

  it('is a device after a restart, and no stranger; its interval is kept', async () => {
    const dataDir = temporaryFolder();
    const first = await startIngest({ dataDir });
    await first.send('ispindel', { ...spindel, interval: 7200 });
    await first.send('json', { source: 'other', readings: { gravity: 1 } });
    await first.adopt();
    await first.time.advance({ minutes: 1 });
    await first.console.stop();

    const { senders, link, values, send, time } = await startIngest({ dataDir });
    expect(await senders()).toEqual([]);
    await time.advance({ hours: 5 });
    expect(await link()).toMatchObject({ link: 'connecting' });
    await send('ispindel', spindel);
    expect(await values()).toMatchObject({ gravity: 1.05, temperature: 20 });
    expect(await senders()).toEqual([]);
  }, 60_000);

  it('is forgotten until it sends again; a device that is removed is a stranger again', async () => {
    const { send, senders, adopt, procedures } = await startIngest();
    await send('ispindel', spindel);
    await procedures.ingest.forget({ key: spindelKey }, brewer);
    expect(await senders()).toEqual([]);
    await expect(procedures.ingest.forget({ key: spindelKey }, brewer)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(adopt()).rejects.toThrow('No sensor ispindel:iSpindel000 was heard');
    await send('ispindel', spindel);
    const { id } = await adopt();
    await procedures.device.remove({ id }, brewer);
    await send('ispindel', spindel);
    expect((await senders()).map((each) => each.key)).toEqual([spindelKey]);
    // Somebody has typed it in meanwhile.
    await procedures.device.create({ name: 'Typed', driver: 'hydrometer', connection: spindelKey }, brewer);
    expect(await senders()).toEqual([]);
    await expect(adopt()).rejects.toThrow(`${spindelKey} is already Typed`);
  });

  it('is one of fifty at most, the newest', async () => {
    const { send, senders } = await startIngest();
    for (let i = 0; i < MAX_SENDERS + 1; i += 1)
      await send('json', { source: `s${i}`, readings: { gravity: 1 } });
    await send('json', { source: 's1', readings: { gravity: 1 } });
    const names = (await senders()).map(({ name }) => name);
    expect(names).toHaveLength(MAX_SENDERS);
    expect(names.slice(0, 2)).toEqual(['s1', 's50']);
    expect(names).not.toContain('s0');
  });
});

describe('a measured value', () => {
  it('is no temperature, has no calibration, and no other device has one', async () => {
    const { send, adopt, procedures } = await startIngest();
    await send('ispindel', spindel);
    const device = await adopt();
    const points = await procedures.point.list(undefined, brewer);
    const gravity = points.find(({ name }) => name === 'Spindle gravity');
    const temperature = points.find(({ name }) => name === 'Spindle temperature');
    const vessels = await procedures.vessel.list(undefined, brewer);
    const fermenter = vessels.find(({ kind }) => kind === 'fermenter');
    if (gravity === undefined || temperature === undefined || fermenter === undefined)
      throw new Error('missing');
    await expect(
      procedures.vessel.update(
        { id: fermenter.id, sensors: { ...fermenter.sensors, room: gravity.id } },
        brewer,
      ),
    ).rejects.toThrow(/sensors.room: there is no temperature sensor/);
    await expect(procedures.point.update({ id: gravity.id, offsetC: 1 }, brewer)).rejects.toThrow(
      'offsetC: Spindle gravity is a measured value and has none',
    );
    await expect(procedures.point.update({ id: gravity.id, address: 'angle' }, brewer)).rejects.toThrow(
      /already Spindle angle/,
    );
    const simulated = (await procedures.device.list(undefined, brewer)).find(
      ({ device: each }) => each.driver === 'simulated',
    );
    const config = { kind: 'measure', quantity: 'angle', name: 'X', address: 'corrected-gravity' } as const;
    await expect(
      procedures.point.create({ ...config, deviceId: simulated!.device.id }, brewer),
    ).rejects.toThrow(/measures nothing but temperatures/);
    await expect(procedures.point.create({ ...config, deviceId: device.id }, brewer)).rejects.toThrow(
      'quantity: corrected-gravity is gravity, not angle',
    );
    expect(
      await procedures.point.create({ ...config, quantity: 'gravity', deviceId: device.id }, brewer),
    ).toMatchObject({ kind: 'measure' });
    await procedures.point.update({ id: gravity.id, name: 'OG' }, brewer);
    expect(await procedures.point.list(undefined, brewer)).toContainEqual({ ...gravity, name: 'OG' });
  });

  it('and a temperature that may be an hour old heats and cools nothing', async () => {
    const { send, adopt, procedures } = await startIngest();
    await send('ispindel', spindel);
    await adopt();
    const points = await procedures.point.list(undefined, brewer);
    const temperature = points.find(({ name }) => name === 'Spindle temperature')!;
    const [fermenter] = await procedures.vessel.list(undefined, brewer);
    if (fermenter === undefined) throw new Error('no vessel');
    await procedures.vessel.stop({ id: fermenter.id }, brewer);
    const sensors = { beer: temperature.id, chamber: null, room: null };
    await expect(procedures.vessel.update({ id: fermenter.id, sensors }, brewer)).rejects.toThrow(
      /sensors.beer: values of Spindle temperature may be an hour old/,
    );
    const measuring = { id: fermenter.id, sensors, actuators: { heater: null, cooler: null } };
    const algorithm = { kind: 'hysteresis', deadBandC: 0.5 } as const;
    expect(await procedures.vessel.update({ ...measuring, algorithm }, brewer)).toMatchObject({ sensors });
  });
});
