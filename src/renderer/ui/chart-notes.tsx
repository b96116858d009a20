import { type ChartMark, type ChartWindow, marksNear } from './chart-model.ts';
import type { TemperatureUnit } from './temperature.ts';
import { textInUnit } from './text-in-unit.ts';
import styles from './trend-chart.module.css';

/** A mark is read out when the cursor is this near, as a share of the width. */
const REACH = 0.015;

interface ChartNotesProps {
  readonly marks: readonly ChartMark[];
  /** Where the cursor is; null for nowhere. */
  readonly atMs: number | null;
  readonly window: ChartWindow;
  readonly unit: TemperatureUnit;
}

/** What the marks under the cursor say. It lies over the chart, so that nothing moves when it comes. */
export function ChartNotes({ marks, atMs, window, unit }: ChartNotesProps) {
  if (atMs === null) return null;
  const near = marksNear(marks, atMs, (window.toMs - window.fromMs) * REACH);
  if (near.length === 0) return null;
  return (
    <ul className={styles['notes']}>
      {near.map((mark) => (
        <li key={`${mark.atMs} ${mark.label}`}>{textInUnit(mark.label, unit)}</li>
      ))}
    </ul>
  );
}
