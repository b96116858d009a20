import { describe, expect, it } from 'vitest';
import { type ClassicChannels, envelope } from '#main/server/classic/channels.ts';
import { Complaints } from '#main/server/classic/complaints.ts';
import { RecentData } from '#main/server/classic/recent-data.ts';
import { ClassicSession } from '#main/server/classic/session.ts';
import { FakeTimers } from '#test/rig/fake-timers.ts';

const MINUTE_MS = 60_000;

function open(first: readonly string[] = []) {
  const timers = new FakeTimers();
  const sent: string[] = [];
  const bad: string[] = [];
  let pings = 0;
  let buffered = 0;
  let closed: { code: number; reason: string } | null = null;
  const listeners = new Set<(frame: string, lossy: boolean) => void>();
  const subscribe: ClassicChannels['subscribe'] = async (_channel, listener) => {
    await Promise.resolve();
    listeners.add(listener);
    return { frames: first, unsubscribe: () => void listeners.delete(listener) };
  };
  const session = new ClassicSession({
    channels: { subscribe } as ClassicChannels,
    link: {
      send: (frame) => void sent.push(String(frame)),
      ping: () => {
        pings += 1;
      },
      bufferedBytes: () => buffered,
      closeWith: (code, reason) => {
        closed = { code, reason };
      },
    },
    timers,
    onBadFrame: (why) => void bad.push(why),
    onError: () => undefined,
  });
  return {
    session,
    timers,
    sent,
    bad,
    listeners,
    pings: () => pings,
    closed: () => closed,
    buffer: (bytes: number) => {
      buffered = bytes;
    },
  };
}

const subscribeFrame = '{"action":"subscribe","channel":"data"}';
const turns = async () => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
};

describe('a classic session', () => {
  it('asks for a sign of life every ten seconds, and drops who gives none', () => {
    const { session, timers, pings, closed } = open();
    for (let i = 0; i < 12; i += 1) {
      timers.advance(10_000);
      session.alive();
    }
    expect([pings(), closed()]).toEqual([12, null]);
    timers.advance(20_000);
    expect(closed()).toBeNull();
    timers.advance(10_000);
    expect(closed()).toEqual({ code: 4408, reason: 'nothing heard' });
    expect(timers.pending).toBe(0);
  });

  it('counts the pings of the client as well', () => {
    const { session, timers, closed } = open();
    for (let i = 0; i < 12; i += 1) {
      timers.advance(10_000);
      session.receive('{"action":"ping","channel":"_heartbeat"}');
    }
    expect(closed()).toBeNull();
  });

  it('obeys in order: the answer to a ping says that all before it is done', async () => {
    const { session, sent } = open(['first']);
    session.receive(subscribeFrame);
    session.receive('{"action":"ping","channel":"_heartbeat"}');
    await turns();
    expect(sent).toEqual(['first', envelope('_heartbeat', '{"payload":{"action":"pong"}}')]);
  });

  it('leaves samples out for a slow client, and cuts off who reads nothing', async () => {
    const { session, sent, listeners, buffer, closed } = open();
    session.receive(subscribeFrame);
    await turns();
    const [say] = listeners;
    buffer(300_000);
    say?.('sample', true);
    say?.('alarm', false);
    buffer(0);
    say?.('next sample', true);
    expect(sent).toEqual(['alarm', 'next sample']);
    buffer(5_000_000);
    say?.('alarm', false);
    expect(closed()).toEqual({ code: 1013, reason: 'too slow' });
    expect(listeners.size).toBe(0);
  });

  it('keeps no subscription that was made while it closed', async () => {
    const { session, listeners, sent } = open(['first']);
    session.receive(subscribeFrame);
    await Promise.resolve();
    session.close();
    await turns();
    expect([listeners.size, sent]).toEqual([0, []]);
  });

  it('listens to so many channels', async () => {
    const { session, bad, listeners } = open();
    for (let i = 0; i < 101; i += 1) session.receive(`{"action":"subscribe","channel":"c${i}"}`);
    for (let i = 0; i < 100; i += 1) await turns();
    expect([listeners.size, bad]).toEqual([100, ['at most 100 channels at once']]);
  });
});

describe('complaints', () => {
  it('are told at once, then once a minute with their number', () => {
    const timers = new FakeTimers();
    const told: unknown[] = [];
    const complaints = new Complaints(timers, ({ subject, count, why }) => told.push([subject, count, why]));
    complaints.add('a', 'one');
    complaints.add('b', 'one');
    for (let i = 0; i < 50; i += 1) complaints.add('a', `again ${i}`);
    expect(told).toEqual([
      ['a', 1, 'one'],
      ['b', 1, 'one'],
    ]);
    timers.advance(MINUTE_MS);
    expect(told.slice(2)).toEqual([['a', 50, 'again 49']]);
    timers.advance(10 * MINUTE_MS);
    expect(told).toHaveLength(3);
    expect(timers.pending).toBe(0);
    complaints.add('a', 'new');
    expect(told.at(-1)).toEqual(['a', 1, 'new']);
  });
});

describe('what was said last', () => {
  it('is kept for five minutes, for each controller', () => {
    const timers = new FakeTimers();
    const recent = new RecentData(timers);
    recent.keep(1, 'one');
    recent.keep(2, 'two');
    recent.keep(1, 'one again');
    timers.advance(4 * MINUTE_MS);
    recent.keep(3, 'three');
    recent.forget(2);
    expect(recent.texts()).toEqual(['one again', 'three']);
    timers.advance(MINUTE_MS);
    expect(recent.texts()).toEqual(['three']);
  });

  it('is bounded', () => {
    const recent = new RecentData(new FakeTimers());
    recent.keep(0, 'x'.repeat(20_000));
    for (let i = 1; i <= 250; i += 1) recent.keep(i, String(i));
    expect([recent.texts().length, recent.texts()[0]]).toEqual([200, '51']);
  });
});
