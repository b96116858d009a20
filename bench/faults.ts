/**
 * What goes wrong with a device, and how long it takes until everything is safe, said, and back: a headless console in a
 * process of its own, on emulated boards, serial (socat) and TCP, all at the same time. Then what a bad device costs another.
 * Usage: npm run bench:faults -- [runs of each, 1 to 20] [part of the name of a fault, such as noise]; all of it, three times, takes
 * a quarter of an hour
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BrewPiBoard } from '#test/rig/brewpi/board.ts';
import { FirmataBoard } from '#test/rig/firmata/board.ts';
import { measureBeside } from './faults-beside.ts';
import { addBrewPi, addFirmata, type Subject, startConsoleProcess, until, Watch } from './faults-brewery.ts';
import { type Observed, table } from './faults-table.ts';

const runs = Math.min(20, Math.max(1, Number(process.argv[2] ?? 3)));
const only = process.argv[3] ?? '';
const isWanted = (name: string): boolean => name.includes(only);

/** Longer than a lease, and than any board is waited for before it is said to be lost. */
const OBSERVE_MS = 8000;
/** A board that is greeted and does not answer as it should is given up after 15 s. */
const STRANGER_MS = 25_000;
const BACK_WITHIN_MS = 60_000;
/** After so long a connection counts as one that stands, and its loss as a new one. */
const SETTLE_MS = 10_500;

interface Fault {
  readonly name: string;
  readonly begin: (board: Subject['board']) => unknown;
  readonly end: (board: Subject['board']) => unknown;
  readonly settleMs: number;
  /** Nothing that the console says reaches the board. */
  readonly cutsOff?: boolean;
}

/** Bytes without meaning, for as long as the fault lasts. */
const garbage = new Map<Subject['board'], NodeJS.Timeout>();
const sayBytes = (board: Subject['board'], bytes: Buffer): void =>
  board instanceof FirmataBoard ? board.say(...bytes) : board.say(bytes.toString('latin1'));

const faults: readonly Fault[] = [
  {
    name: 'cable pulled',
    begin: (board) => board.unplug(),
    end: (board) => board.plug(),
    cutsOff: true,
    settleMs: SETTLE_MS,
  },
  {
    name: 'hangs',
    begin: (board) => setHung(board, true),
    end: (board) => setHung(board, false),
    cutsOff: true,
    settleMs: 1000,
  },
  {
    name: 'hears, answers nothing',
    begin: (board) => void (board.faults.deaf = true),
    end: (board) => void (board.faults.deaf = false),
    settleMs: 1000,
  },
  {
    name: 'garbage for answers',
    begin: (board) => {
      board.faults.deaf = board instanceof BrewPiBoard;
      if (board instanceof FirmataBoard) board.faults.garbled = true;
      else
        garbage.set(
          board,
          setInterval(() => sayBytes(board, randomBytes(100)), 100),
        );
    },
    end: (board) => {
      clearInterval(garbage.get(board));
      board.faults.deaf = false;
      if (board instanceof FirmataBoard) board.faults.garbled = false;
    },
    settleMs: 1000,
  },
  {
    name: 'single bytes, half lines',
    begin: (board) => {
      board.faults.chunkBytes = 1;
      sayBytes(board, Buffer.from(board instanceof FirmataBoard ? [0xf0, 0x79, 2] : 'T:{"BeerTemp": 20.0'));
    },
    end: (board) => void (board.faults.chunkBytes = 0),
    settleMs: 1000,
  },
  {
    name: '100 kB of noise',
    begin: (board) => {
      for (let i = 0; i < 100; i += 1) sayBytes(board, randomBytes(1000));
    },
    end: () => {},
    settleMs: SETTLE_MS,
  },
  {
    name: 'answers 2 s late',
    begin: (board) => void (board.faults.lateMs = 2000),
    end: (board) => void (board.faults.lateMs = 0),
    settleMs: 3000,
  },
  {
    name: 'answers 8 s late',
    begin: (board) => void (board.faults.lateMs = 8000),
    end: (board) => void (board.faults.lateMs = 0),
    settleMs: 12_000,
  },
];

/** A BrewPi board that hangs is only silent to us: what it regulates is its own business. */
function setHung(board: Subject['board'], on: boolean): void {
  if (board instanceof FirmataBoard) board.faults.hung = on;
  else board.faults.deaf = on;
}

const console_ = await startConsoleProcess();
const subjects: readonly Subject[] = [
  await addFirmata(console_, 'serial'),
  await addFirmata(console_, 'TCP'),
  await addBrewPi(console_, 'serial'),
  await addBrewPi(console_, 'TCP'),
];
/** Boards that let go by themselves: of interest where the board can be told nothing. */
const withDeadMan: readonly Subject[] = [
  await addFirmata(console_, 'serial', 3),
  await addFirmata(console_, 'TCP', 3),
];
const watch = new Watch(console_.call);
await sleep(SETTLE_MS);
const observed: Observed[] = [];

/** Waits until the console has said it and the output is off, as far as that happens in time. */
async function observe(subject: Subject, fault: string, isSaid: () => boolean, withinMs: number) {
  const [alarmMs, offMs] = await Promise.all([
    until(() => watch.alarm(subject) !== null, withinMs),
    subject.isOn() === null ? null : until(() => subject.isOn() === false, withinMs),
    until(isSaid, withinMs),
  ]);
  const words = [watch.alarm(subject) ?? '', watch.isConnected(subject) ? '' : watch.words(subject)];
  const inHand = watch.isConnected(subject) ? await subject.order().catch(() => 'refused' as const) : null;
  return { subject, fault, alarmMs, offMs, inHand, words };
}

async function untilBack(subject: Subject): Promise<number | null> {
  const backMs = await until(
    () => watch.isConnected(subject) && watch.isOver(subject) && subject.isOn() !== false,
    BACK_WITHIN_MS,
  );
  await watch.acknowledge(subject);
  return backMs;
}

async function measure(subject: Subject, fault: Fault): Promise<void> {
  // What came late after the fault before is over, and seen.
  await untilBack(subject);
  // Each time at another moment of the beats and leases.
  await sleep(Math.random() * 1000);
  const began = fault.begin(subject.board);
  const seen = await observe(subject, fault.name, () => true, OBSERVE_MS);
  await began;
  const wasLost = !watch.isConnected(subject);
  await fault.end(subject.board);
  const backMs = await untilBack(subject);
  observed.push({ ...seen, backMs: wasLost ? backMs : null });
  await sleep(fault.settleMs);
}

const SWAP = 'two boards swapped';

/** Two boards of different families change places: each finds a stranger where it was. */
async function swap(firmata: Subject, brewPi: Subject): Promise<void> {
  const place = ({ link, board: { path } }: Subject): string | number =>
    link === 'TCP' ? Number(path.split(':')[1]) : path;
  const [a, b] = [place(firmata), place(brewPi)];
  await Promise.all([firmata.board.unplug(), brewPi.board.unplug()]);
  const strangers = [new FirmataBoard({ path: b }), new BrewPiBoard({ path: a })] as const;
  await Promise.all(strangers.map((stranger) => stranger.plug()));
  const seen = await Promise.all(
    [firmata, brewPi].map((subject) =>
      observe(subject, SWAP, () => watch.words(subject).includes(' answers on '), STRANGER_MS),
    ),
  );
  await Promise.all(strangers.map((stranger) => stranger.unplug()));
  await Promise.all([firmata.board.plug(), brewPi.board.plug()]);
  await Promise.all(
    seen.map(async (each) => observed.push({ ...each, backMs: await untilBack(each.subject) })),
  );
  await sleep(SETTLE_MS);
}

try {
  for (const fault of faults.filter(({ name }) => isWanted(name))) {
    for (let run = 0; run < runs; run += 1) {
      await Promise.all(
        (fault.cutsOff ? [...subjects, ...withDeadMan] : subjects).map((subject) => measure(subject, fault)),
      );
    }
  }
  for (let run = 0; run < runs && isWanted(SWAP); run += 1) {
    const pairs = (['serial', 'TCP'] as const).map((link) => subjects.filter((each) => each.link === link));
    await Promise.all(
      pairs.map(async ([firmata, brewPi]) => {
        if (firmata !== undefined && brewPi !== undefined) await swap(firmata, brewPi);
      }),
    );
  }
  console.log(table(observed));
  const [, beside] = subjects;
  if (beside !== undefined && isWanted('beside')) console.log(await measureBeside(console_, beside));
} finally {
  await watch.stop();
  await console_.stop();
  await Promise.all([...subjects, ...withDeadMan].map(({ board }) => board.unplug()));
}
process.exit(0);
