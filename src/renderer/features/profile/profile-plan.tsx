import { planLine } from '#renderer/ui/profile-plan.ts';
import { extent } from '#renderer/ui/series.ts';
import type { ProfilePoint } from '#shared/domain/profile.ts';
import styles from './profile-panel.module.css';

const WIDTH = 300;
const HEIGHT = 72;

interface ProfilePlanProps {
  readonly points: readonly ProfilePoint[];
  /** Length of the whole plan, s. */
  readonly totalS: number;
  /** Where the run would start. */
  readonly atS: number;
}

/** A profile as a small curve, with a line where it would start. Where control is off there is none. */
export function ProfilePlan({ points, totalS: lengthS, atS }: ProfilePlanProps) {
  const totalS = Math.max(1, lengthS);
  const line = planLine(points, 0, totalS);
  const range = extent([line]);
  if (range === null) return null;
  const span = Math.max(1, range.max - range.min);
  const x = (ms: number): number => (ms / 1000 / totalS) * WIDTH;
  const y = (value: number): number => HEIGHT - 6 - ((value - range.min) / span) * (HEIGHT - 12);
  const path = line.atMs.map((ms, i) => {
    const value = line.values[i] ?? null;
    if (value === null) return '';
    const begins = i === 0 || (line.values[i - 1] ?? null) === null;
    return `${begins ? 'M' : 'L'}${x(ms).toFixed(1)} ${y(value).toFixed(1)}`;
  });
  return (
    <svg
      className={styles['plan']}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path.join('')} />
      {atS > 0 && <line x1={x(atS * 1000)} x2={x(atS * 1000)} y1={0} y2={HEIGHT} />}
    </svg>
  );
}
