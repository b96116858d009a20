import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { StartError } from '#main/app/ports/start-error.ts';
import { openStore } from '#main/storage/open-store.ts';
import { aDevice, filesOf, nextLine, open, startChild, temporaryFolder } from './fixtures.ts';

const NAME = 'maelstrom.db';
const now = (): Date => new Date('2026-11-23T03:15:00.123Z');
const ASIDE = `${NAME}.corrupt-2026-11-23T03-15-00Z`;

/** A folder with a store of some size that was closed in order. */
function usedFolder(): string {
  const folder = temporaryFolder();
  const { store } = openStore(folder);
  store.devices.put(aDevice('board'));
  for (let n = 0; n < 500; n += 1) {
    store.log.append({ atMs: n, level: 'info', source: 'test', message: `entry ${n} ${'x'.repeat(200)}` });
  }
  store.close();
  return folder;
}

/** The same as a kill leaves it: with a write-ahead log that holds what the database does not have yet. */
function killedFolder(): string {
  const folder = usedFolder();
  const copy = temporaryFolder();
  const { store } = openStore(folder);
  store.devices.put(aDevice('late'));
  for (const name of [NAME, `${NAME}-wal`, `${NAME}-shm`, `${NAME}.created`]) {
    copyFileSync(join(folder, name), join(copy, name));
  }
  store.close();
  return copy;
}

function startErrorOf(work: () => unknown): StartError {
  try {
    work();
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error('it started');
}

function overwrite(path: string, from: number, length: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, from, from + length);
  writeFileSync(path, bytes);
}

describe('a first start', () => {
  it('makes the folder and says that it is new, once', () => {
    const folder = join(temporaryFolder(), 'not', 'there');
    const first = openStore(folder);
    expect(first).toMatchObject({ isNew: true, setAside: null, databasePath: join(folder, NAME) });
    first.store.close();
    expect(open(folder)).toMatchObject({ isNew: false, setAside: null });
  });

  it('is still one after an earlier start was cut short', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'lock.db'), '');
    writeFileSync(join(folder, NAME), '');
    expect(open(folder)).toMatchObject({ isNew: true, setAside: null });
  });

  it('is none in a folder that lost its database', () => {
    const folder = usedFolder();
    rmSync(join(folder, NAME));
    const problems: string[] = [];
    const opened = open(folder, { onProblem: (text) => problems.push(text) });
    expect(opened).toMatchObject({ isNew: false, setAside: null });
    expect(problems).toEqual([
      `The database of the data folder ${folder} is gone. The console starts empty.`,
    ]);
  });

  it('is none with a database that was copied in', () => {
    const folder = temporaryFolder();
    copyFileSync(join(usedFolder(), NAME), join(folder, NAME));
    const opened = open(folder);
    expect(opened).toMatchObject({ isNew: false, setAside: null });
    expect(opened.store.devices.list()).toEqual([aDevice('board')]);
  });
});

describe('a damaged database', () => {
  const damages: [string, (path: string) => void][] = [
    ['text in its place', (path) => writeFileSync(path, 'fermentation notes\n'.repeat(40))],
    ['garbage in the middle', (path) => overwrite(path, 8 * 4096, 20 * 4096)],
    ['garbage in one page', (path) => overwrite(path, 20 * 4096, 4096)],
    ['half of the file', (path) => truncateSync(path, 12 * 4096)],
    ['no bytes', (path) => truncateSync(path, 0)],
  ];

  it.each(damages)('is set aside, untouched: %s', (_, damage) => {
    const folder = killedFolder();
    damage(join(folder, NAME));
    const before = filesOf(folder);
    const opened = open(folder, { now });
    expect(opened.setAside).toEqual({ path: join(folder, ASIDE) });
    expect(opened.isNew).toBe(false);
    expect(opened.store.devices.list()).toEqual([]);
    const after = filesOf(folder);
    expect(after[ASIDE]?.equals(before[NAME] as Buffer)).toBe(true);
    expect(after[`${ASIDE}-wal`]?.equals(before[`${NAME}-wal`] as Buffer)).toBe(true);
    expect(existsSync(join(folder, `${ASIDE}-shm`))).toBe(true);
  });

  it('is set aside, untouched: a header that is none', () => {
    const folder = usedFolder();
    overwrite(join(folder, NAME), 0, 100);
    const before = readFileSync(join(folder, NAME));
    const opened = open(folder, { now });
    expect(opened).toMatchObject({ isNew: false, setAside: { path: join(folder, ASIDE) } });
    expect(opened.store.devices.list()).toEqual([]);
    expect(readFileSync(join(folder, ASIDE)).equals(before)).toBe(true);
  });

  it('is kept when its log holds all that was damaged', () => {
    const folder = killedFolder();
    overwrite(join(folder, NAME), 0, 100);
    const opened = open(folder, { now });
    expect(opened.setAside).toBeNull();
    expect(opened.store.devices.list()).toHaveLength(2);
    expect(opened.store.log.list({ limit: 1000 })).toHaveLength(500);
  });

  it('never takes the place of an earlier one', () => {
    const folder = usedFolder();
    for (const _ of [1, 2, 3]) {
      writeFileSync(join(folder, NAME), `damage ${_}`);
      openStore(folder, { now }).store.close();
    }
    expect(readFileSync(join(folder, ASIDE), 'utf8')).toBe('damage 1');
    expect(readFileSync(join(folder, `${ASIDE}-2`), 'utf8')).toBe('damage 2');
    expect(readFileSync(join(folder, `${ASIDE}-3`), 'utf8')).toBe('damage 3');
  });

  it('is reported again when the start after it was cut short, and keeps its log', () => {
    const folder = killedFolder();
    renameSync(join(folder, NAME), join(folder, ASIDE));
    const log = readFileSync(join(folder, `${NAME}-wal`));
    const opened = open(folder, { now });
    expect(opened).toMatchObject({ isNew: false, setAside: { path: join(folder, ASIDE) } });
    expect(readFileSync(join(folder, `${ASIDE}-wal`)).equals(log)).toBe(true);
  });

  it('may be only a log without its database', () => {
    const folder = killedFolder();
    rmSync(join(folder, NAME));
    rmSync(join(folder, `${NAME}.created`));
    const opened = open(folder, { now });
    expect(opened).toMatchObject({ isNew: false, setAside: { path: join(folder, `${ASIDE}-wal`) } });
  });

  it('that shows itself while the console runs fails the call and is set aside at the next start', () => {
    const folder = usedFolder();
    const { store } = openStore(folder);
    overwrite(join(folder, NAME), 8 * 4096, 30 * 4096);
    expect(() => store.log.list({ search: 'nothing', limit: 1000 })).toThrow(
      expect.objectContaining({ code: 'storage-failed', message: 'The database is damaged.' }),
    );
    expect(existsSync(join(folder, `${NAME}.suspect`))).toBe(true);
    store.close();
    expect(open(folder, { now }).setAside).toEqual({ path: join(folder, ASIDE) });
    expect(existsSync(join(folder, `${NAME}.suspect`))).toBe(false);
  });
});

describe('a log of writes after a kill', () => {
  it('is taken over', () => {
    const opened = open(killedFolder());
    expect(opened).toMatchObject({ isNew: false, setAside: null });
    expect(opened.store.devices.list().map(({ id }) => id)).toEqual(['board', 'late']);
  });
});

describe('a database that is not for this program', () => {
  it('of a newer schema is refused and untouched', () => {
    const folder = usedFolder();
    const db = new Database(join(folder, NAME));
    db.pragma('user_version = 999');
    db.close();
    const before = filesOf(folder);
    const error = startErrorOf(() => openStore(folder));
    expect(error.code).toBe('newer-schema');
    expect(error.message).toContain(folder);
    expect(error.message).not.toContain('\n');
    expect(filesOf(folder)).toEqual(before);
  });

  it('of a newer schema is untouched also when it was killed', () => {
    const folder = usedFolder();
    const other = new Database(join(folder, NAME));
    other.pragma('user_version = 999');
    const before = [NAME, `${NAME}-wal`].map((name) => readFileSync(join(folder, name)).toString('base64'));
    expect(startErrorOf(() => openStore(folder)).code).toBe('newer-schema');
    expect([NAME, `${NAME}-wal`].map((name) => readFileSync(join(folder, name)).toString('base64'))).toEqual(
      before,
    );
    other.close();
  });

  it('of another program is refused and untouched', () => {
    const folder = temporaryFolder();
    const db = new Database(join(folder, NAME));
    db.exec('CREATE TABLE recipes (name TEXT); PRAGMA user_version = 1');
    db.close();
    const before = readFileSync(join(folder, NAME));
    expect(startErrorOf(() => openStore(folder)).code).toBe('not-ours');
    expect(readFileSync(join(folder, NAME)).equals(before)).toBe(true);
  });

  it('that lacks a table is refused', () => {
    const folder = usedFolder();
    const db = new Database(join(folder, NAME));
    db.exec('DROP TABLE switches');
    db.close();
    expect(startErrorOf(() => openStore(folder)).code).toBe('not-ours');
  });
});

describe('a folder that cannot be used', () => {
  it('is refused when something else stands there', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'mine');
    expect(startErrorOf(() => openStore(file)).code).toBe('not-a-folder');
    expect(startErrorOf(() => openStore(join(file, 'below'))).code).toBe('not-a-folder');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('is refused when the database is a folder', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, NAME));
    expect(startErrorOf(() => openStore(folder)).code).toBe('not-ours');
  });

  it('is refused in the same process while it is open', () => {
    const folder = temporaryFolder();
    open(folder);
    expect(startErrorOf(() => openStore(folder)).code).toBe('folder-busy');
  });

  it('stays locked when the garbage collector passes', async () => {
    const folder = temporaryFolder();
    openStore(folder);
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    for (let n = 0; n < 5; n += 1) {
      await nextTurn();
      collect();
    }
    expect(startErrorOf(() => openStore(folder)).code).toBe('folder-busy');
  });

  it('is refused to a second process until the first is gone, however it goes', async () => {
    const folder = temporaryFolder();
    const first = startChild('hold', folder);
    expect(await nextLine(first)).toBe('open');
    const second = startChild('try', folder);
    expect(await nextLine(second)).toBe(
      `folder-busy: Maelstrom is already running with the data folder ${folder}. Use that one, or choose another folder.`,
    );
    expect(await second.ended).toEqual([1, null]);
    first.process.kill('SIGKILL');
    await first.ended;
    expect(await nextLine(startChild('try', folder))).toBe('open');
  });

  it('is refused while another program holds the database', () => {
    const folder = usedFolder();
    const other = new Database(join(folder, NAME));
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    expect(startErrorOf(() => openStore(folder)).code).toBe('folder-busy');
    other.close();
    open(folder);
  });
});
