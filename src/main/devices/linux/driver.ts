import type { DriverContext, DriverFamily, DriverPoint, Lease, PointDriver } from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { LogBudget } from '../log-budget.ts';
import { PowerOnGate } from '../power-on-gate.ts';
import { addressHints, clash, type LinuxPoint, parseAddress } from './addresses.ts';
import { findGpioTools, type GpioTools, readLine } from './gpio-tools.ts';
import { listProbes, readProbe } from './probes.ts';
import { Relays } from './relays.ts';

const STEP_MS = 100;
const CONTACT_EVERY_MS = 1000;
/** A computer without a bus or without tools is looked at again this often: they may have been set up. */
const LOOK_AGAIN_MS = 30_000;
const PROBE_EVERY_MS = 1000;
/** Each probe takes most of a second, one after the other: with two dozen of them a reading is this old, ms. */
const STALE_AFTER_MS = 20_000;
const DEFAULT_CHIP = 'gpiochip0';

type Contact = Extract<LinuxPoint, { use: 'contact' }>;

/** Where the parts of the system are; another place in tests. */
export interface LinuxPlaces {
  /** The kernel's folder of 1-Wire devices. */
  readonly probes: string;
  /** Folders that are searched for the tools of libgpiod, as in PATH. */
  readonly path: string;
}

const thisComputer: LinuxPlaces = { probes: '/sys/bus/w1/devices', path: process.env['PATH'] ?? '' };

/** The pins of the computer that the console runs on: a Raspberry Pi with DS18B20 probes and relays. */
class LinuxDriver implements PointDriver {
  readonly kind = 'points';
  private readonly context: DriverContext;
  private readonly places: LinuxPlaces;
  private readonly chip: string;
  private readonly log: LogBudget;
  private readonly gates = new Map<string, PowerOnGate>();
  private readonly toldProbes = new Set<string>();
  private points = new Map<string, LinuxPoint>();
  private tools: GpioTools | null = null;
  private relays: Relays | null = null;
  private closed = false;
  private contactsMs = 0;
  private probesMs = 0;
  /** Set while probes or contacts are being read: a kernel that hangs is asked once, not again and again. */
  private readingProbes = false;
  private readingContacts = false;

  constructor(context: DriverContext, places: LinuxPlaces) {
    this.context = context;
    this.places = places;
    this.chip = context.connection === '' ? DEFAULT_CHIP : context.connection;
    this.log = new LogBudget((level, message) => context.onLog(level, message));
    context.run(() => this.look());
  }

  write(address: string, outPct: number, lease: Lease): void {
    this.relays?.write(address, outPct, lease, performance.now());
  }

  pointsChanged(): void {
    this.context.run(() => this.takePoints());
  }

  async allOff(): Promise<void> {
    await this.relays?.allOff();
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.allOff();
  }

  /** Looks at what the computer has, until it has something. */
  private async look(): Promise<void> {
    const [probes, tools] = await Promise.all([
      listProbes(this.places.probes),
      findGpioTools(this.places.path),
    ]);
    if (this.closed) return;
    if (probes === null && tools === null) {
      this.context.onLink(
        'lost',
        'This computer has neither a 1-Wire bus nor the gpiod tools: switch 1-Wire on in its settings, or install gpiod',
      );
      this.context.after(LOOK_AGAIN_MS, () => this.look());
      return;
    }
    this.tools = tools;
    if (tools !== null) {
      this.relays = new Relays(tools, this.chip, (address, cause) => this.say(`${address}: ${cause}`));
    }
    await this.takePoints();
    for (const id of probes ?? []) this.tellProbe(id);
    this.context.onLink('connected', describe(probes, tools, this.chip));
    if (!this.closed) this.context.every(STEP_MS, () => this.beat());
  }

  private async takePoints(): Promise<void> {
    const points = new Map<string, LinuxPoint>();
    const all = this.context.points();
    for (const [i, point] of all.entries()) {
      const first = all.slice(0, i).find((each) => clash(each, point));
      const parsed = this.parse(point);
      if (first !== undefined) this.say(`${point.address}: its line is already that of ${first.address}`);
      else if (parsed !== null) points.set(point.address, parsed);
    }
    this.points = points;
    const relays = [...points].flatMap(([address, point]) =>
      point.use === 'relay' ? [[address, point] as const] : [],
    );
    if (this.tools === null && [...points.values()].some(({ use }) => use !== 'probe')) {
      this.say('This computer has no gpiod tools: install the package gpiod for relays and contacts');
    }
    await this.relays?.set(new Map(relays));
  }

  private parse(point: DriverPoint): LinuxPoint | null {
    try {
      return parseAddress(point);
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  private beat(): void {
    if (this.closed) return;
    const nowMs = performance.now();
    this.relays?.step(nowMs);
    if (nowMs - this.contactsMs >= CONTACT_EVERY_MS && !this.readingContacts) {
      this.contactsMs = nowMs;
      this.context.run(() => this.readContacts());
    }
    if (nowMs - this.probesMs >= PROBE_EVERY_MS && !this.readingProbes) {
      this.probesMs = nowMs;
      this.context.run(() => this.readProbes());
    }
  }

  /** One after the other: each takes most of a second of a thread that others need, too. */
  private async readProbes(): Promise<void> {
    this.readingProbes = true;
    try {
      for (const [address, point] of this.points) {
        if (point.use === 'probe' && !this.closed) await this.readOne(address, point.id);
      }
    } finally {
      this.readingProbes = false;
    }
  }

  private async readOne(address: string, id: string): Promise<void> {
    const reading = await readProbe(this.places.probes, id);
    const gate = this.gates.get(address) ?? new PowerOnGate();
    this.gates.set(address, gate);
    const admitted = gate.admit(reading.quality === 'good' ? reading.value : null, performance.now());
    this.context.onReading(address, admitted ? reading : { quality: 'bad', reason: 'power-on-value' });
  }

  private async readContacts(): Promise<void> {
    const { tools } = this;
    if (tools === null) return;
    this.readingContacts = true;
    try {
      for (const [address, point] of this.points) {
        if (point.use === 'contact' && !this.closed) await this.readContact(tools, address, point);
      }
    } finally {
      this.readingContacts = false;
    }
  }

  private async readContact(tools: GpioTools, address: string, { line, bias }: Contact): Promise<void> {
    try {
      const value = await readLine(tools, this.chip, line, bias);
      this.context.onReading(address, { quality: 'good', value });
    } catch (error) {
      this.context.onReading(address, { quality: 'bad', reason: 'open-circuit' });
      this.say(`${address}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private tellProbe(id: string): void {
    if (this.toldProbes.has(id)) return;
    this.toldProbes.add(id);
    this.log.say('info', `Probe ${id} is on the 1-Wire bus`, performance.now());
  }

  private say(message: string): void {
    this.log.say('warning', message.slice(0, 300), performance.now());
  }
}

function describe(probes: readonly string[] | null, tools: GpioTools | null, chip: string): string {
  const bus = probes === null ? 'no 1-Wire bus' : `1-Wire with ${probes.length} probes`;
  return `This computer: ${bus}, ${tools === null ? 'no gpiod tools' : `${chip} with gpiod ${tools.version}`}`;
}

/** The driver for the parts of a system in other places than usual, for tests. */
export function linuxFamilyAt(places: LinuxPlaces): DriverFamily {
  return {
    name: 'linux',
    title: 'Raspberry Pi (this computer: 1-Wire and GPIO)',
    kind: 'points',
    connectionHint: `Leave empty for ${DEFAULT_CHIP}, or name the chip, such as gpiochip4`,
    addressHints,
    outputsStay: true,
    staleAfterMs: STALE_AFTER_MS,
    simulated: false,
    checkConnection: (connection) => {
      if (/^(gpiochip\d{1,2})?$/.test(connection)) return;
      throw new AppError('invalid', 'connection: must be empty, or the name of a chip, such as gpiochip0');
    },
    checkAddress: (point) => void parseAddress(point),
    clash,
    open: (context) => new LinuxDriver(context, places),
  };
}

export const linuxFamily = linuxFamilyAt(thisComputer);
