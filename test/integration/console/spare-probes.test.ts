import { describe, expect, it } from 'vitest';
import type { PointId } from '#shared/domain/ids.ts';
import { noSpares } from '#shared/domain/vessel.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { mash, step } from '#test/rig/plans.ts';
import { alarmOf, startKettle, stateOf } from '#test/rig/probed-kettle.ts';

describe('spare probes', () => {
  it('take over at once in their order, and the first one is read again when it has been good for a minute', async () => {
    const { time, board, procedures, points, id } = await startKettle();
    expect(board.outputs.get('element')).toBe(100);
    board.show('2', 21);
    board.show('1', { quality: 'bad', reason: 'open-circuit' });
    await time.advance({ seconds: 2 });
    const spare = await stateOf(procedures, id);
    expect(spare).toMatchObject({ pvC: 21, pvBad: null });
    expect(spare.sensors.beer).toMatchObject({
      pointId: points.second,
      standsInFor: { pointId: points.first, bad: 'open-circuit' },
    });
    expect(board.outputs.get('element')).toBe(100);
    await time.advance({ seconds: 6 });
    expect(await alarmOf(procedures, 'sensor-spare', points.first)).toMatchObject({
      state: 'unacknowledged',
      priority: 'medium',
      message: 'Kettle: Probe 1, the first of 3 probes: probe does not answer',
    });
    expect(await alarmOf(procedures, 'sensor-bad', id)).toBeUndefined();

    board.silence('2');
    board.show('3', 22);
    await time.advance({ seconds: 12 });
    expect((await stateOf(procedures, id)).sensors.beer).toMatchObject({ pointId: points.third, valueC: 22 });

    board.show('1', 23);
    await time.advance({ seconds: 58 });
    expect((await stateOf(procedures, id)).pvC).toBe(22);
    await time.advance({ seconds: 4 });
    const back = await stateOf(procedures, id);
    expect(back.sensors.beer).toMatchObject({ pointId: points.first, valueC: 23, standsInFor: null });
    expect((await alarmOf(procedures, 'sensor-spare', points.first))?.state).toBe('cleared-unacknowledged');
    // The spare that has died meanwhile is told on its own.
    expect(await alarmOf(procedures, 'sensor-spare', points.second)).toMatchObject({
      state: 'unacknowledged',
      message: 'Kettle: Probe 2, number 2 of 3 probes: last reading is too old',
    });
    board.show('2', 23);
    await time.advance({ seconds: 2 });
    expect((await alarmOf(procedures, 'sensor-spare', points.second))?.state).toBe('cleared-unacknowledged');
  });

  it('that are bad as well leave the role bad: outputs are off, and the alarm says so', async () => {
    const { time, board, procedures, id } = await startKettle();
    for (const address of ['1', '2', '3']) board.show(address, { quality: 'bad', reason: 'crc' });
    await time.advance({ seconds: 1 });
    expect(board.outputs.get('element')).toBe(0);
    expect(await stateOf(procedures, id)).toMatchObject({ pvC: null, pvBad: 'crc' });
    await time.advance({ seconds: 6 });
    expect((await alarmOf(procedures, 'sensor-bad', id))?.state).toBe('unacknowledged');
    board.show('2', 20);
    await time.advance({ seconds: 62 });
    expect((await stateOf(procedures, id)).pvC).toBe(20);
    expect(board.outputs.get('element')).toBe(100);
  });

  it('keep the time of a mash: its timer runs by the probe that is read', async () => {
    const { time, board, procedures, id } = await startKettle();
    board.show('1', { quality: 'bad', reason: 'open-circuit' });
    board.show('2', 66);
    await time.advance({ seconds: 12 });
    const profile = await procedures.profile.create(mash('One rest', [step('Rest', 66, 10)]), brewer);
    await procedures.run.start({ vesselId: id, profileId: profile.id }, brewer);
    await time.advance({ minutes: 11 });
    const runs = await procedures.run.list({}, brewer);
    expect(runs.map(({ state }) => state)).toEqual(['complete']);
  });

  it('hold the heater off when only one of them is too hot', async () => {
    const { time, board, procedures, id } = await startKettle();
    board.show('3', 91);
    await time.advance({ seconds: 1 });
    expect(board.outputs.get('element')).toBe(0);
    expect((await stateOf(procedures, id)).outputs).toMatchObject([{ reason: 'over-temperature' }]);
    expect((await alarmOf(procedures, 'over-temperature', id))?.state).toBe('unacknowledged');
  });

  it('are kept over a restart, and none is removed while a vessel has it', async () => {
    const { time, board, procedures, console, dataDir, points, id } = await startKettle();
    await expect(procedures.point.remove({ id: points.third }, brewer)).rejects.toThrow('Kettle');
    await time.advance({ seconds: 1 });
    await console.stop();
    const again = await startTestConsole({ time: new ManualTime(), dataDir, families: [board.family] });
    const vessel = await again.procedures.vessel.get({ id }, brewer);
    expect(vessel.spareSensors).toEqual({ beer: [points.second, points.third], chamber: [], room: [] });
    // Another change leaves them as they are.
    const renamed = await again.procedures.vessel.update({ id, name: 'Big kettle' }, brewer);
    expect(renamed.spareSensors.beer).toEqual([points.second, points.third]);
  });

  it('are told on the channel, each with what it says', async () => {
    const { time, board, procedures, points } = await startKettle();
    board.show('2', 25);
    await time.advance({ seconds: 2 });
    const events = await procedures.channel.latest({ channel: 'data' }, brewer);
    const told = (pointId: PointId) => events.find(({ key }) => key === pointId)?.payload;
    expect(told(points.first)).toMatchObject({ type: 'point', value: 20 });
    expect(told(points.second)).toMatchObject({ type: 'point', value: 25 });
  });

  it('of a device that is lost are left to the alarm of the device', async () => {
    const { time, board, procedures, points, id } = await startKettle();
    board.link('lost', 'Gone');
    await time.advance({ seconds: 20 });
    expect((await stateOf(procedures, id)).pvBad).toBe('device-lost');
    expect(await alarmOf(procedures, 'sensor-spare', points.first)).toBeUndefined();
  });

  it('leave no alarm behind when their vessel is removed', async () => {
    const { time, board, procedures, points, id } = await startKettle();
    board.silence('2');
    await time.advance({ seconds: 20 });
    expect((await alarmOf(procedures, 'sensor-spare', points.second))?.state).toBe('unacknowledged');
    await procedures.vessel.setMode({ id, mode: 'off' }, brewer);
    await procedures.vessel.remove({ id }, brewer);
    await time.advance({ seconds: 2 });
    expect((await alarmOf(procedures, 'sensor-spare', points.second))?.state).toBe('cleared-unacknowledged');
  });

  it('that make no sense are refused in words', async () => {
    const { procedures, points, id } = await startKettle();
    await procedures.vessel.setMode({ id, mode: 'off' }, brewer);
    const change = (beer: readonly string[], more = {}) =>
      procedures.vessel.update(
        { id, spareSensors: { ...noSpares, beer: beer as PointId[] }, ...more },
        brewer,
      );
    await expect(change([points.second, points.second])).rejects.toThrow('spareSensors.beer.1: ');
    await expect(change([points.first])).rejects.toThrow('already has another role here');
    await expect(change([points.heater])).rejects.toThrow(
      'spareSensors.beer.0: there is no temperature sensor',
    );
    const without = { sensors: { beer: null, chamber: null, room: null } };
    await expect(change([points.second], without)).rejects.toThrow(
      'spareSensors.beer: a spare probe needs a first one',
    );
    await procedures.vessel.setMode({ id, mode: 'auto', source: 'constant' }, brewer);
    await expect(change([])).rejects.toThrow('Kettle is running');
  });
});
