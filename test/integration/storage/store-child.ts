import { writeSync } from 'node:fs';
import { StartError } from '#main/app/ports/start-error.ts';
import { openStore } from '#main/storage/open-store.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { Run } from '#shared/domain/run.ts';

/** A process that has the store open: `write` goes on writing, `hold` waits, `try` only opens and closes it. */
const [mode, dataDir = ''] = process.argv.slice(2);
const say = (line: string): number => writeSync(1, `${line}\n`);

/** Writes one of each kind and prints the number only when all calls have returned. */
function writeFrom(store: ReturnType<typeof openStore>['store'], first: number): void {
  const run: Run | undefined = store.runs.list(1)[0];
  for (let n = first; ; n += 1) {
    store.settings.put({ name: 'test.count', value: n });
    store.log.append({ atMs: n, level: 'info', source: 'test', message: `entry ${n}` });
    store.samples.append([{ series: 'point.a', atMs: n * 10_000, min: n, mean: n, max: n }]);
    store.transaction(() => {
      store.memory.put('left', String(n));
      store.memory.put('right', String(n));
    });
    if (run !== undefined) store.runs.put({ ...run, id: `run-${n}` as RunId, elapsedS: n });
    say(String(n));
  }
}

try {
  const { store } = openStore(dataDir);
  if (mode === 'write') writeFrom(store, Number(store.settings.list()[0]?.value ?? 0) + 1);
  say('open');
  if (mode === 'hold') setInterval(() => null, 1000);
  else store.close();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  say(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
