import type { AlarmPriority } from '#shared/domain/alarm.ts';

/** Each priority has a shape and a figure of its own, so that colour is never the only sign. */
const shapes: Readonly<
  Record<AlarmPriority, { readonly path: string; readonly figure: string; readonly y: number }>
> = {
  critical: { path: 'M2 2h20v20H2z', figure: '1', y: 17.5 },
  high: { path: 'M12 1 23.5 22H.5z', figure: '2', y: 19.5 },
  medium: { path: 'M12 23 .5 2h23z', figure: '3', y: 15 },
  low: { path: 'M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22z', figure: '4', y: 17 },
};

interface AlarmShapeProps {
  readonly priority: AlarmPriority;
  readonly size?: number;
  /** Drawn as an outline once somebody has seen the alarm. */
  readonly hollow?: boolean;
}

/** The sign of an alarm's priority. */
export function AlarmShape({ priority, size = 22, hollow = false }: AlarmShapeProps) {
  const { path, figure, y } = shapes[priority];
  const color = `var(--${priority})`;
  return (
    <svg width={size} height={size} viewBox="-1 -1 26 26" aria-hidden="true" focusable="false">
      <path d={path} fill={hollow ? 'none' : color} stroke={color} strokeWidth="2" strokeLinejoin="round" />
      <text
        x="12"
        y={y}
        textAnchor="middle"
        fontSize="14"
        fontWeight="700"
        fill={hollow ? color : `var(--${priority}-ink)`}
      >
        {figure}
      </text>
    </svg>
  );
}
