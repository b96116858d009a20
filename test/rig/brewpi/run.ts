/**
 * `npm run rig:brewpi`: a BrewPi board without a board, with beer and a chamber around its probes. Prints where it is; Ctrl-C ends it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BrewPiBoard } from './board.ts';
import { type FirmwareVersion, firmwareVersions } from './firmware.ts';

/** As long as an Uno with its bootloader. */
const BOOT_MS = 5000;
/** An hour of the board in 3.6 s; faster ones say more than the line carries. */
const MAX_SPEED = 1000;

const USAGE = `npm run rig:brewpi -- [PATH | --tcp [PORT]] [--new] [--firmware ${firmwareVersions.join(' | ')}] [--fast N]
  PATH        where its port appears (a link to a pseudo-terminal); without it a temporary place is chosen
  --tcp       on the network instead, on a port of this machine
  --new       nothing that is connected has a role yet
  --firmware  the release that it answers as
  --fast N    N of its seconds pass in one, 1 to ${MAX_SPEED}: with 60 it waits ten seconds for its compressor, and then cools
The cooler is on pin 5, the heater on pin 6.`;

interface Wanted {
  readonly path: string | number | null;
  readonly isNew: boolean;
  readonly firmware: FirmwareVersion;
  readonly speed: number;
}

/** @returns null when only the usage is wanted. @throws Error for what makes no sense */
function parse(args: readonly string[]): Wanted | null {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      tcp: { type: 'boolean', default: false },
      new: { type: 'boolean', default: false },
      firmware: { type: 'string', default: '0.2.13' },
      fast: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const firmware = firmwareVersions.find((version) => version === values.firmware);
  if (firmware === undefined) throw new Error(`There is no firmware ${values.firmware} here`);
  const speed = Number(values.fast);
  if (!(speed >= 1 && speed <= MAX_SPEED)) throw new Error(`--fast must be from 1 to ${MAX_SPEED}`);
  const [given = null, ...others] = positionals;
  if (others.length > 0) throw new Error(`What is ${others.join(' ')}?`);
  const port = Number(given ?? 0);
  if (values.tcp && !(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw new Error(`${given} is no port`);
  return { path: values.tcp ? port : given, isNew: values.new, firmware, speed };
}

async function play({ path, isNew, firmware, speed }: Wanted): Promise<void> {
  const folder = path === null ? mkdtempSync(join(tmpdir(), 'maelstrom-brewpi-')) : null;
  const overTcp = typeof path === 'number';
  const board = new BrewPiBoard({
    path: path ?? join(folder ?? '', 'port'),
    // A board on the network is not reset by who connects to it.
    bootMs: overTcp ? 0 : BOOT_MS,
    paceMs: 20,
    installed: !isNew,
    firmware,
    physics: true,
    speed,
  });
  const stop = async (): Promise<void> => {
    await board.unplug();
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
  await board.plug();
  console.log(`A BrewPi board with firmware ${firmware} is at ${board.path}
Add it on the Devices screen as “BrewPi (Arduino)” with this connection. Ctrl-C unplugs it.`);
}

try {
  const wanted = parse(process.argv.slice(2));
  if (wanted === null) console.log(USAGE);
  else await play(wanted);
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exit(1);
}
