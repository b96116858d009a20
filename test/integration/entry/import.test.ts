import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openStore } from '#main/storage/open-store.ts';
import { classicBrewery, classicDatabase } from '#test/rig/classic-database.ts';
import { temporaryFolder } from '#test/rig/console.ts';

const program = fileURLToPath(new URL('../../../scripts/import.ts', import.meta.url));
const child = fileURLToPath(new URL('./import-child.ts', import.meta.url));

/** Runs a program to its end, with this on its input. */
async function run(args: readonly string[], input = '', which = program) {
  const started = spawn(process.execPath, [which, ...args], { env: { ...process.env, NODE_OPTIONS: '' } });
  const said = { stdout: '', stderr: '' };
  started.stdout.on('data', (text: Buffer) => void (said.stdout += text.toString()));
  started.stderr.on('data', (text: Buffer) => void (said.stderr += text.toString()));
  started.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => void started.once('close', resolve));
  return { code, ...said };
}

/** A folder with the original's database as `db`, and a data folder that is not there yet. */
function folders(file: Uint8Array = classicDatabase(classicBrewery)) {
  const folder = temporaryFolder();
  const db = join(folder, 'db');
  writeFileSync(db, file);
  return { folder, db, data: join(folder, 'data') };
}

/** The names of the profiles in a data folder. */
function profilesIn(data: string): string[] {
  const { store } = openStore(data);
  const names = store.profiles.list().map(({ name }) => name);
  store.close();
  return names;
}

describe('npm run import', () => {
  it('shows what comes, asks, and imports into the data folder', async () => {
    const { db, data } = folders();
    const { code, stdout, stderr } = await run([db, '--data', data], 'y\n');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/ {2}add {5}profile {2}Pale Ale: Fermentation, 3 temperatures/);
    expect(stdout).toMatch(/ {2}skip {4}profile {2}Empty: It has no temperatures\./);
    expect(stdout).toMatch(/Import 21 things into .*\? \(y\/N\)/);
    expect(stdout).toMatch(/Imported: 21 new or changed\.\n$/);
    expect(code).toBe(0);
    expect(profilesIn(data)).toEqual(expect.arrayContaining(['Pale Ale', 'Step mash', 'Lager']));
    const again = await run([db, '--data', data, '--yes']);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toMatch(/Nothing to import/);
  });

  it.each([
    ['n\n', 'a no'],
    ['', 'no answer at all'],
    ['yesterday\n', 'another word'],
  ])('imports nothing after %j: %s', async (answer) => {
    const { db, data } = folders();
    const { code, stderr } = await run([db, '--data', data], answer);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Maelstrom: Nothing was imported.\n' });
    expect(profilesIn(data)).not.toContain('Pale Ale');
  });

  it('leaves the file and its folder as they were', async () => {
    const { folder, db, data } = folders();
    const before = readFileSync(db);
    expect((await run([db, '--data', data, '--yes'])).code).toBe(0);
    expect(Buffer.compare(readFileSync(db), before)).toBe(0);
    expect(readdirSync(folder).toSorted()).toEqual(['data', 'db']);
  });

  it('says in one line what is wrong with the file, and makes no data folder', async () => {
    const { folder, db, data } = folders(Buffer.from('no database'));
    mkdirSync(join(folder, 'a-folder'));
    const cases: [string[], number, RegExp][] = [
      [[db], 1, /^Maelstrom: This is no SQLite database, or it is encrypted\n$/],
      [[join(folder, 'nothing')], 1, /^Maelstrom: .*nothing is not there\.\n$/],
      [[join(folder, 'a-folder')], 1, /^Maelstrom: .*a-folder is a folder\.\n$/],
      [[], 2, /^Maelstrom: Name one file\. See --help\.\n$/],
      [[db, db], 2, /^Maelstrom: Name one file/],
      [[db, '--force'], 2, /^Maelstrom: Unknown option '--force'\. See --help\.\n$/],
    ];
    for (const [args, code, words] of cases) {
      const ended = await run([...args, '--data', data, '--yes']);
      expect(ended.stderr).toMatch(words);
      expect(ended.code).toBe(code);
    }
    expect(existsSync(data)).toBe(false);
    expect(await run(['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('npm run import'),
    });
  });

  it('does not read beside a program that has the file open', async () => {
    const { db, data } = folders();
    writeFileSync(`${db}-journal`, 'x');
    const { code, stderr } = await run([db, '--data', data, '--yes']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/db-journal lies beside it: stop the original maelstrom first/);
  });

  it('is refused while a console runs with the folder', async () => {
    const { db, data } = folders();
    const { store } = openStore(data);
    const { code, stderr } = await run([db, '--data', data, '--yes']);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /already running with the data folder .* Stop it first, or import on its Settings screen\.\n$/,
    );
    store.close();
  });

  it('says so when the console’s own database is damaged, and keeps it', async () => {
    const { db, data } = folders();
    openStore(data).store.close();
    const own = join(data, 'maelstrom.db');
    const bytes = readFileSync(own);
    writeFileSync(own, bytes.fill(0x5a, 100, 4096));
    const { code, stderr } = await run([db, '--data', data, '--yes']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/is damaged\. It was set aside as .*corrupt-.*; nothing was imported\.\n$/);
    expect(profilesIn(data)).toEqual([]);
  });

  it('that is killed in the middle has imported nothing, and can be done again', async () => {
    const { db, data } = folders();
    openStore(data).store.close();
    expect((await run([data], '', child)).code).toBe(null);
    const { store, setAside } = openStore(data);
    expect(setAside).toBeNull();
    expect(store.profiles.list()).toEqual([]);
    expect(store.devices.list()).toEqual([]);
    expect(store.settings.list()).toEqual([]);
    expect(store.classicIds.list()).toEqual([]);
    store.close();
    expect((await run([db, '--data', data, '--yes'])).code).toBe(0);
    expect(profilesIn(data)).toContain('Pale Ale');
  });
});
