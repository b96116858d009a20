import { runHeadless } from '#main/entry/run-headless.ts';

/** The headless entry with a core that hangs. */
runHeadless(
  { coreUrl: new URL('./stalling-core.ts', import.meta.url), staticDir: null, version: '0.0.0-test' },
  ['--port', '0', '--data', 'unused'],
  {},
);
