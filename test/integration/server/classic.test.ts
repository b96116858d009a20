import { describe, expect, it } from 'vitest';
import type { EventFrame } from '#shared/contract/frames.ts';
import { SETTING_MAX_LENGTH } from '#shared/domain/setting.ts';
import { classic, publish } from '#test/rig/classic-client.ts';
import { brewer } from '#test/rig/console.ts';
import { ask, startTestServer } from '#test/rig/server.ts';
import { SocketClient } from '#test/rig/socket-client.ts';

const success = { status: 'success' };
const ale = {
  name: 'Ale',
  type: 'Fermentation',
  temperatures: [
    { days: 0, date: '2026-03-01T12:00:00', temperature: 18 },
    { days: '7.5', date: '', temperature: '21.5' },
  ],
  events: [{ days: 3, date: '', eventText: 'Dry hop' }],
};

describe('/profiles and /profile/ID', () => {
  it('serve the whole life of a profile', async () => {
    const { url, procedures } = await startTestServer();
    const before = (await classic(url, 'GET', '/profiles')).json.profiles;
    const ours = await procedures.profile.list(undefined, brewer);
    expect(before.map(({ name }: { name: string }) => name)).toEqual(ours.map(({ name }) => name));
    const ids = before.map(({ id }: { id: number }) => id);
    expect(ids).toEqual(ids.map((_: number, i: number) => i + 1));

    const made = await classic(url, 'POST', '/profiles', ale);
    expect(made.status).toBe(200);
    expect(made.json).toEqual({ ...success, id: ids.length + 1 });
    const { id } = made.json;
    const expected = {
      id,
      name: 'Ale',
      type: 'Fermentation',
      temperatures: [
        { profileId: id, days: 0, date: '2026-03-01T12:00:00', temperature: 18 },
        { profileId: id, days: 7.5, date: '2026-03-09T00:00:00', temperature: 21.5 },
      ],
      events: [{ profileId: id, days: 3, date: '2026-03-04T12:00:00', eventText: 'Dry hop' }],
    };
    expect((await classic(url, 'GET', `/profile/${id}`)).json).toEqual({ profile: expected });
    expect((await classic(url, 'GET', '/profiles')).json.profiles).toContainEqual(expected);

    const changed = { ...expected, name: 'Older', temperatures: expected.temperatures.slice(0, 1) };
    const updated = await classic(url, 'POST', `/profile/${id}`, changed);
    expect([updated.status, updated.json]).toEqual([200, success]);
    expect((await classic(url, 'GET', `/profile/${id}`)).json).toEqual({ profile: changed });
    const stored = (await procedures.profile.list(undefined, brewer)).find(({ name }) => name === 'Older');
    expect(stored).toMatchObject({
      kind: 'fermentation',
      plannedStartMs: new Date(2026, 2, 1, 12).getTime(),
      points: [{ atS: 0, spC: 18 }],
      events: [{ atS: 3 * 86_400, text: 'Dry hop' }],
    });

    expect((await classic(url, 'DELETE', `/profile/${id}`)).json).toEqual(success);
    for (const method of ['GET', 'DELETE', 'POST']) {
      const gone = await classic(url, method, `/profile/${id}`, method === 'POST' ? ale : undefined);
      expect([gone.status, gone.json]).toEqual([404, { error: 'Not found' }]);
    }
    // Its number is not used again.
    expect((await classic(url, 'POST', '/profiles', ale)).json.id).toBe(id + 1);
  });

  it('change nothing of what a client gets and sends back', async () => {
    const { url, procedures } = await startTestServer();
    const before = await procedures.profile.list(undefined, brewer);
    for (const profile of (await classic(url, 'GET', '/profiles')).json.profiles) {
      expect((await classic(url, 'POST', `/profile/${profile.id}`, profile)).json).toEqual(success);
    }
    expect(await procedures.profile.list(undefined, brewer)).toEqual(before);
  });

  it('speak the unit that people see', async () => {
    const { url, procedures } = await startTestServer();
    await procedures.setting.set({ name: 'units.temperature', value: 'F' }, brewer);
    const temperatures = [{ days: 0, date: null, temperature: '64.4' }];
    const { id } = (await classic(url, 'POST', '/profiles', { ...ale, temperatures })).json;
    expect((await classic(url, 'GET', `/profile/${id}`)).json.profile.temperatures[0].temperature).toBe(64.4);
    const stored = (await procedures.profile.list(undefined, brewer)).find(({ name }) => name === 'Ale');
    expect(stored?.kind === 'fermentation' ? stored.points[0]?.spC : null).toBeCloseTo(18, 9);
    await procedures.setting.set({ name: 'units.temperature', value: 'C' }, brewer);
    expect((await classic(url, 'GET', `/profile/${id}`)).json.profile.temperatures[0].temperature).toBe(18);
  });

  it.each([
    ['{"name":', /not JSON/],
    ['', /missing/],
    ['5', /must be an object/],
    ['[]', /must be an object/],
    ['{"__proto__":{}}', /unknown field __proto__/],
    [JSON.stringify({ ...ale, name: undefined }), /name: is missing/],
    [JSON.stringify({ ...ale, name: '' }), /name: must not be empty/],
    [JSON.stringify({ ...ale, name: 'x'.repeat(81) }), /name: must be at most 80/],
    [JSON.stringify({ ...ale, temperatures: 5 }), /temperatures: must be a list/],
    [JSON.stringify({ ...ale, temperatures: [{ days: 0, temperature: 'warm' }] }), /must be a number/],
    [JSON.stringify({ ...ale, events: [{ days: 0, eventText: 'x'.repeat(501) }] }), /at most 500/],
  ])('refuse %s in words, and store nothing', async (body, words) => {
    const { url, procedures } = await startTestServer();
    const before = await procedures.profile.list(undefined, brewer);
    await classic(url, 'GET', '/profiles');
    for (const path of ['/profiles', '/profile/1']) {
      const answer = await ask(url, path, {
        method: 'POST',
        headers: { 'content-type': 'application/json;charset=utf-8' },
        body,
      });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toEqual({ error: expect.stringMatching(words) });
    }
    expect(await procedures.profile.list(undefined, brewer)).toEqual(before);
  });

  it.each(['/profile/999', '/profile/0', '/profile/-1', '/profile/1.5', '/profile/x', '/iocontroller/999'])(
    'answer 404 to %s',
    async (path) => {
      const { url } = await startTestServer();
      const answer = await classic(url, 'GET', path);
      expect([answer.status, answer.json]).toEqual([404, { error: 'Not found' }]);
    },
  );
});

describe('/appsettings', () => {
  it('lists what the console has, and takes a list or one object', async () => {
    const { url, procedures } = await startTestServer();
    const list = async () => (await classic(url, 'GET', '/appsettings')).json.appsettings;
    expect(await list()).toEqual(await procedures.setting.list(undefined, brewer));
    const given = [
      { id: 1, name: 'selectedStyle', value: 'dark.css' },
      { name: 'alarms.sound', value: 'false' },
      { name: 'slides', value: '1' },
      { name: 'empty', value: null },
    ];
    const answer = await classic(url, 'POST', '/appsettings', given);
    expect([answer.status, answer.json]).toEqual([200, success]);
    expect((await classic(url, 'POST', '/appsettings', { name: 'logo', value: 'a.png' })).json).toEqual(
      success,
    );
    const after = await list();
    for (const [name, value] of [
      ['selectedStyle', 'dark.css'],
      ['alarms.sound', false],
      ['slides', '1'],
      ['empty', ''],
      ['logo', 'a.png'],
    ]) {
      expect(after).toContainEqual({ name, value });
    }
  });

  it.each([
    ['{', /not JSON/],
    ['[{"name":"a","value":1},{"name":"units.temperature","value":"K"}]', /units.temperature/],
    ['[{"name":"a","value":1},{"value":1}]', /\[1\].name: is missing/],
    ['[{"name":"a","value":1},{"name":"b"}]', /\[1\].value: is missing/],
    ['[{"name":"a","value":1},{"name":"b","value":{}}]', /\[1\].value: must be text/],
    ['[{"name":"a","value":1},5]', /\[1\]: must be an object/],
    ['{"name":"a/b","value":1}', /name: must not contain slashes/],
  ])('refuses %s in words, and stores none of it', async (body, words) => {
    const { url, procedures } = await startTestServer();
    const before = await procedures.setting.list(undefined, brewer);
    const answer = await classic(url, 'POST', '/appsettings', body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ error: expect.stringMatching(words) });
    expect(await procedures.setting.list(undefined, brewer)).toEqual(before);
  });
});

describe('a list for /appsettings', () => {
  const events = async (url: string): Promise<SocketClient> => {
    const socket = await SocketClient.open(url);
    socket.say({ type: 'subscribe', channel: 'settings' });
    await socket.next('subscribed');
    return socket;
  };
  const namesIn = ({ events }: { readonly events: readonly EventFrame[] }): unknown[] =>
    events.map(({ key }) => key);

  it('is stored as a whole or not at all, where one of it cannot be', async () => {
    const { url, procedures } = await startTestServer();
    const before = await procedures.setting.list(undefined, brewer);
    const socket = await events(url);
    const given = [
      { name: 'a', value: 1 },
      { name: 'b', value: 'x'.repeat(SETTING_MAX_LENGTH + 1) },
      { name: 'c', value: 1 },
    ];
    const answer = await classic(url, 'POST', '/appsettings', given);
    expect([answer.status, answer.json]).toEqual([
      400,
      { error: expect.stringMatching(/^settings\[1\].value: /) },
    ]);
    const many = Array.from({ length: 500 }, (_, n) => ({ name: `n${n}`, value: n }));
    const full = await classic(url, 'POST', '/appsettings', [...many.slice(0, 499), ...given.slice(0, 1)]);
    expect(full.status).toBe(200);
    const over = await classic(url, 'POST', '/appsettings', [
      { name: 'n0', value: 'changed' },
      { name: 'over', value: 1 },
    ]);
    expect([over.status, over.json.error]).toEqual([422, expect.stringMatching(/already 500 settings/)]);
    const after = await procedures.setting.list(undefined, brewer);
    expect(after).toHaveLength(before.length + 500);
    expect(after).toContainEqual({ name: 'n0', value: 0 });
    // The first event is of the list that was stored.
    expect(namesIn(await socket.next('events'))).toHaveLength(500);
  });

  it('is refused by the field that its sender wrote where it came alone', async () => {
    const { url } = await startTestServer();
    const long = { name: 'style', value: 'x'.repeat(2001) };
    const { status, json } = await classic(url, 'POST', '/appsettings', long);
    expect([status, json.error]).toEqual([400, 'value: must be at most 2000 characters']);
  });

  it('is told setting by setting, each that has changed once', async () => {
    const { url, procedures } = await startTestServer();
    await procedures.setting.set({ name: 'same', value: 'as before' }, brewer);
    const socket = await events(url);
    await socket.next('events');
    const answer = await classic(url, 'POST', '/appsettings', [
      { name: 'twice', value: 1 },
      { name: 'same', value: 'as before' },
      { name: 'units.temperature', value: 'F' },
      { name: 'twice', value: 2 },
    ]);
    expect(answer.status).toBe(200);
    expect(namesIn(await socket.next('events'))).toEqual(['twice', 'units.temperature']);
    expect(await procedures.setting.list(undefined, brewer)).toContainEqual({ name: 'twice', value: 2 });
  });
});

describe('/iocontrollers and /iocontroller/ID', () => {
  const bridge = { name: 'Cellar', address: '10.0.0.5', port: '8080', socket: '/home/brewpi/BEERSOCKET' };

  it('serve the whole life of a bridge', async () => {
    const { url, procedures } = await startTestServer();
    const made = await classic(url, 'POST', '/iocontrollers', bridge);
    expect(made.json).toEqual({ ...success, id: expect.any(Number) });
    const { id } = made.json;
    const row = { ...bridge, id, port: 8080 };
    expect((await classic(url, 'GET', `/iocontroller/${id}`)).json).toEqual({ controller: row });
    expect((await classic(url, 'GET', '/iocontrollers')).json.controllers).toContainEqual(row);
    const device = (await procedures.device.list(undefined, brewer)).find(
      (each) => each.device.name === 'Cellar',
    );
    expect(device?.device).toMatchObject({
      driver: 'bridge',
      connection: 'address=10.0.0.5, port=8080, socket=/home/brewpi/BEERSOCKET',
    });
    const change = { name: 'Attic', address: '', port: '/dev/ttyUSB0, 2', socket: null };
    expect((await classic(url, 'POST', `/iocontroller/${id}`, change)).json).toEqual(success);
    expect((await classic(url, 'GET', `/iocontroller/${id}`)).json).toEqual({
      controller: { id, name: 'Attic', address: '', port: '/dev/ttyUSB0, 2', socket: '' },
    });
    expect((await classic(url, 'DELETE', `/iocontroller/${id}`)).json).toEqual(success);
    expect((await classic(url, 'GET', `/iocontroller/${id}`)).status).toBe(404);
  });

  it('have a row for every device, and for every further vessel on one', async () => {
    const { url, procedures } = await startTestServer();
    const { controllers } = (await classic(url, 'GET', '/iocontrollers')).json;
    expect(controllers).toEqual([
      { id: 1, name: 'Simulated brewery', address: '', port: '', socket: '' },
      { id: 2, name: 'Mash tun', address: '', port: '', socket: '' },
    ]);
    const tun = { name: 'Kettle 2', address: '', port: '', socket: '' };
    expect((await classic(url, 'POST', '/iocontroller/2', tun)).json).toEqual(success);
    expect((await procedures.vessel.list(undefined, brewer)).map(({ name }) => name)).toContain('Kettle 2');
    const board = { name: 'Sim', address: 'beer=12', port: '', socket: '' };
    expect((await classic(url, 'POST', '/iocontroller/1', board)).json).toEqual(success);
    expect((await classic(url, 'GET', '/iocontroller/1')).json.controller).toEqual({ ...board, id: 1 });
    const [{ device } = { device: null }] = await procedures.device.list(undefined, brewer);
    expect(device).toMatchObject({ name: 'Sim', connection: 'beer=12', driver: 'simulated' });
    const refused = await classic(url, 'DELETE', '/iocontroller/2');
    expect([refused.status, refused.json]).toEqual([
      409,
      { error: 'This is the vessel Kettle 2: remove it in the console itself' },
    ]);
    const inUse = await classic(url, 'DELETE', '/iocontroller/1');
    expect([inUse.status, inUse.json]).toEqual([409, { error: expect.stringMatching(/belongs to/) }]);
  });

  it.each([
    ['name', { ...bridge, name: undefined }, /name: is missing/],
    ['address', { ...bridge, address: undefined }, /address: is missing/],
    ['port', { ...bridge, port: undefined }, /port: is missing/],
    ['socket', { ...bridge, socket: undefined }, /socket: is missing/],
    ['a proper name', { ...bridge, name: ' ' }, /name: must not be empty/],
    ['a short address', { ...bridge, address: 'x'.repeat(300) }, /connection: must be at most 200/],
    ['a text', { ...bridge, address: {} }, /address: must be text/],
  ])('refuse one without %s', async (_, body, words) => {
    const { url, procedures } = await startTestServer();
    const answer = await classic(url, 'POST', '/iocontrollers', body);
    expect([answer.status, answer.json]).toEqual([400, { error: expect.stringMatching(words) }]);
    expect(await procedures.device.list(undefined, brewer)).toHaveLength(1);
  });
});

describe('methods', () => {
  it.each([
    ['PUT', '/profiles', 'GET, POST'],
    ['PATCH', '/profile/1', 'GET, POST, DELETE'],
    ['DELETE', '/appsettings', 'GET, POST'],
    ['GET', '/publish', 'POST'],
  ])('%s %s is refused in words', async (method, path, allow) => {
    const { url } = await startTestServer();
    const answer = await classic(url, method, path);
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe(allow);
    expect(answer.json).toEqual({ error: `${method} is not possible here, but ${allow}` });
  });

  it('refuse bodies of another kind', async () => {
    const { url } = await startTestServer();
    const headers = { 'content-type': 'text/plain' };
    for (const path of ['/profiles', '/publish']) {
      const answer = await ask(url, path, { method: 'POST', headers, body: '{}' });
      expect(answer.status).toBe(415);
      expect(JSON.parse(answer.text)).toEqual({ error: expect.stringMatching(/\w+ \w+/) });
    }
    expect((await ask(url, '/socket')).status).toBe(426);
    expect((await publish(url, 'fun', 1)).text).toBe('Posted');
  });
});
