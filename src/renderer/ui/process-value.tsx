import { type BadReason, describeBadReason } from '#shared/domain/reading.ts';
import styles from './process-value.module.css';
import { formatDegrees, type TemperatureUnit, unitSign } from './temperature.ts';

interface ProcessValueProps {
  readonly label: string;
  readonly valueC: number | null;
  readonly bad: BadReason | null;
  readonly unit: TemperatureUnit;
  readonly size?: 'large' | 'small';
}

/** A measured temperature; a bad reading is a dash with its reason, and never a number. */
export function ProcessValue({ label, valueC, bad, unit, size = 'large' }: ProcessValueProps) {
  return (
    <div className={styles['value']} data-size={size}>
      <span className={styles['label']}>{label}</span>
      <span className={styles['number']}>
        <span data-testid="pv">{formatDegrees(valueC, unit)}</span>
        <span className={styles['unit']}>{unitSign(unit)}</span>
      </span>
      {bad !== null && <span className={styles['bad']}>{describeBadReason(bad)}</span>}
    </div>
  );
}
