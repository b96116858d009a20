import { Worker } from 'node:worker_threads';
import type { HistoryReader } from '#main/app/ports/store.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { markSuspect } from './data-folder.ts';
import type { HistoryAnswer, HistoryAnswers, HistoryRequest, HistoryWorkerData } from './history-messages.ts';

/** A worker that nobody has asked for is started this long after the console, and as long after it has died. */
const START_AFTER_MS = 20_000;
/** Questions that may wait for an answer; more are refused. */
const MAX_WAITING = 64;
/** How long closing waits for the read in progress. */
const CLOSE_MS = 3000;
/** Twelve series of 5000 points, with room; what SQLite itself takes is not counted here. */
const WORKER_LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 };

export interface HistoryReaderOptions {
  readonly databasePath: string;
  /** Where the file of the worker is: `history-worker.ts`, or what it was built into. */
  readonly workerUrl: URL;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: AppError) => void;
}

type Question = HistoryRequest extends infer R ? (R extends HistoryRequest ? Omit<R, 'id'> : never) : never;

/** The worker, started when it is needed and again after it has died. */
class HistoryLink {
  private readonly options: HistoryReaderOptions;
  private readonly waiting = new Map<number, Waiting>();
  private readonly starter: NodeJS.Timeout;
  private worker: Worker | null = null;
  private lastId = 0;
  private closed = false;

  constructor(options: HistoryReaderOptions) {
    this.options = options;
    this.starter = setInterval(() => this.running(), START_AFTER_MS).unref();
  }

  /** @throws AppError `unavailable` when the worker is gone or has too much to do, or what went wrong in it. */
  async ask<K extends keyof HistoryAnswers>(
    question: Extract<Question, { kind: K }>,
  ): Promise<HistoryAnswers[K]> {
    if (this.closed) throw new AppError('unavailable', 'The history is closed.');
    if (this.waiting.size >= MAX_WAITING)
      throw new AppError('unavailable', 'The history has too much to do.');
    return (await this.post(this.running(), question)) as HistoryAnswers[K];
  }

  /** Waits for the read in progress, but not for long. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.starter);
    const { worker } = this;
    if (worker === null) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const timer = setTimeout(() => void worker.terminate(), CLOSE_MS);
    this.post(worker, { kind: 'close' }).catch(() => null);
    await ended;
    clearTimeout(timer);
  }

  private post(worker: Worker, question: Question): Promise<unknown> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ ...question, id } satisfies HistoryRequest);
    });
  }

  private running(): Worker {
    if (this.worker !== null) return this.worker;
    const { databasePath, workerUrl } = this.options;
    const worker = new Worker(workerUrl, {
      workerData: { databasePath } satisfies HistoryWorkerData,
      resourceLimits: WORKER_LIMITS,
    });
    worker.on('message', (answer: HistoryAnswer) => this.settle(answer));
    worker.on('error', (error) => this.lost(worker, error));
    worker.on('exit', () => this.lost(worker));
    this.worker = worker;
    return worker;
  }

  private settle(answer: HistoryAnswer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (answer.ok) {
      waiting?.resolve(answer.value);
      return;
    }
    if (answer.corrupt) markSuspect(this.options.databasePath);
    waiting?.reject(new AppError(answer.code, answer.message));
  }

  private lost(worker: Worker, cause?: unknown): void {
    if (this.worker !== worker) return;
    this.worker = null;
    const error = new AppError('unavailable', 'The history cannot be read just now.', { cause });
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

/** Reads the history in a thread of its own. Close it before the store. */
export function createHistoryReader(options: HistoryReaderOptions): HistoryReader {
  const link = new HistoryLink(options);
  return {
    series: () => link.ask({ kind: 'series' }),
    range: (query) => link.ask({ kind: 'range', query }),
    close: () => link.close(),
  };
}
