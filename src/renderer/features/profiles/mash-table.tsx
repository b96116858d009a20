import { useCallback, useRef } from 'react';
import { formatDuration } from '#renderer/ui/duration.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { MashDraft } from './draft.ts';
import { duplicateStep, insertStep, mashLengthS, moveStep, removeStep, type StepRow } from './mash-draft.ts';
import { MashStepView, type StepAct } from './mash-step.tsx';
import styles from './mash-table.module.css';
import type { Problems } from './problems.ts';

/** Changes the steps; changes with one tag are one step of undo. */
export type EditSteps = (change: (steps: readonly StepRow[]) => StepRow[], tag?: string) => void;

interface MashTableProps {
  readonly draft: MashDraft;
  readonly problems: Pick<Problems, 'steps'>;
  readonly unit: TemperatureUnit;
  readonly onEdit: EditSteps;
  readonly onSettle: () => void;
}

const noProblems = {};

/** The steps of a mash, one after the other, each with what goes in during it. */
export function MashTable({ draft, problems, unit, onEdit, onSettle }: MashTableProps) {
  const host = useRef<HTMLDivElement>(null);
  const focusStep = useCallback((key: number | undefined) => {
    requestAnimationFrame(() =>
      host.current?.querySelector<HTMLElement>(`[data-step="${key}"] input`)?.focus(),
    );
  }, []);
  const act = useCallback(
    (key: number, what: StepAct) =>
      onEdit((steps) => {
        const index = steps.findIndex((step) => step.key === key);
        switch (what.type) {
          case 'remove':
            focusStep((steps[index + 1] ?? steps[index - 1])?.key);
            return removeStep(steps, key);
          case 'duplicate':
          case 'insert': {
            const added = what.type === 'insert' ? insertStep(steps, index + 1) : duplicateStep(steps, key);
            focusStep(added.key);
            return added.rows;
          }
          case 'move':
            focusStep(key);
            return moveStep(steps, key, what.by);
          default:
            return what satisfies never;
        }
      }),
    [onEdit, focusStep],
  );
  const { steps } = draft;
  return (
    <div className={styles['frame']}>
      <div ref={host} className={styles['steps']} role="list" aria-label="Steps of the mash">
        {steps.map((step, i) => (
          <MashStepView
            key={step.key}
            step={step}
            index={i}
            last={i === steps.length - 1}
            problems={problems.steps[step.key] ?? noProblems}
            unit={unit}
            onEdit={onEdit}
            onSettle={onSettle}
            onAct={act}
          />
        ))}
      </div>
      <div className={styles['foot']}>
        <button
          type="button"
          className={styles['add']}
          onClick={() => act(steps.at(-1)?.key ?? -1, { type: 'insert' })}
        >
          <Icon name="plus" size={18} />
          Add a step
        </button>
        <p>{`${formatDuration(mashLengthS(steps))} of timers, and the time that heating takes.`}</p>
      </div>
    </div>
  );
}
