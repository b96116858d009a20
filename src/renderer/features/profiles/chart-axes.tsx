import { formatInstant, type InstantFormat } from '#renderer/ui/instant.ts';
import { type TemperatureUnit, unitSign } from '#renderer/ui/temperature.ts';
import { degreeTicks, type Scale, tickText, timeTicks } from './chart-scale.ts';
import styles from './profile-chart.module.css';

const DAY_S = 86_400;
const HOUR_S = 3600;

interface AxesProps {
  readonly kind: 'fermentation' | 'mash';
  readonly scale: Scale;
  readonly unit: TemperatureUnit;
  /** The start that dates are shown for. */
  readonly startMs: number | null;
  readonly clock: InstantFormat;
}

/** Grid and labels of a profile's chart: days and dates, or minutes; temperatures in the shown unit. */
export function ChartAxes({ kind, scale, unit, startMs, clock }: AxesProps) {
  const { box } = scale;
  const bottom = box.top + box.height;
  const { stepS, atS } = timeTicks(scale, startMs === null ? 48 : 66);
  const word = kind === 'mash' ? 'min' : stepS % DAY_S === 0 ? 'Day' : 'Time';
  return (
    <g aria-hidden="true">
      {degreeTicks(scale, unit, 34).map(({ valueC, label }) => (
        <g key={label}>
          <line
            className={styles['grid']}
            x1={box.left}
            x2={box.left + box.width}
            y1={scale.y(valueC)}
            y2={scale.y(valueC)}
          />
          <text className={styles['degree']} x={box.left - 8} y={scale.y(valueC)}>
            {label}
          </text>
        </g>
      ))}
      <text className={styles['sign']} x={box.left - 8} y={box.top - 16}>
        {unitSign(unit)}
      </text>
      <text className={styles['sign']} x={box.left - 8} y={bottom + 18}>
        {word}
      </text>
      {atS.map((at) => (
        <g key={at}>
          <line className={styles['grid']} x1={scale.x(at)} x2={scale.x(at)} y1={box.top} y2={bottom} />
          <text className={styles['time']} x={scale.x(at)} y={bottom + 18}>
            {kind === 'mash' ? at / 60 : tickText(at, stepS)}
          </text>
          {startMs !== null && (
            <text className={styles['date']} x={scale.x(at)} y={bottom + 35}>
              {formatInstant(startMs + at * 1000, stepS < 12 * HOUR_S ? 'time' : 'date', clock)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
