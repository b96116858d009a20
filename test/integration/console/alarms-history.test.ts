import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Alarm } from '#shared/domain/alarm.ts';
import type { AlarmId } from '#shared/domain/ids.ts';
import { pointSubject, startWatchedFermenter } from '#test/rig/alarm-rules.ts';
import { fermenterId } from '#test/rig/brewery.ts';
import { brewer, startTestConsole, type TestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { fermentation, point } from '#test/rig/plans.ts';

const MINUTE_S = 60;

const external = (message: string) => ({ channel: 'alarms', payload: { source: 'glycol', message } });

async function logged({ procedures }: TestConsole, search: string): Promise<string[]> {
  return (await procedures.log.list({ search, limit: 1000 }, brewer)).map(({ message }) => message);
}

/** A database of a stopped console, for what no user could bring about. */
function withDatabase<T>(dataDir: string, work: (db: Database.Database) => T): T {
  const db = new Database(join(dataDir, 'maelstrom.db'));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

describe('the history of alarms', () => {
  it('is searched, and paged backwards without losing alarms of one instant', async () => {
    const time = new ManualTime();
    const { procedures } = await startTestConsole({ time });
    for (const message of ['A', 'B', 'C', 'Leak', 'D']) {
      if (message === 'Leak') await time.advance({ seconds: 1 });
      await procedures.channel.publish(external(message), brewer);
    }
    const messages = async (input: { beforeMs?: number; search?: string; limit?: number }) =>
      (await procedures.alarm.list({ history: true, ...input }, brewer)).map(({ message }) => message);
    expect(await messages({})).toEqual(['D', 'Leak', 'C', 'B', 'A']);
    expect(await messages({ search: 'leak' })).toEqual(['Leak']);
    expect(await messages({ search: 'GLYCOL', limit: 2 })).toEqual(['D', 'Leak']);
    const [newest] = await procedures.alarm.list({ history: true, limit: 1 }, brewer);
    expect(await messages({ limit: 1 })).toEqual(['D', 'Leak']);
    expect(await messages({ limit: 1, beforeMs: newest?.raisedAtMs ?? 0 })).toEqual(['C', 'B', 'A']);
    const active = await procedures.alarm.list({ search: 'leak' }, brewer);
    expect(active.map(({ message }) => message)).toEqual(['Leak']);
    const before = await procedures.alarm.list({ beforeMs: newest?.raisedAtMs ?? 0 }, brewer);
    expect(before.map(({ message }) => message)).toEqual(['A', 'B', 'C']);
  });

  it('keeps twenty thousand alarms, and every one that is not over', async () => {
    const first = await startTestConsole();
    await first.procedures.channel.publish(external('Still there'), brewer);
    await first.console.stop();
    withDatabase(first.dataDir, (db) => {
      const insert =
        db.prepare(`INSERT INTO alarms (id, code, priority, source, source_name, message, state, raised_at_ms)
        VALUES (?, 'external', 'low', 'old', 'old', 'Over', 'normal', ?)`);
      db.transaction(() => {
        for (let i = 0; i < 20_100; i += 1) insert.run(`old-${i}`, i);
      })();
    });
    const second = await startTestConsole({ dataDir: first.dataDir });
    await second.procedures.channel.publish(external('New'), brewer);
    await second.console.stop();
    const [count, kept] = withDatabase(first.dataDir, (db) => [
      db.prepare('SELECT count(*) FROM alarms').pluck().get(),
      db.prepare("SELECT message FROM alarms WHERE state <> 'normal' ORDER BY n").pluck().all(),
    ]);
    expect(count).toBe(20_001);
    expect(kept).toEqual(['Still there', 'New']);
  });
});

describe('whatever is told of an alarm', () => {
  it('has been kept before', async () => {
    const { procedures, console, dataDir, beer, watch, pass } = await startWatchedFermenter();
    const told: { readonly alarm: Alarm; readonly kept: unknown }[] = [];
    console.services.hub.subscribe('alarms', ({ frame }) => {
      const { events } = JSON.parse(frame.toString()) as { events: { payload: Alarm }[] };
      const read = 'SELECT state, shelved, acknowledged_by AS acknowledgedBy FROM alarms WHERE id = ?';
      for (const { payload } of events) {
        const kept = withDatabase(dataDir, (db) => db.prepare(read).get(payload.id));
        told.push({ alarm: payload, kept });
      }
    });

    await watch({ when: 'above', subject: pointSubject(beer), limitC: 24, hysteresisC: 0 });
    await pass(25, 2);
    const id = told[0]?.alarm.id ?? ('' as AlarmId);
    await procedures.alarm.shelve({ id, forS: 600, reason: 'Sensor outside' }, brewer);
    await procedures.alarm.unshelve({ id }, brewer);
    await procedures.alarm.acknowledge({ id }, brewer);
    await pass(20, 2);
    const steps = told.map(({ alarm }) => `${alarm.state}${alarm.shelved === null ? '' : ' shelved'}`);
    expect(steps).toEqual([
      'unacknowledged',
      'unacknowledged shelved',
      'unacknowledged',
      'acknowledged',
      'normal',
    ]);
    for (const { alarm, kept } of told) {
      const { state, acknowledgedBy, shelved } = alarm;
      expect(kept).toEqual({
        state,
        acknowledgedBy,
        shelved: shelved === null ? null : JSON.stringify(shelved),
      });
    }
  });
});

describe('alarms that are left over from a process that died', () => {
  it('are over when what they are about is gone, and notices wait to be seen', async () => {
    const first = await startTestConsole();
    await first.console.stop();
    withDatabase(first.dataDir, (db) => {
      const insert =
        db.prepare(`INSERT INTO alarms (id, code, priority, source, source_name, message, state, raised_at_ms, rule_id)
        VALUES (?, ?, 'low', ?, 'Name', 'Text', 'unacknowledged', 5, ?)`);
      insert.run('vessel-gone', 'sensor-bad', 'no-vessel', null);
      insert.run('rule-gone', 'rule', fermenterId, 'no-rule');
      insert.run('notice', 'profile-event', fermenterId, null);
      insert.run('outside', 'external', 'glycol', null);
    });
    const { procedures } = await startTestConsole({ dataDir: first.dataDir });
    const states = (await procedures.alarm.list({}, brewer)).map(({ id, state }) => `${id} ${state}`);
    expect(states.toSorted()).toEqual([
      'notice cleared-unacknowledged',
      'outside unacknowledged',
      'rule-gone cleared-unacknowledged',
      'vessel-gone cleared-unacknowledged',
    ]);
  });
});

describe('notices that nobody acknowledges', () => {
  it('are folded into one line after the hundredth, and each is in the history', async () => {
    const time = new ManualTime();
    const test = await startTestConsole({ time });
    const { procedures } = test;
    const events = Array.from({ length: 130 }, (_, i) => ({ atS: MINUTE_S + i, text: `Note ${i}` }));
    const plan = fermentation('Many notes', [point(0, 18), point(3600, 18)], events);
    const { id } = await procedures.profile.create(plan, brewer);
    await procedures.run.start({ profileId: id, vesselId: fermenterId }, brewer);
    await time.advance({ seconds: MINUTE_S + 140 });
    const active = await procedures.alarm.list({}, brewer);
    expect(active).toHaveLength(100);
    expect(active.every(({ state }) => state === 'cleared-unacknowledged')).toBe(true);
    const messages = active.map(({ message }) => message);
    expect(messages.filter((message) => message.startsWith('Earlier notices were folded'))).toHaveLength(1);
    expect(messages.at(-1)).toContain('Note 129');
    expect(messages.some((message) => message.includes('Note 30'))).toBe(false);
    const history = await procedures.alarm.list({ history: true, search: 'Note ', limit: 1000 }, brewer);
    expect(history).toHaveLength(130);
    expect(history.at(-1)).toMatchObject({ state: 'normal', acknowledgedBy: 'the console, to make room' });
    await procedures.alarm.acknowledgeAll(undefined, brewer);
    expect(await procedures.alarm.list({}, brewer)).toEqual([]);
  });
});

describe('an alarm that comes and goes', () => {
  it('does not fill the log, and is logged again when it has come to rest', async () => {
    const test = await startWatchedFermenter();
    await test.watch({ when: 'above', subject: pointSubject(test.beer), limitC: 24, hysteresisC: 0 });
    for (let i = 0; i < 60; i += 1) {
      await test.pass(25, 1);
      await test.pass(20, 1);
    }
    const entries = await logged(test, 'Watch');
    expect(entries.length).toBeLessThan(25);
    expect(entries[0]).toBe(
      'Alarm again, more than 10 times in 10 minutes, and not logged again until it comes to rest: Watch: Beer is at 25 °C, above 24 °C',
    );
    await test.pass(20, 600);
    await test.pass(25, 2);
    expect((await logged(test, 'Watch'))[0]).toBe('Alarm again: Watch: Beer is at 25 °C, above 24 °C');
  });
});

describe('an alarm flood', () => {
  it('is said once in the log', async () => {
    const time = new ManualTime();
    const test = await startTestConsole({ time });
    for (let i = 0; i < 10; i += 1) await test.procedures.channel.publish(external(`Alarm ${i}`), brewer);
    expect(await logged(test, 'Alarm flood')).toEqual([]);
    for (let i = 10; i < 30; i += 1) await test.procedures.channel.publish(external(`Alarm ${i}`), brewer);
    expect(await logged(test, 'Alarm flood')).toEqual([
      'Alarm flood: more than 10 alarms in 10 minutes. Look for a common cause.',
    ]);
  });
});
