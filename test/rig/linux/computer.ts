import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LinuxPlaces } from '#main/devices/linux/driver.ts';

/** Tools of libgpiod as each generation takes its arguments. A line is a file with its level; nobody holds a line without one. */
const tools = {
  1: {
    version: 'gpioset (libgpiod) v1.6.3',
    hold: '--mode=signal',
    set: `
      mode=$1; shift; shift; line=\${1%%=*}; level=\${1##*=}
      case $mode in --mode=signal) wait=1;; --mode=exit) wait=0;; *) echo "gpioset: bad mode" >&2; exit 1;; esac`,
    get: 'shift; for line in "$@"; do :; done',
  },
  2: {
    version: 'gpioset (libgpiod) v2.2.1',
    hold: '-c',
    set: `
      [ "$1" = -c ] || { echo "gpioset: bad arguments" >&2; exit 1; }
      shift; shift; wait=1; [ "$1" = -t0 ] && { wait=0; shift; }; line=\${1%%=*}; level=\${1##*=}`,
    get: 'for line in "$@"; do :; done',
  },
} as const;

/** A computer with a 1-Wire bus and GPIO lines, as folders and programs of its own. */
export class LinuxComputer {
  readonly places: LinuxPlaces;
  private readonly lines: string;
  private readonly programs: string;

  /** @param folder an empty one; @param generation of its gpiod tools, or null for none */
  constructor(folder: string, generation: 1 | 2 | null) {
    const programs = join(folder, 'bin');
    this.programs = programs;
    this.lines = join(folder, 'lines');
    this.places = { probes: join(folder, 'w1'), path: `${programs}:/usr/bin:/bin` };
    mkdirSync(programs);
    mkdirSync(this.lines);
    if (generation === null) this.places = { ...this.places, path: programs };
    else this.installTools(programs, generation);
  }

  /** Switches 1-Wire on. */
  addBus(): void {
    mkdirSync(join(this.places.probes, 'w1_bus_master1'), { recursive: true });
  }

  /** @param text the file of the probe as the kernel writes it */
  setProbe(id: string, text: string): void {
    mkdirSync(join(this.places.probes, id), { recursive: true });
    writeFileSync(join(this.places.probes, id, 'w1_slave'), text);
  }

  removeProbe(id: string): void {
    rmSync(join(this.places.probes, id), { recursive: true });
  }

  /** Level of a line as it was put last; null when nothing has been put. */
  level(line: number): number | null {
    try {
      return Number(readFileSync(join(this.lines, String(line)), 'utf8'));
    } catch {
      return null;
    }
  }

  setLevel(line: number, level: 0 | 1): void {
    writeFileSync(join(this.lines, String(line)), String(level));
  }

  /** Another program has taken a line. */
  takeAway(line: number): void {
    writeFileSync(join(this.lines, `${line}.busy`), '');
  }

  /** The other program has let go of it. */
  giveBack(line: number): void {
    rmSync(join(this.lines, `${line}.busy`));
  }

  /** Signals every process that a driver has started here, or only its shells. */
  signal(name: NodeJS.Signals, who: 'all' | 'shells'): void {
    for (const pid of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
      if (this.belongs(pid, who)) process.kill(Number(pid), name);
    }
  }

  private belongs(pid: string, who: 'all' | 'shells'): boolean {
    try {
      const isOurs = readFileSync(`/proc/${pid}/environ`, 'utf8')
        .split('\0')
        .includes(`PATH=${this.places.path}`);
      return (
        isOurs && (who === 'all' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('/bin/sh\0-c'))
      );
    } catch {
      return false; // it has ended meanwhile
    }
  }

  /** How many processes hold a line now. */
  holders(): number {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && this.isTool(name)).length;
  }

  private isTool(pid: string): boolean {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${this.programs}/gpioset`);
    } catch {
      return false; // it has ended meanwhile
    }
  }

  private installTools(programs: string, generation: 1 | 2): void {
    const tool = tools[generation];
    this.install(
      join(programs, 'gpioset'),
      `[ "$1" = --version ] && { echo "${tool.version}"; exit 0; }
      ${tool.set}
      [ -e "${this.lines}/$line.busy" ] && { echo "gpioset: error setting the GPIO line values: Device or resource busy" >&2; exit 1; }
      printf %s "$level" > "${this.lines}/$line"
      [ $wait = 1 ] && { trap 'exit 0' TERM INT; while :; do sleep 0.05; done; }
      exit 0`,
    );
    this.install(join(programs, 'gpioget'), `${tool.get}\ncat "${this.lines}/$line"`);
  }

  private install(path: string, body: string): void {
    writeFileSync(path, `#!/bin/sh\n${body}\n`);
    chmodSync(path, 0o755);
  }
}
