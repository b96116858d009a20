/** More alarms than this in the window are more than a person can work through (ISA-18.2, clause 16). */
export const FLOOD_STARTS = 10;
/** With fewer than this in the window the flood is over. */
const FLOOD_ENDS = 5;
export const FLOOD_WINDOW_MS = 600_000;

/** The instants of the latest alarms, oldest first, at most as many as decide about a flood; monotonic ms. */
export interface FloodState {
  readonly raisedMs: readonly number[];
  readonly flooded: boolean;
}

export function initialFloodState(): FloodState {
  return { raisedMs: [], flooded: false };
}

/** The state after an alarm was raised. A flood begins with the eleventh alarm in ten minutes. */
export function countAlarm(state: FloodState, nowMs: number): FloodState {
  const { raisedMs } = state;
  const flooded = state.flooded && inWindow(raisedMs, nowMs) >= FLOOD_ENDS;
  const latest = [...raisedMs, nowMs].slice(-FLOOD_STARTS - 1);
  return { raisedMs: latest, flooded: flooded || inWindow(latest, nowMs) > FLOOD_STARTS };
}

function inWindow(raisedMs: readonly number[], nowMs: number): number {
  return raisedMs.filter((atMs) => nowMs - atMs < FLOOD_WINDOW_MS).length;
}
