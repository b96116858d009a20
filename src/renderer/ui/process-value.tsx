import { type BadReason, describeBadReason } from '#shared/domain/reading.ts';
import { lateWords } from './duration.ts';
import styles from './process-value.module.css';
import { formatDegrees, type TemperatureUnit, unitSign } from './temperature.ts';

interface ProcessValueProps {
  readonly label: string;
  readonly valueC: number | null;
  readonly bad: BadReason | null;
  readonly unit: TemperatureUnit;
  readonly size?: 'large' | 'small';
  /** How late the value is because it is smoothed, s. */
  readonly delayS?: number;
}

/** A measured temperature; a bad reading is a dash with its reason, and never a number. */
export function ProcessValue(props: ProcessValueProps) {
  const { label, valueC, bad, unit, size = 'large', delayS = 0 } = props;
  return (
    <div className={styles['value']} data-size={size}>
      <span className={styles['label']}>{label}</span>
      <span className={styles['number']}>
        <span data-testid="pv">{formatDegrees(valueC, unit)}</span>
        <span className={styles['unit']}>{unitSign(unit)}</span>
      </span>
      {bad !== null && <span className={styles['note']}>{describeBadReason(bad)}</span>}
      {bad === null && delayS > 0 && (
        <span className={styles['note']}>{`about ${lateWords(delayS)} late`}</span>
      )}
    </div>
  );
}
