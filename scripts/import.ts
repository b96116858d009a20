import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { ClassicIds } from '#main/app/classic-ids.ts';
import { changesOf, type ImportPlan, planImport, storeImport } from '#main/app/classic-import-plan.ts';
import { StartError } from '#main/app/ports/start-error.ts';
import { seedSimulatedBrewery } from '#main/app/simulated-brewery.ts';
import { dataDirOf } from '#main/entry/options.ts';
import { readClassicProfile } from '#main/server/classic/read-profile.ts';
import { CLASSIC_MAX_BYTES, readClassicDatabase } from '#main/storage/classic-database.ts';
import { type OpenedStore, openStore } from '#main/storage/open-store.ts';
import { AppError } from '#shared/domain/app-error.ts';

// Imports the database of the original maelstrom into a data folder that no console has open: `npm run import -- FILE`.

const usage = `Usage: npm run import -- FILE [options]

  FILE         the database of the original maelstrom, data/db in its folder
  --data DIR   data folder of the console; without it the one of npm run serve
  --yes        import without asking
  --help       this text`;

/** Ends the program with one line; the code is 1 for what cannot be done, and 2 for words that make no sense. */
class Refusal extends Error {
  readonly code: 1 | 2;

  constructor(message: string, code: 1 | 2 = 1) {
    super(message);
    this.code = code;
  }
}

interface Wish {
  readonly file: string;
  readonly dataDir: string;
  readonly yes: boolean;
}

function readWish(args: readonly string[]): Wish | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true) return 'help';
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Refusal('Name one file. See --help.', 2);
  return { file, dataDir: dataDirOf(values.data, process.env), yes: values.yes === true };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' }, yes: { type: 'boolean' }, help: { type: 'boolean' } },
    });
  } catch (error) {
    const words = (error instanceof Error ? error.message : String(error)).split(/\.\s|\n/)[0] ?? '';
    throw new Refusal(`${words}. See --help.`, 2);
  }
}

function readFile(path: string): Buffer {
  try {
    if (statSync(path).size > CLASSIC_MAX_BYTES)
      throw new Refusal(
        `${path} is larger than ${CLASSIC_MAX_BYTES / 1024 / 1024} MB: it is no such database.`,
      );
    for (const ending of ['-wal', '-journal']) {
      if (existsSync(path + ending) && statSync(path + ending).size > 0)
        throw new Refusal(
          `${path + ending} lies beside it: stop the original maelstrom first, then import again.`,
        );
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const why = code === 'ENOENT' ? 'is not there' : code === 'EISDIR' ? 'is a folder' : 'cannot be read';
    throw new Refusal(`${path} ${why}.`);
  }
}

function openFolder(dataDir: string): OpenedStore {
  const opened = openStore(dataDir, { onProblem: (text) => complain(text) });
  // A new folder becomes what the first start would have made of it, also when nothing is imported after all.
  if (opened.isNew) seedSimulatedBrewery(opened.store);
  if (opened.setAside === null) return opened;
  const words = `The database of ${dataDir} is damaged. It was set aside as ${opened.setAside.path}; nothing was imported.`;
  opened.store.log.append({ atMs: Date.now(), level: 'error', source: 'console', message: words });
  opened.store.close();
  throw new Refusal(words);
}

function describe({ items }: ImportPlan): string {
  const width = Math.max(0, ...items.map(({ kind }) => kind.length));
  return items
    .map(
      ({ kind, name, action, note }) =>
        `  ${action.padEnd(6)}  ${kind.padEnd(width)}  ${name}${note === '' ? '' : `: ${note}`}`,
    )
    .join('\n');
}

async function isWanted(count: number, dataDir: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const ended = new Promise<string>((resolve) => {
      lines.once('close', () => resolve(''));
    });
    const question = `Import ${count} ${count === 1 ? 'thing' : 'things'} into ${dataDir}? (y/N) `;
    return /^y(es)?$/i.test((await Promise.race([lines.question(question), ended])).trim());
  } finally {
    lines.close();
  }
}

async function run({ file, dataDir, yes }: Wish): Promise<void> {
  const database = readClassicDatabase(readFile(file));
  const opened = openFolder(dataDir);
  const { store } = opened;
  try {
    const newId = (prefix: string): string => `${prefix}-${randomBytes(5).toString('hex')}`;
    const plan = planImport(database, { store, source: { readProfile: readClassicProfile }, newId });
    const count = changesOf(plan);
    if (plan.items.length > 0) say(describe(plan));
    if (count === 0) return say('Nothing to import: all of it is here already, or cannot come.');
    if (!yes && !(await isWanted(count, dataDir))) throw new Refusal('Nothing was imported.');
    storeImport(store, new ClassicIds(store), plan);
    const message = `Import of the original maelstrom from ${file}: ${count} new or changed`;
    store.log.append({ atMs: Date.now(), level: 'info', source: 'console', message: message.slice(0, 1000) });
    say(`Imported: ${count} new or changed.`);
  } finally {
    store.close();
  }
}

function inWords(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof StartError && error.code === 'folder-busy') {
    return new Refusal(`${error.message} Stop it first, or import on its Settings screen.`);
  }
  if (error instanceof StartError) return new Refusal(error.message);
  return error instanceof AppError ? new Refusal(error.message.replace(/^file: /, '')) : null;
}

/** Written at once: the process may end right after. */
function say(text: string): void {
  writeSync(1, `${text}\n`);
}

function complain(text: string): void {
  writeSync(2, `Maelstrom: ${text}\n`);
}

try {
  const wish = readWish(process.argv.slice(2));
  if (wish === 'help') say(usage);
  else await run(wish);
} catch (error) {
  const refusal = inWords(error);
  complain(refusal?.message ?? `The import failed: ${String(error).replaceAll(/\s+/g, ' ')}`);
  process.exitCode = refusal?.code ?? 1;
}
