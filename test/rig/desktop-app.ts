import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { electronBinary } from '#scripts/electron-binary.ts';
import { temporaryFolder } from './console.ts';
import { chromiumPath } from './programs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
const host = fileURLToPath(new URL('electron-double/host.ts', import.meta.url));
const staller = new URL('electron-double/stall.ts', import.meta.url).href;

/** The real binary when it is here and has a display; else the double. */
const binary =
  process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']
    ? electronBinary(root)
    : null;
export const backing = binary === null ? 'double' : 'electron';
export const backingLine =
  binary === null
    ? "desktop test: backing = double (Electron's binary is not here, or has no display)"
    : `desktop test: backing = electron (${binary})`;

type Electron = typeof import('electron');

export interface EndedApp {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** The desktop app as a test drives it, whichever backing runs it. */
export interface DesktopApp {
  readonly dataDir: string;
  /** Runs a function in the app's main process. */
  evaluate<T, A = undefined>(
    run: (electron: Electron, argument: A) => T | Promise<T>,
    argument?: A,
  ): Promise<T>;
  /** The page of the window, once it is there. */
  page(): Promise<Page>;
  /** Ends the process of the page as a crash does. */
  crashPage(): Promise<void>;
  /** All text on the page, after a crash as well: Playwright's own page does not outlive one. */
  text(): Promise<string>;
  readonly ended: Promise<EndedApp>;
  kill(signal: NodeJS.Signals): void;
}

export interface LaunchOptions {
  readonly dataDir?: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts the built app; what is left of it after the test is killed. */
export async function launchDesktop(options: LaunchOptions = {}): Promise<DesktopApp> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const args = ['--data', dataDir, '--port', '0', ...(options.args ?? ['--speed', '60'])];
  const env = {
    ...process.env,
    MAELSTROM_TOKEN: '',
    XDG_CONFIG_HOME: join(dataDir, 'config'),
    ...options.env,
  };
  return binary === null ? launchDouble(dataDir, args, env) : launchElectron(binary, dataDir, args, env);
}

async function launchElectron(
  executablePath: string,
  dataDir: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<DesktopApp> {
  // Chromium refuses to run as root with its sandbox.
  const rights = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath,
    args: [...rights, root, ...args],
    env: Object.fromEntries(
      Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  });
  const child = app.process();
  const ended = endOf(child);
  onTestFinished(() => end(child, ended));
  return {
    dataDir,
    evaluate: async (run, argument) => app.evaluate(run as never, argument) as never,
    page: async () => app.firstWindow(),
    crashPage: async () =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
      ),
    text: async () =>
      app.evaluate(async ({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        return String(await window?.webContents.executeJavaScript('document.body.innerText'));
      }),
    ended,
    kill: (signal) => void child.kill(signal),
  };
}

let shared: Promise<{ readonly context: BrowserContext; readonly address: string }> | null = null;

/** One Chromium for the tests of a file; each start of the app gets pages of its own. */
async function openChromium(): Promise<{ readonly context: BrowserContext; readonly address: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-chromium-'));
  const context = await chromium.launchPersistentContext(folder, {
    ...(chromiumPath === null ? {} : { executablePath: chromiumPath }),
    viewport: { width: 1280, height: 800 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--remote-debugging-port=0',
    ],
  });
  const [port] = readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n');
  context.on('close', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return { context, address: `http://127.0.0.1:${port}` };
}

/** Ends what the tests of a file share. */
export async function closeDesktops(): Promise<void> {
  const opened = await shared;
  shared = null;
  await opened?.context.close();
}

async function launchDouble(
  dataDir: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<DesktopApp> {
  const { context, address } = await (shared ??= openChromium());
  const before = new Set(context.pages());
  const crashed = new Set<Page>();
  context.on('page', (page) => page.once('crash', () => crashed.add(page)));
  const child = fork(host, [root, ...args], {
    execArgv: ['--import', staller],
    env: { ...env, NODE_OPTIONS: '', DOUBLE_CHROMIUM: address },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = endOf(child);
  onTestFinished(async () => {
    await end(child, ended);
    for (const page of context.pages().slice(1)) if (!before.has(page)) await page.close();
  });
  const ask = questions(child, ended);
  const windowPage = async (): Promise<Page> => {
    const mine = () =>
      context
        .pages()
        .findLast(
          (page) => !before.has(page) && !crashed.has(page) && page.url().includes('console.localhost'),
        );
    await expect.poll(mine, { timeout: 20_000, interval: 100 }).toBeDefined();
    return mine()!;
  };
  return {
    dataDir,
    evaluate: async (run, argument) => (await ask(run.toString(), argument)) as never,
    page: windowPage,
    crashPage: async () => {
      await (await windowPage()).goto('chrome://crash').catch(() => undefined);
    },
    text: async () => (await windowPage()).innerText('body', { timeout: 2000 }),
    ended,
    kill: (signal) => void child.kill(signal),
  };
}

/** Asks the host over the channel of its process. */
function questions(
  child: ChildProcess,
  ended: Promise<EndedApp>,
): (source: string, argument: unknown) => Promise<unknown> {
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  child.on('message', ({ id, result, error }: { id: number; result?: unknown; error?: string }) => {
    if (error === undefined) waiting.get(id)?.resolve(result);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  void ended.then(({ stderr }) => {
    for (const { reject } of waiting.values()) reject(new Error(`The app has ended: ${stderr}`));
  });
  return async (source, argument) => {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send({ id, source, argument });
    });
  };
}

async function endOf(child: ChildProcess): Promise<EndedApp> {
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  child.stdout?.resume();
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stderr }));
  });
}

async function end(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

/** Where the console of the app is reached over HTTP: its menu knows. */
export async function addressOf(app: DesktopApp): Promise<string> {
  await app.page();
  await app.evaluate(({ shell }) => {
    shell.openExternal = async (url) => void Reflect.set(globalThis, 'opened', url);
  });
  let url: string | null = null;
  await expect
    .poll(
      async () => {
        url = await app.evaluate(({ Menu }) => {
          const menu = Menu.getApplicationMenu();
          const file = menu?.items[0]?.submenu?.items[0];
          Reflect.apply(file?.click ?? (() => undefined), file, []);
          return (Reflect.get(globalThis, 'opened') as string | undefined) ?? null;
        });
        return url;
      },
      { timeout: 20_000 },
    )
    .toMatch(/^http:/);
  return url ?? '';
}
