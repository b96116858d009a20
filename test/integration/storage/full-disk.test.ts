import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '#main/app/ports/store.ts';
import { openStore } from '#main/storage/open-store.ts';
import { aDevice, nextLine, open, startChild, temporaryFolder } from './fixtures.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** A disk of its own of a megabyte; null where the system does not let us mount one. */
function tinyDisk(): string | null {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
  return folder;
}

const canMount = isRoot && process.platform === 'linux';

/** Appends log entries until the store refuses. */
function fill(store: Store): unknown {
  try {
    for (let n = 0; n < 100_000; n += 1) {
      store.log.append({ atMs: n, level: 'info', source: 'test', message: 'x'.repeat(900) });
    }
  } catch (error) {
    return error;
  }
  return null;
}

const full = expect.objectContaining({
  name: 'AppError',
  code: 'storage-failed',
  message: 'Not stored: the disk is full.',
});

describe('a disk that runs full', () => {
  it('fails the call, keeps what was acknowledged, and leaves nothing half-written', () => {
    const folder = temporaryFolder();
    const { store } = open(folder, { maxPages: 100 });
    store.devices.put(aDevice('board'));
    expect(fill(store)).toEqual(full);
    const kept = store.log.list({ limit: 100_000 }).length;
    const work = (): void => {
      store.memory.put('fact', 'y'.repeat(100));
      for (let n = 0; n < 200; n += 1) store.memory.put(`more ${n}`, 'y'.repeat(3000));
    };
    expect(() => store.transaction(work)).toThrow(full);
    expect(store.memory.get('fact')).toBeNull();
    store.close();
    const again = open(folder).store;
    expect(again.devices.list()).toHaveLength(1);
    expect(again.log.list({ limit: 100_000 })).toHaveLength(kept);
  });

  it('keeps nothing of a transaction whose failure was swallowed', () => {
    const { store } = open(temporaryFolder(), { maxPages: 100 });
    const swallow = (): void => {
      store.memory.put('before', '1');
      try {
        store.memory.put('large', 'x'.repeat(1_000_000));
      } catch {
        // The transaction has to remember it.
      }
      try {
        store.memory.put('after', '1');
      } catch {
        // Nothing may run any more.
      }
    };
    expect(() => store.transaction(swallow)).toThrow(full);
    expect(['before', 'large', 'after'].map((name) => store.memory.get(name))).toEqual([null, null, null]);
    store.memory.put('works', 'again');
    expect(store.memory.get('works')).toBe('again');
  });

  it.runIf(canMount)('really', ({ skip }) => {
    const disk = tinyDisk();
    if (disk === null) return skip('no file system can be mounted here');
    const [ballast, more] = [join(disk, 'ballast'), join(disk, 'more')];
    writeFileSync(ballast, Buffer.alloc(400_000));
    const { store } = openStore(disk);
    store.devices.put(aDevice('board'));
    expect(fill(store)).toEqual(full);
    const kept = store.log.list({ limit: 100_000 }).length;
    expect(kept).toBeGreaterThan(10);
    expect(store.devices.list()).toHaveLength(1);
    store.close();
    fillUp(more);
    const before = readFileSync(join(disk, 'maelstrom.db'));
    expect(() => openStore(disk)).toThrow(expect.objectContaining({ name: 'StartError', code: 'disk-full' }));
    expect(readFileSync(join(disk, 'maelstrom.db')).equals(before)).toBe(true);
    rmSync(ballast);
    rmSync(more);
    const again = openStore(disk);
    expect(again.setAside).toBeNull();
    expect(again.store.log.list({ limit: 100_000 })).toHaveLength(kept);
    again.store.close();
  });

  it.runIf(canMount)('before the first start', ({ skip }) => {
    const disk = tinyDisk();
    if (disk === null) return skip('no file system can be mounted here');
    fillUp(join(disk, 'ballast'));
    expect(() => openStore(disk)).toThrow(expect.objectContaining({ name: 'StartError', code: 'disk-full' }));
    rmSync(join(disk, 'ballast'));
    const opened = openStore(disk);
    expect(opened).toMatchObject({ isNew: true, setAside: null });
    opened.store.close();
  });
});

function fillUp(path: string): void {
  const chunk = Buffer.alloc(4096);
  try {
    for (;;) writeFileSync(path, chunk, { flag: 'a' });
  } catch {
    // Now it is full.
  }
}

describe('a folder without permission', () => {
  /** What a start says; as root in a process that is not, since permission bits do not bind root. */
  async function start(folder: string): Promise<string> {
    return nextLine(startChild('try', folder, isRoot ? NOBODY : undefined));
  }

  it('is refused when it cannot be written', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    expect(await start(folder)).toMatch(/^no-permission: .*read and write the data folder/);
    chmodSync(folder, 0o755);
  });

  it.each([0o000, 0o444])(
    'is refused when the database has mode %i, and the database is untouched',
    async (mode) => {
      const used = temporaryFolder();
      openStore(used).store.close();
      const folder = temporaryFolder();
      chmodSync(folder, 0o777);
      copyFileSync(join(used, 'maelstrom.db'), join(folder, 'maelstrom.db'));
      const before = readFileSync(join(folder, 'maelstrom.db'));
      chmodSync(join(folder, 'maelstrom.db'), mode);
      expect(await start(folder)).toMatch(/^no-permission: /);
      chmodSync(join(folder, 'maelstrom.db'), 0o600);
      expect(readFileSync(join(folder, 'maelstrom.db')).equals(before)).toBe(true);
    },
  );
});
