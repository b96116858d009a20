import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FETCH_LIMIT_MS = 60_000;

/**
 * The Electron that is installed, or null. Its package alone is small; the binary comes with the first start. Another
 * one is named by MAELSTROM_ELECTRON.
 */
export function electronBinary(root: string): string | null {
  const named = process.env['MAELSTROM_ELECTRON'];
  if (named) return named;
  const folder = join(root, 'node_modules', 'electron');
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist');
  try {
    const path = join(dist, readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** Fetches the binary with the package's own script, for a minute at most. @returns its path, or null. */
export async function fetchElectron(
  root: string,
  onStarted: (child: ChildProcess) => void,
): Promise<string | null> {
  const script = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(script)) return null;
  const child = spawn(process.execPath, [script], {
    stdio: 'ignore',
    timeout: FETCH_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  onStarted(child);
  await new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  return electronBinary(root);
}
