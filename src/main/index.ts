import { fileURLToPath } from 'node:url';
import type { DesktopCore, DesktopCoreEvents } from './desktop/core.ts';
import { runDesktop } from './desktop/run-desktop.ts';
import { startCore } from './entry/core-link.ts';
import { type HeadlessOptions, readOptions } from './entry/options.ts';
import { version } from './entry/version.ts';

/** The entry of the desktop app: Electron's main thread holds the window, and the core runs beside it. */
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const pageDir = at('../renderer');

function readDesktopOptions(args: readonly string[]): HeadlessOptions {
  const options = readOptions(args, process.env);
  if (typeof options === 'string') throw new Error('Ask for this on the command line: npm start -- --help');
  return options;
}

function startDesktopCore(options: HeadlessOptions, events: DesktopCoreEvents): DesktopCore {
  const core = startCore(
    new URL('./core.ts', import.meta.url),
    { ...options, version, staticDir: pageDir, remoteAccess: 'optional' },
    {
      onReady: () => undefined,
      onFailed: events.onFailed,
      onFault: events.onFault,
      onStalled: () => events.onLost('The control core has not answered for 5 s'),
      onDied: (line) => events.onLost(`The control core has ended: ${line}`),
    },
  );
  return {
    openWindow: (ports) => core.tell({ type: 'window', ports }, [ports.procedures, ports.channels]),
    suspended: () => core.tell({ type: 'suspend' }),
    resumed: () => core.tell({ type: 'resume' }),
    relaunched: () => core.tell({ type: 'relaunched' }),
    stop: core.stop,
  };
}

runDesktop({
  pageDir,
  preload: at('../preload/index.cjs'),
  iconDir: at('../../resources'),
  readOptions: readDesktopOptions,
  startCore: startDesktopCore,
});
