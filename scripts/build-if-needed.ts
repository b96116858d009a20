import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const stampFile = join(root, 'out', 'build-stamp');
const builtFrom = ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];

/** Path, size and time of every file that the build reads. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (stat?.isDirectory())
      readdirSync(join(root, path))
        .toSorted()
        .forEach((name) => add(`${path}/${name}`));
    else if (stat) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  };
  builtFrom.forEach(add);
  return hash.digest('hex');
}

function lastBuilt(): string | null {
  try {
    statSync(join(root, 'out', 'main', 'headless.js'));
    return readFileSync(stampFile, 'utf8');
  } catch {
    return null; // never built, or cleaned
  }
}

/** Builds out/ unless it was built from exactly these files. Throws when the build fails. */
export function buildIfNeeded(): void {
  const wanted = fingerprint();
  if (lastBuilt() === wanted) return;
  process.stdout.write('Building the console ...\n');
  rmSync(stampFile, { force: true });
  const cli = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status } = spawnSync(
    process.execPath,
    [cli, 'build', '--logLevel', 'warn', '--ignoreConfigWarning'],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  if (status !== 0) throw new Error('the build failed');
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stampFile, wanted);
}

/**
 * The scripts say `exec node ...`, so that no shell stands between npm and the console and signals reach it.
 * Windows has no exec: there it is a command that runs its arguments.
 */
function provideExec(): void {
  if (process.platform === 'win32') writeFileSync(join(root, 'node_modules', '.bin', 'exec.cmd'), '@%*\r\n');
}

if (import.meta.main) {
  try {
    provideExec();
    buildIfNeeded();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
