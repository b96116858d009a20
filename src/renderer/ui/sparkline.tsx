import { memo } from 'react';
import { extent, type Line } from './series.ts';
import styles from './sparkline.module.css';

const WIDTH = 300;
const HEIGHT = 56;
/** Least height of the scale, °C: a calm vessel shall look calm, and not show the noise of its probe. */
const MIN_SPAN_C = 1.5;

interface SparklineProps {
  readonly pv: Line;
  readonly sp: Line;
  readonly fromMs: number;
  readonly toMs: number;
  readonly label: string;
}

/** A small trend without axes: the temperature as a line, the setpoint dashed. */
export const Sparkline = memo(function Sparkline({ pv, sp, fromMs, toMs, label }: SparklineProps) {
  const range = extent([pv, sp]);
  if (range === null) return <p className={styles['empty']}>No history yet: it fills as the console runs.</p>;
  const pad = Math.max(0, MIN_SPAN_C - (range.max - range.min)) / 2;
  const low = range.min - pad;
  const span = range.max + pad - low;
  const point = (atMs: number, value: number): string => {
    const x = ((atMs - fromMs) / (toMs - fromMs)) * WIDTH;
    const y = HEIGHT - 3 - ((value - low) / span) * (HEIGHT - 6);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  return (
    <svg
      className={styles['spark']}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path className={styles['sp']} d={pathOf(sp, point)} />
      <path className={styles['pv']} d={pathOf(pv, point)} />
    </svg>
  );
});

function pathOf(line: Line, point: (atMs: number, value: number) => string): string {
  let path = '';
  let drawing = false;
  line.atMs.forEach((atMs, i) => {
    const value = line.values[i] ?? null;
    if (value !== null) path += `${drawing ? 'L' : 'M'}${point(atMs, value)}`;
    drawing = value !== null;
  });
  return path;
}
