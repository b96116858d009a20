import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ConsoleTime } from '#main/app/console-time.ts';
import type { DriverFamily } from '#main/app/ports/driver.ts';
import type { Actor, Procedures } from '#main/app/services.ts';
import { type RunningConsole, startConsole } from '#main/console.ts';
import { ManualTime } from './manual-time.ts';

/** The person in the tests. */
export const brewer: Actor = { name: 'Ada', role: 'admin' };

/** A folder for one test, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface TestConsole {
  readonly console: RunningConsole;
  readonly procedures: Procedures;
  readonly url: string;
  readonly dataDir: string;
  /** What was reported to nobody. */
  readonly faults: unknown[];
}

export interface TestConsoleOptions {
  /** Manual unless told; null is the time of the machine. */
  readonly time?: ConsoleTime | null;
  readonly speed?: number;
  readonly dataDir?: string;
  readonly families?: readonly DriverFamily[];
  readonly token?: string;
}

/** Starts the real console on a real folder and a free port, in this process; it is stopped after the test. */
export async function startTestConsole(options: TestConsoleOptions = {}): Promise<TestConsole> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const faults: unknown[] = [];
  const console = await startConsole(
    {
      version: '0.0.0-test',
      dataDir,
      host: '127.0.0.1',
      port: 0,
      speed: options.speed ?? 1,
      token: options.token ?? null,
      staticDir: null,
    },
    {
      historyWorkerUrl: new URL('../../src/main/storage/history-worker.ts', import.meta.url),
      onError: (error) => faults.push(error),
      ...(options.time !== null && { time: options.time ?? new ManualTime() }),
      extraFamilies: options.families ?? [],
    },
  );
  onTestFinished(() => console.stop());
  return {
    console,
    procedures: asynchronous(console.services.procedures),
    url: console.url,
    dataDir,
    faults,
  };
}

/** The same procedures, as a client knows them: a refusal is a rejected promise. */
function asynchronous(procedures: Procedures): Procedures {
  const nouns = Object.entries(procedures).map(([noun, verbs]) => {
    const wrapped = Object.entries(verbs).map(([verb, procedure]) => [
      verb,
      async (...args: Parameters<typeof procedure>): Promise<unknown> =>
        (procedure as (...given: unknown[]) => unknown)(...args),
    ]);
    return [noun, Object.fromEntries(wrapped)];
  });
  return Object.fromEntries(nouns) as Procedures;
}
