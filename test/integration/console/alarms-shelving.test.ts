import { describe, expect, it, vi } from 'vitest';
import type { Alarm } from '#shared/domain/alarm.ts';
import type { AlarmCondition, AlarmRuleConfig } from '#shared/domain/alarm-rule.ts';
import type { AlarmId } from '#shared/domain/ids.ts';
import {
  pointSubject,
  restartWatched,
  startWatchedFermenter,
  type WatchedFermenter,
} from '#test/rig/alarm-rules.ts';
import { fermenterId } from '#test/rig/brewery.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { fermentation, point } from '#test/rig/plans.ts';

const HOUR_S = 3600;
const wish = { forS: HOUR_S, reason: 'Probe is being replaced' };

/** The one alarm of a console. */
async function only({ procedures }: Pick<WatchedFermenter, 'procedures'>): Promise<Alarm> {
  const [alarm, ...more] = await procedures.alarm.list({}, brewer);
  if (alarm === undefined || more.length > 0) throw new Error(`There are ${more.length + 1} alarms`);
  return alarm;
}

/** A fermenter whose beer is too warm, with an alarm that says so. */
async function startTooWarm(change: Partial<AlarmRuleConfig> = {}): Promise<WatchedFermenter> {
  const fermenter = await startWatchedFermenter();
  const condition: AlarmCondition = {
    when: 'above',
    subject: pointSubject(fermenter.beer),
    limitC: 24,
    hysteresisC: 0.5,
  };
  await fermenter.watch(condition, change);
  await fermenter.pass(25, 2);
  return fermenter;
}

async function logged({ procedures }: Pick<WatchedFermenter, 'procedures'>): Promise<string[]> {
  return (await procedures.log.list({}, brewer)).map(({ message }) => message);
}

describe('a shelved alarm', () => {
  it('says who, why and until when, and comes back by itself', async () => {
    const test = await startTooWarm();
    const { procedures, time } = test;
    const untilMs = time.wallMs() + HOUR_S * 1000;
    const shelved = await procedures.alarm.shelve({ id: (await only(test)).id, ...wish }, brewer);
    expect(shelved.shelved).toEqual({ untilMs, reason: wish.reason, by: 'Ada' });
    const told = await procedures.channel.latest({ channel: 'alarms' }, brewer);
    expect(told.map(({ payload }) => payload)).toEqual([shelved]);
    await time.advance({ minutes: 59 });
    expect(await only(test)).toEqual(shelved);
    await time.advance({ minutes: 2 });
    expect(await only(test)).toEqual({ ...shelved, shelved: null });
    expect(
      (await procedures.channel.latest({ channel: 'alarms' }, brewer)).map(({ payload }) => payload),
    ).toEqual([{ ...shelved, shelved: null }]);
    const messages = await logged(test);
    expect(messages).toContain(
      'Alarm shelved by Ada for 60 min (Probe is being replaced): Watch: Beer is at 25 °C, above 24 °C',
    );
    expect(messages).toContain(
      'Alarm no longer shelved, the time that Ada asked for is over (Probe is being replaced): Watch: Beer is at 25 °C, above 24 °C',
    );
  });

  it('keeps its state, stays out of sight when it comes again, and over a restart', async () => {
    const first = await startTooWarm();
    const { id } = await only(first);
    await first.procedures.alarm.shelve({ id, ...wish }, brewer);
    await first.procedures.alarm.acknowledge({ id }, brewer);
    expect(await first.pass(20, 2)).toEqual([]);
    expect(await first.pass(25, 2)).toEqual(['rule unacknowledged']);
    const again = await only(first);
    expect(again.id).not.toBe(id);
    expect(again.shelved).toMatchObject({ reason: wish.reason, by: 'Ada' });
    expect(await logged(first)).toContain('Alarm (shelved): Watch: Beer is at 25 °C, above 24 °C');

    const second = await restartWatched(first);
    await second.pass(20, 2);
    expect(await only(second)).toMatchObject({ state: 'cleared-unacknowledged', shelved: again.shelved });
    await second.time.advance({ hours: 1 });
    expect((await only(second)).shelved).toBeNull();
    const third = await restartWatched(second);
    expect((await only(third)).shelved).toBeNull();
  });

  it('comes back at once when somebody says so, and stays back over a restart', async () => {
    const first = await startTooWarm();
    const { id } = await only(first);
    await expect(first.procedures.alarm.unshelve({ id }, brewer)).rejects.toThrow('not shelved');
    await first.procedures.alarm.shelve({ id, ...wish }, brewer);
    expect(await first.procedures.alarm.unshelve({ id }, brewer)).toMatchObject({ id, shelved: null });
    expect(await logged(first)).toContain(
      'Alarm no longer shelved, says Ada: Watch: Beer is at 25 °C, above 24 °C',
    );
    expect((await only(await restartWatched(first))).shelved).toBeNull();
  });

  it('is left alone by whoever acknowledges all', async () => {
    const test = await startTooWarm();
    const { id } = await only(test);
    await test.procedures.alarm.shelve({ id, ...wish }, brewer);
    expect(await test.procedures.alarm.acknowledgeAll(undefined, brewer)).toEqual([]);
    expect(await only(test)).toMatchObject({ state: 'unacknowledged' });
    expect(await test.procedures.alarm.acknowledge({ id }, brewer)).toMatchObject({ state: 'acknowledged' });
  });

  it('is no longer shelved when its rule is', async () => {
    const test = await startTooWarm();
    await test.procedures.alarm.shelve({ id: (await only(test)).id, ...wish }, brewer);
    const [rule] = await test.procedures.alarmRule.list(undefined, brewer);
    if (rule === undefined) throw new Error('There is no rule');
    await test.procedures.alarmRule.update({ ...rule, enabled: false }, brewer);
    expect(await only(test)).toMatchObject({ state: 'cleared-unacknowledged', shelved: null });
    await test.procedures.alarmRule.update(rule, brewer);
    expect(await test.pass(25, 2)).toEqual(['rule unacknowledged']);
    expect((await only(test)).shelved).toBeNull();
  });

  it('is for an hour at most when it is critical, also when it becomes critical', async () => {
    const test = await startTooWarm({ priority: 'critical' });
    const { procedures, time } = test;
    const { id } = await only(test);
    const long = { id, forS: 24 * HOUR_S, reason: 'Tomorrow' };
    await expect(procedures.alarm.shelve(long, brewer)).rejects.toThrow('at most an hour');
    const [rule] = await procedures.alarmRule.list(undefined, brewer);
    if (rule === undefined) throw new Error('There is no rule');
    await procedures.alarmRule.update({ ...rule, priority: 'high' }, brewer);
    await time.advance({ seconds: 2 });
    await procedures.alarm.shelve(long, brewer);
    await procedures.alarmRule.update(rule, brewer);
    await time.advance({ seconds: 2 });
    expect((await only(test)).shelved?.untilMs).toBeLessThanOrEqual(time.wallMs() + HOUR_S * 1000);
    await time.advance({ hours: 1 });
    expect(await only(test)).toMatchObject({ priority: 'critical', shelved: null });
  });

  it('does not stay shelved for longer because somebody sets the clock back, before or after a restart', async () => {
    const first = await startTooWarm();
    await first.procedures.alarm.shelve({ id: (await only(first)).id, ...wish }, brewer);
    first.time.jumpWall(-365 * 86_400_000);
    await first.time.advance({ seconds: 2 });
    const left = async (test: WatchedFermenter) =>
      ((await only(test)).shelved?.untilMs ?? 0) - test.time.wallMs();
    expect(await left(first)).toBeLessThanOrEqual(HOUR_S * 1000);
    const second = await restartWatched(first);
    await second.console.stop();
    second.time.jumpWall(-365 * 86_400_000);
    const third = await restartWatched(second);
    // What is left of the hour is not known any more: a day is the longest that anything is shelved.
    expect(await left(third)).toBeLessThanOrEqual(24 * HOUR_S * 1000);
    const { shelved } = await only(third);
    await third.time.advance({ minutes: 1 });
    expect((await only(await restartWatched(third))).shelved).toEqual(shelved);
  });

  it('is back when the clock says so, though the computer has slept', async () => {
    const test = await startTooWarm();
    await test.procedures.alarm.shelve({ id: (await only(test)).id, ...wish }, brewer);
    test.time.jumpWall(2 * HOUR_S * 1000);
    await test.time.advance({ seconds: 2 });
    expect((await only(test)).shelved).toBeNull();
  });
});

describe('a shelf whose alarm is over', () => {
  /** What is on the shelf, and what the channel said last of these alarms. */
  const shelf = async ({ procedures }: Pick<WatchedFermenter, 'procedures'>): Promise<Alarm[]> =>
    procedures.alarm.shelved(undefined, brewer);

  /** A shelved alarm that was acknowledged, and whose cause is gone. */
  async function startRested(): Promise<WatchedFermenter & { readonly id: AlarmId; readonly told: Alarm[] }> {
    const test = await startTooWarm();
    const { id } = await only(test);
    const told: Alarm[] = [];
    test.console.services.hub.subscribe('alarms', ({ frame }) => {
      const { events } = JSON.parse(frame.toString()) as { events: { payload: Alarm }[] };
      told.push(...events.map(({ payload }) => payload));
    });
    await test.procedures.alarm.shelve({ id, ...wish }, brewer);
    await test.procedures.alarm.acknowledge({ id }, brewer);
    expect(await shelf(test)).toEqual([await only(test)]);
    expect(await test.pass(20, 2)).toEqual([]);
    return { ...test, id, told };
  }

  it('is listed and can be taken back, after a restart as well', async () => {
    const first = await startRested();
    const { id } = first;
    const rested = { id, state: 'normal', shelved: { by: 'Ada', reason: wish.reason } };
    expect(await shelf(first)).toMatchObject([rested]);
    const second = await restartWatched(first);
    expect(await shelf(second)).toMatchObject([rested]);
    expect(await second.procedures.alarm.unshelve({ id }, brewer)).toMatchObject({
      id,
      state: 'normal',
      shelved: null,
    });
    expect(await shelf(second)).toEqual([]);
    expect(await logged(second)).toContain(
      'Alarm no longer shelved, says Ada: Watch: Beer is at 25 °C, above 24 °C',
    );
    expect(await second.pass(25, 2)).toEqual(['rule unacknowledged']);
    expect((await only(second)).shelved).toBeNull();
    await expect(second.procedures.alarm.unshelve({ id }, brewer)).rejects.toThrow('over, or never was');
  });

  it('passes to the next alarm about the same, and ends with its time', async () => {
    const test = await startRested();
    const { id, told } = test;
    await vi.waitFor(() =>
      expect(told.at(-1)).toMatchObject({ id, state: 'normal', shelved: { by: 'Ada' } }),
    );
    expect(await test.pass(25, 2)).toEqual(['rule unacknowledged']);
    const again = await only(test);
    expect(await shelf(test)).toEqual([again]);
    await vi.waitFor(() =>
      expect(told.slice(-2)).toMatchObject([{ id, state: 'normal', shelved: null }, { id: again.id }]),
    );
    await test.procedures.alarm.acknowledge({ id: again.id }, brewer);
    await test.pass(20, 2);
    expect(await shelf(test)).toMatchObject([{ id: again.id, state: 'normal' }]);
    await test.time.advance({ hours: 1 });
    expect(await shelf(test)).toEqual([]);
    await vi.waitFor(() =>
      expect(told.at(-1)).toMatchObject({ id: again.id, state: 'normal', shelved: null }),
    );
    expect(await logged(test)).toContain(
      'Alarm no longer shelved, the time that Ada asked for is over (Probe is being replaced): Watch: Beer is at 25 °C, above 24 °C',
    );
  });

  it('is gone with its rule', async () => {
    const test = await startRested();
    const [rule] = await test.procedures.alarmRule.list(undefined, brewer);
    await test.procedures.alarmRule.remove({ id: rule?.id ?? ('' as never) }, brewer);
    expect(await shelf(test)).toEqual([]);
  });

  it('is gone with a notice, which never comes again', async () => {
    const time = new ManualTime();
    const test = await startTestConsole({ time });
    const plan = fermentation('Ale', [point(0, 20, 'step', 'Pitch'), point(3600, 20)]);
    const { id: profileId } = await test.procedures.profile.create(plan, brewer);
    await test.procedures.run.start({ vesselId: fermenterId, profileId }, brewer);
    await time.advance({ seconds: 2 });
    const { id, code } = await only(test);
    expect(code).toBe('profile-event');
    await test.procedures.alarm.shelve({ id, ...wish }, brewer);
    await test.procedures.alarm.acknowledge({ id }, brewer);
    expect(await shelf(test)).toEqual([]);
  });
});

describe('what cannot be shelved', () => {
  it('is the emergency stop, and an alarm that is over', async () => {
    const test = await startTestConsole({ time: new ManualTime() });
    const { procedures } = test;
    await procedures.system.emergencyStop(undefined, brewer);
    const { id } = await only(test);
    await expect(procedures.alarm.shelve({ id, ...wish }, brewer)).rejects.toThrow(
      'The emergency stop cannot be shelved',
    );
    await expect(procedures.alarm.shelve({ id: 'alarm-x' as AlarmId, ...wish }, brewer)).rejects.toThrow(
      'This alarm is over, or never was',
    );
  });
});

describe('alarms from outside', () => {
  const say = (payload: Record<string, unknown>) => ({
    channel: 'alarms',
    payload: { source: 'glycol', message: 'Low', ...payload } as never,
  });

  it('bring priority and words of their own, which may change', async () => {
    const test = await startTestConsole();
    const { procedures } = test;
    const words = { consequence: 'Nothing is cooled.', response: 'Fill up.' };
    await procedures.channel.publish(say({ priority: 'low', ...words }), brewer);
    expect(await only(test)).toMatchObject({
      code: 'external',
      priority: 'low',
      ...words,
    });
    await procedures.channel.publish(say({ priority: 'critical' }), brewer);
    expect(await only(test)).toMatchObject({ priority: 'critical' });
    await expect(procedures.channel.publish(say({ priority: 'huge' }), brewer)).rejects.toThrow('priority');
  });

  it('are shelved each by itself: another message of the same program is heard', async () => {
    const { procedures } = await startTestConsole();
    await procedures.channel.publish(say({}), brewer);
    const [first] = await procedures.alarm.list({}, brewer);
    await procedures.alarm.shelve({ id: first?.id ?? ('' as AlarmId), ...wish }, brewer);
    await procedures.channel.publish(say({ message: 'Leak' }), brewer);
    const shelved = (await procedures.alarm.list({}, brewer)).map(
      (alarm) => `${alarm.message} ${alarm.shelved !== null}`,
    );
    expect(shelved).toEqual(['Low true', 'Leak false']);
  });
});
