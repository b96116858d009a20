import { describe, expect, it } from 'vitest';
import type { AlarmCondition, AlarmRule } from '#shared/domain/alarm-rule.ts';
import type { DeviceId, PointId, VesselId } from '#shared/domain/ids.ts';
import { usualReadingRules } from '#shared/domain/point.ts';
import {
  aRule,
  deviceSubject,
  pointSubject,
  restartWatched,
  startWatchedFermenter,
  vesselSubject,
} from '#test/rig/alarm-rules.ts';
import { fermenterId, mashTunId } from '#test/rig/brewery.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';

const tooWarm = (id: PointId): AlarmCondition => ({
  when: 'above',
  subject: pointSubject(id),
  limitC: 24,
  hysteresisC: 0.5,
});

describe('a rule on a sensor', () => {
  it('raises its alarm with the words of the user, and ends it when the value has come back', async () => {
    const { beer, watch, pass, procedures } = await startWatchedFermenter();
    const words = {
      consequence: 'The yeast makes fusel alcohols.',
      response: 'Open the door of the cellar.',
    };
    const rule = await watch(tooWarm(beer), { name: 'Too warm', priority: 'high', onDelayS: 30, ...words });
    expect(await pass(25, 30)).toEqual([]);
    expect(await pass(25, 2)).toEqual(['rule unacknowledged']);
    expect(await procedures.alarm.list({}, brewer)).toMatchObject([
      {
        code: 'rule',
        ruleId: rule.id,
        priority: 'high',
        source: beer,
        sourceName: 'Beer',
        message: 'Too warm: Beer is at 25 °C, above 24 °C',
        ...words,
      },
    ]);
    expect(await pass(23.7, 5)).toEqual(['rule unacknowledged']);
    expect(await pass(23.4, 2)).toEqual(['rule cleared-unacknowledged']);
  });

  it('says what to do though the user has written nothing', async () => {
    const { beer, watch, pass, procedures } = await startWatchedFermenter();
    await watch(tooWarm(beer));
    await pass(25, 2);
    const [alarm] = await procedures.alarm.list({}, brewer);
    expect(alarm?.consequence).toMatch(/\w{4}/);
    expect(alarm?.response).toMatch(/\w{4}/);
  });

  it('is neither raised nor ended by a probe that does not answer, which another rule watches', async () => {
    const { beer, watch, pass } = await startWatchedFermenter();
    await watch(tooWarm(beer));
    await watch({ when: 'silent', subject: pointSubject(beer), forS: 60 }, { name: 'Silent' });
    await pass(25, 2);
    expect(await pass(null, 30)).toEqual(['rule unacknowledged']);
    expect(await pass(null, 40)).toEqual(['rule unacknowledged', 'rule unacknowledged']);
    expect(await pass(20, 2)).toEqual(['rule cleared-unacknowledged', 'rule cleared-unacknowledged']);
  });

  it('stands over a restart until the value is known to be back, and watches again after it', async () => {
    const first = await startWatchedFermenter();
    await first.watch(tooWarm(first.beer));
    await first.pass(25, 2);
    const second = await restartWatched(first);
    expect(await second.pass(null, 20)).toEqual(['rule unacknowledged']);
    expect(await second.pass(23.8, 5)).toEqual(['rule unacknowledged']);
    expect(await second.pass(20, 2)).toEqual(['rule cleared-unacknowledged']);
    expect(await second.pass(25, 2)).toEqual(['rule unacknowledged']);
  });

  it('sees how fast the value rises', async () => {
    const { beer, watch, pass, states } = await startWatchedFermenter();
    const limits = { direction: 'rising', cPerH: 10, overS: 60 } as const;
    await watch({ when: 'rate', subject: pointSubject(beer), ...limits });
    await pass(20, 120);
    expect(await states()).toEqual([]);
    for (let i = 0; i < 60; i += 1) await pass(20 + i / 60, 1);
    expect(await states()).toEqual(['rule unacknowledged']);
  });

  it('watches a contact', async () => {
    const { device, board, watch, time, states, procedures } = await startWatchedFermenter();
    const config = {
      kind: 'input',
      name: 'Pilot light',
      deviceId: device,
      address: 'pilot',
      inverted: true,
    } as const;
    const { id } = await procedures.point.create(config, brewer);
    await watch({ when: 'input', subject: pointSubject(id), is: 'off' });
    board.show('pilot', 0);
    await time.advance({ seconds: 5 });
    expect(await states()).toEqual([]);
    board.show('pilot', 1);
    await time.advance({ seconds: 2 });
    expect(await states()).toEqual(['rule unacknowledged']);
  });
});

describe('a rule on a device', () => {
  it('holds while the link is lost for long enough', async () => {
    const { device, board, watch, time, states } = await startWatchedFermenter();
    await watch({ when: 'silent', subject: deviceSubject(device), forS: 120 });
    board.link('lost', 'cable');
    await time.advance({ seconds: 100 });
    expect(await states()).toEqual(['device-lost unacknowledged']);
    await time.advance({ seconds: 30 });
    expect(await states()).toEqual(['device-lost unacknowledged', 'rule unacknowledged']);
    board.link('connected', 'Connected');
    await time.advance({ seconds: 2 });
    expect((await states())[1]).toBe('rule cleared-unacknowledged');
  });
});

describe('a rule on a vessel', () => {
  it('measures the deviation from the setpoint in force, in auto only', async () => {
    const { vessel, watch, pass, procedures } = await startWatchedFermenter();
    await watch({ when: 'deviation', subject: vesselSubject(vessel.id), bandC: 2, hysteresisC: 0.5 });
    expect(await pass(25, 5)).toEqual([]);
    await procedures.vessel.setMode(
      { id: vessel.id, mode: 'auto', target: 'beer', source: 'constant' },
      brewer,
    );
    expect(await pass(25, 5)).toEqual(['rule unacknowledged']);
    await procedures.vessel.stop({ id: vessel.id }, brewer);
    expect(await pass(25, 2)).toEqual(['rule cleared-unacknowledged']);
  });

  it('tells of a simulated mash tun that does not reach its setpoint in time, and then that it has', async () => {
    const time = new ManualTime();
    const { procedures } = await startTestConsole({ time });
    const subject = vesselSubject(mashTunId);
    const watch = (rule: AlarmCondition, name: string) =>
      procedures.alarmRule.create(aRule(rule, { name }), brewer);
    await watch({ when: 'not-reached', subject, withinS: 600 }, 'Late');
    await watch({ when: 'above', subject, limitC: 60, hysteresisC: 0 }, 'Hot');
    await procedures.vessel.setMode({ id: mashTunId, mode: 'auto' }, brewer);
    const messages = async () =>
      (await procedures.alarm.list({}, brewer)).map(({ message, state }) => `${state} ${message}`);
    await time.advance({ minutes: 9 });
    expect(await messages()).toEqual([]);
    await time.advance({ minutes: 2 });
    expect(await messages()).toEqual([
      expect.stringMatching(/^unacknowledged Late: Mash tun is at .+ 66 °C is not reached after 10 min$/),
    ]);
    await time.advance({ minutes: 30 });
    expect(await messages()).toEqual([
      expect.stringMatching(/^cleared-unacknowledged Late/),
      expect.stringMatching(/^unacknowledged Hot: Mash tun is at 6\d/),
    ]);
  });

  it('works in simulated time', async () => {
    const time = new ManualTime(undefined, 60);
    const { procedures } = await startTestConsole({ time, speed: 60 });
    const condition: AlarmCondition = {
      when: 'above',
      subject: vesselSubject(fermenterId),
      limitC: 5,
      hysteresisC: 0,
    };
    await procedures.alarmRule.create(aRule(condition, { onDelayS: 3600 }), brewer);
    await time.advance({ minutes: 59 });
    expect(await procedures.alarm.list({}, brewer)).toEqual([]);
    await time.advance({ minutes: 2 });
    expect(await procedures.alarm.list({}, brewer)).toMatchObject([{ code: 'rule', source: fermenterId }]);
  });
});

describe('changing a rule', () => {
  it('ends the alarm when it is disabled, removed, or watches something else', async () => {
    const { beer, watch, pass, procedures, states } = await startWatchedFermenter();
    const rule = await watch(tooWarm(beer));
    const change = (next: Partial<AlarmRule>) => procedures.alarmRule.update({ ...rule, ...next }, brewer);
    await pass(25, 2);
    await change({ enabled: false });
    expect(await states()).toEqual(['rule cleared-unacknowledged']);
    expect(await pass(25, 5)).toEqual(['rule cleared-unacknowledged']);
    await change({ enabled: true });
    expect(await pass(25, 2)).toEqual(['rule unacknowledged']);
    await change({ condition: { ...tooWarm(beer), limitC: 26 } as AlarmCondition });
    expect(await pass(25, 2)).toEqual(['rule cleared-unacknowledged']);
    await change({});
    expect(await pass(25, 2)).toEqual(['rule unacknowledged']);
    await procedures.alarmRule.remove({ id: rule.id }, brewer);
    expect(await states()).toEqual(['rule cleared-unacknowledged']);
    expect(await procedures.alarmRule.list(undefined, brewer)).toEqual([]);
  });

  it('goes on through other words and another priority, which the alarm takes over', async () => {
    const { beer, watch, pass, procedures } = await startWatchedFermenter();
    const rule = await watch(tooWarm(beer));
    await pass(25, 2);
    const [before] = await procedures.alarm.list({}, brewer);
    await procedures.alarmRule.update({ ...rule, priority: 'critical', response: 'Call Ada.' }, brewer);
    await pass(25, 2);
    expect(await procedures.alarm.list({}, brewer)).toMatchObject([
      { id: before?.id, priority: 'critical', response: 'Call Ada.', state: 'unacknowledged' },
    ]);
  });

  it('is told on its channel, and kept', async () => {
    const first = await startWatchedFermenter();
    const kept = await first.watch(tooWarm(first.beer), { name: 'Kept' });
    const gone = await first.watch(tooWarm(first.beer), { name: 'Gone' });
    await first.procedures.alarmRule.remove({ id: gone.id }, brewer);
    const told = await first.procedures.channel.latest({ channel: 'alarm-rules' }, brewer);
    expect(told.map(({ payload }) => payload)).toEqual([{ type: 'saved', rule: kept }]);
    const second = await restartWatched(first);
    expect(await second.procedures.alarmRule.list(undefined, brewer)).toEqual([kept]);
  });

  it('is refused in words where it cannot be', async () => {
    const { beer, device, vessel, watch, procedures } = await startWatchedFermenter();
    const heater = vessel.actuators.heater ?? ('' as PointId);
    const rule = await watch(tooWarm(beer), { name: 'Taken' });
    const other = await watch(tooWarm(beer), { name: 'Other' });
    const level = await procedures.point.create(
      { kind: 'input', name: 'Level', deviceId: device, address: 'level', inverted: false },
      brewer,
    );
    const refusals: [AlarmCondition, string][] = [
      [tooWarm('nothing' as PointId), 'there is no point nothing'],
      [tooWarm(heater), 'Heater is an output'],
      [tooWarm(level.id), 'Level is an input'],
      [{ when: 'input', subject: pointSubject(beer), is: 'on' }, 'Beer is a temperature sensor'],
      [{ when: 'silent', subject: pointSubject(heater), forS: 60 }, 'Heater is an output'],
      [{ when: 'silent', subject: deviceSubject('none' as DeviceId), forS: 60 }, 'there is no device none'],
      [{ ...tooWarm(beer), subject: vesselSubject('none' as VesselId) } as AlarmCondition, 'no vessel none'],
      [
        { when: 'deviation', subject: vesselSubject(vessel.id), bandC: 1, hysteresisC: 1 },
        'hysteresisC: must be smaller',
      ],
    ];
    for (const [condition, words] of refusals) await expect(watch(condition)).rejects.toThrow(words);
    await expect(watch(tooWarm(beer), { name: 'Taken' })).rejects.toThrow('already an alarm named Taken');
    await expect(procedures.alarmRule.update({ ...other, name: 'Taken' }, brewer)).rejects.toThrow('already');
    expect(await procedures.alarmRule.update({ ...rule, onDelayS: 5 }, brewer)).toMatchObject({
      onDelayS: 5,
    });
    await expect(procedures.alarmRule.remove({ id: 'rule-x' as AlarmRule['id'] }, brewer)).rejects.toThrow(
      'There is no alarm rule',
    );
  });

  it('is refused after the five hundredth', async () => {
    const { beer, watch } = await startWatchedFermenter();
    for (let i = 0; i < 500; i += 1) await watch(tooWarm(beer), { name: `Rule ${i}` });
    await expect(watch(tooWarm(beer), { name: 'One more' })).rejects.toThrow('already 500 alarms');
  });
});

describe('what a rule watches', () => {
  it('cannot be removed before the rule', async () => {
    const { device, vessel, watch, procedures } = await startWatchedFermenter();
    const loose = await procedures.point.create(
      {
        kind: 'temperature',
        name: 'Cellar',
        deviceId: device,
        address: 'cellar',
        offsetC: 0,
        readings: usualReadingRules,
      },
      brewer,
    );
    const remove = [
      () => procedures.point.remove({ id: loose.id }, brewer),
      () => procedures.vessel.remove({ id: vessel.id }, brewer),
      () => procedures.device.remove({ id: device }, brewer),
    ];
    const rules = [
      await watch(tooWarm(loose.id), { name: 'Cellar warm' }),
      await watch(
        { when: 'not-reached', subject: vesselSubject(vessel.id), withinS: 600 },
        { name: 'Vessel late' },
      ),
      await watch({ when: 'silent', subject: deviceSubject(device), forS: 60 }, { name: 'Board silent' }),
    ];
    for (const [i, name] of ['Cellar warm', 'Vessel late'].entries()) {
      await expect(remove[i]?.()).rejects.toThrow(`The alarm ${name} watches`);
      await procedures.alarmRule.remove({ id: rules[i]?.id ?? ('' as AlarmRule['id']) }, brewer);
      await remove[i]?.();
    }
    await expect(remove[2]?.()).rejects.toThrow(
      'The alarm Board silent watches Board: remove that alarm first',
    );
    await procedures.alarmRule.remove({ id: rules[2]?.id ?? ('' as AlarmRule['id']) }, brewer);
    await remove[2]?.();
    expect(await procedures.device.list(undefined, brewer)).toEqual([]);
  });

  it('goes with its rules when the first start is emptied', async () => {
    const { procedures } = await startTestConsole();
    const subject = vesselSubject(fermenterId);
    await procedures.alarmRule.create(
      aRule({ when: 'above', subject, limitC: 30, hysteresisC: 1 }, { name: 'Vessel' }),
      brewer,
    );
    await procedures.alarmRule.create(aRule(tooWarm('room' as PointId), { name: 'Point' }), brewer);
    const device = deviceSubject('simulated-brewery' as DeviceId);
    await procedures.alarmRule.create(
      aRule({ when: 'silent', subject: device, forS: 60 }, { name: 'Device' }),
      brewer,
    );
    await procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
    expect(await procedures.alarmRule.list(undefined, brewer)).toEqual([]);
    expect(await procedures.device.list(undefined, brewer)).toEqual([]);
  });
});

describe('a rule that fails', () => {
  it('costs neither the other rules nor the loop', async () => {
    const { beer, watch, pass, procedures, console, faults } = await startWatchedFermenter();
    const broken = await watch(tooWarm(beer), { name: 'Broken' });
    await watch(tooWarm(beer), { name: 'Whole' });
    const messages = async () => (await procedures.alarm.list({}, brewer)).map(({ message }) => message);
    // No one can break a rule from outside: the hub refuses to tell of its alarm.
    const { hub } = console.services;
    const publish = hub.publish.bind(hub);
    hub.publish = (channel, payload, options) => {
      if (JSON.stringify(payload).includes('Broken:')) throw new Error('a fault of the program');
      return publish(channel, payload, options);
    };
    await pass(25, 3);
    expect(await messages()).toEqual(
      expect.arrayContaining([
        expect.stringContaining('a fault of the program'),
        'Whole: Beer is at 25 °C, above 24 °C',
      ]),
    );
    expect(faults.length).toBeGreaterThan(0);
    expect(broken.enabled).toBe(true);
  });
});
