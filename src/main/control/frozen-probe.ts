import type { SensorRole, VesselConfig, VesselKind } from '#shared/domain/vessel.ts';

/**
 * Finds a probe that stands still although the heat that was moved must have changed it (architecture rule 5.3): one that has
 * fallen out of its bus and repeats its last value, say. The heat that holds a temperature moves none, so only what clearly exceeds
 * what has held it counts, and what stays below that counts back. A wrong verdict ends by itself: with its outputs off, a living
 * probe soon moves.
 */

/** Heat capacity of wort, taken as that of water, J/(L·K). */
const J_PER_L_K = 4186;
/** The least change that must have shown, °C. */
const MUST_MOVE_C = 0.3;
/** A reading within this distance has not moved, °C: one step of a DS18B20 is 0.0625 °C. */
const STILL_C = 0.07;
/** Who was found frozen is believed again after moving this far, °C: two steps of a DS18B20 and a bit. */
const ALIVE_C = 0.15;
/** Above this a kettle may boil, where heat goes into steam: at 4,000 m wort boils at 87 °C. */
const MAY_BOIL_C = 85;
/** Below this an unmoved probe may stand in ice, which takes up what the cooler moves, °C. */
const FREEZING_C = 0.5;
/** What an output may give above what held it and still only hold: a lid is open, the night is cold, the yeast is at its peak, %. */
const HOLDING_PCT = 30;
/** At the start nobody knows what an output has given; it is taken for no more than this, %. */
const UNKNOWN_PCT = 40;
/** After such a standstill nobody knows what heat was moved, ms. */
const GAP_MS = 10_000;

/** How slowly what a probe measures may follow the heat. */
interface Slowness {
  /** Heat capacity as a share of that of the liquid. */
  readonly capacity: number;
  /** Part of the heat that may go elsewhere: the change must be there after so many times the heat. */
  readonly factor: number;
  /** Time after which the heat must have reached the probe, s. */
  readonly deadS: number;
  /** Over how long an output is averaged, s. */
  readonly averageS: number;
}

const liquidInKettle: Slowness = { capacity: 1, factor: 2, deadS: 120, averageS: 1800 };
/**
 * The factors are those of the check that a setpoint is reached; air, liner and evaporator of the simulated chamber have 15 % of the
 * heat capacity of its beer.
 */
const slowness: Readonly<Record<VesselKind, Readonly<Record<'beer' | 'chamber', Slowness>>>> = {
  kettle: { beer: liquidInKettle, chamber: liquidInKettle },
  fermenter: {
    beer: { capacity: 1, factor: 5, deadS: 1800, averageS: 10_800 },
    chamber: { capacity: 0.2, factor: 5, deadS: 600, averageS: 3600 },
  },
};

/** One direction of heat. */
interface Drive {
  /** Average output, %. */
  readonly averagePct: number;
  /** The least average since the probe has last moved: that much held it. It does not rise with a controller that despairs, %. */
  readonly heldPct: number;
  /** Change that the heat beyond that must have made since, °C. */
  readonly dueC: number;
}

/** What is kept of one probe. */
export interface FrozenState {
  /** Where it stands, °C. */
  readonly standsC: number;
  readonly heater: Drive;
  readonly cooler: Drive;
  /** Since when a change has been due, monotonic ms; null: none is. */
  readonly dueSinceMs: number | null;
  readonly frozen: boolean;
  readonly lastMs: number;
}

export interface FrozenInput {
  /** What the probe says, calibrated and not smoothed, °C; null when it is bad. */
  readonly valueC: number | null;
  readonly role: Exclude<SensorRole, 'room'>;
  readonly vessel: Pick<VesselConfig, 'kind' | 'volumeL' | 'heaterW' | 'coolerW'>;
  /** What the outputs gave on average, %. */
  readonly heaterPct: number;
  readonly coolerPct: number;
}

/** A probe that was found frozen before a restart, at this temperature, °C. */
export function foundFrozen(standsC: number, nowMs: number): FrozenState {
  return { ...beginning(standsC, { heaterPct: 0, coolerPct: 0 }, nowMs), frozen: true };
}

/**
 * One second of a probe's life. While it is bad, and over a standstill of the console, what is known of it is kept: a loose plug
 * that repeats its last value is bad now and then.
 * @param state null before its first reading
 * @param nowMs monotonic
 */
export function stepFrozen(state: FrozenState | null, input: FrozenInput, nowMs: number): FrozenState | null {
  const { valueC, vessel } = input;
  if (state === null) return valueC === null ? null : beginning(valueC, input, nowMs);
  const elapsedMs = nowMs - state.lastMs;
  if (valueC === null || elapsedMs > GAP_MS) return pause(state, elapsedMs, nowMs);
  const awayC = Math.abs(valueC - state.standsC);
  if (awayC > (state.frozen ? ALIVE_C : STILL_C)) return moved(state, valueC, input, nowMs);
  const slow = slowness[vessel.kind][input.role];
  const perPctC = (watts: number): number =>
    (elapsedMs * watts) / 100_000 / (vessel.volumeL * J_PER_L_K * slow.capacity * slow.factor);
  const heaterC = vessel.kind === 'kettle' && valueC >= MAY_BOIL_C ? 0 : perPctC(vessel.heaterW);
  const heater = stand(state.heater, input.heaterPct, heaterC, elapsedMs, slow);
  const coolerC = valueC <= FREEZING_C ? 0 : perPctC(vessel.coolerW);
  const cooler = stand(state.cooler, input.coolerPct, coolerC, elapsedMs, slow);
  const isDue = Math.max(heater.dueC, cooler.dueC) >= MUST_MOVE_C;
  const dueSinceMs = isDue ? (state.dueSinceMs ?? nowMs) : null;
  const isLate = dueSinceMs !== null && nowMs - dueSinceMs >= slow.deadS * 1000;
  return { ...state, heater, cooler, dueSinceMs, frozen: state.frozen || isLate, lastMs: nowMs };
}

/** An output while the probe stands. @param perPctC what each percent must change by now, °C */
function stand(last: Drive, pct: number, perPctC: number, elapsedMs: number, slow: Slowness): Drive {
  const averagePct = averaged(last, pct, elapsedMs, slow);
  const heldPct = Math.min(last.heldPct, averagePct);
  const dueC = Math.max(0, last.dueC + (pct - heldPct - HOLDING_PCT) * perPctC);
  return { averagePct, heldPct, dueC };
}

function averaged({ averagePct }: Drive, pct: number, elapsedMs: number, { averageS }: Slowness): number {
  return averagePct + Math.min(1, elapsedMs / 1000 / averageS) * (pct - averagePct);
}

function moved(state: FrozenState, valueC: number, input: FrozenInput, nowMs: number): FrozenState {
  const slow = slowness[input.vessel.kind][input.role];
  const elapsedMs = nowMs - state.lastMs;
  const restart = (last: Drive, pct: number): Drive => {
    const averagePct = averaged(last, pct, elapsedMs, slow);
    return { averagePct, heldPct: averagePct, dueC: 0 };
  };
  return {
    standsC: valueC,
    heater: restart(state.heater, input.heaterPct),
    cooler: restart(state.cooler, input.coolerPct),
    dueSinceMs: null,
    frozen: false,
    lastMs: nowMs,
  };
}

/** Time that counts for nothing. */
function pause(state: FrozenState, elapsedMs: number, nowMs: number): FrozenState {
  const dueSinceMs = state.dueSinceMs === null ? null : state.dueSinceMs + elapsedMs;
  return { ...state, dueSinceMs, lastMs: nowMs };
}

function beginning(
  standsC: number,
  { heaterPct, coolerPct }: Pick<FrozenInput, 'heaterPct' | 'coolerPct'>,
  nowMs: number,
): FrozenState {
  const drive = (pct: number): Drive => {
    const heldPct = Math.min(pct, UNKNOWN_PCT);
    return { averagePct: heldPct, heldPct, dueC: 0 };
  };
  return {
    standsC,
    heater: drive(heaterPct),
    cooler: drive(coolerPct),
    dueSinceMs: null,
    frozen: false,
    lastMs: nowMs,
  };
}
