import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import panel from '#renderer/features/vessel/panels.module.css';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useRunOf } from '#renderer/stores/runs.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { describeProgress, fractionOf } from '#renderer/ui/profile-plan.ts';
import type { Run } from '#shared/domain/profile.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import styles from './profile-panel.module.css';
import { StartProfile } from './start-profile.tsx';
import { useRunActions } from './use-run-actions.ts';

interface ProfilePanelProps {
  readonly config: Vessel;
  readonly state: VesselState | undefined;
}

/** The profile of a vessel: the run in progress with what can be done with it, or a profile to start. */
export function ProfilePanel({ config, state }: ProfilePanelProps) {
  const run = useRunOf(config.id);
  const actions = useRunActions(config.id);
  return (
    <section className={panel['panel']} aria-label="Profile">
      <h2>Profile</h2>
      {run === undefined ? (
        <StartProfile vessel={config} actions={actions} />
      ) : (
        <RunInProgress run={run} state={state} actions={actions} />
      )}
      <ErrorNote text={actions.error} />
    </section>
  );
}

interface RunInProgressProps {
  readonly run: Run;
  readonly state: VesselState | undefined;
  readonly actions: ReturnType<typeof useRunActions>;
}

function RunInProgress({ run, state, actions }: RunInProgressProps) {
  const unit = useUnit();
  const live = useIsLive();
  const [asking, setAsking] = useState(false);
  const progress = state?.run?.runId === run.id ? state.run : null;
  const disabled = !live || actions.busy;
  const next = progress?.next ?? null;
  return (
    <>
      <p className={panel['words']}>
        <strong>{run.profileName}</strong>
        <br />
        {progress === null ? run.state : describeProgress({ ...progress, state: run.state }, unit)}
        {next !== null && next.note !== '' && <span className={styles['note']}>{next.note}</span>}
      </p>
      {progress !== null && (
        <div className={styles['track']} aria-hidden="true">
          <span style={{ width: `${fractionOf(progress) * 100}%` }} />
        </div>
      )}
      <div className={panel['buttons']}>
        {run.state === 'running' && (
          <Button
            variant="default"
            disabled={disabled}
            leftSection={<Icon name="pause" size={18} />}
            onClick={() => actions.hold(run)}
          >
            Hold
          </Button>
        )}
        {run.state === 'held' && (
          <Button
            disabled={disabled}
            leftSection={<Icon name="play" size={18} />}
            onClick={() => actions.resume(run)}
          >
            Resume
          </Button>
        )}
        <Button
          variant="default"
          disabled={disabled || run.state === 'complete'}
          leftSection={<Icon name="skip" size={18} />}
          onClick={() => actions.skip(run)}
        >
          Skip to next
        </Button>
        <Button variant="default" disabled={disabled} onClick={() => setAsking(true)}>
          End profile…
        </Button>
      </div>
      <Modal opened={asking} onClose={() => setAsking(false)} title="End this profile?">
        <p className={panel['words']}>
          {`${run.profileName} ends here and cannot be taken up again. The vessel keeps its present setpoint.`}
        </p>
        <div className={styles['choices']}>
          <Button variant="default" onClick={() => setAsking(false)}>
            Let it run
          </Button>
          <Button disabled={disabled} onClick={() => actions.stop(run, () => setAsking(false))}>
            End profile
          </Button>
        </div>
      </Modal>
    </>
  );
}
