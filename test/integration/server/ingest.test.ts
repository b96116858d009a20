import { describe, expect, it } from 'vitest';
import { MAX_SENDERS } from '#main/app/ingest-service.ts';
import { brewer, startTestConsole, temporaryFolder } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { ask } from '#test/rig/server.ts';
import { readStored } from '#test/rig/stored.ts';

const token = 'token-of-the-cellar';
const spindel = {
  name: 'iSpindel000',
  ID: 4_974_097,
  token: '',
  angle: 45.5,
  temperature: 68,
  temp_units: 'F',
  battery: 4.04,
  gravity: 1.05,
  interval: 900,
  RSSI: -76,
};
const key = 'ispindel:iSpindel000';

/** A console whose clock a test moves, and what it takes to post to it. */
async function start(options: { readonly dataDir?: string; readonly token?: string } = {}) {
  const time = new ManualTime();
  const running = await startTestConsole({ time, ...options });
  const { url, procedures } = running;
  const send = async (format: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await ask(url, `/api/v1/ingest/${format}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { ...answer, json: JSON.parse(answer.text) };
  };
  const senders = () => procedures.ingest.senders(undefined, brewer);
  const adopt = (name = 'Spindle') => procedures.ingest.adopt({ key, name }, brewer);
  const link = async () => {
    const listed = await procedures.device.list(undefined, brewer);
    return listed.find(({ device }) => device.driver === 'hydrometer')?.state;
  };
  /** The values of its points by address; a bad one is its reason. */
  const values = async () => {
    await time.advance({ seconds: 2 });
    const points = await procedures.point.list(undefined, brewer);
    const events = await procedures.channel.latest({ channel: 'data' }, brewer);
    const told = events.flatMap(({ key: id, payload }) => {
      const point = points.find((each) => each.id === id);
      const { value, bad } = payload as { value: number | null; bad: string | null };
      return point?.name.startsWith('Spindle') ? [[point.address, bad ?? value]] : [];
    });
    return Object.fromEntries(told);
  };
  return { ...running, time, send, senders, adopt, link, values };
}

describe('a sensor on the network', () => {
  it('that is a stranger is told, and nothing of it is stored', async () => {
    const { send, senders, dataDir, console: running, time } = await start();
    const before = readStored(dataDir, running.services);
    expect(await send('ispindel', spindel)).toMatchObject({
      status: 200,
      json: { heard: [{ key, adopted: false }] },
    });
    expect(readStored(dataDir, running.services)).toEqual(before);
    expect(await senders()).toEqual([
      {
        key,
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
    const { send, senders, adopt, link, values, procedures, time } = await start();
    await send('ispindel', spindel);
    await time.advance({ minutes: 10 });
    const device = await adopt();
    expect(device).toMatchObject({ name: 'Spindle', driver: 'hydrometer', connection: key });
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
      heard: [{ key, adopted: true }],
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
    const { send, adopt, link, values, time, procedures } = await start();
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
    const { send, adopt, link, values, time } = await start();
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
    const { send, adopt, values } = await start();
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
    const first = await start({ dataDir });
    await first.send('ispindel', { ...spindel, interval: 7200 });
    await first.send('json', { source: 'other', readings: { gravity: 1 } });
    await first.adopt();
    await first.time.advance({ minutes: 1 });
    await first.console.stop();

    const { senders, link, values, send, time } = await start({ dataDir });
    expect(await senders()).toEqual([]);
    await time.advance({ hours: 5 });
    expect(await link()).toMatchObject({ link: 'connecting' });
    await send('ispindel', spindel);
    expect(await values()).toMatchObject({ gravity: 1.05, temperature: 20 });
    expect(await senders()).toEqual([]);
  }, 60_000);

  it('is forgotten until it sends again; a device that is removed is a stranger again', async () => {
    const { send, senders, adopt, procedures } = await start();
    await send('ispindel', spindel);
    await procedures.ingest.forget({ key }, brewer);
    expect(await senders()).toEqual([]);
    await expect(procedures.ingest.forget({ key }, brewer)).rejects.toMatchObject({ code: 'not-found' });
    await expect(adopt()).rejects.toThrow('No sensor ispindel:iSpindel000 was heard');
    await send('ispindel', spindel);
    const { id } = await adopt();
    await procedures.device.remove({ id }, brewer);
    await send('ispindel', spindel);
    expect((await senders()).map((each) => each.key)).toEqual([key]);
    // Somebody has typed it in meanwhile.
    await procedures.device.create({ name: 'Typed', driver: 'hydrometer', connection: key }, brewer);
    expect(await senders()).toEqual([]);
    await expect(adopt()).rejects.toThrow(`${key} is already Typed`);
  });

  it('is one of fifty at most, the newest', async () => {
    const { send, senders } = await start();
    for (let i = 0; i < MAX_SENDERS + 1; i += 1)
      await send('json', { source: `s${i}`, readings: { gravity: 1 } });
    await send('json', { source: 's1', readings: { gravity: 1 } });
    const names = (await senders()).map(({ name }) => name);
    expect(names).toHaveLength(MAX_SENDERS);
    expect(names.slice(0, 2)).toEqual(['s1', 's50']);
    expect(names).not.toContain('s0');
  });
});

describe('what sensors send', () => {
  it.each([
    ['gravitymon', { ...spindel, 'gravity-unit': 'G', 'corr-gravity': 1.049 }, ['gravitymon:iSpindel000']],
    ['tiltbridge', { tilts: [{ color: 'Red', temp: '68', tempUnit: 'F', gravity: '1.05' }] }, ['tilt:red']],
    ['tilt', { Temp: 68, SG: 1.05, Color: 'RED' }, ['tilt:red']],
    ['json', { source: 'cellar', readings: { temperatureC: 20 } }, ['json:cellar']],
  ])('is taken as %s', async (format, body, keys) => {
    const { send, senders } = await start();
    expect((await send(format, body)).status).toBe(200);
    expect((await senders()).map((each) => each.key)).toEqual(keys);
  });

  it('may be a form, as a Tilt sends it', async () => {
    const { send, senders } = await start();
    const form = 'Timepoint=45032.57&Temp=68.0&SG=1.0125&Color=ORANGE&Beer=Pale+Ale&Comment=';
    const answer = await send('tilt', form, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.status).toBe(200);
    expect((await senders())[0]).toMatchObject({
      key: 'tilt:orange',
      values: [
        { address: 'temperature', value: 20 },
        { address: 'gravity', value: 1.0125 },
      ],
    });
  });

  it.each([
    ['ispindel', { ...spindel, temperature: 'warm' }, 400, /temperature: must be a number/],
    ['ispindel', [], 400, /must be a JSON object/],
    ['ispindel', '{"name"', 400, /not JSON/],
    ['ispindel', '', 400, /not JSON/],
    ['tiltbridge', { tilts: [{ color: 'Red', gravity: '1.05' }, 5] }, 400, /must be a JSON object/],
    ['json', '{"source":"x","readings":{"gravity":1e400}}', 400, /gravity: must be a number/],
    ['json', { source: 'x'.repeat(20_000), readings: { gravity: 1 } }, 413, /too large/],
  ])('as %s is refused in words when it is rubbish: %#', async (format, body, status, words) => {
    const { send, senders } = await start();
    const answer = await send(format, body);
    expect(answer.status).toBe(status);
    expect(answer.json.message).toMatch(words);
    expect(await senders()).toEqual([]);
  });

  it('is posted, as JSON, to an address without values', async () => {
    const { url, send, senders } = await start();
    expect((await send('ispindel', 'x', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send('ispindel?name=x', spindel)).status).toBe(400);
    expect((await send('hydrom', spindel)).status).toBe(404);
    const get = await ask(url, '/api/v1/ingest/ispindel');
    expect(get).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(await senders()).toEqual([]);
  });
});

describe('a console with a token', () => {
  it('takes it in the header or in the body, and never in the address', async () => {
    const { send, senders } = await start({ token });
    const refused = await send('ispindel', spindel);
    expect(refused).toMatchObject({
      status: 401,
      json: { message: expect.stringMatching(/needs its token/) },
    });
    expect((await send('ispindel', { ...spindel, token: 'a-wrong-one' })).status).toBe(401);
    expect((await send('ispindel', { ...spindel, token: 5 })).status).toBe(401);
    expect((await send(`ispindel?token=${token}`, spindel)).status).toBe(400);
    expect((await send('ispindel', spindel, { authorization: 'Bearer a-wrong-one' })).status).toBe(401);
    expect(await senders()).toEqual([]);
    expect((await send('ispindel', { ...spindel, token })).status).toBe(200);
    expect((await send('tilt', { Color: 'red', SG: 1 }, { authorization: `Bearer ${token}` })).status).toBe(
      200,
    );
    expect((await senders()).map((each) => each.key)).toEqual(['tilt:red', key]);
  });

  it('slows guessing down', async () => {
    const { send } = await start({ token });
    const statuses: number[] = [];
    for (let i = 0; i < 30; i += 1)
      statuses.push((await send('ispindel', { ...spindel, token: `guess-number-${i}` })).status);
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
    expect((await send('ispindel', { ...spindel, token })).status).toBe(429);
  });

  it('says nothing of bad values to who may not post', async () => {
    const { send } = await start({ token });
    expect((await send('ispindel', { temperature: 'warm' })).status).toBe(401);
  });
});

describe('a measured value', () => {
  it('is no temperature, has no calibration, and no other device has one', async () => {
    const { send, adopt, procedures } = await start();
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
    const { send, adopt, procedures } = await start();
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
