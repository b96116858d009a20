import { parentPort, workerData } from 'node:worker_threads';
import { type RunningConsole, StartError, startConsole } from './console.ts';
import { BEAT_MS, type CoreConfig, type CoreMessage, type EntryMessage } from './core-messages.ts';

/** The core worker: runs the console, says that it is alive, and stops when the entry asks for it. */
const port = parentPort;
if (port === null) throw new Error('The core runs as a worker of an entry');

const say = (message: CoreMessage): void => port.postMessage(message);
const historyWorkerUrl = new URL('./storage/history-worker.ts', import.meta.url);

let running: RunningConsole | null = null;

port.on('message', (message: EntryMessage) => {
  if (message.type === 'stop') void stop();
});

try {
  running = await startConsole(workerData as CoreConfig, {
    historyWorkerUrl,
    onError: (error) => say({ type: 'fault', line: lineOf(error) }),
  });
  setInterval(() => say({ type: 'beat' }), BEAT_MS);
  say({ type: 'ready', url: running.url });
} catch (error) {
  const line = error instanceof StartError ? error.message : `The console could not start: ${lineOf(error)}`;
  say({ type: 'failed', line });
  process.exit(1);
}

/** Ends this thread when outputs are safe and everything is closed. */
async function stop(): Promise<void> {
  try {
    await running?.stop();
  } catch (error) {
    say({ type: 'fault', line: lineOf(error) });
  }
  process.exit(0);
}

function lineOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).replaceAll(/\s+/g, ' ');
}
