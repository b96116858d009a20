import { describe, expect, it } from 'vitest';
import { placeOf } from '#renderer/features/alarms/alarm-place.ts';
import { alarmTable } from '#renderer/features/alarms/alarm-table.ts';
import { shelfWords, stateWords } from '#renderer/features/alarms/alarm-words.ts';
import { type AlarmEntry, groupAlarms } from '#renderer/features/alarms/group-alarms.ts';
import { newAmong, sayAlarms } from '#renderer/features/alarms/new-alarms.ts';
import { nextBefore, pastOf } from '#renderer/features/alarms/use-alarm-history.ts';
import { isSilent, SILENCE_MS, soundFor } from '#renderer/stores/alarm-sound.ts';
import {
  changeAlarms,
  countByPriority,
  isUnseen,
  loadAlarms,
  sortAlarms,
  useAlarms,
} from '#renderer/stores/alarms.ts';
import { instantFormat } from '#renderer/ui/instant.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import type { Point } from '#shared/domain/point.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { alarmSample as alarm, shelved } from '#test/rig/alarm-sample.ts';

describe('alarms', () => {
  it('stand in the order of priority, unseen before seen, older before newer', () => {
    const sorted = sortAlarms([
      alarm({ id: 'late', raisedAtMs: 2000 }),
      alarm({ id: 'early' }),
      alarm({ id: 'seen', state: 'acknowledged', raisedAtMs: 1 }),
      alarm({ id: 'worst', priority: 'critical', raisedAtMs: 9000 }),
    ]);
    expect(sorted.map(({ id }) => id)).toEqual(['worst', 'early', 'late', 'seen']);
  });

  it('leave the list when they are over', () => {
    loadAlarms([alarm({ id: 'a' }), alarm({ id: 'b' })], []);
    changeAlarms([alarm({ id: 'a', state: 'normal' }), alarm({ id: 'c' })]);
    expect(Object.keys(useAlarms.getState().active)).toEqual(['b', 'c']);
  });

  it('stay on the shelf when they are over, until it ends or another one has it', () => {
    const over = alarm({ id: 'a', state: 'normal', shelved: shelved() });
    const shelf = (): string[] => Object.keys(useAlarms.getState().rested);
    loadAlarms([alarm({ id: 'b', shelved: shelved() })], [over, alarm({ id: 'b', shelved: shelved() })]);
    expect([Object.keys(useAlarms.getState().active), shelf()]).toEqual([['b'], ['a']]);
    changeAlarms([{ ...over, shelved: null }, alarm({ id: 'b', state: 'normal', shelved: shelved() })]);
    expect([Object.keys(useAlarms.getState().active), shelf()]).toEqual([[], ['b']]);
    changeAlarms([alarm({ id: 'b', state: 'normal' })]);
    expect(shelf()).toEqual([]);
  });

  it('wait to be seen unless they are shelved, also when their cause is gone', () => {
    expect(isUnseen(alarm())).toBe(true);
    expect(isUnseen(alarm({ state: 'cleared-unacknowledged' }))).toBe(true);
    expect(isUnseen(alarm({ state: 'acknowledged' }))).toBe(false);
    expect(isUnseen(alarm({ shelved: shelved() }))).toBe(false);
  });

  it('are counted by priority, the most urgent first', () => {
    const counts = countByPriority([alarm({ priority: 'low' }), alarm(), alarm({ priority: 'low' })]);
    expect(counts).toEqual([
      { priority: 'high', count: 1 },
      { priority: 'low', count: 2 },
    ]);
  });

  it('say in words how they stand', () => {
    const format = instantFormat('24h', 'iso');
    expect(stateWords(alarm(), format)).toBe('not yet seen');
    expect(stateWords(alarm({ state: 'cleared-unacknowledged' }), format)).toBe('over by now, not yet seen');
    const seen = alarm({ state: 'acknowledged', acknowledgedBy: 'Ada', acknowledgedAtMs: 3_600_000 });
    expect(stateWords(seen, format)).toMatch(/^acknowledged by Ada, 1970-01-01 \d\d:\d\d$/);
    const away = alarm({ shelved: shelved(90_000) });
    expect(shelfWords(away, 30_000)).toBe('1 min left · shelved by Ada: Being replaced');
    expect(shelfWords({ ...away, state: 'normal' }, 30_000)).toMatch(/^over at the moment · 1 min left/);
    expect(shelfWords(away, 99_000)).toBe('0 s left · shelved by Ada: Being replaced');
  });
});

describe('a flood of alarms', () => {
  const many = (count: number, change: Partial<Alarm> & { readonly source: string }): Alarm[] =>
    Array.from({ length: count }, (_, i) => alarm({ id: `${change.source}-${i}`, ...change }));
  const told = (entries: readonly AlarmEntry[]): string[] =>
    entries.map((entry) =>
      entry.kind === 'one' ? entry.alarm.id : `${entry.source}: ${entry.alarms.length}`,
    );

  it('begins above ten', () => {
    expect(groupAlarms(many(10, { source: 'x' }))).toHaveLength(10);
    expect(told(groupAlarms(many(11, { source: 'x' })))).toEqual(['x: 11']);
  });

  it('stands by source where its most urgent one would, and hides no critical one', () => {
    const sorted = sortAlarms([
      ...many(5, { source: 'glycol', priority: 'low' }),
      ...many(6, { source: 'cellar', priority: 'medium' }),
      alarm({ id: 'glycol-high', source: 'glycol', priority: 'high' }),
      alarm({ id: 'fire', source: 'glycol', priority: 'critical' }),
      alarm({ id: 'lonely', source: 'mash', priority: 'low' }),
    ]);
    const entries = groupAlarms(sorted);
    expect(told(entries)).toEqual(['fire', 'glycol: 6', 'cellar: 6', 'lonely']);
    const shown = entries.flatMap((entry) => (entry.kind === 'one' ? [entry.alarm] : entry.alarms));
    expect(shown.map(({ id }) => id).toSorted()).toEqual(sorted.map(({ id }) => id).toSorted());
  });
});

describe('the sound of alarms', () => {
  it('lasts until all that count have been seen', () => {
    expect(soundFor([alarm(), alarm({ priority: 'critical' })])).toBe('critical');
    expect(soundFor([alarm({ priority: 'low' })])).toBe('alarm');
    expect(soundFor([alarm({ state: 'acknowledged' }), alarm({ shelved: shelved() })])).toBeNull();
  });

  it('is silent for a while, but for a critical alarm that is new', () => {
    const known = alarm({ id: 'known', priority: 'critical' });
    const silence = { untilMs: SILENCE_MS, known: ['known'] };
    expect(isSilent(silence, [known, alarm({ id: 'later' })], 1)).toBe(true);
    expect(isSilent(silence, [known, alarm({ id: 'new', priority: 'critical' })], 1)).toBe(false);
    const away = alarm({ id: 'new', priority: 'critical', shelved: shelved() });
    expect(isSilent(silence, [known, away], 1)).toBe(true);
    expect(isSilent(silence, [known], SILENCE_MS)).toBe(false);
    expect(isSilent(null, [], 1)).toBe(false);
  });
});

describe('new alarms', () => {
  it('are those that nobody was told of, also when they come back from the shelf', () => {
    const alarms = [
      alarm({ id: 'old' }),
      alarm({ id: 'low', priority: 'low' }),
      alarm({ id: 'new', priority: 'critical' }),
      alarm({ id: 'away', shelved: shelved() }),
    ];
    expect(newAmong(new Set(['old']), alarms).map(({ id }) => id)).toEqual(['new', 'low']);
    expect(newAmong(new Set(['old', 'new', 'low']), [alarm({ id: 'away' })])).toHaveLength(1);
  });

  it('are said one by one while they are few, in the unit of the user', () => {
    const warm = alarm({ priority: 'critical', message: 'Beer is at 20 °C' });
    expect(sayAlarms([warm], 'F')).toBe('Critical alarm, Fermenter: Beer is at 68 °F.');
    expect(sayAlarms([warm, alarm(), alarm(), alarm()], 'C')).toBe('4 new alarms: 1 critical, 3 high.');
    expect(sayAlarms([], 'C')).toBe('');
  });
});

describe('the place of an alarm', () => {
  const vessel = {
    id: 'v1',
    sensors: { beer: 'p1', chamber: null, room: null },
    spareSensors: { beer: ['spare'], chamber: [], room: [] },
    actuators: { heater: null, cooler: null },
  } as unknown as Vessel;
  const places = {
    vessels: { v1: vessel },
    points: { p1: {} as Point, loose: {} as Point, spare: {} as Point },
    devices: { d1: {} as never },
  };

  it('is the vessel, the vessel that has the point, or the devices', () => {
    expect(placeOf('v1', places)).toBe('#/vessels/v1');
    expect(placeOf('p1', places)).toBe('#/vessels/v1');
    expect(placeOf('spare', places)).toBe('#/vessels/v1');
    expect(placeOf('loose', places)).toBe('#/devices');
    expect(placeOf('d1', places)).toBe('#/devices');
    expect(placeOf('console', places)).toBeNull();
  });
});

describe('the history of alarms', () => {
  const past = (id: string, raisedAtMs: number): Alarm =>
    alarm({ id, raisedAtMs, state: 'normal', clearedAtMs: raisedAtMs + 61_000 });

  it('is paged until a page is short, and shows each alarm once', () => {
    const first = [past('c', 3000), past('b', 2000)];
    expect(nextBefore(first, 2)).toBe(2000);
    expect(nextBefore(first, 3)).toBeUndefined();
    expect(nextBefore([], 1)).toBeUndefined();
    const second = [past('b', 2000), past('a', 1000), alarm({ id: 'active' })];
    expect(pastOf([first, second]).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });

  it('becomes a table with instants, durations, and temperatures in the unit of the user', () => {
    const row = alarmTable([{ ...past('a', 0), message: 'At 20 °C', acknowledgedBy: 'Ada' }], 'F')[1];
    expect(row).toEqual([
      '1970-01-01 00:00:00',
      '1970-01-01 00:01:01',
      61,
      'High',
      'Fermenter',
      'At 68 °F',
      'Ada',
      null,
    ]);
  });
});
