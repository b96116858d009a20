import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startServer } from '#main/server/server.ts';
import { createChannelClient } from '#shared/contract/channel-client.ts';
import type { ChannelTransport } from '#shared/contract/channel-transport.ts';
import { startTestServer } from '#test/rig/server.ts';
import { SocketClient } from '#test/rig/socket-client.ts';

describe('channels over WebSocket', () => {
  it('carry events from one client to another, and from REST', async () => {
    const { url } = await startTestServer();
    const [one, two] = [await SocketClient.open(url), await SocketClient.open(url)];
    one.say({ type: 'subscribe', id: 1, channel: 'fun' });
    await one.next('subscribed');
    two.say({ type: 'publish', id: 2, channel: 'fun', key: 'k', payload: { cheers: '🍺' } });
    expect(await two.next('published')).toMatchObject({ id: 2, seq: 1 });
    expect((await one.next('events')).events).toMatchObject([
      { seq: 1, key: 'k', payload: { cheers: '🍺' } },
    ]);
    await fetch(new URL('api/v1/channels/fun', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"payload":2}',
    });
    expect((await one.next('events')).events).toMatchObject([{ seq: 2, payload: 2 }]);
    const latest = await fetch(new URL('api/v1/channels/fun/latest', url));
    expect(await latest.json()).toMatchObject([{ payload: { cheers: '🍺' } }, { payload: 2 }]);
  });

  it('give what was missed, or the word to reload', async () => {
    const { url, console: real } = await startTestServer();
    const { hub } = real.services;
    const client = await SocketClient.open(url);
    for (let i = 1; i <= 4; i += 1) hub.publishUser('fun', i);
    client.say({ type: 'subscribe', channel: 'fun', since: { epoch: hub.epoch, seq: 2 } });
    expect(await client.next('subscribed')).toMatchObject({ replay: 'missed', seq: 4 });
    expect((await client.next('events')).events.map(({ payload }) => payload)).toEqual([3, 4]);
    client.say({ type: 'subscribe', channel: 'fun', since: { epoch: 'before', seq: 2 } });
    expect(await client.next('subscribed')).toMatchObject({ replay: 'reload', seq: 4 });
    expect((await client.next('events')).events.map(({ payload }) => payload)).toEqual([4]);
  });

  it("serve the console's own events", async () => {
    const { url, procedures } = await startTestServer();
    const client = await SocketClient.open(url);
    client.say({ type: 'subscribe', channel: 'console' });
    await client.next('subscribed');
    await procedures.system.emergencyStop(undefined, { name: 'Ada', role: 'look' });
    const active = async () => JSON.stringify((await client.next('events')).events).includes('"active":true');
    while (!(await active()));
  });

  it('lose no event to a client that reconnects when the console comes back on its port', async () => {
    const first = await startTestServer();
    const { services } = first.console;
    const told: unknown[] = [];
    const client = createChannelClient({
      connect: () => overWebSocket(first.url),
      timers: {
        nowMs: () => performance.now(),
        after: (ms, run) =>
          (
            (timer) => () =>
              clearTimeout(timer)
          )(setTimeout(run, ms)),
      },
      random: () => 0,
    });
    client.subscribe('fun', { onEvent: ({ payload }) => told.push(payload) });
    const until = async (done: () => boolean) => {
      while (!done()) await delay(5);
    };
    await until(() => client.state().status === 'online');
    await client.publish('fun', 1);
    await first.server.close();
    await until(() => client.state().status === 'offline');
    services.hub.publishUser('fun', 2);
    const second = await startServer({
      services,
      host: '127.0.0.1',
      port: first.server.port,
      token: null,
      staticDir: null,
      onError: (error) => first.faults.push(error),
    });
    await until(() => client.state().status === 'online');
    await client.publish('fun', 3);
    await until(() => told.length >= 3);
    expect(told).toEqual([1, 2, 3]);
    client.close();
    await second.close();
  });

  it('let a client that does not read lose samples, and nobody else', async () => {
    const { url, console: real } = await startTestServer();
    const { hub } = real.services;
    const slow = await SocketClient.open(url);
    const quick = await SocketClient.open(url);
    for (const client of [slow, quick]) {
      client.say({ type: 'subscribe', channel: 'data' });
      await client.next('subscribed');
    }
    slow.socket.pause();
    const [name, source] = ['x'.repeat(80), 'y'.repeat(80)];
    const burst = 150;
    let last = 0;
    for (let round = 0; round < 400; round += 1) {
      for (let i = 0; i < burst; i += 1) {
        last += 1;
        hub.publish(
          'data',
          { type: 'external', source, name, value: last, unit: 'x'.repeat(20) },
          { key: `k${i}` },
        );
      }
      await delay(0);
    }
    const values = (client: SocketClient) =>
      client.heard
        .flatMap((frame) => (frame.type === 'events' ? frame.events : []))
        .map(({ payload }) => (payload as { value?: number }).value);
    while (values(quick).at(-1) !== last) await delay(5);
    expect(values(quick).filter((value) => value !== undefined)).toHaveLength(400 * burst);
    expect(slow.closed).toBeNull();
    slow.socket.resume();
    while (values(slow).at(-1) !== last) await delay(5);
    expect(values(slow).length).toBeLessThan(400 * burst);
  });

  it('cut off a client that does not read what may not be skipped', async () => {
    const { url, console: real } = await startTestServer();
    const { hub } = real.services;
    const slow = await SocketClient.open(url);
    slow.say({ type: 'subscribe', channel: 'fun' });
    await slow.next('subscribed');
    slow.socket.pause();
    const before = process.memoryUsage().external + process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 600; i += 1) {
      hub.publishUser('fun', 'x'.repeat(60_000));
      await delay(0);
    }
    const subscribers = () => hub.list().find((channel) => channel.name === 'fun')?.subscribers;
    expect(subscribers()).toBe(0);
    expect(process.memoryUsage().external + process.memoryUsage().arrayBuffers - before).toBeLessThan(40e6);
    slow.close();
  });

  it('are bounded in number', async () => {
    const { url } = await startTestServer();
    const clients: SocketClient[] = [];
    for (let i = 0; i < 200; i += 1) clients.push(await SocketClient.open(url));
    await expect(SocketClient.open(url)).rejects.toThrow('refused: 503');
    clients.pop()?.close();
    await delay(50);
    (await SocketClient.open(url)).close();
    for (const client of clients) client.close();
  });

  it('end within a second when the console stops, also for clients that do not read', async () => {
    const { url, server } = await startTestServer();
    const reading = await SocketClient.open(url);
    const deaf = await SocketClient.open(url);
    deaf.socket.pause();
    const idle = await fetch(new URL('api/v1/console', url));
    await idle.text();
    const start = performance.now();
    await server.close();
    expect(performance.now() - start).toBeLessThan(1200);
    expect(await reading.end()).toEqual({ code: 1001, reason: 'the console is closing' });
    deaf.close();
  });
});

function overWebSocket(url: string): ChannelTransport {
  const address = new URL('ws', url);
  address.protocol = 'ws:';
  const socket = new WebSocket(address);
  const transport: ChannelTransport = {
    send: (text) => socket.send(text),
    close: () => socket.terminate(),
    onOpen: () => undefined,
    onMessage: () => undefined,
    onClose: () => undefined,
  };
  socket.on('open', () => transport.onOpen());
  socket.on('message', (data: Buffer) => transport.onMessage(data.toString()));
  socket.on('error', () => undefined);
  socket.on('close', () => transport.onClose());
  return transport;
}
