import { Button } from '@mantine/core';
import { useState } from 'react';
import panel from '#renderer/features/vessel/panels.module.css';
import { Icon } from '#renderer/ui/icons.tsx';
import { formatCountdown, type StepProgress } from '#renderer/ui/run-words.ts';
import type { MashRun } from '#shared/domain/run.ts';
import { AskFirst } from './ask-first.tsx';
import { EndButton, HoldButton } from './run-buttons.tsx';
import type { RunActions } from './use-run-actions.ts';

/** What "+5 min" adds, s. */
const LONGER_S = 300;

interface MashButtonsProps {
  readonly run: MashRun;
  readonly step: StepProgress | null;
  readonly actions: RunActions;
  readonly disabled: boolean;
}

/** What a brewer can say to a mash. Leaving a step whose timer runs is asked first: a wet thumb is quick. */
export function MashButtons({ run, step, actions, disabled }: MashButtonsProps) {
  const [asking, setAsking] = useState<'next' | 'back' | null>(null);
  const { phase } = run.place;
  const isOver = run.state === 'complete';
  const counts = phase === 'timing' && !isOver;
  const close = (): void => setAsking(null);
  const isLast = run.place.stepIndex === run.steps.length - 1;
  return (
    <div className={panel['buttons']}>
      <Button
        variant={phase === 'waiting' && !isOver ? 'filled' : 'default'}
        disabled={disabled || isOver}
        leftSection={<Icon name="skip" size={18} />}
        onClick={() => (counts ? setAsking('next') : actions.skip(run))}
      >
        {isLast ? 'Finish' : 'Next step'}
      </Button>
      {phase === 'reaching' && !isOver && (
        <Button
          variant="default"
          disabled={disabled}
          leftSection={<Icon name="clock" size={18} />}
          onClick={() => actions.startTimer(run)}
        >
          Start timer now
        </Button>
      )}
      <Button variant="default" disabled={disabled} onClick={() => actions.extend(run, LONGER_S)}>
        +5 min
      </Button>
      <HoldButton run={run} actions={actions} disabled={disabled} />
      <Button
        variant="default"
        disabled={disabled}
        leftSection={<Icon name="left" size={18} />}
        onClick={() => (counts ? setAsking('back') : actions.back(run))}
      >
        Back
      </Button>
      <EndButton
        run={run}
        actions={actions}
        disabled={disabled}
        consequence="The vessel keeps the temperature of the present step."
      />
      <AskFirst
        opened={asking === 'next'}
        title="Leave this step?"
        words={`${step?.name ?? 'The step'} has ${leftOf(step)} left on its timer.`}
        yes={isLast ? 'Finish' : 'Next step'}
        no="Stay"
        disabled={disabled}
        error={actions.error}
        onYes={() => actions.skip(run, close)}
        onNo={close}
      />
      <AskFirst
        opened={asking === 'back'}
        title="Go back?"
        words={backWords(run)}
        yes="Go back"
        no="Stay"
        disabled={disabled}
        error={actions.error}
        onYes={() => actions.back(run, close)}
        onNo={close}
      />
    </div>
  );
}

function leftOf(step: StepProgress | null): string {
  return step === null ? 'time' : formatCountdown(step.durationS - step.timerS);
}

function backWords({ steps, place }: MashRun): string {
  const before = steps[Math.max(0, place.stepIndex - 1)]?.name ?? 'The step before';
  return `${before} begins anew, with its timer at 0:00. What this timer has counted is lost.`;
}
