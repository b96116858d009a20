import { writeSync } from 'node:fs';
import { startCore } from './core-link.ts';
import { OptionError, readOptions, usage } from './options.ts';

const STOP_LIMIT_MS = 10_000;

/** Where the parts of the program are: they differ between the built program and its source. */
export interface Layout {
  readonly coreUrl: URL;
  /** Folder of the built page, or null. */
  readonly staticDir: string | null;
  readonly version: string;
}

/** Starts the console for browsers, without a window of its own, and ends the process when it must. */
export function runHeadless(layout: Layout, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const options = optionsOrEnd(layout, args, env);
  const core = startCore(
    layout.coreUrl,
    { ...options, version: layout.version, staticDir: layout.staticDir },
    {
      onReady: (url) => print(`Maelstrom is ready at ${url}`),
      onFailed: (line) => end(1, line),
      onFault: (line) => complain(line),
      onStalled: () =>
        endNow('The control core has not answered for 5 s: ending, so that it can be started again.'),
      onDied: (line) => end(1, `The control core has ended: ${line}`),
    },
  );
  let stopping = false;
  const stop = (): void => {
    if (stopping) end(1, 'Ended at once.');
    stopping = true;
    // A device that never answers does not keep the process: its outputs expire, or are switched off at the next start.
    setTimeout(() => endNow('Not everything could be closed in time.'), STOP_LIMIT_MS).unref();
    void core.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function optionsOrEnd(layout: Layout, args: readonly string[], env: NodeJS.ProcessEnv) {
  try {
    const options = readOptions(args, env);
    if (options === 'help') return endWith(usage);
    if (options === 'version') return endWith(layout.version);
    return options;
  } catch (error) {
    if (error instanceof OptionError) return end(2, error.message);
    throw error;
  }
}

/** Written at once: the process may end right after. A reader that is gone is no reason to fail. */
function write(fd: 1 | 2, line: string): void {
  try {
    writeSync(fd, `${line}\n`);
  } catch {
    // Nobody is left to read it.
  }
}

function print(line: string): void {
  write(1, line);
}

function complain(line: string): void {
  write(2, `Maelstrom: ${line}`);
}

function end(code: number, line: string): never {
  complain(line);
  process.exit(code);
}

/** A core that hangs in a system call would hold up an orderly exit for ever. */
function endNow(line: string): void {
  complain(line);
  process.kill(process.pid, 'SIGKILL');
}

function endWith(text: string): never {
  print(text);
  process.exit(0);
}
