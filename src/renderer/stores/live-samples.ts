import { create } from 'zustand';
import { emptyLine, type Line } from '#renderer/ui/series.ts';
import { SAMPLE_PERIOD_S } from '#shared/domain/history.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';

/** Live values kept for each series; with one in ten seconds this is a little over two hours. */
const KEPT = 800;
const SAMPLE_MS = SAMPLE_PERIOD_S * 1000;

/** What arrived live, by series, as far apart as the history records. */
interface LiveSamplesStore {
  readonly lines: Readonly<Record<string, Line>>;
}

export const useLiveSamples = create<LiveSamplesStore>(() => ({ lines: {} }));

/** Adds the values of vessels at an instant of the console. */
export function addLiveSamples(
  samples: readonly { readonly atMs: number; readonly state: VesselState }[],
): void {
  useLiveSamples.setState(({ lines }) => {
    const next = { ...lines };
    let changed = false;
    for (const { atMs, state } of samples) {
      for (const [series, value] of seriesOf(state)) {
        const line = next[series] ?? emptyLine;
        const extended = extend(line, atMs, value);
        if (extended === line) continue;
        next[series] = extended;
        changed = true;
      }
    }
    return changed ? { lines: next } : { lines };
  });
}

/** The series that a vessel's state has values of. */
export function seriesOf(state: VesselState): [series: string, value: number | null][] {
  const values: [string, number | null][] = [
    [`sp.${state.vesselId}`, state.spC],
    [`chamber-sp.${state.vesselId}`, state.chamberSpC],
  ];
  for (const sensor of Object.values(state.sensors)) {
    if (sensor !== null) values.push([`point.${sensor.pointId}`, sensor.valueC]);
  }
  for (const output of state.outputs) values.push([`point.${output.pointId}`, output.actualPct]);
  return values;
}

/** Adds a value to the end of a line, if enough time has passed since the last one. */
export function extend(line: Line, atMs: number, value: number | null): Line {
  const lastMs = line.atMs.at(-1);
  if (lastMs !== undefined && atMs < lastMs) return { atMs: [atMs], values: [value] };
  if (lastMs !== undefined && atMs - lastMs < SAMPLE_MS) return line;
  const from = line.atMs.length >= KEPT ? 1 : 0;
  return { atMs: [...line.atMs.slice(from), atMs], values: [...line.values.slice(from), value] };
}
