import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openStore } from '#main/storage/open-store.ts';
import { aRun, nextLine, startChild, temporaryFolder } from './fixtures.ts';

const KILLS = 6;
const LONGEST_MS = 150;

/** Runs the writing child, kills it after a while, and returns the numbers that it acknowledged. */
async function writeUntilKilled(folder: string, afterMs: number): Promise<number[]> {
  const child = startChild('write', folder);
  const acknowledged = [Number(await nextLine(child))];
  void sleep(afterMs).then(() => child.process.kill('SIGKILL'));
  for (;;) {
    const { done, value } = await child.lines.next();
    if (done === true) break;
    acknowledged.push(Number(value));
  }
  await child.ended;
  return acknowledged;
}

describe('kill -9', () => {
  it('loses nothing that was acknowledged, at any moment', async () => {
    const folder = temporaryFolder();
    const first = openStore(folder);
    first.store.runs.put(aRun('run-0'));
    first.store.close();
    const all: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const afterMs = Math.random() * LONGEST_MS;
      all.push(...(await writeUntilKilled(folder, afterMs)));
      const last = all.at(-1) ?? 0;
      const where = `killed ${afterMs.toFixed(1)} ms after its first write, acknowledged up to ${last}`;
      const { store, setAside, isNew } = openStore(folder);
      expect({ setAside, isNew }, where).toEqual({ setAside: null, isNew: false });
      expect(Number(store.settings.list()[0]?.value), where).toBeGreaterThanOrEqual(last);
      const messages = new Set(store.log.list({ limit: 1_000_000 }).map(({ message }) => message));
      const runs = new Set<string>(store.runs.list(1_000_000).map(({ id }) => id));
      expect(
        all.filter((n) => !messages.has(`entry ${n}`) || !runs.has(`run-${n}`)),
        where,
      ).toEqual([]);
      expect(store.memory.get('left'), where).toBe(store.memory.get('right'));
      expect(Number(store.memory.get('left')), where).toBeGreaterThanOrEqual(last);
      store.close();
    }
  });
});
