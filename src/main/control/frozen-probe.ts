import type { SensorRole, VesselConfig, VesselKind } from '#shared/domain/vessel.ts';
import { BOIL_C } from './reach-check.ts';

/**
 * Finds a probe that stands still although the heat that was moved must have changed it (architecture rule 5.3): one that has
 * fallen out of its bus and repeats its last value, say. The heat that holds a temperature moves none, so only what clearly exceeds the
 * usual of the last time counts, and what stays below it counts back. A wrong verdict ends by itself: with its outputs off, a living probe soon moves.
 */

/** Heat capacity of wort, taken as that of water, J/(L·K). */
const J_PER_L_K = 4186;
/** The least change that must have shown, °C. */
const MUST_MOVE_C = 0.3;
/** A reading within this distance has not moved, °C: one step of a DS18B20 is 0.0625 °C. */
const STILL_C = 0.07;
/** Below this an unmoved probe may stand in ice, which takes up what the cooler moves, °C. */
const FREEZING_C = 0.5;

/** What an output may give above its usual and still only hold: a lid is open, the night is cold, the yeast is at its peak, %. */
const HOLDING_PCT = 30;
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
  /** Over how long the usual output is averaged, s. */
  readonly usualS: number;
}

const liquidInKettle: Slowness = { capacity: 1, factor: 2, deadS: 120, usualS: 1800 };
/**
 * The factors are those of the check that a setpoint is reached; air, liner and evaporator of the simulated chamber have 15 % of the
 * heat capacity of its beer.
 */
const slowness: Readonly<Record<VesselKind, Readonly<Record<'beer' | 'chamber', Slowness>>>> = {
  kettle: { beer: liquidInKettle, chamber: liquidInKettle },
  fermenter: {
    beer: { capacity: 1, factor: 5, deadS: 1800, usualS: 10_800 },
    chamber: { capacity: 0.2, factor: 5, deadS: 600, usualS: 3600 },
  },
};

/** One direction of heat, since the probe has last moved. */
interface Drive {
  /** Usual output, %. */
  readonly usualPct: number;
  /** Change that the heat above the usual must have made, °C. */
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

/**
 * One second of a probe's life.
 * @param state null at the start, and after the probe was bad
 * @param nowMs monotonic
 */
export function stepFrozen(state: FrozenState | null, input: FrozenInput, nowMs: number): FrozenState | null {
  const { valueC } = input;
  if (valueC === null) return null;
  if (state === null || nowMs - state.lastMs > GAP_MS) return beginning(valueC, nowMs);
  const slow = slowness[input.vessel.kind][input.role];
  const elapsedS = (nowMs - state.lastMs) / 1000;
  const moved = Math.abs(valueC - state.standsC) > STILL_C;
  const { heaterPct, coolerPct, vessel } = input;
  const perPctC = (watts: number): number =>
    (elapsedS * watts) / 100 / (vessel.volumeL * J_PER_L_K * slow.capacity * slow.factor);
  const boils = vessel.kind === 'kettle' && valueC >= BOIL_C;
  const freezes = valueC <= FREEZING_C;
  const share = Math.min(1, elapsedS / slow.usualS);
  const drive = (last: Drive, pct: number, dueC: number): Drive => ({
    usualPct: last.usualPct + share * (pct - last.usualPct),
    dueC: moved ? 0 : Math.max(0, last.dueC + (pct - last.usualPct - HOLDING_PCT) * dueC),
  });
  const heater = drive(state.heater, heaterPct, boils ? 0 : perPctC(vessel.heaterW));
  const cooler = drive(state.cooler, coolerPct, freezes ? 0 : perPctC(vessel.coolerW));
  const due = !moved && Math.max(heater.dueC, cooler.dueC) >= MUST_MOVE_C;
  const dueSinceMs = due ? (state.dueSinceMs ?? nowMs) : null;
  const late = dueSinceMs !== null && nowMs - dueSinceMs >= slow.deadS * 1000;
  return {
    standsC: moved ? valueC : state.standsC,
    heater,
    cooler,
    dueSinceMs,
    frozen: !moved && (state.frozen || late),
    lastMs: nowMs,
  };
}

function beginning(standsC: number, nowMs: number): FrozenState {
  const none: Drive = { usualPct: 0, dueC: 0 };
  return { standsC, heater: none, cooler: none, dueSinceMs: null, frozen: false, lastMs: nowMs };
}
