import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createTcpServer } from 'node:net';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';

// Work on the console: `npm run dev -- [arguments of the console]`. The core restarts when a file of it changes; the
// page reloads by itself. Both are reached at the one address that is printed.

const root = resolve(import.meta.dirname, '..');

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

const given = process.argv.slice(2);
const port = await freePort();
const defaults = given.includes('--data') ? [] : ['--data', resolve(root, 'data', 'dev')];
const core = spawn(
  process.execPath,
  [
    '--watch',
    '--watch-preserve-output',
    '--watch-path=src/main',
    '--watch-path=src/shared',
    'src/main/headless.ts',
    ...defaults,
    ...given,
    '--port',
    String(port),
  ],
  { cwd: root, stdio: 'inherit' },
);

// The console checks Host and Origin, so the page's requests arrive as if they came from its own address.
const target = `http://127.0.0.1:${port}`;
const forward = { target, changeOrigin: true, headers: { origin: target } };
const page = await createServer({
  configFile: false,
  root: resolve(root, 'src', 'renderer'),
  plugins: [react()],
  clearScreen: false,
  logLevel: 'warn',
  server: {
    host: '127.0.0.1',
    proxy: { '/api': forward, '/session': forward, '/ws': { ...forward, ws: true } },
  },
});
await page.listen();
process.stdout.write(`Open ${page.resolvedUrls?.local[0] ?? ''} (the console itself listens on ${target})\n`);

let stopping = false;
async function stop(signal: NodeJS.Signals): Promise<void> {
  if (stopping) return;
  stopping = true;
  core.kill(signal);
  await page.close();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
core.on('exit', (code) => {
  process.exitCode = code ?? 1;
  void page.close();
});
