import type { ProfilePlan } from '#shared/domain/profile.ts';
import { curveOfPlan } from './chart-model.ts';
import { planLengthS } from './draft.ts';

const WIDTH = 400;
const HEIGHT = 96;

/** A plan as a small curve without axes. */
export function PlanPreview({ plan }: { readonly plan: ProfilePlan }) {
  // The setpoint holds past the end: a little of that shows the last point.
  const lengthS = Math.max(1, planLengthS(plan)) * 1.06;
  const { lines, offSpans } = curveOfPlan(plan, lengthS);
  const values = lines.flatMap((line) => line.map(([, valueC]) => valueC));
  const low = Math.min(...values);
  const span = Math.max(2, Math.max(...values) - low);
  const x = (atS: number): number => (atS / lengthS) * WIDTH;
  const y = (valueC: number): number => HEIGHT - 8 - ((valueC - low) / span) * (HEIGHT - 16);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {offSpans.map(([fromS, toS]) => (
        <rect key={fromS} x={x(fromS)} width={x(toS) - x(fromS)} y={0} height={HEIGHT} />
      ))}
      {lines.map((line) => (
        <path
          key={line[0]?.[0]}
          d={line.map(([s, c], i) => `${i === 0 ? 'M' : 'L'}${x(s).toFixed(1)} ${y(c).toFixed(1)}`).join('')}
        />
      ))}
    </svg>
  );
}
