import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningConsole, startConsole } from '#main/console.ts';
import { badInputSuite, type Door } from '#test/rig/bad-input-suite.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { openPortDoor, WindowEnds } from '#test/rig/port-door.ts';
import { readStored } from '#test/rig/stored.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'maelstrom-ports-'));
const faults: unknown[] = [];
const time = new ManualTime();
let running: RunningConsole;
let door: Door & { close(): void };

beforeAll(async () => {
  running = await startConsole(
    { version: '0.0.0-test', dataDir, host: '127.0.0.1', port: 0, speed: 1, token: null, staticDir: null },
    {
      historyWorkerUrl: new URL('../../../src/main/storage/history-worker.ts', import.meta.url),
      onError: (error) => faults.push(error),
      time,
    },
  );
  await time.advance({ seconds: 15 });
  door = openPortDoor({
    console: running,
    faults,
    readEverything: async () => readStored(dataDir, running.services),
  });
});

afterAll(async () => {
  door.close();
  await running.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

badInputSuite('the ports of a window', async () => door);

const call = (p: unknown): string => JSON.stringify({ i: '1', p });

describe('junk on the ports of a window', () => {
  it.each([
    ['nothing', undefined],
    ['a number', 5],
    ['bytes', new Uint8Array(10)],
    ['an object that looks like a call', { i: '1', p: { u: '/system/status' } }],
    ['an event of a stream', JSON.stringify({ i: '1', t: 3, p: { e: 'message', d: 1 } })],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no id', '{"p":{"u":"/system/status"}}'],
    ['an address elsewhere', call({ u: 'http://example.org/' })],
    ['an address that is none', call({ u: '//' })],
    ['no address', call({})],
    ['another method', call({ u: '/system/status', m: 'GET' })],
    ['headers that make a stream', call({ u: '/system/status', h: { 'content-type': 'text/event-stream' } })],
    ['types of the library', call({ u: '/vessel/get', b: { json: {}, meta: [[6, 'id']] } })],
    ['a form', call({ u: '/vessel/get', b: 'a=b' })],
    ['two megabytes', 'x'.repeat(2 * 1024 * 1024)],
  ])('%s harms nothing', async (_, junk) => {
    const ends = new WindowEnds(running);
    ends.procedures.postMessage(junk);
    ends.channels.postMessage(junk);
    await door.checkHealth();
    expect((await ends.call('/system/status', undefined)).ok).toBe(true);
    ends.close();
  });

  it('whatever can be sent harms nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withMap: true, withSet: true, withDate: true, withTypedArray: true }),
        async (junk) => {
          const ends = new WindowEnds(running);
          for (const port of [ends.procedures, ends.channels]) {
            try {
              port.postMessage(junk);
            } catch {
              // It cannot be sent at all.
            }
            port.postMessage(JSON.stringify(junk) ?? '');
            port.postMessage(call(junk));
          }
          await door.checkHealth();
          ends.close();
        },
      ),
      { numRuns: 200 },
    );
  });

  it('thousands of messages end the connection of who sent them, and nothing else', async () => {
    const ends = new WindowEnds(running);
    const closed = Promise.all(
      [ends.procedures, ends.channels].map(
        async (port) => new Promise((resolve) => port.once('close', resolve)),
      ),
    );
    for (let i = 0; i < 10_000; i += 1) {
      ends.procedures.postMessage(call({ u: '/system/status' }));
      ends.channels.postMessage('{"type":"nonsense"}');
    }
    await closed;
    await door.checkHealth();
  });

  it('a window that reads nothing is cut off before it costs memory', async () => {
    const ends = new WindowEnds(running);
    const publisher = new WindowEnds(running);
    await ends.next('hello');
    ends.channels.postMessage(JSON.stringify({ type: 'subscribe', channel: 'load' }));
    await ends.next('subscribed');
    const closed = new Promise((resolve) => ends.channels.once('close', resolve));
    const payload = 'x'.repeat(60_000);
    for (let i = 0; i < 100; i += 1) await publisher.call('/channel/publish', { channel: 'load', payload });
    await closed;
    publisher.close();
    await door.checkHealth();
  });
});
