import { ChamberPlant, type ChamberState } from '#main/control/plants/chamber.ts';
import { sampleDs18b20 } from '#main/control/plants/ds18b20.ts';
import { KettlePlant, type KettleState } from '#main/control/plants/kettle.ts';
import { createRandom, type RandomState } from '#main/control/plants/random.ts';
import type { SimulatedSettings } from './connection.ts';

const DAY_S = 86_400;
/** The kettle advances by 0.1 s a step, the chamber by 1 s. */
const STEPS_PER_SECOND = 10;

/** The relays of the simulated board. */
export interface Relays {
  readonly chamberHeater: boolean;
  readonly chamberCooler: boolean;
  readonly kettleElement: boolean;
}

/** What its probes show, °C. */
export interface Probes {
  readonly beer: number;
  readonly air: number;
  readonly room: number;
  readonly mash: number;
}

interface Saved {
  readonly chamber: ChamberState;
  readonly kettle: KettleState;
  readonly room: RandomState;
  readonly steps: number;
}

/** A fermentation chamber and a mash kettle, as one board would have them on its pins. */
export class SimulatedBrewery {
  private readonly chamber: ChamberPlant;
  private readonly kettle: KettlePlant;
  private readonly roomC: number;
  private readonly roomRandom: RandomState;
  private steps: number;
  private roomRead: number;

  /** @param saved what `save` returned before; anything else is a new start. */
  constructor(settings: SimulatedSettings, saved: string | null) {
    const { beer, mash, room, yeast, seed } = settings;
    const kept = parseSaved(saved);
    const fermentation = { yPk: yeast, yT: DAY_S, yW: (2 / 3) * DAY_S };
    this.chamber = new ChamberPlant({ beer0: beer, air0: beer, room, ...fermentation, seed }, kept?.chamber);
    this.kettle = new KettlePlant({ T0: mash, room, seed: seed + 1 }, kept?.kettle);
    this.roomC = room;
    this.roomRandom = kept?.room ?? createRandom(seed + 2);
    this.steps = kept?.steps ?? 0;
    this.roomRead = sampleDs18b20(room, this.roomRandom);
  }

  /** Lets 0.1 s pass. @returns true when a second is full, and the probes have new readings. */
  step(relays: Relays): boolean {
    this.kettle.step(relays.kettleElement);
    this.steps += 1;
    if (this.steps % STEPS_PER_SECOND !== 0) return false;
    this.chamber.step({ heatOn: relays.chamberHeater, coolOn: relays.chamberCooler });
    this.roomRead = sampleDs18b20(this.roomC, this.roomRandom);
    return true;
  }

  probes(): Probes {
    const { readBeer, readAir } = this.chamber.state;
    return { beer: readBeer, air: readAir, room: this.roomRead, mash: this.kettle.state.read };
  }

  save(): string {
    const { chamber, kettle, roomRandom, steps } = this;
    return JSON.stringify({ chamber: chamber.save(), kettle: kettle.save(), room: roomRandom, steps });
  }
}

/** What was saved, when this version can go on from it; otherwise null. */
function parseSaved(text: string | null): Saved | null {
  if (text === null) return null;
  try {
    const saved = JSON.parse(text) as Partial<Saved> | null;
    const numbers = [
      saved?.chamber?.core,
      saved?.chamber?.k,
      saved?.kettle?.t2,
      saved?.kettle?.k,
      saved?.steps,
    ];
    const whole =
      numbers.every(Number.isFinite) && Array.isArray(saved?.kettle?.line) && saved?.room !== undefined;
    return whole ? (saved as Saved) : null;
  } catch {
    return null;
  }
}
