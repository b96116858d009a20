import type { BoardPart } from '#shared/domain/board-part.ts';
import styles from './step-list.module.css';
import { progressOf, type Step, steps, stepWords } from './steps.ts';

interface StepListProps {
  readonly step: Step;
  readonly parts: readonly BoardPart[];
  readonly onStep: (step: Step) => void;
}

/** The steps with how far each is; any of them can be gone to at any time. */
export function StepList({ step, parts, onStep }: StepListProps) {
  return (
    <nav aria-label="Steps">
      <ol className={styles['steps']}>
        {steps.map((each, index) => (
          <li key={each}>
            <button
              type="button"
              aria-current={each === step ? 'step' : undefined}
              onClick={() => onStep(each)}
            >
              <span className={styles['number']} aria-hidden="true">
                {index + 1}
              </span>
              <span>
                <strong>{stepWords[each]}</strong>
                <small>{progressOf(each, parts)}</small>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
