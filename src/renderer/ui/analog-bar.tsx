import styles from './analog-bar.module.css';
import { barPosition, barScale, isOnBar, restingScale } from './bar-scale.ts';
import { formatDegrees, formatDifference, formatTemperature, type TemperatureUnit } from './temperature.ts';

interface AnalogBarProps {
  readonly pvC: number | null;
  /** Setpoint, or null when nothing is regulated: then the bar stands still around the limits. */
  readonly spC: number | null;
  readonly limits: { readonly minSpC: number; readonly maxSpC: number; readonly maxTempC: number };
  readonly unit: TemperatureUnit;
}

/** A moving analog bar: the setpoint in the middle, limits marked, a pointer where the temperature is. */
export function AnalogBar({ pvC, spC, limits, unit }: AnalogBarProps) {
  const scale = spC === null ? restingScale(limits.minSpC, limits.maxSpC) : barScale(spC, pvC);
  const at = (valueC: number): string => `${barPosition(scale, valueC) * 100}%`;
  const marks = [
    { name: 'lowest setpoint', valueC: limits.minSpC, hard: false },
    { name: 'highest setpoint', valueC: limits.maxSpC, hard: false },
    { name: 'heater off from', valueC: limits.maxTempC, hard: true },
  ].filter(({ valueC }) => isOnBar(scale, valueC));
  const beyond = pvC !== null && !isOnBar(scale, pvC);
  return (
    <div className={styles['bar']} role="img" aria-label={describe(pvC, spC, unit)}>
      <div className={styles['track']}>
        <span className={styles['outside']} style={{ left: 0, right: `calc(100% - ${at(limits.minSpC)})` }} />
        <span className={styles['outside']} style={{ left: at(limits.maxSpC), right: 0 }} />
        {marks.map(({ name, valueC, hard }) => (
          <span
            key={name}
            className={hard ? styles['hardLimit'] : styles['limit']}
            style={{ left: at(valueC) }}
            title={`${name} ${formatTemperature(valueC, unit)}`}
          />
        ))}
        {spC !== null && <span className={styles['setpoint']} />}
        {pvC !== null && (
          <span className={styles['pointer']} data-beyond={beyond} style={{ left: at(pvC) }}>
            <svg width="16" height="12" viewBox="0 0 16 12" aria-hidden="true">
              <path d="M8 12 0 0h16z" fill="currentColor" />
            </svg>
          </span>
        )}
      </div>
      <div className={styles['scale']} aria-hidden="true">
        <span>{formatDegrees(scale.centerC - scale.halfSpanC, unit, 0)}</span>
        <span>{spC === null ? '' : formatDegrees(spC, unit)}</span>
        <span>{formatDegrees(scale.centerC + scale.halfSpanC, unit, 0)}</span>
      </div>
    </div>
  );
}

function describe(pvC: number | null, spC: number | null, unit: TemperatureUnit): string {
  if (pvC === null) return 'No temperature';
  if (spC === null) return `Temperature ${formatTemperature(pvC, unit)}, no setpoint`;
  const distance = Math.abs(pvC - spC);
  if (distance < 0.05) return 'At the setpoint';
  return `${formatDifference(distance, unit)} ${pvC > spC ? 'above' : 'below'} the setpoint`;
}
