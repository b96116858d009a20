/** `npm run rig:firmata [-- PATH | --tcp [PORT]]`: an Arduino with Firmata, a kettle and a chamber without any of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChamberPlant } from '#main/control/plants/chamber.ts';
import { KettlePlant } from '#main/control/plants/kettle.ts';
import { addressBytes } from '#main/devices/firmata/ds18b20.ts';
import { FirmataBoard } from './board.ts';

/** As long as an Uno with its bootloader. */
const BOOT_MS = 2000;
const STEP_MS = 100;
const STEPS_PER_SECOND = 1000 / STEP_MS;
/** What hangs on which pin. */
const wiring = { bus: 2, element: 8, chamberHeater: 6, chamberCooler: 7 } as const;
const labels = { mash: '28-00000000000a', beer: '28-00000000000b', chamber: '28-00000000000c' } as const;

const [given, port = '0'] = process.argv.slice(2);
const overTcp = given === '--tcp';
if (given?.startsWith('-') === true && !overTcp) {
  console.log(`npm run rig:firmata -- [PATH | --tcp [PORT]]
  PATH   where its port appears (a link to a pseudo-terminal); without it a temporary place is chosen
  --tcp  on the network instead, on a port of this machine`);
  process.exit(given === '--help' ? 0 : 1);
}
const folder = given === undefined ? mkdtempSync(join(tmpdir(), 'maelstrom-firmata-')) : null;
const path = overTcp ? Number(port) : (given ?? join(folder ?? '', 'port'));
// A board on the network is not reset by who connects to it.
const board = new FirmataBoard({ path, bootMs: overTcp ? 0 : BOOT_MS });
const kettle = new KettlePlant({ T0: 20, room: 20, seed: 1 });
const chamber = new ChamberPlant({ beer0: 20, air0: 20, room: 20, yPk: 0, yT: 86_400, yW: 57_600, seed: 2 });
let steps = 0;

const isOn = (pin: number): boolean => board.output(pin) === 1;
const busAddress = (label: string): string => Buffer.from(addressBytes(label) ?? []).toString('hex');

/** Lets 0.1 s pass in the kettle, and a second in the chamber when it is full. */
function step(): void {
  kettle.step(isOn(wiring.element));
  steps += 1;
  if (steps % STEPS_PER_SECOND !== 0) return;
  chamber.step({ heatOn: isOn(wiring.chamberHeater), coolOn: isOn(wiring.chamberCooler) });
  const { readBeer, readAir } = chamber.state;
  board.probes.set(
    wiring.bus,
    new Map([
      [busAddress(labels.mash), kettle.state.read],
      [busAddress(labels.beer), readBeer],
      [busAddress(labels.chamber), readAir],
    ]),
  );
}

async function stop(): Promise<void> {
  await board.unplug();
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());

try {
  await board.plug();
  setInterval(step, STEP_MS);
  console.log(`An Arduino with Firmata is at ${board.path}
Add it on the Devices screen as “Arduino with Firmata” with this connection. Ctrl-C unplugs it.
  kettle    heater D${wiring.element}, probe D${wiring.bus} ${labels.mash}
  chamber   heater D${wiring.chamberHeater}, cooler D${wiring.chamberCooler}, probes D${wiring.bus} ${labels.beer} (beer) and D${wiring.bus} ${labels.chamber} (air)`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
