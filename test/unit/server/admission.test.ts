import { describe, expect, it } from 'vitest';
import { type AdmissionPolicy, type AdmissionRequest, admit } from '#main/server/admission.ts';
import { isLoopback, knownHosts } from '#main/server/host-names.ts';
import { issueSession, SESSION_MS } from '#main/server/session-cookie.ts';

const TOKEN = 'a-long-token-of-the-brewery';
const NOW = 1_750_000_000_000;

const loopback: AdmissionPolicy = {
  isKnownHost: knownHosts({ bound: '127.0.0.1', names: ['cellar'] }),
  token: null,
  cookieName: 'maelstrom-8888',
};
const remote: AdmissionPolicy = {
  isKnownHost: knownHosts({ bound: '0.0.0.0', names: ['cellar', 'brew.example.org'] }),
  token: TOKEN,
  cookieName: 'maelstrom-8888',
};

interface Asked {
  readonly host?: string | undefined;
  readonly origin?: string;
  readonly authorization?: string;
  readonly cookie?: string;
}

function ask(headers: Asked, more: Partial<AdmissionRequest> = {}, policy = loopback) {
  const request = {
    kind: 'http',
    method: 'GET',
    url: '/api/v1/vessels',
    open: false,
    nowMs: NOW,
    ...more,
  } as const;
  const result = admit({ ...request, headers: { host: 'localhost:8888', ...headers } }, policy);
  return result.ok ? result.actor.name : result.status;
}

describe('Host', () => {
  it.each([
    ['localhost', 'local'],
    ['localhost:8888', 'local'],
    ['LOCALHOST:8888', 'local'],
    ['localhost.:8888', 'local'],
    ['127.0.0.1:8888', 'local'],
    ['127.8.8.8', 'local'],
    ['[::1]:8888', 'local'],
    ['cellar', 'local'],
    ['cellar.local:8888', 'local'],
    ['192.168.1.5', 403],
    ['evil.example', 403],
    ['localhost.evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['cellar.evil', 403],
    ['', 403],
    ['a b', 403],
    ['localhost:8888@evil.example', 403],
    ['localhost:port', 403],
    ['[::1', 403],
    [undefined, 403],
  ])('%s on loopback: %s', (host, outcome) => {
    expect(ask({ host })).toBe(outcome);
  });

  it.each([
    ['192.168.1.5:8888', 'token'],
    ['[fe80::1]:8888', 'token'],
    ['brew.example.org', 'token'],
    ['cellar.local', 'token'],
    ['evil.example', 403],
  ])('%s from outside: %s', (host, outcome) => {
    expect(ask({ host, authorization: `Bearer ${TOKEN}` }, {}, remote)).toBe(outcome);
  });

  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.5', false],
    ['127.evil.example', false],
  ])('%s reaches this machine only: %s', (host, outcome) => {
    expect(isLoopback(host)).toBe(outcome);
  });
});

describe('Origin', () => {
  it.each([
    ['http://localhost:8888', 'local'],
    ['https://localhost:8888', 'local'],
    ['HTTP://LOCALHOST:8888', 'local'],
    ['http://localhost:9999', 403],
    ['http://localhost', 403],
    ['http://evil.example', 403],
    ['ftp://localhost:8888', 403],
    ['null', 403],
    ['', 403],
    ['http://localhost:8888/', 403],
  ])('%s: %s', (origin, outcome) => {
    expect(ask({ origin })).toBe(outcome);
    expect(ask({ origin }, { kind: 'upgrade', url: '/ws' })).toBe(outcome);
  });
});

describe('method', () => {
  it.each([
    ['http', 'DELETE', 'local'],
    ['http', 'OPTIONS', 405],
    ['http', 'TRACE', 405],
    ['upgrade', 'GET', 'local'],
    ['upgrade', 'POST', 405],
  ] as const)('%s %s: %s', (kind, method, outcome) => {
    expect(ask({}, { kind, method })).toBe(outcome);
  });
});

describe('token', () => {
  const session = `maelstrom-8888=${issueSession(TOKEN, NOW)}`;
  it.each<[string, Asked, Partial<AdmissionRequest>, string | number]>([
    ['none', {}, {}, 401],
    ['none, for the page', {}, { open: true }, 'guest'],
    ['right', { authorization: `Bearer ${TOKEN}` }, {}, 'token'],
    ['right, in other letters', { authorization: `bearer  ${TOKEN} ` }, {}, 'token'],
    ['right, with more', { authorization: `Bearer ${TOKEN} x` }, {}, 401],
    ['wrong', { authorization: 'Bearer nothing' }, {}, 401],
    ['wrong, for the page', { authorization: 'Bearer nothing' }, { open: true }, 401],
    ['basic', { authorization: `Basic ${TOKEN}` }, {}, 401],
    ['session', { cookie: session }, {}, 'token'],
    ['session among others', { cookie: `a=b; ${session}; c=d` }, {}, 'token'],
    ['session of another console', { cookie: session.replace('8888', '8889') }, {}, 401],
    ['session run out', { cookie: session }, { nowMs: NOW + SESSION_MS + 1 }, 401],
    ['session of another token', { cookie: `maelstrom-8888=${issueSession('other', NOW)}` }, {}, 401],
    ['session with another expiry', { cookie: session.replace(/=(.)/, '=z') }, {}, 401],
    ['session without signature', { cookie: session.split('.')[0] ?? '' }, {}, 401],
    ['session on a socket', { cookie: session }, { kind: 'upgrade', url: '/ws' }, 'token'],
    ['in the query', { cookie: session }, { url: `/ws?token=${TOKEN}` }, 400],
    ['in the query under another name', {}, { url: '/api/v1/vessels?Access_Token=x' }, 400],
    ['in the query, encoded', {}, { url: '/api/v1/vessels?%74oken=x' }, 400],
  ])('%s', (_, headers, more, outcome) => {
    expect(ask({ host: 'cellar', ...headers }, more, remote)).toBe(outcome);
  });

  it('is told from a missing one, so that only guesses are slowed down', () => {
    const guessed = (authorization?: string, open = false) => {
      const headers = { host: 'cellar', authorization };
      const request = { kind: 'http', method: 'GET', url: '/', open, nowMs: NOW, headers } as const;
      const result = admit(request, remote);
      return !result.ok && result.guessed;
    };
    expect(guessed()).toBe(false);
    expect(guessed('Bearer wrong')).toBe(true);
    expect(guessed('Bearer wrong', true)).toBe(true);
  });
});
