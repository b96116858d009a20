import { sampleDs18b20 } from './ds18b20.ts';
import { createRandom, type RandomState } from './random.ts';

/**
 * Constants of the fermentation chamber: 20 L of beer in a converted chest freezer. Heat capacities `C_*` in J/K,
 * conductances `G_*` in W/K, powers in W, time constants `TAU_*` in s. Each can be overridden for one plant.
 */
export const chamberConstants = {
  /** Beer, inner 75 % and outer 25 %; 84 kJ/K together. */
  C_core: 63000,
  C_shell: 21000,
  /** Air and light parts. */
  C_air: 800,
  /** Inner wall and shelves. */
  C_liner: 8000,
  /** Evaporator plate with refrigerant and frost: it stays cold for minutes after the compressor has stopped. */
  C_evap: 3000,
  /** Heater body. */
  C_heat: 400,
  G_cs: 40,
  G_sa: 3.5,
  G_al: 6,
  G_lr: 1.5,
  G_ae: 12,
  G_ha: 2,
  P_heat: 60,
  /** Heat that the compressor removes with the evaporator at -10 °C. */
  Q_nom: 100,
  /** Build-up and decay of the refrigerant's flow. */
  TAU_ON: 45,
  TAU_OFF: 20,
  /** Thermowell in the beer's core, and the air probe. */
  TAU_WELL: 45,
  TAU_AIRP: 40,
};
export type ChamberConstants = Readonly<Record<keyof typeof chamberConstants, number>>;

/** What surrounds the beer, and where it starts. */
export interface ChamberSetup {
  readonly beer0: number;
  readonly air0: number;
  /** Room, °C. */
  readonly room: number;
  /** Heat of the yeast: peak W, instant of the peak s, half width s. A peak of 0 is no fermentation. */
  readonly yPk: number;
  readonly yT: number;
  readonly yW: number;
  readonly seed: number;
  readonly params?: Partial<ChamberConstants> | undefined;
}

/** Everything that changes, as a plain object that survives JSON. Temperatures in °C. */
export interface ChamberState {
  core: number;
  shell: number;
  air: number;
  liner: number;
  evap: number;
  heat: number;
  /** Flow of refrigerant, 0 to 1. */
  m: number;
  well: number;
  airp: number;
  /** Steps of 1 s since the start. */
  k: number;
  /** What the probes show now, and what they will show after the next step. */
  readBeer: number;
  readAir: number;
  sampleBeer: number;
  sampleAir: number;
  randomBeer: RandomState;
  randomAir: RandomState;
}

/** Length of one step of the plant, s. */
const CHAMBER_STEP_S = 1;

/** The chamber at its start: everything at `beer0` or `air0`, the first samples taken. */
function createChamber(setup: ChamberSetup): ChamberState {
  const { beer0, air0, seed } = setup;
  const randomBeer = createRandom(seed);
  const randomAir = createRandom(seed + 1000003);
  const sampleBeer = sampleDs18b20(beer0, randomBeer);
  const sampleAir = sampleDs18b20(air0, randomAir);
  return {
    core: beer0,
    shell: beer0,
    air: air0,
    liner: air0,
    evap: air0,
    heat: air0,
    m: 0,
    well: beer0,
    airp: air0,
    k: 0,
    readBeer: sampleBeer,
    readAir: sampleAir,
    sampleBeer,
    sampleAir,
    randomBeer,
    randomAir,
  };
}

/** Heat of the yeast at step `k`, W: a smooth bell around `yT`. */
export function yeastW(setup: ChamberSetup, k: number): number {
  const x = (k * CHAMBER_STEP_S - setup.yT) / setup.yW;
  if (setup.yPk <= 0 || x <= -1 || x >= 1) return 0;
  const b = 1 - x * x;
  return setup.yPk * (b * b);
}

/** What the chamber's outputs do during a step. */
export interface ChamberInputs {
  readonly heatOn: boolean;
  readonly coolOn: boolean;
}

/** A chamber with its beer: explicit Euler steps of 1 s. The order of the operations is part of the model. */
export class ChamberPlant {
  readonly state: ChamberState;
  private readonly setup: ChamberSetup;
  private readonly constants: ChamberConstants;

  /** @param saved a state taken by `save`, to go on from; without it the plant starts anew. */
  constructor(setup: ChamberSetup, saved?: ChamberState) {
    this.setup = setup;
    this.constants = { ...chamberConstants, ...setup.params };
    this.state = saved === undefined ? createChamber(setup) : structuredCopy(saved);
  }

  /** The state as a plain object that survives JSON. */
  save(): ChamberState {
    return structuredCopy(this.state);
  }

  /** Lets 1 s pass. */
  step(inputs: ChamberInputs): void {
    const c = this.constants;
    const s = this.state;
    const q_cs = c.G_cs * (s.shell - s.core);
    const q_sa = c.G_sa * (s.air - s.shell);
    const q_al = c.G_al * (s.air - s.liner);
    const q_lr = c.G_lr * (this.setup.room - s.liner);
    const q_ae = c.G_ae * (s.air - s.evap);
    const q_ha = c.G_ha * (s.heat - s.air);
    const cap = c.Q_nom * (1 + 0.025 * (s.evap + 10));
    const q_c = s.m * Math.min(1.4 * c.Q_nom, Math.max(0.2 * c.Q_nom, cap));
    const p_h = inputs.heatOn ? c.P_heat : 0;
    const dWell = (s.core - s.well) / c.TAU_WELL;
    const dAirp = (s.air - s.airp) / c.TAU_AIRP;
    const dm = inputs.coolOn ? (1 - s.m) / c.TAU_ON : (0 - s.m) / c.TAU_OFF;
    const y = yeastW(this.setup, s.k);
    s.core += (q_cs + y) / c.C_core;
    s.shell += (q_sa - q_cs) / c.C_shell;
    s.air += (q_ha - q_sa - q_al - q_ae) / c.C_air;
    s.liner += (q_al + q_lr) / c.C_liner;
    s.evap += (q_ae - q_c) / c.C_evap;
    s.heat += (p_h - q_ha) / c.C_heat;
    s.m += dm;
    s.well += dWell;
    s.airp += dAirp;
    s.k += 1;
    this.sample();
  }

  private sample(): void {
    const s = this.state;
    s.readBeer = s.sampleBeer;
    s.readAir = s.sampleAir;
    s.sampleBeer = sampleDs18b20(s.well, s.randomBeer);
    s.sampleAir = sampleDs18b20(s.airp, s.randomAir);
  }
}

function structuredCopy(state: ChamberState): ChamberState {
  return { ...state, randomBeer: { ...state.randomBeer }, randomAir: { ...state.randomAir } };
}
