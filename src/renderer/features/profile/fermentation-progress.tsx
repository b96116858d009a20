import { Button } from '@mantine/core';
import panel from '#renderer/features/vessel/panels.module.css';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useInstantFormat, useUnit } from '#renderer/stores/settings.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { formatDuration } from '#renderer/ui/duration.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { formatInstant } from '#renderer/ui/instant.ts';
import { notesAhead, offAhead } from '#renderer/ui/profile-plan.ts';
import { describeProgress } from '#renderer/ui/run-words.ts';
import { temperatureInText } from '#renderer/ui/temperature.ts';
import type { FermentationRun } from '#shared/domain/run.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import styles from './profile-panel.module.css';
import { ProgressTrack } from './progress-track.tsx';
import { EndButton, HoldButton } from './run-buttons.tsx';
import { useRunActions } from './use-run-actions.ts';

interface FermentationProgressProps {
  readonly run: FermentationRun;
  readonly state: VesselState | undefined;
}

/** A fermentation in progress, with what can be done with it. */
export function FermentationProgress({ run, state }: FermentationProgressProps) {
  const unit = useUnit();
  const live = useIsLive();
  const actions = useRunActions();
  const progress = state?.run?.runId === run.id ? state.run : null;
  const disabled = !live || actions.busy;
  const isAhead = (progress?.elapsedS ?? run.elapsedS) < 0;
  return (
    <>
      <p className={panel['words']}>
        <strong>{run.profileName}</strong>
        <br />
        {progress === null ? run.state : describeProgress({ ...progress, state: run.state }, unit)}
      </p>
      <OffNow run={run} state={state} />
      <NextNote run={run} />
      {progress !== null && <ProgressTrack progress={progress} />}
      <div className={panel['buttons']}>
        <HoldButton run={run} actions={actions} disabled={disabled} />
        <Button
          variant="default"
          disabled={disabled || run.state === 'complete'}
          leftSection={<Icon name="skip" size={18} />}
          onClick={() => actions.skip(run)}
        >
          {isAhead ? 'Start now' : 'Skip to next'}
        </Button>
        <EndButton
          run={run}
          actions={actions}
          disabled={disabled}
          consequence={
            isOff(run, state)
              ? 'The profile has switched control off here, so the vessel will be off.'
              : 'The vessel keeps its present setpoint.'
          }
        />
      </div>
      <ErrorNote text={actions.error} />
    </>
  );
}

/** The profile has switched control off where it is. */
function isOff(run: FermentationRun, state: VesselState | undefined): boolean {
  return state?.run?.runId === run.id && offAhead(run.points, state.run.elapsedS) !== null;
}

function OffNow({ run, state }: FermentationProgressProps) {
  const unit = useUnit();
  const elapsedS = state?.run?.runId === run.id ? state.run.elapsedS : run.elapsedS;
  const off = offAhead(run.points, elapsedS);
  if (off === null) return null;
  const { again } = off;
  const until =
    again === null || run.state !== 'running'
      ? ''
      : `, for ${formatDuration(again.inS)}; then ${temperatureInText(again.spC, unit)}`;
  return <p className={styles['off']}>{`Control is off in this part of the profile${until}`}</p>;
}

/** What the profile will tell next, and when. */
function NextNote({ run }: { readonly run: FermentationRun }) {
  const format = useInstantFormat();
  const nowMs = useVessels((store) => store.statesAtMs);
  const [next] = notesAhead(run, nowMs).toSorted((a, b) => a.atMs - b.atMs);
  if (next === undefined) return null;
  return (
    <p className={styles['note']}>
      <span className={styles['when']}>{formatInstant(next.atMs, 'dateTime', format)}</span> {next.text}
    </p>
  );
}
