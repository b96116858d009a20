/** `npm run rig:brewpi [-- PATH]`: a BrewPi board without a board. Prints the port to connect to; Ctrl-C ends it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BrewPiBoard } from './board.ts';

/** As long as an Uno with its bootloader. */
const BOOT_MS = 5000;

const given = process.argv[2];
const path = given ?? join(mkdtempSync(join(tmpdir(), 'maelstrom-brewpi-')), 'port');
const board = new BrewPiBoard({ path, bootMs: BOOT_MS, paceMs: 20 });

async function stop(): Promise<void> {
  await board.unplug();
  if (given === undefined) rmSync(dirname(path), { recursive: true, force: true });
  process.exit(0);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());

try {
  await board.plug();
  console.log(
    `A BrewPi board is at ${path}\nAdd it as a device with driver brewpi and this port. Ctrl-C unplugs it.`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
