import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChannelClientState, createChannelClient } from '#shared/contract/channel-client.ts';
import type { ChannelTransport } from '#shared/contract/channel-transport.ts';
import { HEARTBEAT_MS } from '#shared/contract/frames.ts';
import { arrive, ChannelWorld } from '#test/rig/channel-link.ts';
import { FakeTimers } from '#test/rig/fake-timers.ts';

function open() {
  const timers = new FakeTimers();
  const world = new ChannelWorld(timers);
  const states: ChannelClientState['status'][] = [];
  const errors: string[] = [];
  const client = createChannelClient({
    connect: world.connect,
    timers,
    random: () => 0.999,
    onState: ({ status }) => states.push(status),
    onError: (code) => errors.push(code),
  });
  const listen = (channel: string) => {
    const told: unknown[] = [];
    const stop = client.subscribe(channel, {
      onEvent: ({ payload }) => told.push(payload),
      onReload: () => told.push('reload'),
      onRefused: (message) => told.push(message),
    });
    return { told, stop };
  };
  return { timers, world, states, errors, client, listen };
}

describe('channel client', () => {
  it('connects, listens and publishes', async () => {
    const { client, listen, states, world } = open();
    const { told } = listen('fun');
    expect(client.state()).toMatchObject({ status: 'connecting', lastHeardMs: null });
    await arrive();
    expect(client.state()).toEqual({ status: 'online', lastHeardMs: 0, epoch: 'e1' });
    expect(states).toEqual(['online']);
    await expect(
      Promise.all([client.publish('fun', 1), client.publish('fun', { two: 2 }, 'k'), arrive()]),
    ).resolves.toEqual([1, 2, undefined]);
    await arrive();
    expect(told).toEqual([1, { two: 2 }]);
    expect(world.hub.latest('fun').at(-1)?.key).toBe('k');
  });

  it('subscribes a channel once however many listen, and gives each the retained events', async () => {
    const { listen, world } = open();
    const first = listen('fun');
    await arrive();
    for (const key of ['a', 'b', 'a']) world.hub.publishUser('fun', key, key);
    await arrive();
    const second = listen('fun');
    world.hub.publishUser('fun', 'c', 'c');
    await arrive();
    expect(first.told).toEqual(['a', 'b', 'a', 'c']);
    expect(second.told).toEqual(['b', 'a', 'c']);
    first.stop();
    first.stop();
    world.hub.publishUser('fun', 'd');
    await arrive();
    expect(second.told.at(-1)).toBe('d');
    second.stop();
    await arrive();
    expect(world.hub.list().find(({ name }) => name === 'fun')?.subscribers).toBe(0);
  });

  it('gets what it missed, once and in order', async () => {
    const { listen, world, timers, states } = open();
    const { told } = listen('fun');
    await arrive();
    world.hub.publishUser('fun', 1, 'k');
    await arrive();
    world.breakAll();
    world.hub.publishUser('fun', 2, 'k');
    world.hub.publishUser('fun', 3, 'k');
    timers.advance(500);
    await arrive();
    world.hub.publishUser('fun', 4, 'k');
    await arrive();
    expect(told).toEqual([1, 2, 3, 4]);
    expect(states).toEqual(['online', 'offline', 'connecting', 'online']);
  });

  it('says reload after a restart of the console, and goes on with its newest events', async () => {
    const { listen, world, timers } = open();
    const { told } = listen('fun');
    const fresh = listen('empty');
    await arrive();
    for (let i = 0; i < 5; i += 1) world.hub.publishUser('fun', i);
    await arrive();
    told.length = 0;
    world.restart('e2');
    world.hub.publishUser('fun', 'new');
    timers.advance(500);
    await arrive();
    expect(told).toEqual(['reload', 'new']);
    expect(fresh.told).toEqual(['reload']);
  });

  it('asks for nothing that it had when the connection breaks before anything happened', async () => {
    const { listen, world, timers } = open();
    for (let i = 0; i < 3; i += 1) world.hub.publishUser('fun', i, 'k');
    const { told } = listen('fun');
    await arrive();
    world.breakAll();
    timers.advance(500);
    await arrive();
    world.breakAll();
    timers.advance(500);
    await arrive();
    expect(told).toEqual([2]);
  });

  it('tries for ever, less and less often, and at once when asked', async () => {
    const { world, timers, client } = open();
    await arrive();
    world.reachable = false;
    world.breakAll();
    const waits: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      const before = world.attempts;
      const start = timers.nowMs();
      while (world.attempts === before) timers.advance(50);
      waits.push(timers.nowMs() - start);
      await arrive();
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
    expect(client.state().status).toBe('offline');
    const before = world.attempts;
    world.reachable = true;
    client.reconnectNow();
    await arrive();
    expect(world.attempts).toBe(before + 1);
    expect(client.state().status).toBe('online');
  });

  it('gives up a connection that greets nobody', async () => {
    const { world, timers, client } = open();
    world.mute = true;
    await arrive();
    timers.advance(9999);
    expect(client.state().status).toBe('connecting');
    timers.advance(1);
    expect(client.state().status).toBe('offline');
  });

  it('notices silence, and tells how long it lasts', async () => {
    const { world, timers, client } = open();
    await arrive();
    timers.advance(HEARTBEAT_MS);
    await arrive();
    expect(client.state().lastHeardMs).toBe(HEARTBEAT_MS);
    world.mute = true;
    timers.advance(2.5 * HEARTBEAT_MS - 1);
    await arrive();
    expect(client.state()).toMatchObject({ status: 'online', lastHeardMs: HEARTBEAT_MS });
    timers.advance(1);
    expect(client.state().status).toBe('offline');
  });

  it('stays while the console is heard', async () => {
    const { world, timers, client } = open();
    await arrive();
    for (let i = 0; i < 50; i += 1) {
      timers.advance(HEARTBEAT_MS / 2);
      await arrive();
    }
    expect(client.state().status).toBe('online');
    expect(world.attempts).toBe(1);
  });

  it('when asked, finds out soon whether a connection still lives', async () => {
    const { world, timers, client } = open();
    await arrive();
    client.reconnectNow();
    timers.advance(1);
    await arrive();
    timers.advance(3000);
    await arrive();
    expect(client.state().status).toBe('online');
    world.mute = true;
    client.reconnectNow();
    timers.advance(3000);
    expect(client.state().status).toBe('offline');
  });

  it('publishes nothing while offline, and says so for what was under way', async () => {
    const { world, client, timers } = open();
    await expect(client.publish('fun', 1)).rejects.toMatchObject({ code: 'OFFLINE' });
    await arrive();
    const underWay = client.publish('fun', 1);
    world.breakAll();
    await expect(underWay).rejects.toThrow(/not known whether/);
    timers.advance(500);
    await arrive();
    world.mute = true;
    const unanswered = client.publish('fun', 1);
    timers.advance(10_000);
    await expect(unanswered).rejects.toThrow(/does not answer/);
  });

  it('hands on the words of a refusal', async () => {
    const { client, listen } = open();
    await arrive();
    await expect(client.publish('data', 1)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/belongs/),
    });
    const { told } = listen('_hidden');
    await arrive();
    expect(told).toEqual([expect.stringMatching(/belongs to the console/)]);
  });

  it('ends for good', async () => {
    const { client, listen, world, timers } = open();
    listen('fun');
    await arrive();
    client.close();
    await arrive();
    timers.advance(100_000);
    client.reconnectNow();
    expect(world.attempts).toBe(1);
    expect(world.hub.list().find(({ name }) => name === 'fun')).toBeUndefined();
  });

  it.each(['', '{', 'null', '[]', '{"type":"dance"}', '{"type":"events"}', '{"type":"hello"}'])(
    'is not disturbed by %j',
    (text) => {
      let transport: ChannelTransport | undefined;
      const client = createChannelClient({
        connect: () =>
          (transport = {
            send: () => undefined,
            close: () => undefined,
            onOpen: () => undefined,
            onMessage: () => undefined,
            onClose: () => undefined,
          }),
        timers: new FakeTimers(),
        random: () => 0,
      });
      transport?.onMessage(text);
      expect(client.state().status).toBe('connecting');
    },
  );

  it('tells every listener every event once and in order, whatever breaks when', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant('publish' as const) },
      { weight: 2, arbitrary: fc.constant('break' as const) },
      { weight: 3, arbitrary: fc.constant('wait' as const) },
      { weight: 3, arbitrary: fc.constant('turn' as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { world, timers, listen, client } = open();
        const { told } = listen('fun');
        await arrive();
        let published = 0;
        for (const each of steps) {
          if (each === 'publish') world.hub.publishUser('fun', (published += 1), 'k');
          if (each === 'break') world.breakAll();
          if (each === 'wait') timers.advance(1000);
          if (each === 'turn') await new Promise((resolve) => setImmediate(resolve));
        }
        for (let i = 0; i < 4; i += 1) {
          timers.advance(15_000);
          await arrive();
        }
        client.close();
        expect(told).toEqual(Array.from({ length: published }, (_, i) => i + 1));
      }),
      { numRuns: 60 },
    );
  });
});
