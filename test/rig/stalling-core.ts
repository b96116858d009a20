import { parentPort } from 'node:worker_threads';
import type { CoreMessage } from '#main/core-messages.ts';

/** A core that comes up, beats once, and then hangs in a computation that never ends. */
const say = (message: CoreMessage): void => parentPort?.postMessage(message);
say({ type: 'ready', url: 'http://127.0.0.1:1/' });
say({ type: 'beat' });
setTimeout(() => {
  for (;;) {
    // Nothing of this thread runs any more.
  }
}, 100);
