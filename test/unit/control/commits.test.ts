import { describe, expect, it } from 'vitest';
import { withOutputsOff } from '#main/control/vessel-loop.ts';
import { coolerId, heaterId, LoopRig, restedRecords, WALL_MS } from './loop-rig.ts';

const switches = (rig: LoopRig): string[] =>
  rig.commits.map(({ pointId, on }) => `${pointId} ${on ? 'on' : 'off'}`);

describe('what must be stored', () => {
  it('is every switch of a compressor, with the step that makes it', () => {
    const rig = new LoopRig();
    rig.spC = 15;
    expect(rig.step().commits).toEqual([{ pointId: coolerId, on: true }]);
    rig.run(300);
    rig.control({ mode: 'off' });
    expect(rig.step().commits).toEqual([{ pointId: coolerId, on: false }]);
    rig.run(600);
    expect(switches(rig)).toEqual(['cooler on', 'cooler off']);
  });

  it('is that a compressor without a record rests now, once', () => {
    const rig = new LoopRig({ records: [] });
    rig.run(60);
    expect(switches(rig)).toEqual(['cooler off']);
  });

  it('is nothing while nothing changes', () => {
    const rig = new LoopRig();
    rig.run(1000);
    expect(rig.commits).toEqual([]);
  });

  it('is an episode of heating beside a compressor, not its pulses', () => {
    const rig = new LoopRig({ control: { mode: 'manual', manualHeatPct: 40 } });
    rig.run(1800);
    expect(switches(rig)).toEqual(['heater on']);
    rig.control({ manualHeatPct: 0 });
    const offMs = rig.nowMs;
    rig.run(600);
    expect(switches(rig)).toEqual(['heater on', 'heater off']);
    expect(rig.commits[1]?.nowMs).toBeGreaterThanOrEqual(offMs + 60_000);
  });

  it('is no pulse of an SSR, alone or beside a compressor', () => {
    for (const cooler of [null, 'compressor'] as const) {
      const rig = new LoopRig({ heater: 'ssr', cooler, control: { mode: 'manual', manualHeatPct: 35 } });
      rig.run(120, 100);
      expect(rig.commits.length).toBe(cooler === null ? 0 : 1);
    }
  });

  it('is nothing where there is no compressor', () => {
    const rig = new LoopRig({ heater: 'contactor', cooler: 'valve', records: [] });
    rig.spC = 25;
    rig.run(200);
    rig.spC = 15;
    rig.run(200);
    expect(rig.commits).toEqual([]);
  });

  it('is that a compressor is off only when its device has been heard', () => {
    const records = [{ pointId: coolerId, on: true, atMs: WALL_MS - 1000 }];
    const rig = new LoopRig({ records });
    rig.link('cooler', 'connecting');
    rig.run(100);
    expect(rig.commits).toEqual([]);
    rig.link('cooler', 'connected');
    rig.run(2);
    expect(switches(rig)).toEqual(['cooler off']);
  });

  it('is that it may still be on while its device is lost', () => {
    const rig = new LoopRig();
    rig.spC = 15;
    rig.run(10);
    rig.link('cooler', 'lost');
    rig.run(1000);
    expect(switches(rig)).toEqual(['cooler on']);
  });

  it('restores the same waits as the loop itself has', () => {
    const rig = new LoopRig({ records: restedRecords });
    rig.spC = 15;
    rig.run(400);
    rig.control({ mode: 'off' });
    rig.run(100);
    const stored = rig.commits
      .toReversed()
      .filter(({ pointId }, i, all) => all.findIndex((other) => other.pointId === pointId) === i)
      .map(({ pointId, on, nowMs }) => ({ pointId, on, atMs: WALL_MS - (rig.nowMs - nowMs) }));
    const restarted = new LoopRig({ records: stored });
    for (const each of [rig, restarted]) {
      each.control({ mode: 'auto' });
      each.spC = 15;
    }
    expect(restarted.secondsUntilOn('cooler')).toBe(rig.secondsUntilOn('cooler'));
  });
});

describe('outputs that are switched off past the loop', () => {
  it('rest from then on', () => {
    const rig = new LoopRig();
    rig.spC = 15;
    rig.run(200);
    rig.state = withOutputsOff(rig.state, rig.nowMs);
    rig.step();
    expect(rig.output('cooler')).toMatchObject({ on: false, reason: 'min-off-time', remainingS: 299 });
  });

  it('that never ran owe nothing', () => {
    const rig = new LoopRig();
    rig.step();
    rig.state = withOutputsOff(rig.state, rig.nowMs);
    rig.spC = 25;
    rig.step();
    expect(rig.output('heater').on).toBe(true);
    expect(rig.output('heater').pointId).toBe(heaterId);
  });
});
