import { type Firmware, firmwareOf } from './firmware.ts';
import { errorLine, padded } from './recorded-lines.ts';

/** What can be connected to the board of the rig, with the addresses and pins of the recording. */
const probes = {
  '28B01122330400DE': 'beer',
  '28B21122330400B0': 'room',
  '28B11122330400E9': 'chamber',
} as const;
export type ProbeName = (typeof probes)[keyof typeof probes];
const BUS_PIN = 18;
const RELAY_PINS = [2, 5, 6, 19] as const;
const DOOR_PIN = 4;
/** A first conversion that is waited for, ms. */
const CONVERSION_MS = 900;

interface Slot {
  f: number;
  h: number;
  d: number;
  p: number;
  x: number;
  a: string;
  /** Calibration in sixteenths, °C. */
  j: number;
}

/** Type of device by function: 1 temperature sensor, 2 switch sensor, 3 switch actuator. */
const typeOf: Readonly<Record<number, number>> = { 1: 2, 2: 3, 3: 3, 4: 3, 5: 1, 6: 1, 7: 3, 9: 1 };

/** The slots as they were when the recording was made, with everything installed. */
const recordedSlots: readonly [number, Partial<Slot>][] = [
  [0, { f: 5, h: 2, p: 18, a: '28B11122330400E9' }],
  [1, { f: 9, h: 2, p: 18, a: '28B01122330400DE' }],
  [2, { f: 6, h: 2, p: 18, a: '28B21122330400B0' }],
  [3, { f: 3, h: 1, p: 5, x: 1 }],
  [4, { f: 2, h: 1, p: 6, x: 1 }],
  [5, { f: 1, h: 1, p: 4, x: 0 }],
  [6, { f: 4, h: 1, p: 2, x: 1 }],
];

const emptySlot: Slot = { f: 0, h: 0, d: 0, p: 0, x: 0, a: '', j: 0 };

/** The slots of a board and what hangs on its pins, as its firmware lists, defines and switches them (protocol, section 5). */
export class RigParts {
  /** Pins of relays that are switched on. */
  readonly on = new Set<number>();
  /** Every time that a relay was switched on: its pin. */
  readonly switched: number[] = [];
  private readonly slots = new Map<number, Slot>();
  /** Probes that have been read once: the first reading of the others is 85 °C. */
  private readonly converted = new Set<string>();
  private readonly valueOf: (probe: ProbeName) => number | null;
  private readonly firmware: Firmware;
  private conversionMs = 0;
  /** Its memory was never prepared: until `E` it lists no slots, not even empty ones, and keeps nothing that it is told. */
  private blank: boolean;

  /** @param installed whether everything has its role, as in the recording, or nothing has */
  constructor(
    installed: boolean,
    valueOf: (probe: ProbeName) => number | null,
    firmware: Firmware = firmwareOf('0.2.13'),
  ) {
    this.valueOf = valueOf;
    this.firmware = firmware;
    this.blank = !installed;
    for (const [i, slot] of installed ? recordedSlots : []) {
      this.slots.set(i, { ...emptySlot, ...slot });
      // What is installed has converted when the board started.
      if (slot.a !== undefined) this.converted.add(slot.a);
    }
  }

  /** The temperature of whatever probe is installed for a function; null for one that does not answer. */
  measured(f: number): number | null | undefined {
    const slot = [...this.slots.values()].find((each) => each.f === f && each.d === 0);
    if (slot === undefined) return undefined;
    const value = this.probeValue(slot.a);
    return value === null ? null : value + slot.j;
  }

  /** Answers `d`, `h` or `U`. @param mode the board's mode letter: outputs stay as they are switched in `t` alone */
  answer(command: string, mode: string): string[] {
    const pairs = new Map(
      command
        .slice(2, -1)
        .replaceAll(/[" ]/g, '')
        .split(',')
        .filter((pair) => pair !== '')
        .map((pair): [string, string] => {
          const [key = '', value = ''] = pair.split(':');
          return [key, value];
        }),
    );
    switch (command[0]) {
      case 'd':
        return [this.listInstalled(pairs, mode)];
      case 'h':
        return [this.listHardware(pairs)];
      default:
        return this.define(pairs);
    }
  }

  /** How long the board has waited for conversions since it was asked last, ms. */
  takeConversionMs(): number {
    const waited = this.conversionMs;
    this.conversionMs = 0;
    return waited;
  }

  /** True when something is installed for a function. */
  has(f: number): boolean {
    return this.pinOf(f) !== undefined;
  }

  /** Switches what is installed, as the board's own loop does; a fan runs with both. */
  drive({ cooling, heating }: { readonly cooling: boolean; readonly heating: boolean }): void {
    const wanted: readonly [number, boolean][] = [
      [2, heating],
      [3, cooling],
      [7, heating || cooling],
    ];
    for (const [f, on] of wanted) {
      const pin = this.pinOf(f);
      if (pin !== undefined) this.write(pin, on);
    }
  }

  /** Whether the relay on a pin is closed: all of them close while their pin is low. */
  closed(pin: number): boolean {
    const slot = [...this.slots.values()].find(({ h, p }) => h === 1 && p === pin);
    return this.on.has(pin) === (slot === undefined || slot.x === 1);
  }

  /** Everything that has a role loses it; from now on roles are kept. */
  forgetAll(): void {
    this.blank = false;
    this.slots.clear();
    this.on.clear();
  }

  /** In any mode but test the board's own loop has the outputs; a new mode finds them off. */
  outputsByMode(mode: string): void {
    if (mode !== 't') this.on.clear();
  }

  private listInstalled(pairs: ReadonlyMap<string, string>, mode: string): string {
    if (this.blank) return 'd:[]\r\n';
    if (pairs.get('e') === '1') return `d:[${this.everySlot().join(',')}]\r\n`;
    const only = pairs.get('i');
    const write = pairs.get('w');
    const slot = only === undefined ? undefined : this.slots.get(Number(only));
    if (write !== undefined && slot !== undefined && mode === 't') this.write(slot.p, write === '1');
    const read = pairs.get('r') === '1';
    const chosen = [...this.slots].filter(([i]) => only === undefined || i === Number(only));
    const lines = chosen.toSorted(([a], [b]) => a - b).map(([i, each]) => this.print(i, each, read));
    if (only !== undefined && lines.length === 0) lines.push(this.print(Number(only), emptySlot, false));
    return `d:[${lines.join(',')}]\r\n`;
  }

  private everySlot(): string[] {
    return Array.from({ length: 16 }, (_, i) => this.print(i, this.slots.get(i) ?? emptySlot, false));
  }

  private write(pin: number, on: boolean): void {
    if (on && !this.on.has(pin)) this.switched.push(pin);
    if (on) this.on.add(pin);
    else this.on.delete(pin);
  }

  private listHardware(pairs: ReadonlyMap<string, string>): string {
    const read = pairs.get('v') === '1';
    const free = Number(pairs.get('u') ?? 0) !== 0;
    const hardware: Slot[] = [
      ...Object.keys(probes).map((a) => ({ ...emptySlot, h: 2, p: BUS_PIN, a })),
      ...RELAY_PINS.map((p) => ({ ...emptySlot, h: 1, p, x: 1 })),
      ...(this.firmware.listsDoor ? [{ ...emptySlot, h: 1, p: DOOR_PIN, x: 1 }] : []),
    ];
    const lines = hardware.flatMap((each) => {
      const i = [...this.slots].find(
        ([, slot]) => slot.h === each.h && slot.p === each.p && slot.a === each.a,
      )?.[0];
      if (i !== undefined && free) return [];
      return [
        this.print(i ?? -1, i === undefined ? each : (this.slots.get(i) ?? each), read && each.h === 2),
      ];
    });
    return `h:[${lines.join(',')}]\r\n`;
  }

  private define(pairs: ReadonlyMap<string, string>): string[] {
    const i = Number(pairs.get('i') ?? Number.NaN);
    // Without a slot, or with one that does not exist, the firmware says nothing at all.
    if (!(i >= 0 && i <= 15)) return [];
    const before = this.slots.get(i) ?? emptySlot;
    const number = (key: 'f' | 'h' | 'd' | 'p' | 'x' | 'j'): number => {
      const given = pairs.get(key);
      return given === undefined ? before[key] : Number(given);
    };
    const after: Slot = {
      f: number('f'),
      h: number('h'),
      d: number('d'),
      p: number('p'),
      x: number('x'),
      a: pairs.get('a') ?? before.a,
      j: Math.round(number('j') * 16) / 16,
    };
    const ofChamber = this.firmware.needsFunction && !pairs.has('f');
    const errors = ofChamber && after.f >= 9 ? [errorLine(7, [2, 0, 1])] : errorsOf(after);
    if (errors.length > 0) return [...errors, errorLine(3), `U:${this.print(i, before, false)}\r\n`];
    if (after.f === 0) this.slots.delete(i);
    else if (!this.blank) this.slots.set(i, after);
    if (after.h === 2) this.awaitFirst(after.a);
    return [`U:${this.print(i, after.f === 0 ? emptySlot : after, false)}\r\n`];
  }

  private print(i: number, { f, h, d, p, x, a, j }: Slot, read: boolean): string {
    const installed = i >= 0 && f !== 0;
    const head = `"i":${i},"t":${installed ? (typeOf[f] ?? 0) : 0},"c":${h === 0 ? 0 : 1},"b":${f >= 9 ? 1 : 0}`;
    const what = `"f":${installed ? f : 0},"h":${h},"d":${d},"p":${p}`;
    if (h === 0) return `{${head},${what}}`;
    const value = read ? `"v":${h === 2 ? this.readProbe(a, j) : Number(this.on.has(p))},` : '';
    return `{${head},${what},${value}${h === 2 ? `"a":"${a}","j":${padded(j, 3)}` : `"x":${x}`}}`;
  }

  private readProbe(address: string, offset: number): string {
    const first = !this.converted.has(address) && this.firmware.firstReading === 'power-on';
    this.awaitFirst(address);
    const value = first ? 85 : this.probeValue(address);
    return value === null ? 'null' : padded(value + offset, 3);
  }

  private pinOf(f: number): number | undefined {
    return [...this.slots.values()].find((slot) => slot.f === f && slot.h === 1 && slot.d === 0)?.p;
  }

  private awaitFirst(address: string): void {
    if (!this.converted.has(address) && this.firmware.firstReading === 'awaited')
      this.conversionMs += CONVERSION_MS;
    this.converted.add(address);
  }

  private probeValue(address: string): number | null {
    return address in probes ? this.valueOf(probes[address as keyof typeof probes]) : null;
  }
}

/** What the firmware says of a definition that makes no sense. */
function errorsOf({ f, h, p }: Slot): string[] {
  const type = typeOf[f];
  if (f === 0) return [];
  if (type === undefined) return [errorLine(6, [f])];
  const wanted = type === 1 ? 2 : 1;
  if (h !== wanted) return [errorLine(8, [type, h])];
  return h === 2 && p !== BUS_PIN ? [errorLine(9, [p])] : [];
}
