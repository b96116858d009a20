import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '#renderer/ui/icons.tsx';
import type { Run } from '#shared/domain/run.ts';
import { AskFirst } from './ask-first.tsx';
import type { RunActions } from './use-run-actions.ts';

interface RunButtonProps {
  readonly run: Run;
  readonly actions: RunActions;
  readonly disabled: boolean;
}

/** Lets a run stand still, or go on. A run that is complete has neither. */
export function HoldButton({ run, actions, disabled }: RunButtonProps) {
  if (run.state === 'running') {
    return (
      <Button
        variant="default"
        disabled={disabled}
        leftSection={<Icon name="pause" size={18} />}
        onClick={() => actions.hold(run)}
      >
        {run.kind === 'mash' ? 'Pause' : 'Hold'}
      </Button>
    );
  }
  if (run.state !== 'held') return null;
  return (
    <Button
      disabled={disabled}
      leftSection={<Icon name="play" size={18} />}
      onClick={() => actions.resume(run)}
    >
      Resume
    </Button>
  );
}

interface EndButtonProps extends RunButtonProps {
  /** What the vessel will do. */
  readonly consequence: string;
}

/** Ends a run, after a question. */
export function EndButton({ run, actions, disabled, consequence }: EndButtonProps) {
  const [asking, setAsking] = useState(false);
  const what = run.kind === 'mash' ? 'mash' : 'profile';
  const close = (): void => setAsking(false);
  return (
    <>
      <Button variant="default" disabled={disabled} onClick={() => setAsking(true)}>
        {`End ${what}…`}
      </Button>
      <AskFirst
        opened={asking}
        title={`End this ${what}?`}
        words={`${run.profileName} ends here and cannot be taken up again. ${consequence}`}
        yes={`End ${what}`}
        no="Let it run"
        disabled={disabled}
        error={actions.error}
        onYes={() => actions.stop(run, close)}
        onNo={close}
      />
    </>
  );
}
