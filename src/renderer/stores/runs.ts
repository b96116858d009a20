import { create } from 'zustand';
import type { Run } from '#shared/domain/run.ts';

/** Runs in progress, by the id of their vessel. */
interface RunsStore {
  readonly byVessel: Readonly<Record<string, Run>>;
}

export const useRuns = create<RunsStore>(() => ({ byVessel: {} }));

/** Takes over the whole list of runs in progress. */
export function loadRuns(runs: readonly Run[]): void {
  useRuns.setState({
    byVessel: Object.fromEntries(
      runs.filter(({ state }) => state !== 'stopped').map((run) => [run.vesselId, run]),
    ),
  });
}

/** Takes over changes of runs. */
export function changeRuns(runs: readonly Run[]): void {
  if (runs.length === 0) return;
  useRuns.setState((store) => {
    const byVessel = { ...store.byVessel };
    for (const run of runs) {
      if (run.state !== 'stopped') byVessel[run.vesselId] = run;
      else if (byVessel[run.vesselId]?.id === run.id) delete byVessel[run.vesselId];
    }
    return { byVessel };
  });
}

/** Takes over the answer to a request, unless the channel has told something newer of the run meanwhile. */
export function answerRun(run: Run): void {
  const known = useRuns.getState().byVessel[run.vesselId];
  if (known?.id === run.id && known.elapsedAtMs > run.elapsedAtMs) return;
  changeRuns([run]);
}

/** The run in progress on a vessel. */
export function useRunOf(vesselId: string): Run | undefined {
  return useRuns((store) => store.byVessel[vesselId]);
}
