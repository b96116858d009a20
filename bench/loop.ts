/**
 * The control loop under load: 50 chambers and 50 kettles at real-time rates, 50 WebSocket clients on `data`, a history
 * query a second. Prints what the core thread takes of one core and how late its steps are.
 * Usage: npm run bench:loop -- [seconds]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { WebSocket } from 'ws';
import { distribution } from './figures.ts';

const CHAMBERS = 50;
const KETTLES = 50;
const CLIENTS = 50;
const WARM_UP_S = 15;
const seconds = Math.min(600, Number(process.argv[2] ?? 60));

const dataDir = mkdtempSync(join(tmpdir(), 'maelstrom-bench-'));
const worker = new Worker(new URL('./loop-core.ts', import.meta.url), {
  workerData: { dataDir, chambers: CHAMBERS, kettles: KETTLES },
});
const answer = <T>(): Promise<T> =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const { url, series } = await answer<{ url: string; series: string[] }>();
let frames = 0;
let bytes = 0;
const clients = await Promise.all(Array.from({ length: CLIENTS }, connect));
await pause(WARM_UP_S * 1000);

frames = 0;
bytes = 0;
worker.postMessage('reset');
const queriesMs: number[] = [];
for (let i = 0; i < seconds; i += 1) {
  const started = performance.now();
  await query(i);
  queriesMs.push(performance.now() - started);
  await pause(Math.max(0, 1000 - (performance.now() - started)));
}
const report = answer<{ cpuPct: number; lateMs: number[]; tookMs: number[] }>();
worker.postMessage('report');
const { cpuPct, lateMs, tookMs } = await report;
console.log(`${CHAMBERS} chambers, ${KETTLES} kettles, ${CLIENTS} clients, ${seconds} s`);
console.log(`core thread       ${cpuPct.toFixed(2)} % of one core`);
console.log(`lateness of steps ${distribution(lateMs, 'ms')}`);
console.log(`length of steps   ${distribution(tookMs, 'ms')}`);
console.log(`history queries   ${distribution(queriesMs, 'ms')}`);
console.log(
  `to clients        ${(frames / seconds / CLIENTS).toFixed(2)} frames/s each, ${(bytes / seconds / 1e6).toFixed(2)} MB/s in all`,
);
for (const client of clients) client.terminate();
worker.postMessage('stop');
await new Promise((resolve) => worker.once('exit', resolve));
rmSync(dataDir, { recursive: true });

async function connect(): Promise<WebSocket> {
  const socket = new WebSocket(new URL('ws', url.replace('http', 'ws')));
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('message', (data: Buffer) => {
    frames += 1;
    bytes += data.length;
    if (data.length < 100 && data.includes('"ping"')) socket.send('{"type":"pong"}');
  });
  socket.send(JSON.stringify({ type: 'subscribe', channel: 'data' }));
  return socket;
}

async function query(i: number): Promise<void> {
  const now = Date.now();
  const some = [series[(2 * i) % series.length], series[(2 * i + 1) % series.length]];
  const parameters = new URLSearchParams([
    ['fromMs', String(now - 86_400_000)],
    ['toMs', String(now)],
  ]);
  for (const each of some) parameters.append('series', each ?? '');
  const response = await fetch(new URL(`api/v1/history/range?${parameters.toString()}`, url));
  if (!response.ok) throw new Error(`The history query failed: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}
