import { sampleDs18b20 } from './ds18b20.ts';
import { createRandom, type RandomState } from './random.ts';

/**
 * Constants of the mash kettle: 25 L, recirculated. Heat capacities in J/K, conductances in W/K, powers in W,
 * times in s. Each can be overridden for one plant.
 */
export const kettleConstants = {
  /** Heated zone, 6 kg. */
  C1: 25116,
  /** Mash bed, 19 kg, plus the kettle. */
  C2: 81534,
  /** Recirculation, 10 L/min. */
  G12: 700,
  /** Loss to the room, lid closed and open, and evaporation with the lid open. */
  UA: 8,
  UA_OPEN: 12,
  Q_OPEN: 180,
  /** Element. */
  P: 3000,
  /** Lag of the element and of the sensor. */
  TAU_EL: 25,
  TAU_S: 8,
  /** Dead time between mash and sensor. */
  delay: 15,
};
export type KettleConstants = Readonly<Record<keyof typeof kettleConstants, number>>;

/** Where the kettle starts and stands. */
export interface KettleSetup {
  /** Temperature of everything at the start, °C. */
  readonly T0: number;
  /** Room, °C. */
  readonly room: number;
  readonly seed: number;
  readonly params?: Partial<KettleConstants> | undefined;
}

/** Everything that changes, as a plain object that survives JSON. Temperatures in °C. */
export interface KettleState {
  /** Heated zone, mash, and sensor. */
  t1: number;
  t2: number;
  ts: number;
  /** Power that leaves the element, W. */
  pel: number;
  /** Heat that went into boiling, J. */
  evapJ: number;
  lid: boolean;
  /** Past mash temperatures on their way to the sensor, and where the oldest is. */
  line: number[];
  pos: number;
  /** Steps of 0.1 s since the start. */
  k: number;
  /** What the probe shows now, and what it will show after the next sample. */
  read: number;
  sample: number;
  random: RandomState;
}

/** Length of one step of the plant, s. */
const KETTLE_STEP_S = 0.1;

/** Steps between two samples of the probe. */
const STEPS_PER_SAMPLE = 10;

const BOIL_C = 100;

/** The kettle at its start: everything at `T0`, lid closed, the first sample taken and shown. */
function createKettle(setup: KettleSetup): KettleState {
  const { T0 } = setup;
  const delay = setup.params?.delay ?? kettleConstants.delay;
  const random = createRandom(setup.seed);
  const sample = sampleDs18b20(T0, random);
  return {
    t1: T0,
    t2: T0,
    ts: T0,
    pel: 0,
    evapJ: 0,
    lid: false,
    line: Array.from({ length: Math.floor(delay / KETTLE_STEP_S + 0.5) }, () => T0),
    pos: 0,
    k: 0,
    read: sample,
    sample,
    random,
  };
}

/** A kettle: explicit Euler steps of 0.1 s. The order of the operations is part of the model. */
export class KettlePlant {
  readonly state: KettleState;
  private readonly room: number;
  private readonly constants: KettleConstants;

  /** @param saved a state taken by `save`, to go on from; without it the plant starts anew. */
  constructor(setup: KettleSetup, saved?: KettleState) {
    this.room = setup.room;
    this.constants = { ...kettleConstants, ...setup.params };
    this.state = saved === undefined ? createKettle(setup) : structuredCopy(saved);
  }

  /** The state as a plain object that survives JSON. */
  save(): KettleState {
    return structuredCopy(this.state);
  }

  /** Opens (true) or closes the lid. */
  setLid(open: boolean): void {
    this.state.lid = open;
  }

  /** Lets 0.1 s pass. */
  step(on: boolean): void {
    const c = this.constants;
    const s = this.state;
    const p = on ? c.P : 0;
    const q12 = c.G12 * (s.t1 - s.t2);
    const loss = s.lid ? c.UA_OPEN * (s.t2 - this.room) + c.Q_OPEN : c.UA * (s.t2 - this.room);
    const seen = this.delayed(s.t2);
    const dPel = (p - s.pel) / c.TAU_EL;
    const dTs = (seen - s.ts) / c.TAU_S;
    s.t1 += KETTLE_STEP_S * ((s.pel - q12) / c.C1);
    s.t2 += KETTLE_STEP_S * ((q12 - loss) / c.C2);
    s.pel += KETTLE_STEP_S * dPel;
    s.ts += KETTLE_STEP_S * dTs;
    this.boil();
    s.k += 1;
    if (s.k % STEPS_PER_SAMPLE === 0) {
      s.read = s.sample;
      s.sample = sampleDs18b20(s.ts, s.random);
    }
  }

  /** Puts the mash temperature into the dead time and takes out the one that reaches the sensor now. */
  private delayed(t2: number): number {
    const s = this.state;
    const seen = s.line[s.pos];
    if (seen === undefined) return t2;
    s.line[s.pos] = t2;
    s.pos = (s.pos + 1) % s.line.length;
    return seen;
  }

  /** Heat beyond the boil leaves as steam. */
  private boil(): void {
    const c = this.constants;
    const s = this.state;
    if (s.t1 > BOIL_C) {
      s.evapJ += (s.t1 - BOIL_C) * c.C1;
      s.t1 = BOIL_C;
    }
    if (s.t2 > BOIL_C) {
      s.evapJ += (s.t2 - BOIL_C) * c.C2;
      s.t2 = BOIL_C;
    }
  }
}

function structuredCopy(state: KettleState): KettleState {
  return { ...state, line: [...state.line], random: { ...state.random } };
}
