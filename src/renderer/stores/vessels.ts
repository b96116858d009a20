import { create } from 'zustand';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';

/** Vessels by id: what they are, and what they do just now. */
interface VesselsStore {
  readonly configs: Readonly<Record<string, Vessel>>;
  readonly states: Readonly<Record<string, VesselState>>;
  /** Console time of the newest live states. */
  readonly statesAtMs: number;
  /** Ids in the order of the dashboard. */
  readonly order: readonly string[];
  /** True once the console has said which vessels there are. */
  readonly loaded: boolean;
}

export const useVessels = create<VesselsStore>(() => ({
  configs: {},
  states: {},
  statesAtMs: Date.now(),
  order: [],
  loaded: false,
}));

/** Takes over the whole list of vessels. */
export function loadVessels(vessels: readonly Vessel[]): void {
  useVessels.setState((store) => {
    const known = new Set<string>(vessels.map(({ id }) => id));
    const states = Object.entries(store.states).filter(([id]) => known.has(id));
    return {
      configs: Object.fromEntries(vessels.map((vessel) => [vessel.id, vessel])),
      states: Object.fromEntries(states),
      order: vessels.map(({ id }) => id),
      loaded: true,
    };
  });
}

/** Adds or replaces one vessel. */
export function saveVessel(vessel: Vessel): void {
  useVessels.setState((store) => ({
    configs: { ...store.configs, [vessel.id]: vessel },
    order: store.order.includes(vessel.id) ? store.order : [...store.order, vessel.id],
  }));
}

/** Forgets one vessel. */
export function removeVessel(id: string): void {
  useVessels.setState((store) => ({
    configs: without(store.configs, id),
    states: without(store.states, id),
    order: store.order.filter((other) => other !== id),
  }));
}

/** Takes over live states that arrived together, in one update. */
export function setVesselStates(states: readonly VesselState[], atMs: number): void {
  if (states.length === 0) return;
  useVessels.setState((store) => ({
    statesAtMs: atMs,
    states: { ...store.states, ...Object.fromEntries(states.map((state) => [state.vesselId, state])) },
  }));
}

function without<T>(record: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));
}

/** One vessel's configuration. */
export function useVesselConfig(id: string): Vessel | undefined {
  return useVessels((store) => store.configs[id]);
}

/** One vessel's live state. */
export function useVesselState(id: string): VesselState | undefined {
  return useVessels((store) => store.states[id]);
}
