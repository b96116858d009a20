import { Button } from '@mantine/core';
import { useState } from 'react';
import { consoleNow } from '#renderer/stores/clock.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { ProfilePlan } from '#shared/domain/profile.ts';
import { AskDialog } from './ask-dialog.tsx';
import styles from './dialogs.module.css';
import { effectNow, listOf, type RunOnVessel } from './run-place.ts';

interface SaveDialogProps {
  /** Runs that do something else than the plan; null while nothing is asked. */
  readonly runs: readonly RunOnVessel[] | null;
  readonly plan: ProfilePlan;
  readonly unit: TemperatureUnit;
  /** True when the profile itself is saved too, and not only runs are changed. */
  readonly withProfile: boolean;
  readonly onClose: () => void;
  readonly onAnswer: (runs: readonly RunId[]) => void;
}

/** Asks whether runs in progress shall follow what was edited. */
export function SaveDialog({ runs, onClose, ...rest }: SaveDialogProps) {
  // The words stay while the dialog fades.
  const [last, setLast] = useState(runs);
  if (runs !== null && runs !== last) setLast(runs);
  return last === null ? null : <Question {...rest} runs={last} opened={runs !== null} onClose={onClose} />;
}

interface QuestionProps extends Omit<SaveDialogProps, 'runs'> {
  readonly runs: readonly RunOnVessel[];
  readonly opened: boolean;
}

function Question({ runs, opened, plan, unit, withProfile, onClose, onAnswer }: QuestionProps) {
  const [left, setLeft] = useState<readonly string[]>([]);
  const chosen = runs.filter(({ run }) => !left.includes(run.id));
  const names = listOf(chosen.map(({ vesselName }) => vesselName));
  const word = chosen.length === 1 ? 'the run' : 'the runs';
  return (
    <AskDialog
      wide
      opened={opened}
      title={withProfile ? 'Change the run too?' : `Change ${word} on ${names}?`}
      onClose={onClose}
      answers={
        <>
          <Button variant="default" onClick={withProfile ? () => onAnswer([]) : onClose}>
            {withProfile ? 'Only the profile' : 'Leave it'}
          </Button>
          <Button disabled={chosen.length === 0} onClick={() => onAnswer(chosen.map(({ run }) => run.id))}>
            {withProfile ? `Also ${word} on ${names}` : `Change ${word} on ${names}`}
          </Button>
        </>
      }
    >
      <p>
        A run has its own copy of the plan. It goes on with the old one, or follows this one from where it is
        now.
      </p>
      {runs.length > 1 && (
        <div className={styles['checks']}>
          {runs.map(({ run, vesselName }) => (
            <label key={run.id}>
              <input
                type="checkbox"
                checked={!left.includes(run.id)}
                onChange={() =>
                  setLeft((now) =>
                    now.includes(run.id) ? now.filter((id) => id !== run.id) : [...now, run.id],
                  )
                }
              />
              {vesselName}
            </label>
          ))}
        </div>
      )}
      {chosen.map(({ run, vesselName }) => {
        const effect = effectNow(run, plan, consoleNow(), unit);
        return (
          <p key={run.id}>
            <strong>{`${vesselName}: `}</strong>
            {effect ?? 'nothing changes at this moment; the change lies ahead or behind.'}
          </p>
        );
      })}
    </AskDialog>
  );
}
