import { describe, expect, it } from 'vitest';
import { ChannelHub, type EventBatch, type HubLimits } from '#main/app/channel-hub.ts';

function open(limits: Partial<HubLimits> = {}) {
  const hub = new ChannelHub({ epoch: 'e1', wallMs: () => 1000, limits });
  const listen = (name: string, since?: { epoch: string; seq: number }) => {
    const batches: EventBatch[] = [];
    const subscription = hub.subscribe(name, (batch) => batches.push(batch), since);
    return {
      batches,
      subscription,
      replayed: eventsOf(subscription.frame),
      live: () => batches.flatMap(({ frame }) => eventsOf(frame)),
    };
  };
  return { hub, listen };
}

function eventsOf(frame: Buffer | null): { seq: number; key?: string; payload: unknown }[] {
  return frame === null ? [] : JSON.parse(frame.toString()).events;
}

const microtasks = () => Promise.resolve();

describe('channel hub', () => {
  it('puts events of one turn into one frame, in order', async () => {
    const { hub, listen } = open();
    const { batches, live } = listen('fun');
    hub.publishUser('fun', 1);
    hub.publishUser('fun', { two: 2 }, 'k');
    await microtasks();
    expect(batches).toHaveLength(1);
    expect(live()).toMatchObject([
      { seq: 1, payload: 1, atMs: 1000, epoch: 'e1', channel: 'fun' },
      { seq: 2, payload: { two: 2 }, key: 'k' },
    ]);
  });

  it('encodes a batch once for all who listen', async () => {
    const { hub, listen } = open();
    const one = listen('fun');
    const two = listen('fun');
    hub.publishUser('fun', 1);
    await microtasks();
    expect(one.batches[0]?.frame).toBe(two.batches[0]?.frame);
  });

  it('gives the newest of each key to who comes later, and nothing twice', async () => {
    const { hub, listen } = open();
    for (const [payload, key] of [
      [1, 'a'],
      [2, 'b'],
      [3, 'a'],
    ] as const)
      hub.publishUser('fun', payload, key);
    const { replayed, subscription, live } = listen('fun');
    expect(subscription).toMatchObject({ seq: 3, replay: 'retained' });
    expect(replayed.map(({ seq }) => seq)).toEqual([2, 3]);
    await microtasks();
    expect(live()).toEqual([]);
  });

  it('gives what was missed since an event', () => {
    const { hub, listen } = open();
    for (let i = 1; i <= 5; i += 1) hub.publishUser('fun', i, 'same');
    const { replayed, subscription } = listen('fun', { epoch: 'e1', seq: 2 });
    expect(subscription.replay).toBe('missed');
    expect(replayed.map(({ payload }) => payload)).toEqual([3, 4, 5]);
  });

  it.each([
    ['another start of the console', { epoch: 'e0', seq: 2 }],
    ['an event that never was', { epoch: 'e1', seq: 99 }],
    ['too long ago', { epoch: 'e1', seq: 0 }],
  ])('says reload after %s', (_, since) => {
    const { hub, listen } = open();
    for (let i = 1; i <= 1200; i += 1) hub.publishUser('fun', i);
    const { replayed, subscription } = listen('fun', since);
    expect(subscription.replay).toBe('reload');
    expect(replayed.map(({ seq }) => seq)).toEqual([1200]);
  });

  it('forgets the key of what is gone', () => {
    const { hub, listen } = open();
    hub.publish('vessels', { type: 'removed', vesselId: 'v1' as never }, { key: 'v1', forget: true });
    expect(listen('vessels').replayed).toEqual([]);
  });

  it.each(['data', 'alarms', '_mine'])('takes nothing from users on %s', (name) => {
    expect(() => open().hub.publishUser(name, 1)).toThrow(/belongs to the console/);
  });

  it('keeps no more than it may, and stores nothing of what it refuses', () => {
    const { hub, listen } = open({
      keysPerChannel: 2,
      payloadBytes: 100,
      channelLength: 400,
      userChannels: 2,
    });
    hub.publishUser('fun', 1, 'a');
    hub.publishUser('fun', 1, 'b');
    expect(() => hub.publishUser('fun', 1, 'c')).toThrow(/2 keys/);
    expect(() => hub.publishUser('fun', 'x'.repeat(101), 'a')).toThrow(/at most/);
    hub.publishUser('other', 'x'.repeat(90), 'a');
    hub.publishUser('other', 'x'.repeat(90), 'b');
    hub.publishUser('other', 'y'.repeat(90), 'b');
    expect(() => hub.publishUser('third', 1)).toThrow(/2 channels/);
    expect(hub.seq('fun')).toBe(2);
    expect(hub.list().map(({ name }) => name)).not.toContain('third');
    expect(listen('fun').replayed).toHaveLength(2);
  });

  it('gives up what was missed before it refuses, and bounds all channels together', () => {
    const { hub, listen } = open({ userLength: 5000 });
    for (let i = 0; i < 100; i += 1) hub.publishUser('fun', 'x'.repeat(500), 'same');
    expect(listen('fun', { epoch: 'e1', seq: 99 }).subscription.replay).toBe('missed');
    expect(listen('fun', { epoch: 'e1', seq: 1 }).subscription.replay).toBe('reload');
    const fill = () => {
      for (let i = 0; i < 20; i += 1) hub.publishUser(`c${i}`, 'x'.repeat(500));
    };
    expect(fill).toThrow(/together/);
  });

  it('lets listening to names that nobody uses take no place from those who publish', () => {
    const { hub, listen } = open({ userChannels: 1, silentChannels: 3 });
    const silent = ['a', 'b', 'c'].map((name) => listen(name));
    expect(() => listen('d')).toThrow(/nobody speaks on/);
    hub.publishUser('fun', 1);
    for (const { subscription } of silent) subscription.unsubscribe();
    expect(
      hub
        .list()
        .filter(({ console }) => !console)
        .map(({ name }) => name),
    ).toEqual(['fun']);
    expect(() => hub.publishUser('a', 1)).toThrow(/already 1 channels/);
  });
});
