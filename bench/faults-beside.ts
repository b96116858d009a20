import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { BadPeer } from '#test/rig/bad-peer.ts';
import { FirmataBoard } from '#test/rig/firmata/board.ts';
import type { BenchConsole, Subject } from './faults-brewery.ts';
import { distribution, quantile } from './figures.ts';

/** How often the good board is asked to do something beside each bad one. */
const ORDERS = 100;
/** What a board sends that never stops: 100 kB/s, in pieces of 10 ms. */
const PIECE_BYTES = 1000;
const PIECE_EVERY_MS = 10;
/** Clock ticks of /proc in a second, as Linux has had them on every machine for decades. */
const TICKS_PER_S = 100;

/** Something bad that a console is connected to. */
interface Bad {
  readonly path: string;
  plug(): Promise<void>;
  unplug(): Promise<void>;
}

/** A board that answers as it should, and says something else all the time. */
class ChattyBoard implements Bad {
  private readonly board = new FirmataBoard({ path: 0 });
  private readonly piece: () => readonly number[];
  private timer: NodeJS.Timeout | undefined;

  constructor(piece: () => readonly number[]) {
    this.piece = piece;
  }

  get path(): string {
    return this.board.path;
  }

  async plug(): Promise<void> {
    await this.board.plug();
    this.timer = setInterval(() => this.board.say(...this.piece()), PIECE_EVERY_MS);
  }

  unplug(): Promise<void> {
    clearInterval(this.timer);
    return this.board.unplug();
  }
}

const noise = (): number[] => Array.from({ length: PIECE_BYTES }, () => Math.floor(Math.random() * 256));
/** A text message of Firmata: each character in two halves. */
const line = [
  0xf0,
  0x71,
  ...Array.from('temperature sensor moved', (sign) => [sign.charCodeAt(0), 0]).flat(),
  0xf7,
];
const lines = (): number[] =>
  Array.from({ length: Math.floor(PIECE_BYTES / line.length) }, () => line).flat();

const neighbours: readonly { readonly name: string; readonly make: (() => Bad) | null }[] = [
  { name: 'nobody', make: null },
  { name: '100 kB/s of noise', make: () => new ChattyBoard(noise) },
  { name: '100 kB/s of log lines', make: () => new ChattyBoard(lines) },
  { name: 'a flood without end', make: () => new BadPeer('floods') },
  { name: 'one that never reads', make: () => new BadPeer('never-reads') },
  { name: 'one that comes and goes', make: () => new BadPeer('comes-and-goes') },
];

/** Time of the processor that a process has taken, s. */
function cpuS(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S;
}

async function measure({ child }: BenchConsole, good: Subject) {
  const [beganS, beganMs] = [cpuS(child.pid ?? 0), performance.now()];
  const tookMs: number[] = [];
  for (let i = 0; i < ORDERS; i += 1) {
    // Each time at another moment between two steps of the loop.
    await sleep(Math.random() * 100);
    tookMs.push(await good.order());
  }
  const cpuPct = ((cpuS(child.pid ?? 0) - beganS) / (performance.now() - beganMs)) * 100_000;
  return { tookMs, cpuPct };
}

/** How long a good board takes to do what it is asked, beside each bad one, and compared with beside nobody. */
export async function measureBeside(console_: BenchConsole, good: Subject): Promise<string> {
  const { call } = console_;
  const text = [`From the request until the pin of ${good.family} over ${good.link} is low, beside`];
  let aloneMs: readonly number[] | null = null;
  for (const { name, make } of neighbours) {
    const bad = make?.() ?? null;
    await bad?.plug();
    const config = { name: 'Bad', driver: 'firmata', connection: bad?.path };
    const device = bad && (await call<{ id: string }>('POST', '/devices', config));
    await sleep(3000);
    const { tookMs, cpuPct } = await measure(console_, good);
    aloneMs ??= tookMs;
    const ratios = [0.5, 0.9].map((share) => quantile(tookMs, share) / quantile(aloneMs ?? tookMs, share));
    text.push(
      `  ${name.padEnd(24)} ${distribution(tookMs, 'ms')}  p50 × ${ratios[0]?.toFixed(2)}, p90 × ${ratios[1]?.toFixed(2)}, console ${cpuPct.toFixed(0)} % of one core`,
    );
    if (device !== null) await call('DELETE', `/devices/${device.id}`);
    await bad?.unplug();
  }
  return text.join('\n');
}
