import { describe, expect, it } from 'vitest';
import { fermenterId, mashTunId } from '#test/rig/brewery.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';

describe('a data folder that never had a database', () => {
  it('gets the simulated brewery, with the fermenter held at 18 °C and the mash tun off', async () => {
    const { procedures } = await startTestConsole();
    const vessels = await procedures.vessel.list(undefined, brewer);
    expect(vessels.map(({ name, control }) => [name, control.mode, control.spC])).toEqual([
      ['Fermenter 1', 'auto', 18],
      ['Mash tun', 'off', 66],
    ]);
    const profiles = await procedures.profile.list(undefined, brewer);
    expect(profiles.map(({ kind }) => kind)).toEqual(['fermentation', 'mash']);
    expect((await procedures.system.status(undefined, brewer)).firstStart).toBe(true);
  });

  it('keeps it when the user says so, and asks no more', async () => {
    const { procedures } = await startTestConsole();
    const status = await procedures.system.chooseFirstStart({ choice: 'keep' }, brewer);
    expect(status.firstStart).toBe(false);
    expect(await procedures.vessel.list(undefined, brewer)).toHaveLength(2);
    await expect(procedures.system.chooseFirstStart({ choice: 'empty' }, brewer)).rejects.toThrow(
      'chosen already',
    );
  });

  it('begins empty when the user says so, and stays empty over a restart', async () => {
    const first = await startTestConsole();
    await first.procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
    await first.console.stop();
    const { procedures } = await startTestConsole({ dataDir: first.dataDir });
    expect(await procedures.vessel.list(undefined, brewer)).toEqual([]);
    expect(await procedures.device.list(undefined, brewer)).toEqual([]);
    expect(await procedures.point.list(undefined, brewer)).toEqual([]);
    expect(await procedures.profile.list(undefined, brewer)).toEqual([]);
  });
});

describe('the simulated brewery', () => {
  it('holds the fermenter near 18 °C, seen through its probes', async () => {
    const time = new ManualTime();
    const { procedures, faults } = await startTestConsole({ time });
    await time.advance({ hours: 8 });
    const state = await procedures.vessel.state({ id: fermenterId }, brewer);
    expect(state.sensors.beer?.valueC).toBeGreaterThan(17.5);
    expect(state.sensors.beer?.valueC).toBeLessThan(18.5);
    // A DS18B20 shows sixteenths of a degree.
    expect((state.sensors.beer?.valueC ?? 0) % 0.0625).toBe(0);
    expect(faults).toEqual([]);
  });

  it('heats the mash tun to its setpoint and holds it there', async () => {
    const time = new ManualTime();
    const { procedures } = await startTestConsole({ time });
    await procedures.vessel.setMode({ id: mashTunId, mode: 'auto' }, brewer);
    await time.advance({ hours: 1 });
    const state = await procedures.vessel.state({ id: mashTunId }, brewer);
    expect(state.pvC).toBeGreaterThan(65.3);
    expect(state.pvC).toBeLessThan(66.7);
    expect(state.outputs[0]?.actualPct).toBeGreaterThan(0);
    expect(await procedures.alarm.list({}, brewer)).toEqual([]);
  });
});
