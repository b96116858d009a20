import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Sample } from '#shared/domain/history.ts';
import { withoutSync } from './without-sync.ts';

/** Rows that one call of `trim` deletes at most: a few milliseconds of work. */
const TRIM_ROWS = 1000;

/** A second sample of the same interval (a clock set back) widens the first; extremes are never lost. */
const APPEND = `
  INSERT INTO samples (series_id, at_ms, min, mean, max)
  SELECT id, @atMs, @min, @mean, @max FROM series WHERE name = @series
  ON CONFLICT (series_id, at_ms) DO UPDATE SET
    min = min(min, excluded.min), mean = (mean + excluded.mean) / 2, max = max(max, excluded.max)`;

const TRIM = `
  DELETE FROM samples WHERE series_id = @id AND at_ms < (
    SELECT max(at_ms) + 1 FROM (
      SELECT at_ms FROM samples WHERE series_id = @id AND at_ms < @beforeMs ORDER BY at_ms LIMIT @limit))`;

function checkSample({ series, atMs, min, mean, max }: Sample): void {
  if (![atMs, min, mean, max].every(Number.isFinite)) {
    throw new AppError('invalid', `A sample of ${series} is not a number.`);
  }
}

export function createSamplesRepository(db: Database): Store['samples'] {
  const append = db.prepare<[Sample]>(APPEND);
  const addSeries = db.prepare<[string]>('INSERT INTO series (name) VALUES (?)');
  const seriesIds = db.prepare<[], number>('SELECT id FROM series').pluck();
  const trim = db.prepare<[{ id: number; beforeMs: number; limit: number }]>(TRIM);

  const appendAll = db.transaction((samples: readonly Sample[]) => {
    for (const sample of samples) {
      checkSample(sample);
      if (append.run(sample).changes > 0) continue;
      addSeries.run(sample.series);
      append.run(sample);
    }
  });
  const trimSome = db.transaction((beforeMs: number): boolean => {
    let left = TRIM_ROWS;
    for (const id of seriesIds.all()) {
      left -= trim.run({ id, beforeMs, limit: left }).changes;
      if (left === 0) return true;
    }
    return false;
  });
  return {
    append: (samples) => withoutSync(db, () => appendAll(samples)),
    trim: (beforeMs) => withoutSync(db, () => trimSome(beforeMs)),
  };
}
