import { describe, expect, it } from 'vitest';
import { ClassicClient, classic, publish } from '#test/rig/classic-client.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { SocketClient } from '#test/rig/socket-client.ts';

async function start() {
  const time = new ManualTime();
  const running = await startTestConsole({ time });
  return { ...running, time };
}

const listening = async (url: string, ...channels: string[]) =>
  (await ClassicClient.open(url)).subscribe(...channels);

describe('the heartbeat', () => {
  it('is answered to the letter', async () => {
    const { url } = await start();
    const client = await ClassicClient.open(url);
    const raw: string[] = [];
    client.socket.on('message', (data: Buffer) => raw.push(data.toString()));
    client.say({ action: 'ping', channel: '_heartbeat' });
    await client.next('_heartbeat');
    expect(raw).toEqual([String.raw`{"channel":"_heartbeat","data":"{\"payload\":{\"action\":\"pong\"}}"}`]);
  });
});

describe('data', () => {
  it('comes once a second for every row of /iocontrollers, and at once to who is new', async () => {
    const { url, time, procedures } = await start();
    await time.advance({ seconds: 5 });
    const { controllers } = (await classic(url, 'GET', '/iocontrollers')).json;
    const client = await listening(url, 'data');
    const first = client.heard.splice(0);
    expect(first.map(({ payload }) => [payload.controllerId, payload.controllerName])).toEqual(
      controllers.map(({ id, name }: { id: number; name: string }) => [id, name]),
    );
    expect(first.every(({ text }) => JSON.parse(text).channel === 'data')).toBe(true);
    expect(first[0]?.payload).toEqual({
      controllerId: 1,
      controllerName: 'Simulated brewery',
      beer: expect.stringMatching(/^\d+\.\d$/),
      beerSet: 18,
      fridge: expect.stringMatching(/^\d+\.\d$/),
      fridgeSet: expect.toSatisfy((value) => value === null || typeof value === 'number'),
      room: expect.stringMatching(/^\d+\.\d$/),
      status: expect.stringMatching(/\w+/),
    });
    expect(first[1]?.payload).toMatchObject({
      controllerName: 'Mash tun',
      beerSet: null,
      fridge: null,
      room: null,
    });

    await time.advance({ seconds: 3 });
    await client.settle();
    expect(client.on('data').map(({ payload }) => payload.controllerId)).toEqual([1, 2, 1, 2, 1, 2]);

    await procedures.setting.set({ name: 'units.temperature', value: 'F' }, brewer);
    client.heard.length = 0;
    await time.advance({ seconds: 1 });
    const inF = (await client.next('data', ({ payload }) => payload.controllerId === 1)).payload;
    const [vessel] = await procedures.vessel.list(undefined, brewer);
    const state = await procedures.vessel.state({ id: vessel!.id }, brewer);
    expect(inF.beerSet).toBe(64.4);
    expect(Number(inF.beer)).toBeCloseTo((state.sensors.beer?.valueC ?? 0) * 1.8 + 32, 0);
  });

  it('shows a bad reading as a sign, never as a number', async () => {
    const { url, time, procedures } = await start();
    const bridge = { name: 'Cellar', address: '', port: '', socket: '' };
    await classic(url, 'POST', '/iocontrollers', bridge);
    const points = await procedures.point.list(undefined, brewer);
    const beer = points.find(({ name }) => name === 'Cellar beer');
    const [vessel] = await procedures.vessel.list(undefined, brewer);
    const sensors = { beer: beer!.id, chamber: null, room: null };
    const { id: _, control: __, ...config } = vessel!;
    await procedures.vessel.create(
      { ...config, name: 'Keller', sensors, actuators: { heater: null, cooler: null } },
      brewer,
    );
    await time.advance({ seconds: 2 });
    const client = await listening(url, 'data');
    const { payload } = await client.next('data', (each) => each.payload.controllerName === 'Cellar');
    expect(payload).toMatchObject({ beer: '--', beerSet: null, fridge: null, room: null });
  });

  it('names the profile that is in progress', async () => {
    const { url, time, procedures } = await start();
    const profile = (await procedures.profile.list(undefined, brewer)).find(
      ({ kind }) => kind === 'fermentation',
    );
    const [vessel] = await procedures.vessel.list(undefined, brewer);
    await procedures.run.start({ profileId: profile!.id, vesselId: vessel!.id }, brewer);
    await time.advance({ seconds: 2 });
    const client = await listening(url, 'data');
    expect((await client.next('data')).payload.profile).toBe(profile!.name);
  });
});

describe('alarms', () => {
  const raise = (procedures: Awaited<ReturnType<typeof start>>['procedures'], message: string) =>
    procedures.channel.publish({ channel: 'alarms', payload: { source: 'tilt', message } }, brewer);

  it('reach classic clients, those that wait at once; an acknowledgement when nothing is left', async () => {
    const { url, procedures } = await start();
    await raise(procedures, 'One');
    const client = await listening(url, 'alarms');
    const one = { source: 'tilt', code: 'external', msg: 'One' };
    expect((await client.next('alarms')).payload).toEqual({ alarms: [one] });
    await raise(procedures, 'Two');
    expect((await client.next('alarms')).payload).toEqual({ alarms: [{ ...one, msg: 'Two' }] });

    const [first, second] = await procedures.alarm.list({}, brewer);
    await procedures.alarm.acknowledge({ id: first!.id }, brewer);
    await client.settle();
    expect(client.on('alarms')).toEqual([]);
    const late = await listening(url, 'alarms');
    expect((await late.next('alarms')).payload.alarms).toHaveLength(1);
    await procedures.alarm.acknowledge({ id: second!.id }, brewer);
    for (const each of [client, late])
      expect((await each.next('alarms')).payload).toEqual({ acknowledge: true });
    const later = await listening(url, 'alarms');
    expect(later.on('alarms')).toEqual([]);
  });

  it('that are shelved are out of sight, until they come back', async () => {
    const { url, procedures } = await start();
    await raise(procedures, 'One');
    const client = await listening(url, 'alarms');
    await client.next('alarms');
    const [alarm] = await procedures.alarm.list({}, brewer);
    await procedures.alarm.shelve({ id: alarm!.id, forS: 60, reason: 'Seen' }, brewer);
    expect((await client.next('alarms')).payload).toEqual({ acknowledge: true });
    expect((await listening(url, 'alarms')).on('alarms')).toEqual([]);
    await procedures.alarm.unshelve({ id: alarm!.id }, brewer);
    expect((await client.next('alarms')).payload.alarms).toHaveLength(1);
  });

  it('of programs of the original become ours, and go on as they came, once', async () => {
    const { url, procedures } = await start();
    const client = await listening(url, 'alarms', 'logs');
    const text =
      '{ "payload": {"alarms": [{"source": "brewpi", "code": 7, "msg": "Too\\nwarm"}, {"msg": "x"}]}, "channel": "alarms" }';
    const answer = await publish(url, 'alarms', text);
    expect([answer.status, answer.text]).toEqual([200, 'Posted']);
    expect(answer.headers['content-type']).toMatch(/^text\//);
    expect((await client.next('alarms')).text).toBe(text);
    const alarms = await procedures.alarm.list({}, brewer);
    expect(alarms.map(({ code, source, message, state }) => [code, source, message, state])).toEqual([
      ['external', 'brewpi', 'Too warm (7)', 'unacknowledged'],
      ['external', 'classic', 'x', 'unacknowledged'],
    ]);
    await client.settle();
    expect(client.on('alarms')).toEqual([]);
    expect((await listening(url, 'alarms')).on('alarms')[0]?.payload.alarms).toEqual([
      { source: 'brewpi', code: 'external', msg: 'Too warm (7)' },
      { source: 'classic', code: 'external', msg: 'x' },
    ]);

    const seen = await publish(url, 'alarms', { acknowledge: true });
    expect(seen.text).toBe('Posted');
    expect((await client.next('alarms')).payload).toEqual({ acknowledge: true });
    const after = await procedures.alarm.list({}, brewer);
    expect(after.map(({ state, acknowledgedBy }) => [state, acknowledgedBy])).toEqual([
      ['acknowledged', 'local'],
      ['acknowledged', 'local'],
    ]);
    await client.settle();
    expect(client.on('alarms')).toEqual([]);
  });
});

describe('logs', () => {
  it('go both ways, each entry once', async () => {
    const { url, procedures } = await start();
    const client = await listening(url, 'logs');
    expect(client.on('logs')).toEqual([]);
    await procedures.channel.publish(
      { channel: 'logs', payload: { source: 'tilt', message: 'Hello' } },
      brewer,
    );
    expect((await client.next('logs')).payload).toEqual({ entries: [{ source: 'tilt', msg: 'Hello' }] });
    const entries = [
      { source: 'brewpi', code: 'E1', msg: 'Low' },
      { source: 'brewpi', msg: 'High' },
    ];
    expect((await publish(url, 'logs', { entries })).text).toBe('Posted');
    expect((await client.next('logs')).payload).toEqual({ entries });
    const stored = await procedures.log.list({ source: 'brewpi' }, brewer);
    expect(stored.map(({ message }) => message)).toEqual(['High', 'Low (E1)']);
    await client.settle();
    expect(client.on('logs')).toEqual([]);
  });

  it('that make no sense go on, and the console says so', async () => {
    const { url, procedures } = await start();
    const client = await listening(url, 'logs', 'alarms', 'data');
    for (const channel of ['logs', 'alarms', 'data']) {
      expect((await publish(url, channel, { entries: 5, alarms: [{}] })).text).toBe('Posted');
      expect((await client.next(channel, ({ payload }) => payload.alarms !== undefined)).payload).toEqual({
        entries: 5,
        alarms: [{}],
      });
    }
    expect(await procedures.alarm.list({}, brewer)).toEqual([]);
    const told = await procedures.log.list({ source: 'classic' }, brewer);
    expect(told.map(({ level, message }) => [level, message])).toEqual([
      ['warning', expect.stringMatching(/A message on data was not taken: it has none of beer/)],
      ['warning', 'A message on alarms was not taken: 1 of 1 entries have no msg'],
      ['warning', 'A message on logs was not taken: entries is no list'],
    ]);
  });
});

describe('_profiles, _iocontrollers and _appsettings', () => {
  it('tell what was changed, whichever way', async () => {
    const { url, procedures } = await start();
    const client = await listening(url, '_profiles', '_iocontrollers', '_appsettings');
    const ours = await procedures.profile.create(
      {
        name: 'Ours',
        kind: 'fermentation',
        plannedStartMs: null,
        points: [{ atS: 0, spC: 18, approach: 'step', note: '' }],
        events: [],
      },
      brewer,
    );
    const created = (await client.next('_profiles')).payload;
    expect(created).toMatchObject({ eventType: 'create', profile: { name: 'Ours', type: 'Fermentation' } });
    const { profile } = created;
    expect((await classic(url, 'GET', `/profile/${profile.id}`)).json).toEqual({ profile });
    await classic(url, 'POST', `/profile/${profile.id}`, { ...profile, name: 'Theirs' });
    expect((await client.next('_profiles')).payload).toEqual({
      eventType: 'update',
      profile: { ...profile, name: 'Theirs' },
    });
    await procedures.profile.remove({ id: ours.id }, brewer);
    expect((await client.next('_profiles')).payload).toEqual({ eventType: 'delete', profileId: profile.id });
    const [known] = await procedures.profile.list(undefined, brewer);
    await procedures.profile.update({ ...known!, name: 'Known' }, brewer);
    expect((await client.next('_profiles')).payload).toMatchObject({
      eventType: 'update',
      profile: { name: 'Known' },
    });

    await procedures.setting.set({ name: 'units.temperature', value: 'F' }, brewer);
    const changed = (value: string) => ({
      eventType: 'change',
      settings: [{ name: 'units.temperature', value }],
    });
    expect((await client.next('_appsettings')).payload).toEqual(changed('F'));
    await procedures.setting.reset({ name: 'units.temperature' }, brewer);
    expect((await client.next('_appsettings')).payload).toEqual(changed('C'));
    await classic(url, 'POST', '/appsettings', { name: 'style', value: 'dark' });
    expect((await client.next('_appsettings')).payload).toEqual({
      eventType: 'change',
      settings: [{ name: 'style', value: 'dark' }],
    });
  });

  it('tell rows of devices and of vessels that have their own', async () => {
    const { url, procedures } = await start();
    const client = await listening(url, '_iocontrollers');
    const bridge = { name: 'Cellar', address: '', port: 1, socket: '' };
    const { id } = (await classic(url, 'POST', '/iocontrollers', bridge)).json;
    expect((await client.next('_iocontrollers')).payload).toEqual({
      eventType: 'create',
      controller: { ...bridge, id },
    });
    const cellar = (await procedures.device.list(undefined, brewer)).find(
      ({ device }) => device.name === 'Cellar',
    );
    await procedures.device.update({ id: cellar!.device.id, name: 'Attic' }, brewer);
    expect((await client.next('_iocontrollers')).payload).toEqual({
      eventType: 'update',
      controller: { ...bridge, id, name: 'Attic' },
    });
    await classic(url, 'DELETE', `/iocontroller/${id}`);
    expect((await client.next('_iocontrollers')).payload).toEqual({ eventType: 'delete', controllerId: id });

    // Without the fermenter the mash tun is shown under the number of their device.
    const [fermenter, tun] = await procedures.vessel.list(undefined, brewer);
    await procedures.vessel.setMode({ id: fermenter!.id, mode: 'off' }, brewer);
    await procedures.vessel.remove({ id: fermenter!.id }, brewer);
    expect((await client.next('_iocontrollers')).payload).toEqual({ eventType: 'delete', controllerId: 2 });
    expect(tun?.name).toBe('Mash tun');
    await client.settle();
    expect(client.on('_iocontrollers')).toEqual([]);
  });
});

describe('channels of users', () => {
  it('carry what is published in either format to the clients of both', async () => {
    const { url } = await start();
    const client = await listening(url, 'fun');
    const ours = await SocketClient.open(url);
    ours.say({ type: 'subscribe', channel: 'fun' });
    await ours.next('subscribed');
    const text = '{"channel":"fun", "payload":{"cheers": "🍺 & ="}}';
    expect((await publish(url, 'fun', text)).text).toBe('Posted');
    expect(await client.next('fun')).toEqual({ channel: 'fun', text, payload: { cheers: '🍺 & =' } });
    expect((await ours.next('events')).events).toMatchObject([{ payload: { cheers: '🍺 & =' } }]);
    ours.say({ type: 'publish', channel: 'fun', payload: [1] });
    expect((await client.next('fun')).text).toBe('{"channel":"fun","payload":[1]}');

    client.say({ action: 'unsubscribe', channel: 'fun' });
    await client.settle();
    await publish(url, 'fun', 2);
    await client.settle();
    expect(client.on('fun')).toEqual([]);
  });

  it.each([
    ['an own channel of the console', 'channel=_profiles&data=%7B%7D', 403, /belongs to the console/],
    ['another one', 'channel=vessels&data=%7B%7D', 403, /belongs to the console/],
    ['no JSON', 'channel=fun&data=nonsense', 400, /data: must be JSON/],
    ['no JSON on alarms', 'channel=alarms&data=%7B', 400, /data: must be JSON/],
    ['a name that is none', 'channel=a%2Fb&data=1', 400, /channel: must be a channel name/],
    ['no channel', 'data=1', 400, /channel: is missing/],
    ['no data', 'channel=fun', 400, /data: is missing/],
    ['nothing', '', 400, /channel: is missing/],
    ['a field that comes twice', 'channel=fun&channel=fun&data=1', 400, /twice/],
    ['a poisoned object', 'channel=fun&data=%7B%22__proto__%22%3A1%7D', 400, /unknown field __proto__/],
    ['too large a payload', `channel=fun&data="${'x'.repeat(70_000)}"`, 422, /at most 64 kB/],
    ['too large a body', `channel=fun&data="${'x'.repeat(1_100_000)}"`, 413, /too large: at most 1 MB/],
  ])('refuse %s in words', async (_, body, status, words) => {
    const { url } = await start();
    const client = await listening(url, 'fun');
    const answer = await fetch(new URL('publish', url), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error: expect.stringMatching(words) });
    await client.settle();
    expect(client.heard).toEqual([]);
  });

  it('take a megabyte where many small things are said', async () => {
    const { url, procedures } = await start();
    const client = await listening(url, 'logs');
    const entries = Array.from({ length: 9000 }, (_, i) => ({
      source: 'brewpi',
      msg: `${i} ${'x'.repeat(60)}`,
    }));
    const form = `channel=logs&data=${JSON.stringify({ channel: 'logs', payload: { entries } })}`;
    expect(form.length).toBeGreaterThan(800_000);
    const answer = await fetch(new URL('publish', url), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    });
    expect([answer.status, await answer.text()]).toEqual([200, 'Posted']);
    expect(
      (await client.next('logs', ({ payload }) => payload.entries.length > 1)).payload.entries,
    ).toHaveLength(9000);
    expect(await procedures.log.list({ source: 'brewpi', limit: 1000 }, brewer)).toHaveLength(200);
    const [told] = await procedures.log.list({ source: 'classic' }, brewer);
    expect(told?.message).toMatch(/of its 9000 entries the first 200 were taken/);
  });
});
