import type { FermentationRun, MashRun, Run, RunProgress } from '#shared/domain/run.ts';
import { countedS, mashTotalS, nextAddition, stepAt, stepTotalS } from './mash-runner.ts';
import { nextPoint, setpointAt, totalS } from './profile-runner.ts';

/** The setpoint of a run at its present place, °C; null where its profile switches control off. */
export function setpointOf(run: Run): number | null {
  return run.kind === 'mash' ? stepAt(run.steps, run.place).spC : setpointAt(run.points, run.elapsedS);
}

/** How far a run has come, for display. */
export function progressOf(run: Run): RunProgress {
  return run.kind === 'mash' ? mashProgress(run) : fermentationProgress(run);
}

function fermentationProgress(run: FermentationRun): RunProgress {
  const { elapsedS } = run;
  const next = nextPoint(run.points, elapsedS);
  return {
    ...common(run),
    elapsedS,
    totalS: totalS(run),
    next: next && { inS: next.atS - elapsedS, spC: next.spC, note: next.note },
    step: null,
  };
}

function mashProgress(run: MashRun): RunProgress {
  const { steps, place } = run;
  const complete = run.state === 'complete';
  const { name, spC } = stepAt(steps, place);
  const durationS = stepTotalS(steps, place);
  const next = complete ? undefined : steps[place.stepIndex + 1];
  return {
    ...common(run),
    elapsedS: countedS(steps, { place, complete }),
    totalS: mashTotalS(steps),
    next: next ? { inS: Math.max(0, durationS - place.timerS), spC: next.spC, note: next.name } : null,
    step: {
      index: place.stepIndex,
      count: steps.length,
      name,
      spC,
      phase: place.phase,
      timerS: place.timerS,
      durationS,
      addition: complete ? null : nextAddition(steps, place),
    },
  };
}

function common({
  id,
  profileName,
  kind,
  state,
}: Run): Pick<RunProgress, 'runId' | 'profileName' | 'kind' | 'state'> {
  return { runId: id, profileName, kind, state };
}
