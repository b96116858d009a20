import { useMemo } from 'react';
import { useRuns } from '#renderer/stores/runs.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { type TemperatureUnit, temperatureInText } from '#renderer/ui/temperature.ts';
import type { ProfilePlan } from '#shared/domain/profile.ts';
import type { Run } from '#shared/domain/run.ts';
import { planOnly, samePlan } from './draft.ts';
import { valueAt } from './plan-geometry.ts';

const MINUTE_MS = 60_000;

/** A run of a profile with the name of its vessel. */
export interface RunOnVessel {
  readonly run: Run;
  readonly vesselName: string;
}

/** The runs in progress of one profile, in the order of the dashboard. */
export function useRunsOf(profileId: string): readonly RunOnVessel[] {
  const byVessel = useRuns((store) => store.byVessel);
  const configs = useVessels((store) => store.configs);
  return useMemo(
    () =>
      Object.values(byVessel)
        .filter((run) => run.profileId === profileId)
        .map((run) => ({ run, vesselName: configs[run.vesselId]?.name ?? 'a vessel' })),
    [byVessel, configs, profileId],
  );
}

/** The plan that a run follows. */
export function planOfRun(run: Run): ProfilePlan {
  return planOnly(run);
}

/** Where a run is on the axis of its plan, s: elapsed time, or what the timers of a mash have counted. */
export function placeOf(run: Run, nowMs: number): number {
  if (run.kind === 'fermentation') {
    const sinceS = run.state === 'running' ? Math.max(0, nowMs - run.elapsedAtMs) / 1000 : 0;
    return run.elapsedS + sinceS;
  }
  const { stepIndex, timerS } = run.place;
  const beforeS = run.steps.slice(0, stepIndex).reduce((sum, { durationS }) => sum + durationS, 0);
  return beforeS + Math.min(timerS, run.steps[stepIndex]?.durationS ?? 0);
}

/** When the profile time of a run began, had it never been held; to the minute. Null for a mash. */
export function startOf(run: Run, nowMs: number): number | null {
  if (run.kind === 'mash') return null;
  const startMs = nowMs - placeOf(run, nowMs) * 1000;
  return Math.round(startMs / MINUTE_MS) * MINUTE_MS;
}

/** What another plan does to the setpoint of a run just now, in words; null when it changes nothing now. */
export function effectNow(run: Run, plan: ProfilePlan, nowMs: number, unit: TemperatureUnit): string | null {
  if (run.kind !== 'fermentation' || plan.kind !== 'fermentation') return null;
  const atS = placeOf(run, nowMs);
  const before = valueAt(run.points, atS);
  const after = valueAt(plan.points, atS);
  if (before === after || (before !== null && after !== null && Math.abs(before - after) < 0.05)) return null;
  const words = (valueC: number | null): string =>
    valueC === null ? 'off' : temperatureInText(valueC, unit);
  return `Its setpoint changes at once from ${words(before)} to ${words(after)}.`;
}

/** The runs that do something else than a plan. */
export function differing(runs: readonly RunOnVessel[], plan: ProfilePlan): RunOnVessel[] {
  return runs.filter(({ run }) => run.kind === plan.kind && !samePlan(planOfRun(run), plan));
}

/** Names in a row: "Fermenter 1", "Fermenter 1 and Fermenter 2". */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
