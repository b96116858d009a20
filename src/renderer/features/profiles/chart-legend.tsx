import styles from './profile-chart.module.css';
import type { GhostPlan } from './profile-chart.tsx';

interface ChartLegendProps {
  readonly kind: 'fermentation' | 'mash';
  readonly ghosts: readonly GhostPlan[];
}

/** What the lines of the chart are, and what can be done with them. */
export function ChartLegend({ kind, ghosts }: ChartLegendProps) {
  const others = ghosts.filter(({ same }) => !same);
  return (
    <ul className={styles['legend']}>
      {others.length > 0 && (
        <li>
          <Sample className={styles['line']} />
          As edited
        </li>
      )}
      {others.map(({ label }) => (
        <li key={label}>
          <Sample className={styles['ghost']} />
          {label}
        </li>
      ))}
      <li>
        {kind === 'mash'
          ? 'Drag the end of a step: up and down for its temperature, sideways for its time.'
          : 'Drag a point, or press the line to add one.'}
      </li>
    </ul>
  );
}

function Sample({ className }: { readonly className: string | undefined }) {
  return (
    <svg width="26" height="8" aria-hidden="true">
      <path className={className} d="M0 4H26" />
    </svg>
  );
}
