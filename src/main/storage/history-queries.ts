import type { Database } from 'better-sqlite3';
import type { HistoryQuery } from '#main/app/ports/store.ts';
import type { SeriesRange } from '#shared/domain/history.ts';

export interface SeriesSpan {
  readonly series: string;
  readonly firstMs: number;
  readonly lastMs: number;
}

export interface HistoryQueries {
  /** The series that have samples, in the order of their first recording. */
  series(): SeriesSpan[];
  /** One range for each series asked for, empty when nothing was recorded; the ends belong to it. */
  range(query: HistoryQuery): SeriesRange[];
}

/** `[atMs, min, mean, max]` */
type Row = [number, number, number, number];

const SPANS = `
  SELECT name AS series, firstMs, lastMs FROM (
    SELECT id, name, (SELECT min(at_ms) FROM samples WHERE series_id = id) AS firstMs,
      (SELECT max(at_ms) FROM samples WHERE series_id = id) AS lastMs
    FROM series)
  WHERE firstMs IS NOT NULL ORDER BY id`;

const IN_RANGE = 'FROM samples WHERE series_id = @id AND at_ms BETWEEN @fromMs AND @toMs';

function toRange(series: string, rows: readonly Row[]): SeriesRange {
  return {
    series,
    atMs: rows.map((row) => row[0]),
    min: rows.map((row) => row[1]),
    mean: rows.map((row) => row[2]),
    max: rows.map((row) => row[3]),
  };
}

interface Stretch {
  readonly id: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Reads of one series, already by its number. */
function prepareReads(db: Database) {
  const rows = db.prepare<[Stretch & { limit: number }], Row>(
    `SELECT at_ms, min, mean, max ${IN_RANGE} ORDER BY at_ms LIMIT @limit`,
  );
  const ends = db.prepare<[Stretch], { firstMs: number; lastMs: number }>(
    `SELECT (SELECT min(at_ms) ${IN_RANGE}) AS firstMs, (SELECT max(at_ms) ${IN_RANGE}) AS lastMs`,
  );
  // All recorded intervals are equally long, so the plain mean of their means is the mean over time.
  const joined = db.prepare<[Stretch], Row | [null, null, null, null]>(
    `SELECT min(at_ms), min(min), avg(mean), max(max) ${IN_RANGE}`,
  );
  return { rows: rows.raw(), ends, joined: joined.raw() };
}

/**
 * Joins the rows of a stretch into at most `maxPoints` equal intervals; an empty one gives no point. One query for
 * each interval walks the key once; a single GROUP BY sorts all rows and takes several times as long.
 */
function thin(reads: ReturnType<typeof prepareReads>, stretch: Stretch, maxPoints: number): Row[] {
  const ends = reads.ends.get(stretch);
  if (ends === undefined) return [];
  const widthMs = Math.ceil((ends.lastMs - ends.firstMs + 1) / maxPoints);
  const points: Row[] = [];
  for (let fromMs = ends.firstMs; fromMs <= ends.lastMs; fromMs += widthMs) {
    const toMs = Math.min(fromMs + widthMs - 1, ends.lastMs);
    const point = reads.joined.get({ id: stretch.id, fromMs, toMs });
    if (point !== undefined && point[0] !== null) points.push(point);
  }
  return points;
}

/** The reads of the history on an open connection. */
export function createHistoryQueries(db: Database): HistoryQueries {
  const spans = db.prepare<[], SeriesSpan>(SPANS);
  const seriesId = db.prepare<[string], number>('SELECT id FROM series WHERE name = ?').pluck();
  const reads = prepareReads(db);
  const readOne = (series: string, { fromMs, toMs, maxPoints }: HistoryQuery): SeriesRange => {
    const id = seriesId.get(series);
    if (id === undefined) return toRange(series, []);
    const stretch = { id, fromMs, toMs };
    const rows = reads.rows.all({ ...stretch, limit: maxPoints + 1 });
    return toRange(series, rows.length <= maxPoints ? rows : thin(reads, stretch, maxPoints));
  };
  return {
    series: () => spans.all(),
    // In one transaction, so that all series show the same instant.
    range: db.transaction((query: HistoryQuery) => query.series.map((series) => readOne(series, query))),
  };
}
