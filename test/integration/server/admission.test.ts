import { describe, expect, it } from 'vitest';
import { ask, startTestServer, upgradeHeaders } from '#test/rig/server.ts';
import { SocketClient } from '#test/rig/socket-client.ts';

const token = 'token-of-the-cellar';
const bearer = { authorization: `Bearer ${token}` };
const json = { 'content-type': 'application/json' };
const signIn = (url: string, given: string, headers = {}) =>
  ask(url, '/session', {
    method: 'POST',
    headers: { ...json, ...headers },
    body: JSON.stringify({ token: given }),
  });

const everyWayIn = [
  ['REST', '/api/v1/vessels', {}],
  ['the API page', '/api/v1/docs', {}],
  ['the description', '/api/v1/openapi.json', {}],
  ['an unknown path of the API', '/api/v1/nothing', {}],
  ['an unknown path', '/nothing', {}],
  ['the path in other letters', '/%61pi/v1/openapi.json', {}],
  ['the socket', '/ws', upgradeHeaders],
] as const;

describe('a console with a token', () => {
  it.each(everyWayIn)('refuses %s without it', async (_, path, headers) => {
    const { url } = await startTestServer({ token });
    const answer = await ask(url, path, { headers });
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 'UNAUTHORIZED',
      message: expect.stringMatching(/Sign in first/),
    });
    expect((await ask(url, path, { headers: { ...headers, authorization: 'Bearer wrong' } })).status).toBe(
      401,
    );
    expect((await ask(url, path, { headers: { ...headers, ...bearer } })).status).not.toBe(401);
  });

  it('gives a session for the token, which opens REST and the socket until it is signed out', async () => {
    const { url } = await startTestServer({ token });
    expect(JSON.parse((await ask(url, '/session')).text)).toEqual({ needed: true, signedIn: false });
    const answer = await signIn(url, token);
    expect(JSON.parse(answer.text)).toEqual({ needed: true, signedIn: true });
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^maelstrom-\d+=[^;]+; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect(JSON.parse((await ask(url, '/session', { headers })).text)).toEqual({
      needed: true,
      signedIn: true,
    });
    expect((await ask(url, '/api/v1/vessels', { headers })).status).toBe(200);
    const client = await SocketClient.open(url, headers);
    client.close();
    const out = await ask(url, '/session', { method: 'DELETE', headers });
    expect(out.headers['set-cookie']?.[0]).toMatch(/^maelstrom-\d+=; Max-Age=0;/);
  });

  it('keeps a session over a restart, and ends it with a new token', async () => {
    const first = await startTestServer({ token });
    const cookie = ((await signIn(first.url, token)).headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
    await first.server.close();
    const again = await startTestServer({ token, port: first.server.port });
    expect((await ask(again.url, '/api/v1/vessels', { headers: { cookie } })).status).toBe(200);
    await again.server.close();
    const changed = await startTestServer({ token: 'another-token', port: first.server.port });
    expect((await ask(changed.url, '/api/v1/vessels', { headers: { cookie } })).status).toBe(401);
  });

  it('marks the cookie of a page that came over https', async () => {
    const { url } = await startTestServer({ token, hostNames: ['brew.example.org'] });
    const answer = await signIn(url, token, { host: 'brew.example.org', origin: 'https://brew.example.org' });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; Secure$/);
  });

  it('slows down who guesses, whichever way the guesses come in', async () => {
    const { url } = await startTestServer({ token });
    for (let i = 0; i < 3; i += 1) expect((await signIn(url, `guess-${i}`)).status).toBe(401);
    await ask(url, '/api/v1/vessels', { headers: { authorization: 'Bearer guess' } });
    await ask(url, '/ws', { headers: { ...upgradeHeaders, authorization: 'Bearer guess' } });
    const braked = await signIn(url, token);
    expect(braked.status).toBe(429);
    expect(braked.headers['retry-after']).toBe('1');
    expect(JSON.parse(braked.text)).toMatchObject({
      message: expect.stringMatching(/wait 1 s/),
      data: { retryAfterS: 1 },
    });
    const upgrade = await ask(url, '/ws', { headers: { ...upgradeHeaders, ...bearer } });
    expect(upgrade).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect((await ask(url, '/session')).status).toBe(200);
  });

  it.each(['{}', '{"token":5}', '{"token":"x","more":1}', '[]', 'null', '"x"', '{', '{"token":null}'])(
    'answers %s in words',
    async (body) => {
      const { url } = await startTestServer({ token });
      const answer = await ask(url, '/session', { method: 'POST', headers: json, body });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text).message).toMatch(/\w+ \w+/);
    },
  );

  it('leaves the page open, so that somebody can sign in', async () => {
    const { url } = await startTestServer({ token });
    expect((await ask(url, '/')).status).toBe(404);
  });
});

describe('any console', () => {
  it.each([
    ['a rebound name', { host: 'evil.example' }, 403, /not reached by the name evil.example/],
    ['a page of another site', { origin: 'http://evil.example' }, 403, /another site/],
    ['a page without an origin', { origin: 'null' }, 403, /another site/],
  ] as const)('refuses %s, over HTTP and at the socket', async (_, headers, status, words) => {
    const { url } = await startTestServer();
    for (const path of ['/', '/api/v1/vessels', '/session']) {
      const answer = await ask(url, path, { headers });
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.text).message).toMatch(words);
    }
    const upgrade = await ask(url, '/ws', { headers: { ...upgradeHeaders, ...headers } });
    expect(upgrade.status).toBe(status);
    expect(JSON.parse(upgrade.text).message).toMatch(words);
  });

  it('refuses a token in an address, everywhere', async () => {
    const { url } = await startTestServer({ token });
    for (const path of ['/?token=x', '/api/v1/vessels?token=x', '/session?access_token=x']) {
      expect((await ask(url, path, { headers: bearer })).status).toBe(400);
    }
    const upgrade = await ask(url, `/ws?token=${token}`, { headers: { ...upgradeHeaders, ...bearer } });
    expect(upgrade.status).toBe(400);
    expect(JSON.parse(upgrade.text).message).toMatch(/does not belong in an address/);
  });

  it('needs no token for itself, and says so', async () => {
    const { url } = await startTestServer();
    expect(JSON.parse((await ask(url, '/session')).text)).toEqual({ needed: false, signedIn: true });
    expect((await signIn(url, 'x')).status).toBe(400);
  });

  it('refuses an upgrade anywhere else, and a plain request where sockets are', async () => {
    const { url } = await startTestServer();
    for (const path of ['/', '/api/v1/vessels', '/ws/', '/WS']) {
      expect((await ask(url, path, { headers: upgradeHeaders })).status).toBe(404);
    }
    expect((await ask(url, '/ws')).status).toBe(426);
    expect(
      (await ask(url, '/ws', { headers: { ...upgradeHeaders, 'sec-websocket-version': '1' } })).status,
    ).toBe(400);
  });

  it.each([
    ['0.0.0.0', null, /needs a token/],
    ['::', null, /needs a token/],
    ['127.0.0.1', 'short', /8 to 200/],
    ['127.0.0.1', 'with a space', /8 to 200/],
  ])('does not start on %s with token %j', async (host, given, words) => {
    await expect(startTestServer({ host, token: given })).rejects.toThrow(words);
  });

  it('listens to other machines with a token', async () => {
    const { server } = await startTestServer({ host: '0.0.0.0', token });
    const url = `http://127.0.0.1:${server.port}/`;
    expect((await ask(url, '/api/v1/vessels')).status).toBe(401);
    expect(
      (await ask(url, '/api/v1/vessels', { headers: { ...bearer, host: '192.168.1.5:8888' } })).status,
    ).toBe(200);
  });
});
