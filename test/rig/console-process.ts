import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The source of the headless entry; Node runs it as it is. */
export const headlessSource = fileURLToPath(new URL('../../src/main/headless.ts', import.meta.url));

export interface EndedProcess {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ConsoleProcess {
  readonly child: ChildProcess;
  /** Resolves with the address of the ready line; rejects with what the process said when it ended before. */
  readonly ready: Promise<string>;
  readonly ended: Promise<EndedProcess>;
}

/** Starts a program of the console as users do: a process of its own. What is left of it is killed after the test. */
export function spawnConsole(
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly program?: string; readonly node?: string } = {},
): ConsoleProcess {
  const child = spawn(options.node ?? process.execPath, [options.program ?? headlessSource, ...args], {
    env: { ...process.env, MAELSTROM_TOKEN: '', NODE_OPTIONS: '', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const ended = new Promise<EndedProcess>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      stdout += text.toString();
      const found = /ready at (\S+)/.exec(stdout);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    child.stderr?.on('data', (text: Buffer) => {
      stderr += text.toString();
    });
    void ended.then(() => reject(new Error(`The console ended before it was ready: ${stdout}${stderr}`)));
  });
  // Not every test waits for both.
  ready.catch(() => {});
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, ready, ended };
}

/** A request to the console's API, as a script of a user would send it. */
export async function api<T>(url: string, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(new URL(`api/v1${path}`, url), {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  return answer as T;
}
