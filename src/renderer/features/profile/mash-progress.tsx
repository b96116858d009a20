import panel from '#renderer/features/vessel/panels.module.css';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { describePhase, formatCountdown, type StepProgress } from '#renderer/ui/run-words.ts';
import { type TemperatureUnit, temperatureInText } from '#renderer/ui/temperature.ts';
import type { MashPhase } from '#shared/domain/mash.ts';
import type { MashRun } from '#shared/domain/run.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import { MashButtons } from './mash-buttons.tsx';
import styles from './mash-progress.module.css';
import { MashSteps } from './mash-steps.tsx';
import { ProgressTrack } from './progress-track.tsx';
import { useRunActions } from './use-run-actions.ts';

interface MashProgressProps {
  readonly run: MashRun;
  readonly state: VesselState | undefined;
}

/** A mash in progress: the present step to be read from afar, what comes next, and what can be done. */
export function MashProgress({ run, state }: MashProgressProps) {
  const live = useIsLive();
  const actions = useRunActions();
  const progress = state?.run?.runId === run.id ? state.run : null;
  const step = progress?.step ?? null;
  const disabled = !live || actions.busy;
  return (
    <>
      <p className={panel['words']}>
        <strong>{run.profileName}</strong>
      </p>
      {step !== null && <PresentStep run={run} step={step} state={state} />}
      {progress !== null && <ProgressTrack progress={progress} />}
      <MashButtons run={run} step={step} actions={actions} disabled={disabled} />
      <ErrorNote text={actions.error} />
      <MashSteps run={run} />
    </>
  );
}

interface PresentStepProps {
  readonly run: MashRun;
  readonly step: StepProgress;
  readonly state: VesselState | undefined;
}

function PresentStep({ run, step, state }: PresentStepProps) {
  const unit = useUnit();
  const isFollowed = state?.mode === 'auto' && state.source === 'profile';
  return (
    <div className={styles['present']}>
      <p className={styles['where']}>{`Step ${step.index + 1} of ${step.count}`}</p>
      <p className={styles['name']}>{step.name}</p>
      <p className={styles['phase']} data-waits={run.state === 'running' && step.phase === 'waiting'}>
        {phaseWords({ run, step, pvC: state?.pvC ?? null, isFollowed }, unit)}
      </p>
      {step.addition !== null && (
        <p className={styles['addition']}>
          <span className={styles['countdown']}>{additionWords(step.phase, step.addition.inS)}</span>{' '}
          <strong>{step.addition.text}</strong>
        </p>
      )}
    </div>
  );
}

/** When the next addition comes, before its words. */
function additionWords(phase: MashPhase, inS: number): string {
  if (phase !== 'reaching') return `${formatCountdown(inS)} to`;
  return inS > 0 ? `${formatCountdown(inS)} after the timer starts:` : 'When the timer starts:';
}

interface PhaseFacts {
  readonly run: MashRun;
  readonly step: StepProgress;
  readonly pvC: number | null;
  /** The vessel does what the mash says. */
  readonly isFollowed: boolean;
}

function phaseWords({ run, step, pvC, isFollowed }: PhaseFacts, unit: TemperatureUnit): string {
  const kept = `${temperatureInText(step.spC, unit)} is kept`;
  if (run.state === 'complete') return isFollowed ? `Complete; ${kept}` : 'Complete';
  const phase = describePhase(step, pvC, unit);
  if (run.state === 'held') return `Paused. ${phase}`;
  return step.phase === 'waiting' ? `${phase}; ${kept}` : phase;
}
