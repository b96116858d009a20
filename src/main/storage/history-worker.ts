import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { AppError } from '#shared/domain/app-error.ts';
import type { HistoryAnswer, HistoryRequest, HistoryWorkerData } from './history-messages.ts';
import { createHistoryQueries } from './history-queries.ts';
import { isCorruption, toAppError } from './storage-errors.ts';

/** How often the log of the database is looked at. */
const CHECKPOINT_EVERY_MS = 5000;
/** From this length of the log on (4 MB) it is moved into the database, pages. */
const CHECKPOINT_PAGES = 1000;
const CACHE_KIB = 4096;

/**
 * A thread of its own for reading the history. Its connection changes no data. It also moves the write-ahead log into
 * the database, which waits for the disk and would otherwise happen inside the control loop.
 */
function serve(port: NonNullable<typeof parentPort>, { databasePath }: HistoryWorkerData): void {
  const db = new Database(databasePath, { fileMustExist: true });
  db.pragma('query_only = ON');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  const queries = createHistoryQueries(db);
  const timer = setInterval(() => checkpoint(db), CHECKPOINT_EVERY_MS);
  const answer = (request: HistoryRequest) => {
    switch (request.kind) {
      case 'series':
        return queries.series();
      case 'range':
        return queries.range(request.query);
      case 'close':
        clearInterval(timer);
        db.close();
        port.close();
        return null;
      default:
        return request satisfies never;
    }
  };
  port.on('message', (request: HistoryRequest) => {
    let reply: HistoryAnswer;
    try {
      reply = { id: request.id, ok: true, value: answer(request) };
    } catch (error) {
      reply = failure(request.id, error);
    }
    port.postMessage(reply);
  });
}

function failure(id: number, error: unknown): HistoryAnswer {
  const mapped = toAppError(error);
  const known = mapped instanceof AppError;
  return {
    id,
    ok: false,
    code: known ? mapped.code : 'unavailable',
    message: known ? mapped.message : 'The history cannot be read.',
    corrupt: isCorruption(error),
  };
}

/** Never waits for the writer, and the writer never waits for it. */
function checkpoint(db: Database.Database): void {
  try {
    const [state] = db.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
    if (state === undefined || state.log - state.checkpointed < CHECKPOINT_PAGES) return;
    db.pragma('wal_checkpoint(PASSIVE)');
  } catch {
    // The writer meets the same disk and reports what is wrong with it; it also checkpoints by itself at last.
  }
}

if (parentPort !== null) serve(parentPort, workerData as HistoryWorkerData);
