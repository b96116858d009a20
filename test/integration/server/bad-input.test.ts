import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningConsole, startConsole } from '#main/console.ts';
import { badInputSuite } from '#test/rig/bad-input-suite.ts';
import { contractEntries, samplesOf } from '#test/rig/contract-samples.ts';
import { openHttpDoor, sendBody } from '#test/rig/http-door.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { SocketClient } from '#test/rig/socket-client.ts';
import { readStored } from '#test/rig/stored.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'maelstrom-bad-input-'));
const faults: unknown[] = [];
const time = new ManualTime();
let console_: RunningConsole;
const closers: (() => void)[] = [];

beforeAll(async () => {
  console_ = await startConsole(
    { version: '0.0.0-test', dataDir, host: '127.0.0.1', port: 0, speed: 1, token: null, staticDir: null },
    {
      historyWorkerUrl: new URL('../../../src/main/storage/history-worker.ts', import.meta.url),
      onError: (error) => faults.push(error),
      time,
    },
  );
  // The devices are there and the channels hold their first events.
  await time.advance({ seconds: 15 });
});

afterAll(async () => {
  for (const close of closers) close();
  await console_.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const readEverything = async () => readStored(dataDir, console_.services);

badInputSuite('REST and WebSocket', async () => {
  const door = await openHttpDoor({ url: console_.url, readEverything, faults });
  closers.push(() => door.close());
  return door;
});

const withBody = contractEntries.filter(({ method }) => method !== 'GET');

describe('bad bodies', () => {
  const addressOf = ({ path }: { path: string }) =>
    new URL(`api/v1${path.replaceAll(/\{\w+\}/g, 'fermenter-1')}`, console_.url);

  it.each(withBody)('$name refuses them in words', async (entry) => {
    const before = await readEverything();
    const sample = JSON.stringify(entry.input === null ? {} : samplesOf(entry.input)[0]);
    const send = (body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
      sendBody(addressOf(entry), entry.method, body, headers);
    const big = await send(JSON.stringify({ name: 'x'.repeat(10 * 1024 * 1024) }));
    expect(big).toMatchObject({ ok: false, status: 413, message: expect.stringMatching(/too large/) });
    const cut = await send(`${sample.slice(0, -1)},`);
    expect(cut).toMatchObject({ status: 400, message: expect.stringMatching(/not JSON/) });
    const bytes = await send(new Uint8Array([0x7b, 0xff, 0xfe, 0x00, 0x7d]));
    expect(bytes).toMatchObject({ status: 400, message: expect.stringMatching(/not JSON/) });
    const form = await send('name=x', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(form).toMatchObject({ status: 415, message: expect.stringMatching(/must be JSON/) });
    const text = await send(sample, { 'content-type': 'text/plain' });
    expect(text).toMatchObject({ status: 415 });
    const list = await send('[]');
    expect(list).toMatchObject({ status: 400, message: expect.stringMatching(/JSON object/) });
    expect(await readEverything()).toEqual(before);
    expect(faults).toEqual([]);
  });

  it('are refused when they are sent in pieces without a length', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1024));
    let left = 160;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
    });
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
    const response = await fetch(new URL('api/v1/profiles', console_.url), init);
    expect(response.status).toBe(413);
  });
});

describe('clients that go away in the middle', () => {
  const connectRaw = async (): Promise<Socket> => {
    const socket = connect(Number(new URL(console_.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    return socket;
  };

  it.each([
    ['of a head', 'POST /api/v1/profiles HTTP/1.1\r\nHost: localhost\r\nContent-'],
    [
      'of a body',
      'POST /api/v1/profiles HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"name":"x"',
    ],
    ['of an answer', 'GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['of nonsense', '\u0000\u0001\u0002 nonsense\r\n\r\n'],
    [
      'of an upgrade',
      'GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ],
  ])('%s harm nobody', async (_, text) => {
    const before = await readEverything();
    for (let i = 0; i < 20; i += 1) {
      const socket = await connectRaw();
      socket.write(text);
      if (i % 2 === 0) await delay(5);
      socket.resetAndDestroy();
    }
    const response = await fetch(new URL('api/v1/console', console_.url));
    expect(response.status).toBe(200);
    expect(await readEverything()).toEqual(before);
    expect(faults).toEqual([]);
  });
});

describe('bad frames on a socket', () => {
  it('answers a binary frame in words and goes on', async () => {
    const client = await SocketClient.open(console_.url);
    client.socket.send(Buffer.from([0, 1, 2, 255]));
    expect(await client.next('error')).toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/not binary/),
    });
    client.say({ type: 'ping' });
    await client.next('pong');
    client.close();
  });

  it('ends the one client that sends too much at once, and no other', async () => {
    const other = await SocketClient.open(console_.url);
    const client = await SocketClient.open(console_.url);
    client.say(JSON.stringify({ type: 'publish', channel: 'x', payload: 'x'.repeat(10 * 1024 * 1024) }));
    expect(await client.end()).toMatchObject({ code: 1009 });
    const flood = await SocketClient.open(console_.url);
    for (let i = 0; i < 2000; i += 1) flood.say('junk');
    expect(await flood.end()).toEqual({ code: 1008, reason: 'too many frames' });
    other.say({ type: 'ping' });
    await other.next('pong');
    other.close();
    expect(faults).toEqual([]);
  });

  it('survives bytes that are no WebSocket frames', async () => {
    const { port } = new URL(console_.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `GET /ws HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    );
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write(Buffer.alloc(5000, 0xff));
    await new Promise((resolve) => socket.once('close', resolve));
    const other = await SocketClient.open(console_.url);
    other.close();
    expect(faults).toEqual([]);
  });
});
