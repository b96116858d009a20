/**
 * Start of the default headless console, as built: time from the start of the process to the ready line and to the
 * first control tick, and the memory of the process after a while of running.
 * Usage: npm run bench:start -- [runs] [seconds of running]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { distribution } from './figures.ts';

const runs = Math.min(50, Number(process.argv[2] ?? 10));
const runningS = Math.min(600, Number(process.argv[3] ?? 30));
const headless = fileURLToPath(new URL('../out/main/headless.js', import.meta.url));
const readyMs: number[] = [];
const tickMs: number[] = [];
const memoryMb: number[] = [];

for (let run = 0; run < runs; run += 1) await measure(run === runs - 1 ? runningS : 0);
console.log(`to the ready line         ${distribution(readyMs, 'ms')}`);
console.log(`to the first control tick ${distribution(tickMs, 'ms')}`);
console.log(`memory after ${runningS} s       ${memoryMb.map((mb) => mb.toFixed(1)).join(', ')} MB resident`);

async function measure(stayS: number): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'maelstrom-bench-'));
  const started = performance.now();
  const child = spawn(process.execPath, [headless, '--port', '0', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('The console ended before it was ready')));
    child.stdout.on('data', (text: Buffer) => {
      const ready = /ready at (\S+)/.exec(text.toString());
      if (ready?.[1] !== undefined) resolve(ready[1]);
    });
  });
  readyMs.push(performance.now() - started);
  // The loop publishes on `data` in its first step.
  while ((await latest(url)).length === 0) await pause(5);
  tickMs.push(performance.now() - started);
  if (stayS > 0) {
    await pause(stayS * 1000);
    memoryMb.push(residentMb(child.pid ?? 0));
  }
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  rmSync(dataDir, { recursive: true });
}

async function latest(url: string): Promise<unknown[]> {
  const response = await fetch(new URL('api/v1/channels/data/latest', url));
  return (await response.json()) as unknown[];
}

function residentMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb) / 1024;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
