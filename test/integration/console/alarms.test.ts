import { describe, expect, it } from 'vitest';
import { mashTunId } from '#test/rig/brewery.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';

describe('an alarm from outside', () => {
  const publish = (message: string) => ({
    channel: 'alarms',
    payload: { source: 'glycol chiller', message },
  });

  it('is raised once however often it is said, acknowledged, cleared, and then history', async () => {
    const { procedures } = await startTestConsole();
    await procedures.channel.publish(publish('Low pressure'), brewer);
    await procedures.channel.publish(publish('Low pressure'), brewer);
    const [alarm, ...more] = await procedures.alarm.list({}, brewer);
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({ code: 'external', state: 'unacknowledged', message: 'Low pressure' });
    if (alarm === undefined) throw new Error('no alarm');

    const acknowledged = await procedures.alarm.acknowledge({ id: alarm.id }, brewer);
    expect(acknowledged).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Ada' });
    expect(await procedures.alarm.clearExternal({ id: alarm.id }, brewer)).toMatchObject({ state: 'normal' });
    expect(await procedures.alarm.list({}, brewer)).toEqual([]);
    expect(await procedures.alarm.list({ history: true }, brewer)).toMatchObject([
      { id: alarm.id, state: 'normal' },
    ]);
  });

  it('keeps its state over a restart, and is on the channel for who comes later', async () => {
    const first = await startTestConsole();
    await first.procedures.channel.publish(publish('Low pressure'), brewer);
    await first.console.stop();
    const { procedures } = await startTestConsole({ dataDir: first.dataDir });
    expect(await procedures.alarm.list({}, brewer)).toMatchObject([{ state: 'unacknowledged' }]);
    const retained = await procedures.channel.latest({ channel: 'alarms' }, brewer);
    expect(retained.map(({ payload }) => payload)).toMatchObject([{ message: 'Low pressure' }]);
    const messages = (await procedures.log.list({}, brewer)).map(({ message }) => message);
    expect(messages).toContain('Alarm: Low pressure');
  });

  it('can be raised a hundred times, and is refused in words after that', async () => {
    const { procedures } = await startTestConsole();
    for (let i = 0; i < 100; i += 1) await procedures.channel.publish(publish(`Number ${i}`), brewer);
    await expect(procedures.channel.publish(publish('One more'), brewer)).rejects.toThrow(
      'already 100 alarms',
    );
    expect(await procedures.alarm.acknowledgeAll(undefined, brewer)).toHaveLength(100);
  });
});

describe('a mash tun whose element is dead', () => {
  it('raises an alarm when its volume and power would have sufficed', async () => {
    const time = new ManualTime();
    const { procedures } = await startTestConsole({ time });
    // The console is told of an element of 50 kW, the simulated one has 3 kW.
    await procedures.vessel.update({ id: mashTunId, heaterW: 50_000 }, brewer);
    await procedures.vessel.setMode({ id: mashTunId, mode: 'auto' }, brewer);
    await time.advance({ minutes: 5 });
    expect(await procedures.alarm.list({}, brewer)).toEqual([]);
    await time.advance({ minutes: 10 });
    expect(await procedures.alarm.list({}, brewer)).toMatchObject([
      { code: 'setpoint-not-reached', source: mashTunId },
    ]);
    await procedures.vessel.stop({ id: mashTunId }, brewer);
    await time.advance({ seconds: 2 });
    expect(await procedures.alarm.list({}, brewer)).toMatchObject([{ state: 'cleared-unacknowledged' }]);
  });
});

describe('the alarm about a setpoint that is not reached', () => {
  it('stands over a restart until the setpoint is reached, or nothing is regulated any more', async () => {
    const time = new ManualTime();
    const { procedures, console, dataDir } = await startTestConsole({ time });
    await procedures.vessel.update({ id: mashTunId, heaterW: 50_000 }, brewer);
    await procedures.vessel.setMode({ id: mashTunId, mode: 'auto' }, brewer);
    await time.advance({ minutes: 15 });
    await console.stop();
    const second = await startTestConsole({ time, dataDir });
    const states = async () =>
      (await second.procedures.alarm.list({}, brewer)).map(({ code, state }) => `${code} ${state}`);
    await time.advance({ seconds: 5 });
    expect(await states()).toEqual(['setpoint-not-reached unacknowledged']);
    await second.procedures.vessel.stop({ id: mashTunId }, brewer);
    await time.advance({ seconds: 2 });
    expect(await states()).toEqual(['setpoint-not-reached cleared-unacknowledged']);
  });
});

describe('outputs that were set by hand', () => {
  it('are at 0 % after a restart, and an alarm says so until they are set again', async () => {
    const first = await startTestConsole({ time: new ManualTime() });
    await first.procedures.vessel.setMode({ id: mashTunId, mode: 'manual' }, brewer);
    await first.procedures.vessel.setOutput({ id: mashTunId, heatPct: 60, coolPct: 0 }, brewer);
    await first.console.stop();
    const { procedures } = await startTestConsole({ dataDir: first.dataDir });
    const { control } = await procedures.vessel.get({ id: mashTunId }, brewer);
    expect(control).toMatchObject({ mode: 'manual', manualHeatPct: 0 });
    expect(await procedures.alarm.list({}, brewer)).toMatchObject([{ code: 'manual-output-reset' }]);
    await procedures.vessel.setOutput({ id: mashTunId, heatPct: 60, coolPct: 0 }, brewer);
    expect(await procedures.alarm.list({}, brewer)).toMatchObject([{ state: 'cleared-unacknowledged' }]);
  });
});
