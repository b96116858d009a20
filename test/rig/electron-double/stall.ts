import { BroadcastChannel, isMainThread } from 'node:worker_threads';

/** Loaded into every thread of an app under test: at a word from the test, all but the first hang for ever. */
if (!isMainThread) {
  const channel = new BroadcastChannel('stall');
  channel.unref();
  channel.addEventListener('message', () => {
    for (;;) {
      // Nothing of this thread runs any more.
    }
  });
}
