import type { DriverPoint, RawReading } from '#main/app/ports/driver.ts';
import { type FirmataPoint, placed } from './addresses.ts';
import { AnalogMean, linearReading, thermistorReading } from './analog.ts';
import { commands, type FirmataMessage, type PinAbilities, type PinMode, pinModes } from './codec.ts';
import { Contacts, type ContactsEvents, contactMode } from './contacts.ts';
import { OneWireBus, type OneWireEvents } from './one-wire-bus.ts';
import { isOutput, Outputs } from './outputs.ts';

/** Analog pins of stock firmware have ten bits when the board does not say otherwise. */
const DEFAULT_ANALOG_BITS = 10;
const DEFAULT_PWM_BITS = 8;
const ANALOG_EVERY_MS = 1000;
/** How often the board sends analog values, ms. */
const SAMPLING_MS = 100;

/** What a board has said of itself. */
export interface BoardPins {
  readonly abilities: readonly PinAbilities[];
  readonly channels: readonly (number | null)[];
}

export interface PinsEvents extends OneWireEvents, ContactsEvents {
  /** A point that the board cannot have, in words. */
  readonly onMisfit: (address: string, why: string) => void;
}

interface Analog {
  readonly point: Extract<FirmataPoint, { use: 'thermistor' | 'linear' }>;
  readonly fullScale: number;
  readonly mean: AnalogMean;
}

/** The points of one connection, on the pins of the board. */
export class Pins {
  readonly outputs: Outputs;
  private readonly board: BoardPins;
  private readonly events: PinsEvents;
  private readonly analogs = new Map<string, Analog>();
  private readonly contacts: Contacts;
  private readonly buses = new Map<number, OneWireBus>();
  private readonly misfits = new Set<string>();
  private analogsToldMs = Number.NEGATIVE_INFINITY;

  constructor(board: BoardPins, events: PinsEvents) {
    this.board = board;
    this.events = events;
    this.outputs = new Outputs(events.send);
    this.contacts = new Contacts(events);
  }

  /** Takes over the points of the device: what is gone is switched off, what is new is set up, the rest goes on. */
  setUp(points: readonly DriverPoint[]): void {
    const wanted = new Map<string, FirmataPoint>();
    for (const each of placed(points)) {
      const why = 'point' in each ? this.misfit(each.point) : each.why;
      if (why !== null) this.tellMisfit(each.address, why);
      else if ('point' in each) wanted.set(each.address, each.point);
    }
    this.outputs.retain(
      new Set([...wanted].flatMap(([address, point]) => (isOutput(point) ? [address] : []))),
    );
    for (const address of this.analogs.keys()) if (!wanted.has(address)) this.analogs.delete(address);
    this.contacts.retain((address) => wanted.get(address)?.use === 'contact');
    this.events.send(commands.samplingInterval(SAMPLING_MS));
    for (const [address, point] of wanted) this.add(address, point);
    this.setUpBuses(wanted);
  }

  /** @param nowMs monotonic; called several times a second while the board answers. */
  step(nowMs: number): void {
    this.outputs.step(nowMs);
    for (const bus of this.buses.values()) bus.step(nowMs);
    this.contacts.step(nowMs);
    if (nowMs - this.analogsToldMs < ANALOG_EVERY_MS) return;
    this.analogsToldMs = nowMs;
    for (const [address, analog] of this.analogs) this.tellAnalog(address, analog);
  }

  take(message: FirmataMessage, nowMs: number): void {
    if (message.kind === 'analog') {
      for (const { point, mean } of this.analogs.values()) {
        if (point.channel === message.channel) mean.add(message.value);
      }
    } else if (message.kind === 'digital') {
      this.contacts.takePort(message.port, message.bits);
    } else if (message.kind === 'pin-state') {
      this.contacts.takeMode(message.pin, message.mode);
    } else if (message.kind === 'one-wire-found' || message.kind === 'one-wire-read') {
      this.buses.get(message.pin)?.take(message, nowMs);
    }
  }

  private add(address: string, point: FirmataPoint): void {
    switch (point.use) {
      case 'relay':
      case 'pwm':
        if (!this.outputs.has(address)) {
          const bits = this.board.abilities[point.pin]?.get(pinModes.pwm) ?? DEFAULT_PWM_BITS;
          this.outputs.add(address, point, bits);
        }
        return;
      case 'contact':
        this.contacts.add(address, point);
        return;
      case 'thermistor':
      case 'linear':
        if (!this.analogs.has(address)) this.addAnalog(address, point);
        return;
      case 'one-wire':
        return; // set up together with the others of its bus
      default:
        point satisfies never;
    }
  }

  private addAnalog(address: string, point: Analog['point']): void {
    const pin = this.board.channels.indexOf(point.channel);
    const bits = this.board.abilities[pin]?.get(pinModes.analog) ?? DEFAULT_ANALOG_BITS;
    this.analogs.set(address, { point, fullScale: 2 ** bits - 1, mean: new AnalogMean() });
    this.events.send(commands.pinMode(pin, pinModes.analog));
    this.events.send(commands.reportAnalog(point.channel, true));
  }

  private setUpBuses(wanted: ReadonlyMap<string, FirmataPoint>): void {
    const probes = [...wanted].flatMap(([address, point]) =>
      point.use === 'one-wire' ? [{ address, pin: point.pin, probe: point.probe }] : [],
    );
    for (const pin of new Set(probes.map((probe) => probe.pin))) {
      if (!this.buses.has(pin)) this.buses.set(pin, new OneWireBus(pin, this.events));
    }
    for (const [pin, bus] of this.buses) {
      const own = probes.filter((probe) => probe.pin === pin);
      // What hangs on the pin now must not be searched for probes.
      if (own.length === 0) this.buses.delete(pin);
      else bus.setProbes(own);
    }
  }

  private tellAnalog(address: string, { point, fullScale, mean }: Analog): void {
    const value = mean.take();
    if (value === null) return; // nothing came: the reading grows old, and is bad when it is too old
    const share = value / fullScale;
    const reading: RawReading =
      point.use === 'linear'
        ? linearReading(share, point.lowC, point.highC)
        : thermistorReading(share, point.thermistor);
    this.events.onReading(address, reading);
  }

  /** Said once. */
  private tellMisfit(address: string, why: string): void {
    if (this.misfits.has(address)) return;
    this.misfits.add(address);
    this.events.onMisfit(address, why);
  }

  /** Why the board cannot have a point; null when it can. */
  private misfit(point: FirmataPoint): string | null {
    if (point.use === 'thermistor' || point.use === 'linear') {
      return this.board.channels.includes(point.channel)
        ? null
        : `the board has no analog input A${point.channel}`;
    }
    const abilities = this.board.abilities[point.pin];
    if (abilities === undefined || abilities.size === 0) return `the board has no free pin ${point.pin}`;
    return abilities.has(modeOf(point)) ? null : `pin ${point.pin} of the board ${inability[point.use]}`;
  }
}

function modeOf(point: Exclude<FirmataPoint, { use: 'thermistor' | 'linear' }>): PinMode {
  switch (point.use) {
    case 'relay':
      return pinModes.output;
    case 'pwm':
      return pinModes.pwm;
    case 'contact':
      return contactMode(point);
    case 'one-wire':
      return pinModes.oneWire;
    default:
      return point satisfies never;
  }
}

const inability = {
  relay: 'cannot be an output',
  pwm: 'cannot do PWM',
  contact: 'cannot be such an input',
  'one-wire': 'cannot do 1-Wire: that needs ConfigurableFirmata with OneWire',
} as const;
