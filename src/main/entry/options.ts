import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the command line and the environment say. */
export interface HeadlessOptions {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly speed: number;
  readonly token: string | null;
}

/** A word on the command line that cannot be followed; the message is one line for the user. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

export const usage = `Usage: npm run serve -- [options]

  --port N         port to listen on (default 8888; 0 takes a free one)
  --host H         address to listen on (default 127.0.0.1; another one needs a token)
  --data DIR       folder that holds everything the console keeps
  --speed X        simulated time, 1 to 3600 seconds in a second; only simulated devices are driven then
  --token-file F   file with the token that every request must carry (or set MAELSTROM_TOKEN)
  --help           this text
  --version        the version`;

const DEFAULT_PORT = 8888;
const MIN_TOKEN_LENGTH = 12;

/**
 * Reads the command line of the headless console.
 * @returns the options, or what to print instead of starting.
 * @throws OptionError
 */
export function readOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): HeadlessOptions | 'help' | 'version' {
  const values = parse(args);
  if (values.help === true) return 'help';
  if (values.version === true) return 'version';
  return {
    port: numberIn('--port', values.port, DEFAULT_PORT, 0, 65_535, true),
    host: values.host ?? '127.0.0.1',
    dataDir: dataDirOf(values.data, env),
    speed: numberIn('--speed', values.speed, 1, 1, 3600, false),
    token: readToken(values['token-file'], env['MAELSTROM_TOKEN']),
  };
}

/** The data folder: the one that is named, or where programs of this system keep what is theirs. */
export function dataDirOf(named: string | undefined, env: NodeJS.ProcessEnv): string {
  return resolve(named ?? defaultDataDir(env));
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        speed: { type: 'string' },
        'token-file': { type: 'string' },
        help: { type: 'boolean' },
        version: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const words = (error instanceof Error ? error.message : String(error)).split(/\.\s|\n/)[0] ?? '';
    throw new OptionError(`${words}. See --help.`, { cause: error });
  }
}

function numberIn(
  flag: string,
  text: string | undefined,
  fallback: number,
  min: number,
  max: number,
  whole: boolean,
): number {
  if (text === undefined) return fallback;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new OptionError(
    `${flag} takes a ${whole ? 'whole ' : ''}number from ${min} to ${max}, not "${text}".`,
  );
}

function readToken(file: string | undefined, fromEnv: string | undefined): string | null {
  const token = file === undefined ? fromEnv : readTokenFile(file);
  if (token === undefined || token === '') return null;
  if (token.length < MIN_TOKEN_LENGTH)
    throw new OptionError(`The token must have at least ${MIN_TOKEN_LENGTH} characters.`);
  return token;
}

function readTokenFile(file: string): string {
  try {
    const token = readFileSync(file, 'utf8').trim();
    if (token !== '') return token;
  } catch (error) {
    throw new OptionError(`The token file ${file} cannot be read.`, { cause: error });
  }
  throw new OptionError(`The token file ${file} is empty.`);
}

/** Where programs of this system keep what is theirs. */
function defaultDataDir(env: NodeJS.ProcessEnv): string {
  const home = homedir();
  switch (process.platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Maelstrom');
    case 'win32':
      return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Maelstrom');
    default:
      return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'maelstrom');
  }
}
