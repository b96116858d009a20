import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelWatch } from '#renderer/features/debugger/channel-watch.ts';
import { readCount } from '#renderer/features/debugger/count-field.tsx';
import { checkJson } from '#renderer/features/debugger/json-check.ts';
import {
  isWanted,
  KEPT_EVENTS,
  KEPT_LENGTH,
  MonitorBuffer,
} from '#renderer/features/debugger/monitor-buffer.ts';
import { channelProblem, checkPayload, takers } from '#renderer/features/debugger/publish-check.ts';
import {
  freeNumbers,
  sampleDevice,
  sampleLog,
  sampleProfile,
  sampleReading,
  sampleSetting,
} from '#renderer/features/debugger/samples.ts';
import type { ChannelListener } from '#renderer/transport/transport.ts';
import { externalAlarmSchema, externalLogSchema } from '#shared/contract/channels.ts';
import type { EventFrame } from '#shared/contract/frames.ts';
import { deviceConfigSchema } from '#shared/domain/device.ts';
import { profileConfigSchema } from '#shared/domain/profile.ts';
import { settingSchema } from '#shared/domain/setting.ts';
import { externalReadingSchema } from '#shared/domain/vessel-state.ts';

describe('what is no JSON', () => {
  it.each([
    ['', 1, 1, /a value is missing/],
    ['{\n  "a": 1,\n  "b" 2\n}', 3, 7, /a colon is missing/],
    ['{"a": 1,}', 1, 9, /comma stands before this }/],
    ['[1, 2,]', 1, 7, /comma stands before this \]/],
    ['[1 2]', 1, 4, /a comma or \] is missing/],
    ['{"a": 1', 1, 8, /a } is missing/],
    ['{a: 1}', 1, 2, /a name in double quotes/],
    ["['x']", 1, 2, /double quotes/],
    ['"open', 1, 1, /no closing quote/],
    ['"a\nb"', 1, 3, /line break/],
    ['"\\x"', 1, 2, /after \\/],
    ['01', 1, 1, /a number is written like/],
    ['1.', 1, 1, /a number is written like/],
    ['[-]', 1, 2, /not complete/],
    ['True', 1, 1, /True is no value/],
    ['{} {}', 1, 4, /nothing more may follow/],
  ])('%j: line %d, column %d', (text, line, column, message) => {
    const check = checkJson(text);
    expect(check.ok ? null : check.problem).toMatchObject({ line, column });
    expect(check.ok ? '' : check.problem.message).toMatch(message);
  });

  it('has a place within the text, wherever a good one was damaged', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '{', ',', ']', '\\', 'x', '\n', '-'))
      .map(
        ([json, at, sign]) =>
          json.slice(0, at % (json.length + 1)) + sign + json.slice((at % (json.length + 1)) + 1),
      );
    fc.assert(
      fc.property(damaged, (text) => {
        const check = checkJson(text);
        if (check.ok) return;
        expect(check.problem.at).toBeGreaterThanOrEqual(0);
        expect(check.problem.at).toBeLessThanOrEqual(text.length);
        const isSurplus = check.problem.message.startsWith('nothing more');
        // The rest is too much only where all before it is a value.
        if (isSurplus) JSON.parse(text.slice(0, check.problem.at));
      }),
    );
  });

  it('does not hang or overflow on what is nested without end', () => {
    expect(checkJson('['.repeat(200_000))).toMatchObject({ ok: false });
  });
});

describe('what can be published', () => {
  it('goes to channels of the users, and to three of the console', () => {
    for (const name of ['my.channel', 'A-1_b', ...Object.keys(takers)])
      expect(channelProblem(name)).toBeNull();
    expect(channelProblem('')).toMatch(/Type the name/);
    expect(channelProblem('a b')).toMatch(/1 to 64/);
    expect(channelProblem('x'.repeat(65))).toMatch(/1 to 64/);
    expect(channelProblem('_mine')).toMatch(/belong to the console/);
    expect(channelProblem('settings')).toMatch(/Only the console speaks/);
  });

  it('has examples that the console takes', () => {
    expect(externalAlarmSchema.safeParse(takers['alarms']).success).toBe(true);
    expect(externalLogSchema.safeParse(takers['logs']).success).toBe(true);
    expect(externalReadingSchema.safeParse(takers['data']).success).toBe(true);
  });

  it('is bounded by its bytes, as the console counts them', () => {
    expect(checkPayload(JSON.stringify('x'.repeat(65_534)))).toMatchObject({ ok: true });
    expect(checkPayload(JSON.stringify('x'.repeat(65_535)))).toMatchObject({ ok: false });
    expect(checkPayload(JSON.stringify('ü'.repeat(33_000)))).toMatchObject({ ok: false, at: null });
    expect(checkPayload(`{}${' '.repeat(70_000)}`)).toMatchObject({ ok: true });
    expect(checkPayload('{\n"a"\n}')).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/^Line 3, column 1: /),
    });
  });
});

describe('samples', () => {
  it('are what the console takes, whatever their number', () => {
    for (let n = 1; n <= 60; n += 1) {
      expect(profileConfigSchema.safeParse(sampleProfile(n)).error).toBeUndefined();
      expect(deviceConfigSchema.safeParse(sampleDevice(n)).error).toBeUndefined();
      expect(settingSchema.safeParse(sampleSetting(n)).error).toBeUndefined();
      expect(externalLogSchema.safeParse(sampleLog(n, 60)).error).toBeUndefined();
      expect(externalReadingSchema.safeParse(sampleReading(n, n * 7.3)).error).toBeUndefined();
    }
    expect(new Set([1, 2, 3].map((n) => typeof sampleSetting(n).value)).size).toBe(3);
  });

  it('take names that nobody has', () => {
    expect(freeNumbers(3, (n) => n === 1 || n === 3)).toEqual([2, 4, 5]);
  });

  it('are as many as somebody typed', () => {
    expect(readCount('12', 20)).toBe(12);
    for (const text of ['0', '21', '1.5', '', 'x', '-1', '1e1']) expect(readCount(text, 20)).toBeNull();
  });
});

const event = (change: Partial<EventFrame> = {}): EventFrame => ({
  channel: 'data',
  epoch: 'e',
  seq: 1,
  atMs: 0,
  payload: { value: 1 },
  ...change,
});

describe('the monitor', () => {
  it('keeps a bounded number of events and characters, the newest', () => {
    const buffer = new MonitorBuffer();
    for (let i = 0; i < 30; i += 1) {
      buffer.add(
        Array.from({ length: 100 }, (_, k) => event({ seq: i * 100 + k + 1 })),
        i,
      );
      expect(buffer.latest().length).toBeLessThanOrEqual(KEPT_EVENTS);
    }
    expect(buffer.latest()[0]?.seq).toBe(3000);
    expect(buffer.newest).toBe(3000);
    const large = 'x'.repeat(64_000);
    for (let i = 0; i < 100; i += 1) buffer.add([event({ seq: 3001 + i, payload: large })], 40);
    const length = buffer.latest().reduce((sum, { text }) => sum + text.length, 0);
    expect(length).toBeLessThanOrEqual(KEPT_LENGTH);
    expect(buffer.latest()[0]?.seq).toBe(3100);
    buffer.clear();
    expect(buffer.latest()).toEqual([]);
    // Numbers go on, so that rows are never mistaken for each other.
    expect(buffer.newest).toBe(3100);
  });

  it('counts the events a second over the last whole seconds', () => {
    const buffer = new MonitorBuffer();
    for (let s = 10; s < 20; s += 1) buffer.add([event(), event(), event({ channel: 'hops' })], s + 0.4);
    expect(buffer.rates(20.1)).toEqual({ data: 2, hops: 1 });
    expect(buffer.rates(22.9)['data']).toBeCloseTo(1.2);
    expect(buffer.rates(30)).toEqual({ data: 0, hops: 0 });
  });

  it('finds by channel, and by text in key and payload', () => {
    const [found] = (() => {
      const buffer = new MonitorBuffer();
      buffer.add([event({ key: 'Fermenter-1', payload: { note: 'Dry HOP' } })], 0);
      return buffer.latest();
    })();
    if (found === undefined) throw new Error('Nothing was kept');
    expect(isWanted(found, null, '')).toBe(true);
    expect(isWanted(found, 'data', 'hop')).toBe(true);
    expect(isWanted(found, null, 'FERMENTER')).toBe(true);
    expect(isWanted(found, 'logs', '')).toBe(false);
    expect(isWanted(found, null, 'malt')).toBe(false);
  });
});

describe('listening to every channel', () => {
  function watched() {
    const listeners = new Map<string, ChannelListener>();
    const told: number[] = [];
    const ended: string[] = [];
    const watch = new ChannelWatch({
      listen: (name, listener) => {
        listeners.set(name, listener);
        return () => ended.push(name);
      },
      events: (events) => told.push(...events.map(({ seq }) => seq)),
      refused: () => undefined,
    });
    return { watch, listeners, told, ended };
  }
  const entry = (name: string, seq: number) => ({ name, seq, subscribers: 0, console: false });

  it('leaves out what had been said before, but not on a channel that is new', () => {
    const { watch, listeners, told, ended } = watched();
    watch.follow([entry('old', 5)]);
    listeners.get('old')?.events([event({ seq: 4 }), event({ seq: 5 }), event({ seq: 6 })]);
    watch.follow([entry('old', 6), entry('new', 2)]);
    listeners.get('new')?.events([event({ seq: 1 }), event({ seq: 2 })]);
    expect(told).toEqual([6, 1, 2]);
    // Another start of the console counts from 1.
    listeners.get('old')?.reload();
    listeners.get('old')?.events([event({ seq: 1, epoch: 'f' })]);
    expect(told).toEqual([6, 1, 2, 1]);
    watch.stop();
    expect(ended).toEqual(['old', 'new']);
  });
});
