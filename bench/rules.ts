/**
 * What the alarms of users cost: the steps that begin a second, without rules and with 500 of every kind on the simulated
 * brewery, and the step in which all of them are raised. Usage: npm run bench:rules -- [seconds]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startConsole } from '#main/console.ts';
import type { AlarmCondition } from '#shared/domain/alarm-rule.ts';
import type { AlarmRuleId, DeviceId, PointId, VesselId } from '#shared/domain/ids.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { distribution } from './figures.ts';

const RULES = 500;
const seconds = Math.min(86_400, Number(process.argv[2] ?? 1200));
const actor = { name: 'bench', role: 'admin' } as const;
const vessel = { kind: 'vessel', id: 'fermenter-1' as VesselId } as const;
const point = { kind: 'point', id: 'fermenter-1-beer' as PointId } as const;
const device = { kind: 'device', id: 'simulated-brewery' as DeviceId } as const;
/** None of them ever holds: raising an alarm is another matter. */
const conditions: readonly AlarmCondition[] = [
  { when: 'above', subject: point, limitC: 90, hysteresisC: 1 },
  { when: 'below', subject: vessel, limitC: -20, hysteresisC: 1 },
  { when: 'deviation', subject: vessel, bandC: 50, hysteresisC: 1 },
  { when: 'rate', subject: point, direction: 'either', cPerH: 1000, overS: 600 },
  { when: 'rate', subject: vessel, direction: 'either', cPerH: 1000, overS: 3600 },
  { when: 'not-reached', subject: vessel, withinS: 1_000_000 },
  { when: 'silent', subject: device, forS: 60 },
  { when: 'silent', subject: point, forS: 60 },
];

/** Manual time that notes how long each step took which began a second, ms. */
class MeasuredTime extends ManualTime {
  tookMs: number[] = [];

  override start(onStep: (nowMs: number) => void): () => void {
    return super.start((nowMs) => {
      const started = performance.now();
      onStep(nowMs);
      if (nowMs % 1000 === 0) this.tookMs.push(performance.now() - started);
    });
  }
}

const dataDir = mkdtempSync(join(tmpdir(), 'maelstrom-bench-'));
const time = new MeasuredTime();
const console_ = await startConsole(
  {
    version: '0.0.0-bench',
    dataDir,
    host: '127.0.0.1',
    port: 0,
    speed: 1,
    token: null,
    staticDir: null,
  },
  {
    historyWorkerUrl: new URL('../src/main/storage/history-worker.ts', import.meta.url),
    onError: (error) => console.error(error),
    time,
  },
);

async function measure(name: string): Promise<void> {
  await time.advance({ seconds: 60 });
  time.tookMs = [];
  await time.advance({ seconds });
  console.log(`${name.padEnd(12)} ${distribution(time.tookMs, 'ms')}`);
}

const { alarmRule } = console_.services.procedures;

async function watch(name: string, condition: AlarmCondition): Promise<AlarmRuleId> {
  const delays = { onDelayS: 10, offDelayS: 10, consequence: '', response: '' };
  const rule = await alarmRule.create({ name, enabled: true, priority: 'low', condition, ...delays }, actor);
  return rule.id;
}

await measure('no rules');
const ids: AlarmRuleId[] = [];
for (let i = 0; i < RULES; i += 1) {
  const condition = conditions[i % conditions.length];
  if (condition !== undefined) ids.push(await watch(`Rule ${i}`, condition));
}
await measure(`${RULES} rules`);
for (const id of ids) await alarmRule.remove({ id }, actor);
for (let i = 0; i < RULES; i += 1)
  await watch(`Rule ${i}`, { when: 'above', subject: point, limitC: -20, hysteresisC: 1 });
time.tookMs = [];
await time.advance({ seconds: 20 });
console.log(`${RULES} alarms raised in one step take ${Math.max(...time.tookMs).toFixed(1)} ms`);
await console_.stop();
rmSync(dataDir, { recursive: true });
