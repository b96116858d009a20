import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { HistoryReader } from '#main/app/ports/store.ts';
import { createHistoryQueries } from '#main/storage/history-queries.ts';
import { createHistoryReader } from '#main/storage/history-reader.ts';
import { openStore } from '#main/storage/open-store.ts';
import type { Sample } from '#shared/domain/history.ts';
import { open, temporaryFolder } from './fixtures.ts';

const T0 = 1_700_000_000_000;
const workerUrl = new URL(import.meta.resolve('#main/storage/history-worker.ts'));

const sample = (n: number, value = n, series = 'point.beer'): Sample => ({
  series,
  atMs: T0 + n * 10_000,
  min: value - 1,
  mean: value,
  max: value + 1,
});

function reader(databasePath: string, url = workerUrl): HistoryReader {
  const history = createHistoryReader({ databasePath, workerUrl: url });
  onTestFinished(() => history.close());
  return history;
}

const everything = { series: ['point.beer'], fromMs: 0, toMs: T0 * 2, maxPoints: 5000 };

const nothing = { series: '', atMs: [], min: [], mean: [], max: [] };

describe('recording', () => {
  it('keeps what it is given, untouched when it is asked for no less', async () => {
    const { store, databasePath } = open(temporaryFolder());
    store.samples.append([sample(0, 20.25), sample(0, 1, 'sp.v1')]);
    store.samples.append([sample(1, 20.5)]);
    const history = reader(databasePath);
    expect(await history.range({ ...everything, maxPoints: 2 })).toEqual([
      {
        series: 'point.beer',
        atMs: [T0, T0 + 10_000],
        min: [19.25, 19.5],
        mean: [20.25, 20.5],
        max: [21.25, 21.5],
      },
    ]);
    expect(await history.series()).toEqual([
      { series: 'point.beer', firstMs: T0, lastMs: T0 + 10_000 },
      { series: 'sp.v1', firstMs: T0, lastMs: T0 },
    ]);
  });

  it('widens an interval that is recorded twice', async () => {
    const { store, databasePath } = open(temporaryFolder());
    store.samples.append([sample(0, 10)]);
    store.samples.append([sample(0, 20)]);
    expect(await reader(databasePath).range(everything)).toEqual([
      { series: 'point.beer', atMs: [T0], min: [9], mean: [15], max: [21] },
    ]);
  });

  it('refuses what is no number, and keeps nothing of that batch', async () => {
    const { store, databasePath } = open(temporaryFolder());
    expect(() => store.samples.append([sample(0), sample(1, Number.NaN)])).toThrow(
      expect.objectContaining({ code: 'invalid' }),
    );
    expect(await reader(databasePath).series()).toEqual([]);
  });

  it('forgets in bounded pieces what is too old', async () => {
    const { store, databasePath } = open(temporaryFolder());
    const rows = Array.from({ length: 3000 }, (_, n) => [sample(n), sample(n, n, 'point.chamber')]).flat();
    store.samples.append(rows);
    const history = reader(databasePath);
    let calls = 1;
    while (store.samples.trim(T0 + 2990 * 10_000)) calls += 1;
    expect(calls).toBeGreaterThanOrEqual(6);
    const left = await history.range({ ...everything, series: ['point.beer', 'point.chamber'] });
    expect(left.map(({ atMs }) => atMs.length)).toEqual([10, 10]);
    expect(left[0]?.atMs[0]).toBe(T0 + 2990 * 10_000);
    expect(store.samples.trim(T0)).toBe(false);
    while (store.samples.trim(T0 * 2));
    expect(await history.series()).toEqual([]);
  });
});

describe('thinning', () => {
  /** The queries on a database in memory with one series of these values at these intervals. */
  function queriesOn(samples: readonly Sample[]) {
    const db = new Database(':memory:');
    db.exec(`CREATE TABLE series (id INTEGER PRIMARY KEY, name TEXT);
      INSERT INTO series VALUES (1, 'point.beer');
      CREATE TABLE samples (series_id, at_ms, min, mean, max, PRIMARY KEY (series_id, at_ms)) WITHOUT ROWID;`);
    const insert = db.prepare('INSERT INTO samples VALUES (1, @atMs, @min, @mean, @max)');
    for (const each of samples) insert.run(each);
    return createHistoryQueries(db);
  }

  const samples = fc
    .uniqueArray(fc.tuple(fc.nat(500), fc.double({ min: -50, max: 150, noNaN: true })), {
      minLength: 1,
      maxLength: 120,
      selector: ([n]) => n,
    })
    .map((pairs) => pairs.map(([n, value]) => sample(n, value)).toSorted((a, b) => a.atMs - b.atMs));

  it('never loses an extreme, keeps the order, and gives no more points than asked for', () => {
    fc.assert(
      fc.property(
        samples,
        fc.integer({ min: 1, max: 60 }),
        fc.nat(500),
        fc.nat(500),
        (all, maxPoints, a, b) => {
          const fromMs = T0 + Math.min(a, b) * 10_000;
          const toMs = T0 + Math.max(a, b) * 10_000;
          const within = all.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
          const [range = nothing] = queriesOn(all).range({ series: ['point.beer'], fromMs, toMs, maxPoints });
          expect(range.atMs.length).toBeLessThanOrEqual(maxPoints);
          expect(range.atMs).toEqual([...new Set(range.atMs)].toSorted((x, y) => x - y));
          expect(range.atMs[0]).toBe(within[0]?.atMs);
          expect(Math.min(...range.min)).toBe(Math.min(...within.map(({ min }) => min)));
          expect(Math.max(...range.max)).toBe(Math.max(...within.map(({ max }) => max)));
          for (const [i, mean] of range.mean.entries()) {
            expect(mean).toBeGreaterThanOrEqual((range.min[i] ?? Infinity) - 1e-9);
            expect(mean).toBeLessThanOrEqual((range.max[i] ?? -Infinity) + 1e-9);
          }
          const untouched = within.length <= maxPoints ? within.map(({ mean }) => mean) : range.mean;
          expect(range.mean).toEqual(untouched);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps the mean of equally filled intervals', () => {
    const all = Array.from({ length: 100 }, (_, n) => sample(n, n));
    const [range] = queriesOn(all).range({ ...everything, maxPoints: 10 });
    expect(range?.mean).toEqual([4.5, 14.5, 24.5, 34.5, 44.5, 54.5, 64.5, 74.5, 84.5, 94.5]);
    expect(range?.min[3]).toBe(29);
    expect(range?.max[3]).toBe(40);
  });

  it('answers for a series that was never recorded', () => {
    expect(queriesOn([]).range({ ...everything, series: ['point.none'] })).toEqual([
      { series: 'point.none', atMs: [], min: [], mean: [], max: [] },
    ]);
  });
});

describe('the reader', () => {
  it('reads while the console writes, and does not hold it up', async () => {
    const { store, databasePath } = open(temporaryFolder());
    const history = reader(databasePath);
    const seen: number[] = [];
    for (let n = 0; n < 100; n += 1) {
      store.samples.append([sample(n)]);
      if (n % 10 !== 0) continue;
      const asked = history.range(everything);
      store.samples.append([sample(n, n, 'point.other')]);
      seen.push((await asked)[0]?.atMs.length ?? 0);
    }
    expect(seen).toEqual([1, 11, 21, 31, 41, 51, 61, 71, 81, 91]);
  });

  it('answers many questions, each with its own answer', async () => {
    const { store, databasePath } = open(temporaryFolder());
    const names = Array.from({ length: 20 }, (_, n) => `point.p${n}`);
    store.samples.append(names.map((name, n) => sample(0, n, name)));
    const history = reader(databasePath);
    const answers = await Promise.all(names.map((name) => history.range({ ...everything, series: [name] })));
    expect(answers.map(([range]) => range?.mean[0])).toEqual(names.map((_, n) => n));
  });

  it('refuses more questions than it can keep', async () => {
    const { databasePath } = open(temporaryFolder());
    const history = reader(databasePath);
    const asked = await Promise.allSettled(Array.from({ length: 70 }, () => history.series()));
    const refused = asked.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(6);
    expect(refused[0]).toMatchObject({ reason: { code: 'unavailable' } });
  });

  it('rejects what was asked of a worker that dies, and answers again afterwards', async () => {
    const folder = temporaryFolder();
    const { store, databasePath } = open(folder);
    store.samples.append([sample(0)]);
    const flag = join(folder, 'die');
    const url = pathToFileURL(join(folder, 'worker.mjs'));
    writeFileSync(
      join(folder, 'worker.mjs'),
      `import { existsSync } from 'node:fs';
       import { parentPort } from 'node:worker_threads';
       if (existsSync(${JSON.stringify(flag)})) parentPort.once('message', () => process.exit(1));
       else await import(${JSON.stringify(workerUrl.href)});`,
    );
    writeFileSync(flag, '');
    const history = reader(databasePath, url);
    const asked = await Promise.allSettled([history.series(), history.range(everything)]);
    expect(asked).toMatchObject([
      { status: 'rejected', reason: { name: 'AppError', code: 'unavailable' } },
      { status: 'rejected', reason: { name: 'AppError', code: 'unavailable' } },
    ]);
    rmSync(flag);
    expect(await history.series()).toHaveLength(1);
  });

  it('says that it is unavailable when there is no database', async () => {
    const history = reader(join(temporaryFolder(), 'none.db'));
    await expect(history.series()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('closes at once when nobody asked, and refuses questions then', async () => {
    const { databasePath } = open(temporaryFolder());
    const history = reader(databasePath);
    await history.close();
    await history.close();
    await expect(history.series()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('notes damage for the next start', async () => {
    const folder = temporaryFolder();
    const first = openStore(folder);
    first.store.samples.append(Array.from({ length: 10_000 }, (_, n) => sample(n)));
    first.store.close();
    const { databasePath } = open(folder);
    const bytes = readFileSync(databasePath);
    writeFileSync(databasePath, bytes.fill(0xa5, bytes.length - 200_000));
    await expect(reader(databasePath).range({ ...everything, maxPoints: 10 })).rejects.toMatchObject({
      code: 'storage-failed',
    });
    expect(existsSync(`${databasePath}.suspect`)).toBe(true);
  });

  it('moves the log of writes into the database meanwhile', { timeout: 30_000 }, async () => {
    const { store, databasePath } = open(temporaryFolder());
    await reader(databasePath).series();
    // More pages than the worker waits for, and fewer than would make the writer do it.
    store.transaction(() => {
      for (let n = 0; n < 1100; n += 1) store.memory.put(`fact ${n}`, 'x'.repeat(3000));
    });
    const before = statSync(databasePath).size;
    await vi.waitFor(() => expect(statSync(databasePath).size).toBeGreaterThan(before + 3_000_000), {
      timeout: 15_000,
      interval: 200,
    });
  });

  it('answers what was asked before it was closed', async () => {
    const { store, databasePath } = open(temporaryFolder());
    store.samples.append([sample(0)]);
    const history = reader(databasePath);
    const asked = history.series();
    await history.close();
    expect(await asked).toHaveLength(1);
  });
});
