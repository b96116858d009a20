import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** A tool that does not answer within this time is broken, ms. */
const TOOL_WITHIN_MS = 2000;

/** Where the tools of libgpiod are found, and which of their two generations they are. */
export interface GpioTools {
  readonly generation: 1 | 2;
  readonly version: string;
  /** Folders that are searched for programs, as in PATH. */
  readonly path: string;
}

/** The tools of this computer, or null when it has none. @param path folders that are searched, as in PATH */
export async function findGpioTools(path: string): Promise<GpioTools | null> {
  try {
    const { stdout } = await run('gpioset', ['--version'], { timeout: TOOL_WITHIN_MS, env: { PATH: path } });
    const version = /v?(\d+)\.(\d+[.\d]*)/.exec(stdout);
    if (version === null) return null;
    return { generation: Number(version[1]) >= 2 ? 2 : 1, version: `${version[1]}.${version[2]}`, path };
  } catch {
    return null;
  }
}

/**
 * Holds a line at a level, and puts it at the other when its input ends: also when the console is killed, since then the
 * system closes the pipe. A line falls back to what its chip thinks right when nobody holds it, so the last word is ours.
 * Ctrl-C and a service manager signal every process of the console: whichever of these it ends, the shell goes on to the last
 * word, and has nobody to speak to then: words on a pipe without a reader would end it. A line that is just being let go of is
 * busy for a moment.
 */
const HOLD = `
  trap : HUP INT TERM
  gpioset "$@" & held=$!
  exec 2> /dev/null
  cat > /dev/null
  while kill "$held"; do wait "$held"; done
  for _ in 1 2 3 4 5; do
    $OFF && exit 0
    sleep 0.2
  done
  exit 1
`;
/** The shell lets go of a line within this time, or it is ended, ms. */
const RELEASE_WITHIN_MS = 5000;

/** A line that is held on. */
export interface HeldLine {
  /**
   * Lets go; resolves when the line has been put off.
   * @throws Error in the tool's words when it could not be.
   */
  release(): Promise<void>;
}

/** @param onLost called when the line is not held any more though nobody has let go of it; the cause in words */
export function holdLine(
  tools: GpioTools,
  line: { readonly chip: string; readonly number: number; readonly level: 0 | 1 },
  onLost: (cause: string) => void,
): HeldLine {
  const { chip, number, level } = line;
  const off = level === 1 ? 0 : 1;
  const on = `${number}=${level}`;
  const hold = tools.generation === 2 ? ['-c', chip, on] : ['--mode=signal', chip, on];
  const put = ['gpioset', ...putArguments(tools, chip, number, off)].join(' ');
  const child = spawn('/bin/sh', ['-c', HOLD, 'gpioset', ...hold], {
    env: { PATH: tools.path, OFF: put },
    stdio: ['pipe', 'ignore', 'pipe'],
    // A group of its own, by which all of it can be ended.
    detached: true,
  });
  const ended = watch(child, onLost);
  return {
    release: async () => {
      ended.expected = true;
      child.stdin?.end();
      if (await Promise.race([ended.well, falseAfter(RELEASE_WITHIN_MS)])) return;
      // Whoever ended the shell has not ended the tool, which goes on holding the line.
      endGroup(child);
      await putLine(tools, chip, number, off);
    },
  };
}

function watch(
  child: ChildProcess,
  onLost: (cause: string) => void,
): { readonly well: Promise<boolean>; expected: boolean } {
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    // While it holds a line the tool has nothing to say.
    said = (said + text.toString()).slice(-300);
    if (!ended.expected) onLost(said.trim());
  });
  child.stdin?.on('error', () => {});
  const well = new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      resolve(false);
      if (!ended.expected) onLost(error.message);
    });
    child.once('exit', (code) => {
      resolve(code === 0);
      if (!ended.expected) onLost(said.trim() || 'gpioset has ended');
    });
  });
  const ended = { well, expected: false };
  return ended;
}

function falseAfter(ms: number): Promise<false> {
  return new Promise((resolve) => void setTimeout(() => resolve(false), ms).unref());
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

/** Puts a line at a level once. @throws Error in the tool's words. */
export async function putLine(tools: GpioTools, chip: string, number: number, level: 0 | 1): Promise<void> {
  const args = putArguments(tools, chip, number, level);
  await run('gpioset', args, { timeout: TOOL_WITHIN_MS, env: { PATH: tools.path } });
}

function putArguments({ generation }: GpioTools, chip: string, number: number, level: 0 | 1): string[] {
  const what = `${number}=${level}`;
  return generation === 2 ? ['-c', chip, '-t0', what] : ['--mode=exit', chip, what];
}

/** The level of a line. @throws Error in the tool's words. */
export async function readLine(
  tools: GpioTools,
  chip: string,
  number: number,
  bias: 'as-is' | 'pull-up' | 'pull-down',
): Promise<0 | 1> {
  const given = bias === 'as-is' ? [] : [`--bias=${bias}`];
  const line = String(number);
  const args = tools.generation === 2 ? [...given, '--numeric', '-c', chip, line] : [...given, chip, line];
  const { stdout } = await run('gpioget', args, { timeout: TOOL_WITHIN_MS, env: { PATH: tools.path } });
  const level = stdout.trim();
  if (level !== '0' && level !== '1')
    throw new Error(`gpioget answered ${JSON.stringify(level.slice(0, 40))}`);
  return level === '1' ? 1 : 0;
}
