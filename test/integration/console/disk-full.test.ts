import { describe, expect, it, onTestFinished } from 'vitest';
import { ChannelHub } from '#main/app/channel-hub.ts';
import type { Store } from '#main/app/ports/store.ts';
import { createProcedures } from '#main/app/procedures.ts';
import { createServices } from '#main/app/service-graph.ts';
import { createHistoryReader } from '#main/storage/history-reader.ts';
import { openStore } from '#main/storage/open-store.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { addFermenter } from '#test/rig/brewery.ts';
import { brewer, temporaryFolder } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { createTestBoard } from '#test/rig/test-board.ts';

/** The core on a real database whose disk fills up when the test says so. */
async function startOnFillingDisk() {
  const opened = openStore(temporaryFolder());
  const disk = { full: false };
  const refuse = (): void => {
    if (disk.full) throw new AppError('storage-failed', 'The disk is full');
  };
  const store: Store = {
    ...opened.store,
    switches: {
      list: () => opened.store.switches.list(),
      put: (record) => (refuse(), opened.store.switches.put(record)),
    },
    samples: {
      trim: (before) => opened.store.samples.trim(before),
      append: (samples) => (refuse(), opened.store.samples.append(samples)),
    },
    alarms: { ...opened.store.alarms, put: (alarm) => (refuse(), opened.store.alarms.put(alarm)) },
    vessels: { ...opened.store.vessels, put: (vessel) => (refuse(), opened.store.vessels.put(vessel)) },
    transaction: (work) => opened.store.transaction(work),
  };
  const time = new ManualTime();
  const board = createTestBoard();
  const history = createHistoryReader({
    databasePath: opened.databasePath,
    workerUrl: new URL('../../../src/main/storage/history-worker.ts', import.meta.url),
  });
  let made = 0;
  const { services, loop } = createServices({
    kernel: {
      clock: time,
      store,
      hub: new ChannelHub({ epoch: 'test', wallMs: () => time.wallMs() }),
      newId: (prefix) => `${prefix}-${(made += 1)}`,
    },
    families: new Map([[board.family.name, board.family]]),
    history,
    ports: { list: () => Promise.resolve({ ports: [], problem: null }) },
    version: 'test',
    setAside: null,
  });
  onTestFinished(async () => {
    await history.close();
    opened.store.close();
  });
  time.start((nowMs) => {
    services.devices.step(nowMs);
    loop.step(nowMs);
  });
  const procedures = createProcedures(services);
  const vessel = await addFermenter({ procedures });
  board.show('beer', 25);
  board.show('air', 20);
  return { disk, time, board, procedures, vessel, services };
}

describe('a disk that is full', () => {
  it('keeps a compressor off whose switch cannot be stored, says so, and lets it run when there is room again', async () => {
    const { disk, time, board, procedures, vessel, services } = await startOnFillingDisk();
    await procedures.vessel.setSetpoint({ id: vessel.id, spC: 15 }, brewer);
    await procedures.vessel.setMode({ id: vessel.id, mode: 'auto' }, brewer);
    await time.advance({ minutes: 4 });
    disk.full = true;
    await time.advance({ minutes: 10 });
    expect(board.writes.filter(({ address, outPct }) => address === 'cooler' && outPct > 0)).toEqual([]);
    const codes = services.alarms.list({}).map(({ code, source }) => `${code} ${source}`);
    expect(codes).toContain(`storage-failing ${vessel.id}`);
    expect(codes).toContain('storage-failing console');
    disk.full = false;
    await time.advance({ minutes: 1 });
    expect(board.outputs.get('cooler')).toBe(100);
    expect(services.alarms.list({}).map(({ state }) => state)).not.toContain('unacknowledged');
  });

  it('gives a running compressor its whole rest when its stop could not be stored', async () => {
    const { disk, time, board, procedures, vessel } = await startOnFillingDisk();
    await procedures.vessel.setSetpoint({ id: vessel.id, spC: 15 }, brewer);
    await procedures.vessel.setMode({ id: vessel.id, mode: 'auto' }, brewer);
    await time.advance({ minutes: 10 });
    expect(board.outputs.get('cooler')).toBe(100);
    disk.full = true;
    board.show('beer', 10);
    await time.advance({ seconds: 10 });
    expect(board.outputs.get('cooler')).toBe(0);
    board.show('beer', 25);
    disk.full = false;
    const sinceMs = time.nowMs();
    await time.advance({ minutes: 8 });
    const starts = board.writes.filter(
      ({ address, outPct, nowMs }) => address === 'cooler' && outPct > 0 && nowMs > sinceMs,
    );
    expect((starts[0]?.nowMs ?? 0) - sinceMs).toBeGreaterThan(290_000);
  });

  it('refuses in words what a person asks to store, and nothing changes', async () => {
    const { disk, procedures, vessel } = await startOnFillingDisk();
    disk.full = true;
    await expect(procedures.vessel.setSetpoint({ id: vessel.id, spC: 15 }, brewer)).rejects.toThrow(
      'disk is full',
    );
    expect((await procedures.vessel.get({ id: vessel.id }, brewer)).control.spC).toBe(20);
  });
});
