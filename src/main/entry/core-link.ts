import { type Transferable, Worker } from 'node:worker_threads';
import {
  type CoreConfig,
  type CoreMessage,
  type EntryMessage,
  STALLED_AFTER_MS,
} from '#main/core-messages.ts';

const CHECK_MS = 500;
/** Migrating a large database may take long before the first beat. */
const START_LIMIT_MS = 120_000;

export interface CoreEvents {
  readonly onReady: (url: string) => void;
  /** The console could not start; `line` tells the user why. */
  readonly onFailed: (line: string) => void;
  readonly onFault: (line: string) => void;
  /** The core has not been heard for five seconds. Only the end of the process frees its devices. */
  readonly onStalled: () => void;
  /** The core ended without being asked. */
  readonly onDied: (line: string) => void;
}

/** The core worker as its entry sees it. */
export interface CoreLink {
  /** Tells the core something; what is transferred belongs to it from then on. */
  readonly tell: (message: EntryMessage, transferred?: readonly Transferable[]) => void;
  /** Resolves when outputs are safe and everything is closed. */
  readonly stop: () => Promise<void>;
}

/** Starts the core in its worker and watches its heartbeat. */
export function startCore(coreUrl: URL, config: CoreConfig, events: CoreEvents): CoreLink {
  const worker = new Worker(coreUrl, { workerData: config });
  let over = false;
  let heardMs = performance.now();
  let limitMs = START_LIMIT_MS;
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const stopWatching = watchBeat({
    silentMs: () => performance.now() - heardMs,
    limitMs: () => limitMs,
    forgive: () => {
      heardMs = performance.now();
    },
    onStalled: events.onStalled,
  });
  const finish = (): boolean => {
    const first = !over;
    over = true;
    stopWatching();
    return first;
  };
  worker.on('message', (message: CoreMessage) => {
    heardMs = performance.now();
    if (message.type === 'ready') {
      limitMs = STALLED_AFTER_MS;
      events.onReady(message.url);
    } else if (message.type === 'failed') {
      if (finish()) events.onFailed(message.line);
    } else if (message.type === 'fault') {
      events.onFault(message.line);
    }
  });
  worker.on(
    'error',
    (error) => finish() && events.onDied(error instanceof Error ? error.message : String(error)),
  );
  worker.on('exit', (code) => finish() && events.onDied(`it ended with code ${code}`));
  return {
    tell: (message, transferred = []) => worker.postMessage(message, transferred),
    stop: async () => {
      finish();
      worker.postMessage({ type: 'stop' } satisfies EntryMessage);
      await ended;
    },
  };
}

/** Calls `onStalled` once when the core has been silent for longer than its limit. */
function watchBeat(watch: {
  readonly silentMs: () => number;
  readonly limitMs: () => number;
  readonly forgive: () => void;
  readonly onStalled: () => void;
}): () => void {
  let checkedMs = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    // When this thread slept too (the machine was suspended), the silence says nothing about the core.
    if (now - checkedMs > 4 * CHECK_MS) watch.forgive();
    checkedMs = now;
    if (watch.silentMs() <= watch.limitMs()) return;
    clearInterval(timer);
    watch.onStalled();
  }, CHECK_MS);
  return () => clearInterval(timer);
}
