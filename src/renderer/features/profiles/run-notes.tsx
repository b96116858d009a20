import { Button } from '@mantine/core';
import { useVesselState } from '#renderer/stores/vessels.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import { describeProgress } from '#renderer/ui/run-words.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { ProfilePlan } from '#shared/domain/profile.ts';
import { samePlan } from './draft.ts';
import styles from './profile-editor.module.css';
import { planOfRun, type RunOnVessel } from './run-place.ts';

interface RunNotesProps {
  readonly runs: readonly RunOnVessel[];
  /** What the console keeps as the profile. */
  readonly saved: ProfilePlan;
  readonly unit: TemperatureUnit;
  /** False while there is unsaved work: then saving asks. */
  readonly canReplan: boolean;
  readonly onEditPlan: (plan: ProfilePlan) => void;
  readonly onReplan: (run: RunOnVessel) => void;
}

/** Where this profile runs just now, and whether that run does something else. */
export function RunNotes({ runs, saved, unit, canReplan, onEditPlan, onReplan }: RunNotesProps) {
  return runs.map((each) => {
    const differs = !samePlan(planOfRun(each.run), saved);
    return (
      <section key={each.run.id} className={styles['notice']} aria-label={`Run on ${each.vesselName}`}>
        <p>
          {'Runs on '}
          <a href={hrefOf({ screen: 'vessel', id: each.run.vesselId })}>{each.vesselName}</a>
          {': '}
          <Progress of={each} unit={unit} />
          {differs && ' This run has a plan of its own, which differs from the saved profile.'}
        </p>
        {differs && (
          <div className={styles['choices']}>
            <Button variant="default" onClick={() => onEditPlan(planOfRun(each.run))}>
              Edit the plan of the run
            </Button>
            {canReplan && each.run.kind === saved.kind && (
              <Button variant="default" onClick={() => onReplan(each)}>
                Change the run to this profile…
              </Button>
            )}
          </div>
        )}
      </section>
    );
  });
}

function Progress({ of: { run }, unit }: { readonly of: RunOnVessel; readonly unit: TemperatureUnit }) {
  const state = useVesselState(run.vesselId);
  const progress = state?.run?.runId === run.id ? state.run : null;
  return `${progress === null ? run.state : describeProgress({ ...progress, state: run.state }, unit)}.`;
}
