import { beforeEach, describe, expect, it } from 'vitest';
import type { AlarmQuery, Store } from '#main/app/ports/store.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import type { LogLevel } from '#shared/domain/log-entry.ts';
import { anAlarm, open, temporaryFolder } from './fixtures.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = temporaryFolder();
  ({ store } = open(folder));
});

describe('the history of alarms', () => {
  const past = (id: string, raisedAtMs: number, change: Partial<Alarm> = {}): Alarm => ({
    ...anAlarm(id),
    state: 'normal',
    raisedAtMs,
    ...change,
  });
  const found = (query: Partial<AlarmQuery>): string[] =>
    store.alarms.list({ limit: 10, ...query }).map(({ id }) => id);

  it('is searched by the words of the alarm and the name of its source', () => {
    store.alarms.put(past('a', 1, { message: '100 % humidity', sourceName: 'Cellar' }));
    store.alarms.put(past('b', 2, { message: '100 degrees', sourceName: 'Kettle_1' }));
    expect(found({ search: '100 %' })).toEqual(['a']);
    expect(found({ search: 'KETTLE' })).toEqual(['b']);
    expect(found({ search: 'e_1' })).toEqual(['b']);
    expect(found({ search: 'e%1' })).toEqual([]);
    expect(found({})).toEqual(['b', 'a']);
  });

  it('is read page by page without losing what came at one instant', () => {
    for (const [id, atMs] of [
      ['a', 1],
      ['b', 2],
      ['c', 2],
      ['d', 2],
      ['e', 3],
    ] as const)
      store.alarms.put(past(id, atMs));
    expect(found({ limit: 2 })).toEqual(['e', 'd', 'c', 'b']);
    expect(found({ limit: 2, beforeMs: 2 })).toEqual(['a']);
    expect(found({ limit: 2, beforeMs: 1 })).toEqual([]);
  });

  it('is trimmed to the newest, and what is not over stays', () => {
    for (let n = 1; n <= 10; n += 1) store.alarms.put(past(`a${n}`, n));
    store.alarms.put({ ...past('a2', 2), state: 'acknowledged' });
    store.alarms.trim(20);
    expect(found({})).toHaveLength(10);
    store.alarms.trim(3);
    expect(found({})).toEqual(['a10', 'a9', 'a8', 'a2']);
    store.alarms.trim(0);
    expect(found({})).toEqual(['a2']);
  });
});

describe('the log', () => {
  const say = (message: string, level: LogLevel = 'info', source = 'console') =>
    store.log.append({ atMs: 1_700_000_000_000, level, source, message });

  it('counts up over trims and restarts', () => {
    expect(say('one').id).toBe(1);
    say('two');
    store.log.trim(0);
    store.close();
    ({ store } = open(folder));
    expect(say('three').id).toBe(3);
    expect(store.log.list({ limit: 10 }).map(({ message }) => message)).toEqual(['three']);
  });

  it('keeps the newest entries', () => {
    for (let n = 1; n <= 20; n += 1) say(`entry ${n}`);
    store.log.trim(50);
    expect(store.log.list({ limit: 100 })).toHaveLength(20);
    store.log.trim(5);
    expect(store.log.list({ limit: 100 }).map(({ id }) => id)).toEqual([20, 19, 18, 17, 16]);
  });

  it('filters and pages backwards', () => {
    say('heater on');
    say('heater failed', 'error');
    say('100 % reached', 'info', 'kettle');
    say('100 degrees');
    say(String.raw`a_b\c`);
    const messages = (query: object) => store.log.list({ limit: 10, ...query }).map(({ message }) => message);
    expect(messages({ level: 'error' })).toEqual(['heater failed']);
    say('probe is slow', 'warning', 'board');
    expect(messages({ level: 'warning' })).toEqual(['probe is slow', 'heater failed']);
    expect(messages({ level: 'info' })).toHaveLength(6);
    expect(store.log.sources()).toEqual(['board', 'console', 'kettle']);
    expect(messages({ source: 'kettle' })).toEqual(['100 % reached']);
    expect(messages({ search: 'HEATER' })).toEqual(['heater failed', 'heater on']);
    expect(messages({ search: '100 %' })).toEqual(['100 % reached']);
    expect(messages({ search: 'a_b' })).toEqual([String.raw`a_b\c`]);
    expect(messages({ search: String.raw`b\c` })).toEqual([String.raw`a_b\c`]);
    expect(messages({ search: 'a%b' })).toEqual([]);
    expect(messages({ beforeId: 3, limit: 1 })).toEqual(['heater failed']);
  });
});
