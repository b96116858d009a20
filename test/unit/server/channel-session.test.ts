import { describe, expect, it } from 'vitest';
import { ChannelHub } from '#main/app/channel-hub.ts';
import {
  ChannelSession,
  MAX_SUBSCRIPTIONS,
  SLOW_BYTES,
  TOO_SLOW_BYTES,
} from '#main/server/channel-session.ts';
import type { Role } from '#shared/contract/base.ts';
import { HEARTBEAT_MS, type ServerFrame, serverFrameSchema } from '#shared/contract/frames.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { FakeTimers } from '#test/rig/fake-timers.ts';

function open(options: { role?: Role; publish?: () => number } = {}) {
  const hub = new ChannelHub({ epoch: 'e1', wallMs: () => 1000 });
  const timers = new FakeTimers();
  const wire = {
    sent: [] as ServerFrame[],
    buffered: 0,
    closed: null as { code: number; reason: string } | null,
    faults: [] as unknown[],
  };
  const session = new ChannelSession({
    hub,
    timers,
    actor: { name: 'Ada', role: options.role ?? 'admin' },
    publish: options.publish ?? ((channel, key, payload) => hub.publishUser(channel, payload, key)),
    send: (frame) => wire.sent.push(serverFrameSchema.parse(JSON.parse(frame.toString()))),
    bufferedBytes: () => wire.buffered,
    closeWith: (code, reason) => {
      wire.closed = { code, reason };
    },
    onError: (error) => wire.faults.push(error),
  });
  const say = (frame: unknown) => session.receive(typeof frame === 'string' ? frame : JSON.stringify(frame));
  const take = () => wire.sent.splice(0);
  const greeting = take();
  const tell = async (value: number) => {
    hub.publish('data', { type: 'external', source: 's', name: `n${value}`, value, unit: '' }, { key: 'k' });
    await settle();
  };
  return { hub, timers, wire, session, greeting, say, take, tell };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const values = (frames: readonly ServerFrame[]) =>
  frames.flatMap((frame) =>
    frame.type === 'events' ? frame.events.map(({ payload }) => (payload as { value: number }).value) : [],
  );

describe('channel session', () => {
  it('greets', () => {
    expect(open().greeting).toEqual([{ type: 'hello', epoch: 'e1', heartbeatMs: HEARTBEAT_MS }]);
  });

  it('subscribes, delivers, unsubscribes, and answers with the id that was sent', async () => {
    const { hub, say, take } = open();
    hub.publishUser('fun', 1, 'a');
    say({ type: 'subscribe', id: 7, channel: 'fun' });
    expect(take()).toMatchObject([
      { type: 'subscribed', id: 7, channel: 'fun', epoch: 'e1', seq: 1, replay: 'retained' },
      { type: 'events', events: [{ seq: 1, payload: 1 }] },
    ]);
    await settle();
    say({ type: 'publish', id: 'p', channel: 'fun', payload: { x: 1 } });
    await settle();
    expect(take()).toEqual(
      expect.arrayContaining([
        { type: 'published', id: 'p', channel: 'fun', seq: 2 },
        { type: 'events', events: [expect.objectContaining({ seq: 2, payload: { x: 1 } })] },
      ]),
    );
    say({ type: 'unsubscribe', channel: 'fun' });
    expect(take()).toEqual([{ type: 'unsubscribed', channel: 'fun' }]);
    hub.publishUser('fun', 2);
    await settle();
    expect(take()).toEqual([]);
    say({ type: 'ping', id: 1 });
    expect(take()).toEqual([{ type: 'pong', id: 1 }]);
  });

  it('gives each event once to a client that subscribes twice', async () => {
    const { say, take, tell } = open();
    say({ type: 'subscribe', channel: 'data' });
    say({ type: 'subscribe', channel: 'data' });
    take();
    await tell(1);
    expect(values(take())).toEqual([1]);
  });

  it.each([
    ['nonsense', '{', /not JSON/],
    ['nothing', '', /not JSON/],
    ['a number', '5', /./],
    ['null', 'null', /./],
    ['a list', '[]', /./],
    ['no type', { channel: 'x' }, /type: is missing/],
    ['an unknown type', { type: 'dance' }, /type/],
    ['no channel', { type: 'subscribe' }, /channel: is missing/],
    ['a bad name', { type: 'subscribe', channel: 'a b' }, /channel: must be a channel name/],
    ['a reserved name', { type: 'subscribe', channel: '_x' }, /belongs to the console/],
    ['an unknown field', { type: 'subscribe', channel: 'x', colour: 1 }, /unknown field colour/],
    [
      'a bad since',
      { type: 'subscribe', channel: 'x', since: { epoch: 1, seq: -1 } },
      /since.epoch: must be text; since.seq: must be at least 0/,
    ],
    [
      '__proto__',
      '{"type":"publish","channel":"x","payload":{"__proto__":{"a":1}}}',
      /unknown field __proto__/,
    ],
    [
      'constructor',
      '{"type":"publish","channel":"x","payload":{"constructor":1}}',
      /unknown field constructor/,
    ],
    ['no payload', { type: 'publish', channel: 'x' }, /payload: is missing/],
    ['a number that JSON cannot say', '{"type":"publish","channel":"x","payload":1e999}', /payload/],
    [
      'deep nesting',
      `{"type":"publish","channel":"x","payload":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      /levels deep/,
    ],
    [
      'a long key',
      { type: 'publish', channel: 'x', key: 'k'.repeat(81), payload: 1 },
      /key: must be at most 80/,
    ],
    [
      'a channel of the console',
      { type: 'publish', channel: 'vessels', payload: 1 },
      /belongs to the console/,
    ],
  ])('answers %s in words', async (_, frame, words) => {
    const { hub, say, take, wire } = open();
    say(frame);
    await settle();
    const [answer, ...rest] = take();
    expect(answer).toMatchObject({ type: 'error', message: expect.stringMatching(words) });
    expect(rest).toEqual([]);
    expect(wire).toMatchObject({ closed: null, faults: [] });
    expect(hub.list().filter(({ console }) => !console)).toEqual([]);
  });

  it('names the frame that was wrong by its id', () => {
    const { say, take } = open();
    say({ type: 'subscribe', id: 'mine', channel: 5 });
    expect(take()).toMatchObject([{ type: 'error', id: 'mine', code: 'BAD_REQUEST' }]);
  });

  it('lets who may look listen and not publish', async () => {
    const { say, take } = open({ role: 'look' });
    say({ type: 'subscribe', channel: 'data' });
    say({ type: 'publish', id: 2, channel: 'fun', payload: 1 });
    await settle();
    expect(take()).toMatchObject([{ type: 'subscribed' }, { type: 'error', id: 2, code: 'FORBIDDEN' }]);
  });

  it('tells nothing of errors that nobody foresaw, but reports them', async () => {
    const fault = new Error('secret path');
    const { say, take, wire } = open({
      publish: () => {
        throw fault;
      },
    });
    say({ type: 'publish', id: 2, channel: 'fun', payload: 1 });
    await settle();
    expect(take()).toEqual([
      { type: 'error', id: 2, code: 'INTERNAL_SERVER_ERROR', message: 'Internal error' },
    ]);
    expect(wire.faults).toEqual([fault]);
  });

  it('says the words of the services', async () => {
    const { say, take } = open({
      publish: () => {
        throw new AppError('limit', 'Enough');
      },
    });
    say({ type: 'publish', channel: 'fun', payload: 1 });
    await settle();
    expect(take()).toEqual([{ type: 'error', code: 'LIMIT_REACHED', message: 'Enough' }]);
  });

  it('bounds the subscriptions of a client', () => {
    const { say, take } = open();
    for (let i = 0; i <= MAX_SUBSCRIPTIONS; i += 1) say({ type: 'subscribe', id: i, channel: `c${i}` });
    const frames = take();
    expect(frames.filter(({ type }) => type === 'subscribed')).toHaveLength(MAX_SUBSCRIPTIONS);
    expect(frames.at(-1)).toMatchObject({ type: 'error', id: MAX_SUBSCRIPTIONS, code: 'LIMIT_REACHED' });
  });

  it('pings, and ends a connection on which nothing is heard', () => {
    const { timers, take, wire, hub, say } = open();
    say({ type: 'subscribe', channel: 'data' });
    take();
    timers.advance(2 * HEARTBEAT_MS);
    expect(take()).toEqual([{ type: 'ping' }, { type: 'ping' }]);
    timers.advance(HEARTBEAT_MS);
    expect(wire.closed?.reason).toBe('nothing heard');
    expect(timers.pending).toBe(0);
    expect(hub.list().find(({ name }) => name === 'data')?.subscribers).toBe(0);
  });

  it('keeps a connection that answers', () => {
    const { timers, say, wire } = open();
    for (let i = 0; i < 10; i += 1) {
      timers.advance(HEARTBEAT_MS);
      say({ type: 'pong' });
    }
    expect(wire.closed).toBeNull();
  });

  it('tells a client that says too much, and cuts it off when it goes on', () => {
    const { timers, say, take, wire } = open();
    for (let i = 0; i < 400; i += 1) say({ type: 'pong' });
    expect(take()).toEqual([]);
    for (let i = 0; i < 100; i += 1) say({ type: 'ping' });
    expect(take()).toMatchObject([{ type: 'error', code: 'TOO_MANY_REQUESTS', retryAfterS: 1 }]);
    timers.advance(1000);
    say({ type: 'ping' });
    expect(take()).toEqual([{ type: 'pong' }]);
    for (let i = 0; i < 600; i += 1) say({ type: 'pong' });
    expect(wire.closed).toEqual({ code: 1008, reason: 'too many frames' });
  });

  it('counts long frames for more', () => {
    const { say, take } = open();
    const long = JSON.stringify({ type: 'publish', channel: 'x', payload: 'x'.repeat(250_000) });
    for (let i = 0; i < 10; i += 1) say(long);
    expect(take().some((frame) => frame.type === 'error' && frame.code === 'TOO_MANY_REQUESTS')).toBe(true);
  });

  describe('with a slow client', () => {
    it('skips samples, and sends the newest of each key once the client has caught up', async () => {
      const { say, take, tell, wire, timers } = open();
      say({ type: 'subscribe', channel: 'data' });
      take();
      await tell(1);
      wire.buffered = SLOW_BYTES + 1;
      for (const value of [2, 3, 4]) await tell(value);
      timers.advance(2000);
      expect(values(take())).toEqual([1]);
      wire.buffered = 0;
      timers.advance(250);
      expect(values(take())).toEqual([4]);
      await tell(5);
      expect(values(take())).toEqual([5]);
      expect(timers.pending).toBe(1);
    });

    it('catches up with the next sample too', async () => {
      const { say, take, tell, wire, timers } = open();
      say({ type: 'subscribe', channel: 'data' });
      take();
      wire.buffered = SLOW_BYTES + 1;
      await tell(1);
      wire.buffered = 0;
      await tell(2);
      timers.advance(1000);
      expect(values(take())).toEqual([2]);
    });

    it('skips no alarm', async () => {
      const { hub, say, take, wire } = open();
      say({ type: 'subscribe', channel: 'alarms' });
      take();
      wire.buffered = SLOW_BYTES + 1;
      for (let i = 0; i < 50; i += 1) {
        hub.publish('alarms', { value: i } as never, { key: 'the same alarm' });
        await settle();
      }
      expect(values(take())).toEqual(Array.from({ length: 50 }, (_, i) => i));
    });

    it('cuts it off before it costs memory', async () => {
      const { hub, say, take, wire } = open();
      say({ type: 'subscribe', channel: 'fun' });
      take();
      wire.buffered = TOO_SLOW_BYTES + 1;
      hub.publishUser('fun', 1);
      await settle();
      expect(wire.closed).toEqual({ code: 1013, reason: 'too slow' });
      expect(take()).toEqual([]);
      expect(hub.list().find(({ name }) => name === 'fun')?.subscribers).toBe(0);
    });
  });

  it('does nothing after it is closed', async () => {
    const { hub, session, say, take, timers } = open();
    say({ type: 'subscribe', channel: 'fun' });
    session.close();
    session.close();
    take();
    say({ type: 'ping' });
    hub.publishUser('fun', 1);
    await settle();
    timers.advance(100_000);
    expect(take()).toEqual([]);
    expect(timers.pending).toBe(0);
  });
});
