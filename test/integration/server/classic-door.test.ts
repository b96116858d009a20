import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { createRouter } from '#main/api/router.ts';
import { openClassic } from '#main/server/classic/serve.ts';
import { nodeTimers } from '#main/server/node-timers.ts';
import type { Role } from '#shared/contract/base.ts';
import { ClassicClient, classic, publish } from '#test/rig/classic-client.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ask, startTestServer, upgradeHeaders } from '#test/rig/server.ts';
import { SocketClient } from '#test/rig/socket-client.ts';

const token = 'token-of-the-cellar';
const bearer = { authorization: `Bearer ${token}` };

const everyRoute = [
  ['POST', '/publish'],
  ['GET', '/appsettings'],
  ['POST', '/appsettings'],
  ['GET', '/profiles'],
  ['POST', '/profiles'],
  ['GET', '/profile/1'],
  ['POST', '/profile/1'],
  ['DELETE', '/profile/1'],
  ['GET', '/iocontrollers'],
  ['POST', '/iocontrollers'],
  ['GET', '/iocontroller/1'],
  ['POST', '/iocontroller/1'],
  ['DELETE', '/iocontroller/1'],
  ['PUT', '/profiles'],
] as const;

/** What the route takes, as far as its kind goes. */
const send = (url: string, method: string, path: string, headers: Record<string, string> = {}) =>
  path === '/publish'
    ? publish(url, 'fun', 1, headers)
    : classic(url, method, path, method === 'POST' ? { name: 'style', value: 1 } : undefined, headers);

describe('a console with a token', () => {
  it.each(everyRoute)('refuses %s %s without it, in the shape of the original', async (method, path) => {
    const { url } = await startTestServer({ token });
    const answer = await send(url, method, path);
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({ error: expect.stringMatching(/Sign in first/) });
    expect((await send(url, method, path, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await send(url, method, path, bearer)).status).not.toBe(401);
  });

  it('refuses the socket without it', async () => {
    const { url } = await startTestServer({ token });
    const answer = await ask(url, '/socket', { headers: upgradeHeaders });
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toEqual({ error: expect.stringMatching(/Sign in first/) });
    await expect(ClassicClient.open(url, { authorization: 'Bearer wrong' })).rejects.toThrow('refused: 401');
    await (await ClassicClient.open(url, bearer)).settle();
  });
});

describe('any console', () => {
  it.each<[string, Record<string, string>]>([
    ['a rebound name', { host: 'evil.example' }],
    ['a page of another site', { origin: 'http://evil.example' }],
  ])('refuses %s', async (_, headers) => {
    const { url } = await startTestServer();
    for (const [method, path] of everyRoute) {
      const answer = await send(url, method, path, headers);
      expect([answer.status, typeof answer.json.error]).toEqual([403, 'string']);
    }
    const upgrade = await ask(url, '/socket', { headers: { ...upgradeHeaders, ...headers } });
    expect(upgrade.status).toBe(403);
  });

  it('lets the proxy of the original in, which sends our own address as Host and Origin', async () => {
    const { url } = await startTestServer();
    const { host, origin } = new URL(url);
    expect((await classic(url, 'GET', '/profiles', undefined, { host, origin })).status).toBe(200);
    await (await ClassicClient.open(url, { origin })).settle();
  });
});

describe('the switch classic.enabled', () => {
  it('closes all of it, and opens it again, without a restart', async () => {
    const { url, procedures } = await startTestServer();
    const client = await (await ClassicClient.open(url)).subscribe('data');
    const ours = await SocketClient.open(url);
    await procedures.setting.set({ name: 'classic.enabled', value: false }, brewer);
    expect(await client.end()).toEqual({ code: 1001, reason: 'the classic protocol is switched off' });
    for (const [method, path] of everyRoute) {
      const answer = await send(url, method, path);
      expect([answer.status, answer.json]).toEqual([404, { error: expect.stringMatching(/switched off/) }]);
    }
    const upgrade = await ask(url, '/socket', { headers: upgradeHeaders });
    expect([upgrade.status, JSON.parse(upgrade.text)]).toEqual([
      404,
      { error: expect.stringMatching(/switched off/) },
    ]);
    expect(ours.closed).toBeNull();
    await procedures.setting.reset({ name: 'classic.enabled' }, brewer);
    expect((await classic(url, 'GET', '/profiles')).status).toBe(200);
    await (await (await ClassicClient.open(url)).subscribe('data')).settle();
    expect((await classic(url, 'POST', '/appsettings', { name: 'classic.enabled', value: '0' })).status).toBe(
      200,
    );
    expect((await classic(url, 'GET', '/profiles')).status).toBe(404);
  });

  it('holds over a restart', async () => {
    const first = await startTestConsole();
    await first.procedures.setting.set({ name: 'classic.enabled', value: false }, brewer);
    await first.console.stop();
    const again = await startTestConsole({ dataDir: first.dataDir });
    expect((await classic(again.url, 'GET', '/profiles')).status).toBe(404);
  });
});

describe('frames', () => {
  it.each([
    ['no JSON', '{', /it is not JSON/],
    ['nothing', '', /it is not JSON/],
    ['a list', '[]', /it is no object/],
    ['another action', '{"action":"publish","channel":"fun"}', /its action is none of/],
    ['a ping elsewhere', '{"action":"ping","channel":"fun"}', /its action is none of/],
    ['no channel', '{"action":"subscribe"}', /no proper name/],
    ['a name that is none', '{"action":"subscribe","channel":"a b"}', /no proper name/],
    ['a poisoned object', '{"__proto__":{},"action":"subscribe","channel":"fun"}', /unknown field __proto__/],
    ['bytes', Buffer.from([1, 2, 3]), /it is not text/],
  ])('of %s are answered by nothing, and told once', async (_, frame, words) => {
    const { url, procedures } = await startTestServer();
    const [bad, good] = [await ClassicClient.open(url), await ClassicClient.open(url)];
    for (let i = 0; i < 5; i += 1) bad.say(frame);
    await bad.settle();
    await good.settle();
    expect([bad.heard, bad.closed, good.closed]).toEqual([[], null, null]);
    const told = await procedures.log.list({ source: 'classic' }, brewer);
    expect(told.map(({ level, message }) => [level, message])).toEqual([
      ['warning', expect.stringMatching(words)],
    ]);
    expect(told[0]?.message).toMatch(/^A frame of a client at .*127.0.0.1 was left out/);
  });

  it('may name any channel, also one of the console or one that never speaks', async () => {
    const { url, procedures } = await startTestServer();
    const client = await ClassicClient.open(url);
    await client.subscribe('vessels', '_nobody', '_heartbeat', 'fun', 'fun');
    const [vessel] = await procedures.vessel.list(undefined, brewer);
    await procedures.vessel.update({ id: vessel!.id, name: 'Keller' }, brewer);
    expect((await client.next('vessels')).payload).toMatchObject({
      type: 'saved',
      vessel: { name: 'Keller' },
    });
    await publish(url, 'fun', 1);
    await client.settle();
    expect(client.on('fun')).toHaveLength(1);
    expect(await procedures.log.list({ source: 'classic' }, brewer)).toEqual([]);
  });

  it('are bounded: a client that floods is cut off, and nobody else', async () => {
    const { url } = await startTestServer();
    const [flood, good] = [await ClassicClient.open(url), await ClassicClient.open(url)];
    for (let i = 0; i < 2000; i += 1) flood.say('{');
    expect(await flood.end()).toEqual({ code: 1008, reason: 'too many frames' });
    await good.settle();
    const huge = await ClassicClient.open(url);
    huge.say('x'.repeat(300_000));
    expect((await huge.end()).code).toBe(1009);
    await good.settle();
  });

  it('of clients that go away leave nothing behind', async () => {
    const { url, console: real } = await startTestServer();
    const count = () => real.services.hub.list().find(({ name }) => name === 'fun')?.subscribers ?? 0;
    const clients = await Promise.all(
      [1, 2, 3].map(async () => (await ClassicClient.open(url)).subscribe('fun')),
    );
    // One source in the hub, however many listen.
    expect(count()).toBe(1);
    for (const client of clients) {
      client.say({ action: 'subscribe', channel: 'fun' });
      client.close();
    }
    await expect.poll(count).toBe(0);
  });
});

describe('clients', () => {
  it('of both formats share one limit', async () => {
    const { url } = await startTestServer();
    const clients: { close(): void }[] = [];
    for (let i = 0; i < 100; i += 1) {
      clients.push(await SocketClient.open(url));
      clients.push(await ClassicClient.open(url));
    }
    await expect(ClassicClient.open(url)).rejects.toThrow('refused: 503');
    await expect(SocketClient.open(url)).rejects.toThrow('refused: 503');
    clients.pop()?.close();
    await expect
      .poll(async () =>
        ClassicClient.open(url).then(
          (client) => client.close(),
          () => 'refused',
        ),
      )
      .toBeUndefined();
    for (const client of clients) client.close();
  });
});

describe('roles', () => {
  /** The classic side for somebody of a role, which a token of the console does not have yet. */
  async function as(role: Role) {
    const { console: real, procedures } = await startTestConsole();
    const app = fastify();
    app.decorateRequest('actor');
    app.addHook('onRequest', async (request) => {
      request.actor = { name: 'Ada', role };
    });
    const router = createRouter(real.services.procedures, { onError: () => undefined });
    const parts = {
      services: real.services,
      router,
      timers: nodeTimers,
      words: {},
      onError: () => undefined,
    };
    await openClassic(app, parts);
    const ale = {
      name: 'Ale',
      type: 'Fermentation',
      temperatures: [{ days: 0, date: '', temperature: 18 }],
      events: [],
    };
    const request = async (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) => {
      const given = body === undefined ? {} : { payload: body };
      return (await app.inject({ method, url, ...given })).statusCode;
    };
    const post = async (channel: string) => {
      const payload = `channel=${channel}&data={"payload":{"controllerId":3,"beer":1,"alarms":[{"source":"a","msg":"b"}]}}`;
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return (await app.inject({ method: 'POST', url: '/publish', headers, payload })).statusCode;
    };
    const board = { name: 'Cellar', address: '', port: '', socket: '' };
    return {
      procedures,
      read: [
        await request('GET', '/profiles'),
        await request('GET', '/iocontrollers'),
        await request('GET', '/appsettings'),
      ],
      brew: [
        await request('POST', '/profiles', ale),
        await request('POST', '/profile/1', ale),
        await request('POST', '/appsettings', { name: 'style', value: 'dark' }),
        await post('alarms'),
        await post('data'),
        await post('fun'),
        await request('DELETE', '/profile/1'),
      ],
      install: [
        await request('POST', '/iocontrollers', board),
        await request('POST', '/iocontroller/1', board),
        await request('DELETE', '/iocontroller/3'),
      ],
    };
  }

  it('look: reads', async () => {
    const { read, brew, install, procedures } = await as('look');
    expect(read).toEqual([200, 200, 200]);
    expect(brew).toEqual([403, 403, 403, 403, 403, 403, 403]);
    expect(install.slice(0, 2)).toEqual([403, 403]);
    expect(await procedures.alarm.list({}, brewer)).toEqual([]);
  });

  it('operate: profiles, settings and publishing', async () => {
    const { read, brew, install } = await as('operate');
    expect(read).toEqual([200, 200, 200]);
    expect(brew).toEqual([200, 200, 200, 200, 200, 200, 200]);
    expect(install.slice(0, 2)).toEqual([403, 403]);
  });

  it('admin: controllers', async () => {
    expect((await as('admin')).install).toEqual([200, 200, 200]);
  });
});

describe('a server that is closed', () => {
  it('ends its clients and listens to nothing any more', async () => {
    const { url, server, console: real } = await startTestServer();
    const subscribers = () =>
      Object.fromEntries(real.services.hub.list().map((each) => [each.name, each.subscribers]));
    const before = subscribers();
    const client = await ClassicClient.open(url);
    await client.subscribe('data', 'alarms', 'logs', '_profiles', '_iocontrollers', '_appsettings', 'fun');
    expect(subscribers()).not.toEqual(before);
    await server.close();
    expect(await client.end()).toEqual({ code: 1001, reason: 'the console is closing' });
    // Its own listening to the settings ends as well.
    expect(subscribers()).toEqual({ ...before, settings: (before['settings'] ?? 0) - 1 });
  });
});
