import { performance } from 'node:perf_hooks';
import type { Timers } from '#shared/contract/timers.ts';

/** The timers of Node. They keep no process alive. */
export const nodeTimers: Timers = {
  nowMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};
