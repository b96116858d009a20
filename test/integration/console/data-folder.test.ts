import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addFermenter, fermenterId } from '#test/rig/brewery.ts';
import { brewer, startTestConsole, temporaryFolder } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { createTestBoard } from '#test/rig/test-board.ts';

describe('a database that cannot be read', () => {
  it('is set aside, and the console starts with no vessels and an alarm, never with a simulated brewery', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(
      join(dataDir, 'maelstrom.db'),
      'this is no database, but somebody has it here\n'.repeat(200),
    );
    const { procedures } = await startTestConsole({ dataDir });
    expect(await procedures.vessel.list(undefined, brewer)).toEqual([]);
    expect((await procedures.system.status(undefined, brewer)).firstStart).toBe(false);
    const [alarm] = await procedures.alarm.list({}, brewer);
    expect(alarm).toMatchObject({ code: 'database-set-aside', state: 'unacknowledged' });
    const aside = readdirSync(dataDir).filter((name) => alarm?.message.includes(name) === true);
    expect(aside.some((name) => name !== 'maelstrom.db')).toBe(true);
  });
});

describe('simulated time', () => {
  it('goes on after a restart where it was', async () => {
    const dataDir = temporaryFolder();
    const start = Date.now() + 30 * 86_400_000;
    const time = new ManualTime(start, 60);
    const first = await startTestConsole({ dataDir, time, speed: 60 });
    await time.advance({ hours: 2 });
    await first.console.stop();
    const second = await startTestConsole({ dataDir, speed: 60, time: null });
    const { nowMs } = await second.procedures.system.status(undefined, brewer);
    expect(nowMs).toBeGreaterThanOrEqual(start + 2 * 3_600_000 - 10_000);
    expect(nowMs).toBeLessThan(start + 3 * 3_600_000);
  });

  it('is refused where a real device has been, in words, with the folder as it was', async () => {
    const board = createTestBoard();
    const first = await startTestConsole({ families: [board.family] });
    await addFermenter(first);
    await first.console.stop();
    await expect(startTestConsole({ dataDir: first.dataDir, speed: 60, time: null })).rejects.toThrow(
      'real device',
    );
  });

  it('opens simulated devices only; a real one says that it is not driven', async () => {
    const board = createTestBoard();
    const time = new ManualTime(Date.now(), 60);
    const test = await startTestConsole({ families: [board.family], speed: 60, time });
    const vessel = await addFermenter(test);
    await time.advance({ seconds: 2 });
    const devices = await test.procedures.device.list(undefined, brewer);
    expect(devices.map(({ device, state }) => `${device.name}: ${state.text}`)).toEqual([
      'Simulated brewery: Connected',
      'Board: Not driven: simulated time',
    ]);
    expect(await test.procedures.vessel.state({ id: vessel.id }, brewer)).toMatchObject({
      pvBad: 'not-driven',
    });
    expect(board.writes).toEqual([]);
  });
});

describe('history', () => {
  it('is not lost to a clock that stands years ahead for a while', async () => {
    const time = new ManualTime();
    const { procedures } = await startTestConsole({ time });
    const fromMs = time.wallMs();
    await time.advance({ minutes: 15 });
    time.jumpWall(10 * 365 * 86_400_000);
    await time.advance({ minutes: 25 });
    const [beer] = await procedures.history.range(
      { series: ['point.fermenter-1-beer'], fromMs, toMs: fromMs + 15 * 60_000, maxPoints: 5000 },
      brewer,
    );
    expect(beer?.atMs.length).toBeGreaterThan(80);
  });

  it('has one sample of each series for ten seconds, with bands of heat and cold, read in a worker', async () => {
    const time = new ManualTime();
    const { procedures } = await startTestConsole({ time });
    const fromMs = time.wallMs();
    await time.advance({ minutes: 30 });
    const series = (await procedures.history.series(undefined, brewer)).map((each) => each.series);
    expect(series).toContain(`sp.${fermenterId}`);
    const [beer, cooler] = await procedures.history.range(
      {
        series: ['point.fermenter-1-beer', 'point.fermenter-1-cooler'],
        fromMs,
        toMs: time.wallMs(),
        maxPoints: 5000,
      },
      brewer,
    );
    expect(beer?.atMs.length).toBeGreaterThan(175);
    expect(
      beer?.min.every((low, i) => low <= (beer.mean[i] ?? 0) && (beer.mean[i] ?? 0) <= (beer.max[i] ?? 0)),
    ).toBe(true);
    // The compressor waits its five minutes, and then cools from 20 to 18 °C.
    expect(cooler?.max[0]).toBe(0);
    expect(Math.max(...(cooler?.max ?? []))).toBe(100);
    await expect(
      procedures.history.range({ series: ['point.a'], fromMs: 5, toMs: 5 }, brewer),
    ).rejects.toThrow('must be before');
  });
});
