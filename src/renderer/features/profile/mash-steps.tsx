import { useUnit } from '#renderer/stores/settings.ts';
import { formatDuration } from '#renderer/ui/duration.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { temperatureInText } from '#renderer/ui/temperature.ts';
import type { MashStep } from '#shared/domain/mash.ts';
import type { MashRun } from '#shared/domain/run.ts';
import styles from './mash-progress.module.css';

/** The steps of a mash, with the present one marked and those before it ticked. */
export function MashSteps({ run }: { readonly run: MashRun }) {
  return (
    <ol className={styles['steps']} aria-label="Steps">
      {rowsOf(run).map(({ id, ...row }) => (
        <Step key={id} {...row} />
      ))}
    </ol>
  );
}

/** A step is known by its place: two of them may look the same. */
function rowsOf({ steps, place, state }: MashRun): (StepProps & { readonly id: number })[] {
  return steps.map((step, id) => {
    const isDone = id < place.stepIndex || state === 'complete';
    const isPresent = id === place.stepIndex;
    return {
      id,
      step,
      extraS: isPresent ? place.extraS : 0,
      place: isDone ? 'done' : isPresent ? 'present' : 'ahead',
    };
  });
}

interface StepProps {
  readonly step: MashStep;
  readonly extraS: number;
  readonly place: 'done' | 'present' | 'ahead';
}

function Step({ step, extraS, place }: StepProps) {
  const unit = useUnit();
  const length = step.durationS + extraS > 0 ? formatDuration(step.durationS + extraS) : 'no timer';
  return (
    <li className={styles['step']} {...(place === 'present' ? { 'aria-current': 'step' as const } : {})}>
      <span className={styles['mark']}>
        {place === 'done' && <Icon name="check" size={18} />}
        {place === 'present' && <Icon name="right" size={18} />}
      </span>
      <span className={styles['stepName']}>
        {step.name}
        {place === 'done' && <span className="visually-hidden">, done</span>}
        {detailsOf(step) !== '' && <small>{detailsOf(step)}</small>}
      </span>
      <span className={styles['numbers']}>{`${temperatureInText(step.spC, unit)}, ${length}`}</span>
    </li>
  );
}

function detailsOf({ additions, atEnd }: MashStep): string {
  const added = additions.map(({ text }) => text).join(', ');
  return [added, atEnd === 'wait' ? 'then waits for you' : ''].filter((part) => part !== '').join('; ');
}
