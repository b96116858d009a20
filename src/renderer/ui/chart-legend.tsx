import { type ChartBand, type ChartLine, valueAt } from './chart-model.ts';
import { formatInstant, type InstantFormat } from './instant.ts';
import { formatDegrees, type TemperatureUnit } from './temperature.ts';
import styles from './trend-chart.module.css';

interface ChartLegendProps {
  readonly lines: readonly ChartLine[];
  readonly bands: readonly ChartBand[];
  /** Where the cursor is; null shows the values of now. */
  readonly atMs: number | null;
  readonly nowMs: number;
  readonly reachMs: number;
  readonly unit: TemperatureUnit;
  readonly clock: InstantFormat;
}

/** What each line is, with its value under the cursor or now. */
export function ChartLegend({ lines, bands, atMs, nowMs, reachMs, unit, clock }: ChartLegendProps) {
  const at = atMs ?? nowMs;
  return (
    <ul className={styles['legend']}>
      {lines.toReversed().map(({ key, label, line, color, dash, width }) => (
        <li key={key}>
          <Swatch color={color} width={width} dash={dash} />
          {label} <strong>{formatDegrees(valueAt(line, at, reachMs), unit)}</strong>
        </li>
      ))}
      {atMs !== null &&
        bands.map(({ key, label, line }) => (
          <li key={key}>
            {label} <strong>{`${Math.round(valueAt(line, at, reachMs) ?? 0)} %`}</strong>
          </li>
        ))}
      <li>
        <time>{atMs === null ? 'now' : formatInstant(atMs, 'dateTime', clock)}</time>
      </li>
    </ul>
  );
}

interface SwatchProps {
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[] | undefined;
}

function Swatch({ color, width, dash }: SwatchProps) {
  return (
    <svg width="22" height="8" viewBox="0 0 22 8" aria-hidden="true">
      <path d="M1 4h20" stroke={`var(${color})`} strokeWidth={width} strokeDasharray={dash?.join(' ')} />
    </svg>
  );
}
