/**
 * `npm run rig:brewpi [-- PATH | --tcp [PORT]] [--new]`: a BrewPi board without a board. Prints where it is; Ctrl-C ends it.
 * With `--new` nothing that is connected to it has a role.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrewPiBoard } from './board.ts';

/** As long as an Uno with its bootloader. */
const BOOT_MS = 5000;

const args = process.argv.slice(2);
const [given, port = '0'] = args.filter((each) => each !== '--new');
const overTcp = given === '--tcp';
const folder = given === undefined ? mkdtempSync(join(tmpdir(), 'maelstrom-brewpi-')) : null;
const path = overTcp ? Number(port) : (given ?? join(folder ?? '', 'port'));
// A board on the network is not reset by who connects to it.
const board = new BrewPiBoard({
  path,
  bootMs: overTcp ? 0 : BOOT_MS,
  paceMs: 20,
  installed: !args.includes('--new'),
});

async function stop(): Promise<void> {
  await board.unplug();
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());

try {
  await board.plug();
  console.log(
    `A BrewPi board is at ${board.path}\nAdd it as a device with driver brewpi and this port. Ctrl-C unplugs it.`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
