/** What of a point decides how the setpoint runs. */
export interface CurvePoint {
  readonly atS: number;
  /** °C; null switches control off from here on. */
  readonly spC: number | null;
  readonly approach: 'linear' | 'step';
}

/** A corner of a drawn line: time, s, and temperature, °C. */
export type Corner = readonly [atS: number, valueC: number];

/** A plan as it is drawn: lines where it controls, spans where control is off. */
export interface PlanGeometry {
  readonly lines: readonly (readonly Corner[])[];
  readonly offSpans: readonly (readonly [fromS: number, toS: number])[];
}

/** True when the setpoint goes along a line from one point to the next, and not in one step. */
export function isRamp(before: CurvePoint | undefined, point: CurvePoint): boolean {
  return before !== undefined && before.spC !== null && point.spC !== null && point.approach === 'linear';
}

/**
 * The lines of a plan. Before its first point the first setpoint holds, past the last one that.
 * @param points in the order of time
 * @param endS where the drawing ends, s
 */
export function planGeometry(points: readonly CurvePoint[], endS: number): PlanGeometry {
  const lines: Corner[][] = [];
  const offSpans: [number, number][] = [];
  let line: Corner[] = [];
  const close = (): void => {
    if (line.length > 1) lines.push(line);
    line = [];
  };
  const first = points[0];
  if (first !== undefined && first.atS > 0) {
    if (first.spC === null) offSpans.push([0, first.atS]);
    else line.push([0, first.spC]);
  }
  points.forEach((point, i) => {
    const before = points[i - 1];
    const last = line.at(-1);
    if (last !== undefined && !isRamp(before, point)) line.push([point.atS, last[1]]);
    if (point.spC === null) close();
    else if (line.at(-1)?.[0] !== point.atS || line.at(-1)?.[1] !== point.spC)
      line.push([point.atS, point.spC]);
    const untilS = points[i + 1]?.atS ?? Math.max(endS, point.atS);
    if (point.spC === null && untilS > point.atS) offSpans.push([point.atS, untilS]);
  });
  const last = line.at(-1);
  if (last !== undefined && endS > last[0]) line.push([endS, last[1]]);
  close();
  return { lines, offSpans };
}

/** The setpoint at a time, °C; null where control is off, and without points. */
export function valueAt(points: readonly CurvePoint[], atS: number): number | null {
  const after = points.findIndex((point) => point.atS > atS);
  const next = after < 0 ? undefined : points[after];
  const before = after < 0 ? points.at(-1) : points[after - 1];
  if (before === undefined) return next?.spC ?? null;
  if (next === undefined || before.spC === null || next.spC === null || !isRamp(before, next))
    return before.spC;
  return before.spC + ((next.spC - before.spC) * (atS - before.atS)) / (next.atS - before.atS);
}
