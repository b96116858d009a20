import { useState } from 'react';
import { NumberDraft } from '#renderer/ui/number-draft.tsx';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import styles from './point-reading-fields.module.css';
import {
  areUsual,
  explainSmoothing,
  type RuleName,
  ruleNames,
  ruleNumbers,
  type TypedRules,
} from './point-readings.ts';

interface PointReadingFieldsProps {
  readonly typed: TypedRules;
  readonly unit: TemperatureUnit;
  readonly problemOf: (name: RuleName) => string | null;
  readonly onTyped: (typed: TypedRules) => void;
}

/** How readings of a sensor are judged: folded away while it is as usual. */
export function PointReadingFields({ typed, unit, problemOf, onTyped }: PointReadingFieldsProps) {
  const [opened, setOpened] = useState(() => !areUsual(typed, unit));
  const isWrong = ruleNames.some((name) => problemOf(name) !== null);
  const field = (name: RuleName, label: string, description: string | null = null) => {
    const problem = problemOf(name);
    return (
      <NumberDraft
        label={label}
        {...(description !== null && { description })}
        text={typed[name]}
        quantity={ruleNumbers[name].quantity}
        unit={unit}
        error={problem === null ? null : textInUnit(problem, unit)}
        onText={(text) => onTyped({ ...typed, [name]: text })}
      />
    );
  };
  return (
    <details
      className={styles['rules']}
      open={opened || isWrong}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>How its readings are judged</summary>
      <div className={styles['inside']}>
        {field('smoothingS', 'Smoothing', explainSmoothing(typed.smoothingS, unit))}
        <p className={styles['words']}>
          For a probe whose value trembles. The maximum temperature of a vessel is always held against values
          that are not smoothed.
        </p>
        <div className={styles['pair']}>
          {field('minC', 'Lowest plausible reading')}
          {field('maxC', 'Highest plausible reading')}
        </div>
        {field(
          'maxRateCPerS',
          'Fastest plausible change',
          'What jumps faster is not believed until it has been calm for five seconds',
        )}
      </div>
    </details>
  );
}
