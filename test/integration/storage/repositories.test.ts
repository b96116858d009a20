import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#main/app/ports/store.ts';
import type { AlarmRule } from '#shared/domain/alarm-rule.ts';
import type { AlarmRuleId, DeviceId, PointId, ProfileId, VesselId } from '#shared/domain/ids.ts';
import type { Point } from '#shared/domain/point.ts';
import {
  aDevice,
  aMash,
  aMashRun,
  anAlarm,
  anInput,
  anOutput,
  aProfile,
  aRule,
  aRun,
  aSensor,
  aVessel,
  open,
  temporaryFolder,
} from './fixtures.ts';

let folder: string;
let store: Store;
let problems: string[];

beforeEach(() => {
  folder = temporaryFolder();
  problems = [];
  ({ store } = open(folder, { onProblem: (text) => problems.push(text) }));
});

/** Closes the console and starts it again. */
function restart(): void {
  store.close();
  ({ store } = open(folder, { onProblem: (text) => problems.push(text) }));
}

/** Changes the closed database behind the back of the console. */
function tamper(sql: string): void {
  store.close();
  const db = new Database(join(folder, 'maelstrom.db'));
  db.exec(sql);
  db.close();
  restart();
}

function putBrewery(): void {
  store.devices.put(aDevice('board'));
  store.points.put(aSensor('beer', 'board'));
  store.points.put(anOutput('cooler', 'board'));
  store.vessels.put(aVessel('v1', 'beer', 'cooler'));
}

describe('what is kept', () => {
  it('comes back whole after a restart', () => {
    putBrewery();
    store.settings.put({ name: 'ui.theme', value: 'dark' });
    store.settings.put({ name: 'user.flag', value: false });
    store.settings.put({ name: 'user.number', value: 1.5 });
    store.profiles.put(aProfile('lager'));
    store.profiles.put(aMash('infusion'));
    store.runs.put(aRun('r1'));
    store.runs.put(aMashRun('r2'));
    store.alarms.put(anAlarm('a1'));
    store.switches.put({ pointId: 'cooler' as PointId, on: true, atMs: 1_700_000_000_000 });
    store.memory.put('emergency-stop', '{"active":true}');
    restart();
    expect(store.settings.list()).toEqual([
      { name: 'ui.theme', value: 'dark' },
      { name: 'user.flag', value: false },
      { name: 'user.number', value: 1.5 },
    ]);
    expect(store.devices.list()).toEqual([aDevice('board')]);
    expect(store.points.list()).toEqual([aSensor('beer', 'board'), anOutput('cooler', 'board')]);
    expect(store.vessels.list()).toEqual([aVessel('v1', 'beer', 'cooler')]);
    expect(store.profiles.list()).toEqual([aProfile('lager'), aMash('infusion')]);
    expect(store.runs.active()).toEqual([aRun('r1'), aMashRun('r2')]);
    expect(store.alarms.active()).toEqual([anAlarm('a1')]);
    expect(store.switches.list()).toEqual([{ pointId: 'cooler', on: true, atMs: 1_700_000_000_000 }]);
    expect(store.memory.get('emergency-stop')).toBe('{"active":true}');
    expect(problems).toEqual([]);
  });

  it('comes back whole: rules, shelves, contacts and classic numbers', () => {
    store.devices.put(aDevice('board'));
    store.points.put(anInput('float', 'board'));
    store.points.put({ ...anInput('door', 'board'), inverted: false } as Point);
    const silent: AlarmRule = {
      ...aRule('two'),
      enabled: true,
      condition: { when: 'silent', subject: { kind: 'device', id: 'board' as DeviceId }, forS: 30 },
    };
    store.alarmRules.put(aRule('one'));
    store.alarmRules.put(silent);
    const shelf = { untilMs: 1_700_000_600_000, reason: 'being repaired', by: 'Ann' };
    const kept = { condition: 'sensor-bad:v1', shelf, alarm: anAlarm('gone') };
    store.shelves.put(kept);
    store.classicIds.put({ kind: 'profile', n: 7, id: 'lager' });
    restart();
    expect(store.points.list()).toEqual([
      anInput('float', 'board'),
      { ...anInput('door', 'board'), inverted: false },
    ]);
    expect(store.alarmRules.list()).toEqual([aRule('one'), silent]);
    expect(store.shelves.list()).toEqual([kept]);
    expect(store.classicIds.list()).toEqual([{ kind: 'profile', n: 7, id: 'lager' }]);
    expect(problems).toEqual([]);

    store.alarmRules.put({ ...aRule('one'), name: 'Changed' });
    store.shelves.put({ ...kept, shelf: { ...shelf, reason: 'still' }, alarm: null });
    expect(store.alarmRules.list().map(({ name }) => name)).toEqual(['Changed', 'Too warm two']);
    expect(store.shelves.list()).toMatchObject([{ shelf: { reason: 'still' }, alarm: null }]);
    expect(store.alarmRules.remove('one' as AlarmRuleId)).toBe(true);
    expect(store.alarmRules.remove('one' as AlarmRuleId)).toBe(false);
    expect(store.shelves.remove('sensor-bad:v1')).toBe(true);
    expect(store.shelves.remove('sensor-bad:v1')).toBe(false);
  });

  it('gives a thing one classic number and a number one thing, each kind for itself', () => {
    const { classicIds } = store;
    classicIds.put({ kind: 'vessel', n: 1, id: 'a' });
    classicIds.put({ kind: 'vessel', n: 2, id: 'b' });
    classicIds.put({ kind: 'device', n: 1, id: 'a' });
    classicIds.put({ kind: 'vessel', n: 2, id: 'a' });
    expect(classicIds.list()).toEqual([
      { kind: 'device', n: 1, id: 'a' },
      { kind: 'vessel', n: 2, id: 'a' },
    ]);
  });

  it('keeps the order of creation through changes', () => {
    for (const id of ['c', 'a', 'b']) store.profiles.put(aProfile(id));
    store.profiles.put({ ...aProfile('c'), name: 'Changed' });
    expect(store.profiles.list().map(({ id, name }) => `${id} ${name}`)).toEqual([
      'c Changed',
      'a Lager',
      'b Lager',
    ]);
  });

  it('changes a device without touching its points', () => {
    putBrewery();
    store.devices.put({ ...aDevice('board'), connection: 'other' });
    expect(store.points.list()).toHaveLength(2);
    expect(store.devices.list()).toEqual([{ ...aDevice('board'), connection: 'other' }]);
  });

  it('says whether there was something to remove', () => {
    store.profiles.put(aProfile('lager'));
    expect(store.profiles.remove('lager' as ProfileId)).toBe(true);
    expect(store.profiles.remove('lager' as ProfileId)).toBe(false);
    expect(store.settings.remove('none')).toBe(false);
    store.memory.put('x', '1');
    store.memory.remove('x');
    expect(store.memory.get('x')).toBeNull();
  });
});

describe('references', () => {
  it('refuses to remove what a vessel uses', () => {
    putBrewery();
    const inUse = expect.objectContaining({ code: 'in-use' });
    expect(() => store.points.remove('beer' as PointId)).toThrow(inUse);
    expect(() => store.devices.remove('board' as DeviceId)).toThrow(inUse);
    expect(store.points.list()).toHaveLength(2);
  });

  it('removes the points of a device with it', () => {
    putBrewery();
    store.vessels.remove('v1' as VesselId);
    expect(store.devices.remove('board' as DeviceId)).toBe(true);
    expect(store.points.list()).toEqual([]);
  });

  it('refuses a point of no device and a vessel with no such point', () => {
    const invalid = expect.objectContaining({ code: 'invalid' });
    expect(() => store.points.put(aSensor('beer', 'nothing'))).toThrow(invalid);
    expect(() => store.vessels.put(aVessel('v1', 'nothing', null))).toThrow(invalid);
  });

  it('keeps the last switch of an output that is removed and made anew', () => {
    store.devices.put(aDevice('board'));
    store.points.put(anOutput('cooler', 'board'));
    store.switches.put({ pointId: 'cooler' as PointId, on: false, atMs: 5 });
    store.devices.remove('board' as DeviceId);
    restart();
    expect(store.switches.list()).toEqual([{ pointId: 'cooler', on: false, atMs: 5 }]);
  });
});

describe('runs and alarms', () => {
  it('lists what is not over, and everything newest first', () => {
    store.runs.put(aRun('r1'));
    store.runs.put(aRun('r2'));
    store.runs.put({ ...aRun('r1'), state: 'stopped', endedAtMs: 1_700_000_100_000 });
    expect(store.runs.active().map(({ id }) => id)).toEqual(['r2']);
    expect(store.runs.list(10).map(({ id }) => id)).toEqual(['r2', 'r1']);
    expect(store.runs.list(1)).toHaveLength(1);
    store.alarms.put(anAlarm('a1'));
    store.alarms.put(anAlarm('a2'));
    store.alarms.put({
      ...anAlarm('a1'),
      state: 'normal',
      acknowledgedAtMs: 1,
      acknowledgedBy: 'Ann',
      clearedAtMs: 2,
    });
    expect(store.alarms.active().map(({ id }) => id)).toEqual(['a2']);
    expect(store.alarms.list({ limit: 10 }).map(({ id }) => id)).toEqual(['a2', 'a1']);
  });
});

describe('rows that make no sense', () => {
  it('are left out, reported once, and stay where they are', () => {
    putBrewery();
    store.vessels.put(aVessel('v2', null, null));
    tamper(`UPDATE vessels SET control = '{"mode":' WHERE id = 'v1'; UPDATE devices SET driver = 'NO!'`);
    expect(store.vessels.list().map(({ id }) => id)).toEqual(['v2']);
    expect(store.devices.list()).toEqual([]);
    store.vessels.list();
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^The stored vessel v1 makes no sense and is left out: control /);
    store.vessels.put(aVessel('v1', 'beer', 'cooler'));
    expect(store.vessels.list().map(({ id }) => id)).toEqual(['v1', 'v2']);
  });
});

describe('transactions', () => {
  it('are kept whole or not at all', () => {
    store.transaction(() => {
      store.devices.put(aDevice('one'));
      store.transaction(() => store.points.put(aSensor('p', 'one')));
    });
    expect(() =>
      store.transaction(() => {
        store.devices.put(aDevice('two'));
        store.log.append({ atMs: 1, level: 'info', source: 'x', message: 'x' });
        store.samples.append([{ series: 'point.p', atMs: 1, min: 1, mean: 1, max: 1 }]);
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect(store.devices.list()).toEqual([aDevice('one')]);
    expect(store.log.list({ limit: 1 })).toEqual([]);
    store.samples.append([{ series: 'point.p', atMs: 1, min: 1, mean: 1, max: 1 }]);
  });

  it('let a refused call be caught inside', () => {
    store.transaction(() => {
      store.devices.put(aDevice('one'));
      expect(() => store.points.put(aSensor('p', 'none'))).toThrow(/does not exist/);
    });
    expect(store.devices.list()).toHaveLength(1);
  });
});

it('a closed store says so', () => {
  store.close();
  const closed = expect.objectContaining({ code: 'unavailable' });
  expect(() => store.memory.put('late', '1')).toThrow(closed);
  expect(() => store.transaction(() => null)).toThrow(closed);
});
