import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readOptions } from '#main/entry/options.ts';
import { electronBinary, fetchElectron } from './electron-binary.ts';

// `npm start -- [options]`: the desktop app where it can run; elsewhere, after one line, the same console for browsers.

const root = resolve(import.meta.dirname, '..');
/** An app that ends sooner never came up: no right to its sandbox, started by root, a display that is none. */
const COMES_UP_MS = 5000;
const END_LIMIT_MS = 15_000;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How the desktop app ended, or why it never began. */
type Outcome = { readonly ended: number } | { readonly noDesktop: string };

let child: ChildProcess | null = null;
let ending = false;

function end(signal: NodeJS.Signals): void {
  ending = true;
  const running = child;
  running?.kill(signal);
  setTimeout(() => running?.kill('SIGKILL'), END_LIMIT_MS).unref();
}

async function startDesktop(args: readonly string[]): Promise<Outcome> {
  const blind = !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  if (process.platform === 'linux' && blind) return { noDesktop: 'there is no display' };
  const binary = electronBinary(root) ?? (await fetchBinary());
  if (ending) return { ended: 1 };
  if (binary === null) return { noDesktop: 'Electron is not here and could not be fetched' };
  return runElectron(binary, args);
}

async function fetchBinary(): Promise<string | null> {
  if (process.stdout.isTTY) process.stdout.write('Fetching Electron, this once: a minute at most ...\n');
  return fetchElectron(root, (fetching) => {
    child = fetching;
  });
}

async function runElectron(binary: string, args: readonly string[]): Promise<Outcome> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const app = spawn(binary, [root, ...args], { cwd: root, env, stdio: ['ignore', 'inherit', 'pipe'] });
  child = app;
  let early = '';
  let up = false;
  app.stderr.on('data', (text: Buffer) => {
    if (up) process.stderr.write(text);
    else early += text.toString();
  });
  const timer = setTimeout(() => {
    up = true;
    process.stderr.write(early);
  }, COMES_UP_MS);
  const code = await new Promise<number | null>((done) => {
    app.once('error', () => done(null));
    app.once('close', (exitCode) => done(exitCode));
  });
  clearTimeout(timer);
  if (up || ending || code === 0) return { ended: code ?? 1 };
  // The app itself has told what is wrong, such as a folder in use: headless it would be the same.
  const told = early.split('\n').filter((line) => line.startsWith('Maelstrom: '));
  if (told.length === 0) return { noDesktop: 'Electron does not run here' };
  process.stderr.write(`${told.join('\n')}\n`);
  return { ended: code ?? 1 };
}

/** False when the console has only something to say about its command line. */
function isStart(args: readonly string[]): boolean {
  try {
    return typeof readOptions(args, process.env) !== 'string';
  } catch {
    return false;
  }
}

/** In this very process: signals reach the console, and nothing stands between it and whoever started it. */
async function startHeadless(): Promise<void> {
  for (const signal of signals) process.off(signal, end);
  await import(pathToFileURL(resolve(root, 'out', 'main', 'headless.js')).href);
}

for (const signal of signals) process.on(signal, end);
const args = process.argv.slice(2);
const outcome: Outcome | null = isStart(args) ? await startDesktop(args) : null;
if (outcome !== null && 'ended' in outcome) {
  process.exit(outcome.ended);
} else {
  if (outcome !== null)
    process.stdout.write(`No window: ${outcome.noDesktop}. The console runs for browsers all the same.\n`);
  await startHeadless();
}
