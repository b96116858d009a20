import { parentPort, workerData } from 'node:worker_threads';
import { type RunningConsole, StartError, startConsole } from './console.ts';
import { BEAT_MS, type CoreConfig, type CoreMessage, type EntryMessage } from './core-messages.ts';

/** The core worker: runs the console, says that it is alive, and stops when the entry asks for it. */
const port = parentPort;
if (port === null) throw new Error('The core runs as a worker of an entry');

const say = (message: CoreMessage): void => port.postMessage(message);
const historyWorkerUrl = new URL('./storage/history-worker.ts', import.meta.url);

let running: RunningConsole | null = null;
/** What the entry said before the console ran. */
const early: Exclude<EntryMessage, { readonly type: 'stop' }>[] = [];
/** When the computer went to sleep, wall clock. */
let asleepSinceMs: number | null = null;

port.on('message', (message: EntryMessage) => {
  if (message.type === 'stop') void stop();
  else if (running === null) early.push(message);
  else obey(running, message);
});

/**
 * What nobody has caught leaves the state of the console unknown, and may be anybody's: the core ends, whoever holds a connection
 * switches its outputs off, and the entry sees to a new start. Who looks later finds the cause in the log.
 */
process.on('uncaughtExceptionMonitor', (error) => {
  running?.note('error', `The control core ends because of a fault in the program: ${lineOf(error)}`);
});

try {
  running = await startConsole(workerData as CoreConfig, {
    historyWorkerUrl,
    onError: (error) => say({ type: 'fault', line: lineOf(error) }),
  });
  setInterval(() => say({ type: 'beat' }), BEAT_MS);
  say({ type: 'ready', url: running.url });
  for (const message of early.splice(0)) obey(running, message);
} catch (error) {
  const line = error instanceof StartError ? error.message : `The console could not start: ${lineOf(error)}`;
  say({ type: 'failed', line });
  process.exit(1);
}

function obey(console: RunningConsole, message: Exclude<EntryMessage, { readonly type: 'stop' }>): void {
  switch (message.type) {
    case 'window':
      return console.openWindow(message.ports);
    case 'suspend':
      asleepSinceMs = Date.now();
      return console.note('warning', 'The computer goes to sleep: nothing is regulated until it is back.');
    case 'resume':
      console.awake();
      return console.note(
        'warning',
        `The computer is back${sleptFor()}. What was read before is out of date.`,
      );
    case 'relaunched':
      return console.note('error', 'The control core had failed: the program was started again.');
    default:
      return message satisfies never;
  }
}

function sleptFor(): string {
  if (asleepSinceMs === null) return '';
  const minutes = Math.round((Date.now() - asleepSinceMs) / 60_000);
  asleepSinceMs = null;
  return minutes < 1 ? ' after less than a minute' : ` after ${minutes} min asleep`;
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
