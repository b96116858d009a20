import { type Firmware, type FirmwareVersion, firmwareOf } from './firmware.ts';
import { Life } from './life.ts';
import { RigParts } from './parts.ts';
import { echoLine, type Held, infoLine, RecordedLines, warningLine } from './recorded-lines.ts';
import { type Faults, type Reply, Wire, type WireOptions } from './wire.ts';

/** Length of a key or value. */
const MAX_TOKEN = 29;
/** A profile's setpoint that moves less is not noted, °C. */
const GRADUAL_C = 0.2;

export interface BoardOptions extends Partial<Omit<WireOptions, 'path'>> {
  readonly path: WireOptions['path'];
  readonly held?: Partial<Held>;
  /** False for a board that is new: nothing that is connected has a role. */
  readonly installed?: boolean;
  readonly firmware?: FirmwareVersion;
  /**
   * Its probes are in a chamber with beer, and its loop switches what cools and heats it. Without, temperatures stay as they are
   * held, and the board waits for ever before it does anything.
   */
  readonly physics?: boolean;
  /** With physics: so many seconds of the board pass in one, 1 to 1000. */
  readonly speed?: number;
}

/** What can go wrong on demand. */
export interface BoardFaults extends Faults {
  /** Says that it runs this firmware. */
  version: string | null;
  /** Obeys settings, but holds this instead. */
  holdsInstead: Partial<Held> | null;
}

/**
 * A BrewPi board on a pseudo-terminal, or on the network: it answers with the lines that were recorded from real firmware, with the values
 * that it holds now.
 */
export class BrewPiBoard {
  readonly held: Held;
  /** What is connected, and which relays are on. */
  readonly parts: RigParts;
  readonly faults: BoardFaults;
  /** Every command that the board has understood, in order. */
  readonly commands: string[] = [];
  private readonly firmware: Firmware;
  private readonly lines: RecordedLines;
  private readonly wire: Wire;
  /** Null for a board whose temperatures are held. */
  private readonly life: Life | null;
  /** Constants that were set, °C. */
  private readonly constants = new Map<string, number>();
  private nextSecond: NodeJS.Timeout | undefined;

  constructor({
    held,
    installed = true,
    firmware = '0.2.13',
    physics = false,
    speed = 1,
    ...wire
  }: BoardOptions) {
    this.firmware = firmwareOf(firmware);
    this.lines = new RecordedLines(this.firmware);
    const newSetC = installed ? null : this.firmware.newSetC;
    this.held = {
      mode: 'o',
      beerSet: newSetC,
      chamberSet: newSetC,
      beer: 20,
      chamber: 20,
      room: 21,
      state: 0,
      display: null,
      format: 'C',
      ...held,
    };
    this.parts = new RigParts(installed, (probe) => this.held[probe] ?? null, this.firmware);
    this.wire = new Wire(
      { bootMs: 0, paceMs: 5, ...wire },
      { obey: (command) => this.obey(command), onStart: () => this.life?.restart() },
    );
    this.faults = Object.assign(this.wire.faults, { version: null, holdsInstead: null });
    this.life = physics
      ? new Life(this.held, this.parts, {
          speed,
          constant: (name) => this.constant(name),
          onLog: (line) => this.sayByItself(line),
          onState: () => this.sayByItself(this.lines.temperatures(this.measured())),
        })
      : null;
  }

  get path(): string {
    return this.wire.path;
  }

  /** Bytes that arrived while the board was deaf. */
  get lostWhileStarting(): number {
    return this.wire.lostWhileStarting;
  }

  /** Bytes that found its buffer full. */
  get overruns(): number {
    return this.wire.overruns;
  }

  /** How often something arrived while it was still answering: who waits for answers never interrupts. */
  get interruptions(): number {
    return this.wire.interruptions;
  }

  /** Puts the cable in. */
  async plug(): Promise<void> {
    await this.wire.plug();
    this.life?.start();
  }

  /** Pulls the cable. Without it the time of the board stands still. */
  unplug(): Promise<void> {
    clearTimeout(this.nextSecond);
    this.life?.stop();
    return this.wire.unplug();
  }

  /** Sends something that nobody has asked for. */
  say(text: string): void {
    this.wire.say(text);
  }

  /** Commands without the questions that are asked all the time. */
  orders(): string[] {
    return this.commands.filter((command) => command.length > 1);
  }

  private sayByItself(text: string): void {
    if (!this.faults.deaf) this.say(text);
  }

  private obey(command: string): Reply {
    this.commands.push(command);
    return { lines: this.linesFor(command), busyMs: this.parts.takeConversionMs() };
  }

  private linesFor(command: string): string[] {
    const { lines, held } = this;
    switch (command[0]) {
      case 'n':
        return [lines.version.replace(this.firmware.version, this.faults.version ?? this.firmware.version)];
      case 't':
        return [lines.temperatures(this.measured())];
      case 's':
        return [this.settingsLine()];
      case 'c':
        return [lines.constants(held, this.constants)];
      case 'v':
        return [lines.variables(held, this.life?.loop.variables ?? {})];
      case 'l':
        return [this.displayLine()];
      case 'j':
        return this.set(command);
      case 'E':
        return this.eraseAll();
      case 'd':
      case 'h':
      case 'U':
        return this.parts.answer(command, held.mode);
      default:
        return [warningLine(1, [command.charCodeAt(0)])];
    }
  }

  private settingsLine(): string {
    return this.lines.settings(this.held, this.life?.loop.estimators);
  }

  private displayLine(): string {
    const { loop } = this.life ?? {};
    const measured = this.measured();
    return loop === undefined
      ? this.lines.display(measured)
      : this.lines.display({ ...measured, display: measured.display ?? loop.stateLine() }, loop.showsRoom);
  }

  /** What it holds, with what the installed probes measure. */
  private measured(): Held {
    const { parts, held } = this;
    const room = parts.measured(6);
    return {
      ...held,
      beer: this.life?.loop.filtered('beer') ?? parts.measured(9) ?? null,
      chamber: this.life?.loop.filtered('chamber') ?? parts.measured(5) ?? null,
      // Without a probe the line has no room temperature; one that a test took away is missing as well.
      room: room === null && held.room === undefined ? undefined : room,
    };
  }

  private constant(name: string): number {
    return this.constants.get(name) ?? this.lines.defaultConstant(name);
  }

  private set(command: string): string[] {
    const pairs = command
      .slice(2, -1)
      .replaceAll(/[" ]/g, '')
      .split(',')
      .map((pair) => pair.split(':').map((token) => token.slice(0, MAX_TOKEN)));
    const lines = pairs.flatMap(([key = '', value = '']) =>
      value === '' ? [] : [echoLine(key, value), ...this.apply(key, value)],
    );
    if (this.faults.holdsInstead !== null) Object.assign(this.held, this.faults.holdsInstead);
    return [...lines, this.settingsLine(), this.lines.constants(this.held, this.constants)];
  }

  /** Takes one setting. @returns the lines that the board prints before it applies it. */
  private apply(key: string, value: string): string[] {
    const { held } = this;
    switch (key) {
      case 'mode':
        return this.applyMode(value);
      case 'beerSet':
      case 'fridgeSet':
        return this.applySetpoint(key, value);
      case 'tempFormat':
        held.format = value === 'F' ? 'F' : 'C';
        return [];
      default:
        if (!this.lines.isConstant(key)) return [warningLine(0)];
        // A word is no number: `true` is 0.
        this.constants.set(key, this.lines.fromUnit(key, Number(value) || 0, held));
        return [];
    }
  }

  private applyMode(value: string): string[] {
    const { held, life } = this;
    const other = held.mode !== value[0];
    held.mode = value.slice(0, 1);
    this.parts.outputsByMode(held.mode);
    if (life === null) held.state = 0;
    else life.loop.modeSet(other);
    if (value === 'o') Object.assign(held, { beerSet: null, chamberSet: null });
    if (life === null) {
      clearTimeout(this.nextSecond);
      this.nextSecond = setTimeout(() => this.followMode(), 1000);
    }
    return [this.lines.temperatures(this.measured(), { chamber: this.firmware.notes.mode(value) })];
  }

  private applySetpoint(key: 'beerSet' | 'fridgeSet', value: string): string[] {
    const { held, firmware, lines } = this;
    const said = Number(value);
    if (Number.isNaN(said) && firmware.nonsense === 'ignored') return [];
    const number = Number.isNaN(said) ? 0 : said;
    const valueC = Math.min(112, held.format === 'F' ? (number - 32) / 1.8 : number);
    const before = key === 'beerSet' ? held.beerSet : held.chamberSet;
    const gradual = before !== null && Math.abs(valueC - before) <= GRADUAL_C;
    const measured = this.measured();
    if (key === 'beerSet') held.beerSet = valueC;
    else held.chamberSet = valueC;
    this.settle();
    if (key === 'fridgeSet') {
      return held.mode === 'f'
        ? [lines.temperatures(measured, { chamber: firmware.notes.chamber(value) })]
        : [];
    }
    if (held.mode === 'p' && gradual) return [];
    return [lines.temperatures(measured, { beer: firmware.notes.beer(value, held.mode === 'p') })];
  }

  /** What the board computes at once: the chamber's setpoint from the beer's, and what it does then. */
  private settle(): void {
    if (this.life !== null) {
      this.life.loop.settle();
      return;
    }
    const { held } = this;
    if (held.mode === 'f') held.beerSet = null;
    if ((held.mode === 'b' || held.mode === 'p') && held.beerSet !== null && held.beer !== null) {
      const pull = Math.min(10, Math.max(-10, this.constant('Kp') * (held.beerSet - held.beer)));
      held.chamberSet = Math.min(30, Math.max(1, held.beerSet + pull));
    }
    const error = (held.chamberSet ?? Number.NaN) - (held.chamber ?? Number.NaN);
    const wanted = error > 1 ? 6 : 0;
    held.state = held.mode === 'o' || Number.isNaN(error) ? 0 : error < -1 ? 5 : wanted;
  }

  /** What it does within a second of a new mode; a new state it says by itself. */
  private followMode(): void {
    const before = this.held.state;
    this.settle();
    if (this.held.state !== before) this.sayByItself(this.lines.temperatures(this.measured()));
  }

  private eraseAll(): string[] {
    this.parts.forgetAll();
    this.constants.clear();
    Object.assign(this.held, { mode: 'o', beerSet: null, chamberSet: null, state: 0, format: 'C' });
    return [infoLine(15)];
  }
}
