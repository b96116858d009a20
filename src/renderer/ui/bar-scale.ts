/** Half widths that a moving bar may take, °C: the smallest that holds the pointer is used, so it seldom changes. */
const HALF_SPANS_C = [2, 5, 10, 25, 60, 120] as const;

/** How much of the half width the pointer may take before the bar takes the next one. */
const FILL = 0.9;

/** The scale of a moving analog bar. */
export interface BarScale {
  readonly centerC: number;
  readonly halfSpanC: number;
}

/** A bar around `centerC` that holds `pvC`. */
export function barScale(centerC: number, pvC: number | null): BarScale {
  const distance = pvC === null ? 0 : Math.abs(pvC - centerC);
  const halfSpanC =
    HALF_SPANS_C.find((span) => distance <= span * FILL) ?? HALF_SPANS_C[HALF_SPANS_C.length - 1];
  return { centerC, halfSpanC: halfSpanC ?? 120 };
}

/** A bar that stands still over a range, for when nothing is regulated. */
export function restingScale(minC: number, maxC: number): BarScale {
  return { centerC: (minC + maxC) / 2, halfSpanC: Math.max(1, ((maxC - minC) / 2) * 1.15) };
}

/** Position on the bar, 0 to 1, kept inside of it. */
export function barPosition(scale: BarScale, valueC: number): number {
  const position = 0.5 + (valueC - scale.centerC) / (2 * scale.halfSpanC);
  return Math.min(1, Math.max(0, position));
}

/** True when a value lies on the bar, and not beyond its ends. */
export function isOnBar(scale: BarScale, valueC: number): boolean {
  return Math.abs(valueC - scale.centerC) <= scale.halfSpanC;
}
