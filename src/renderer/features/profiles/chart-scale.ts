import { fromDisplay, type TemperatureUnit, toDisplay } from '#renderer/ui/temperature.ts';
import { PROFILE_MAX_S } from '#shared/domain/profile.ts';
import { TEMPERATURE_MAX_C, TEMPERATURE_MIN_C } from '#shared/domain/vessel.ts';
import type { Corner } from './plan-geometry.ts';

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** What a chart shows: time from the start, s, and temperatures, °C. */
export interface ChartDomain {
  readonly toS: number;
  readonly lowC: number;
  readonly highC: number;
}

/** Where the chart is drawn, CSS px. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** From values to pixels and back. */
export interface Scale {
  readonly domain: ChartDomain;
  readonly box: PlotBox;
  readonly x: (atS: number) => number;
  readonly y: (valueC: number) => number;
  readonly timeAt: (x: number) => number;
  readonly valueAt: (y: number) => number;
}

/** Least height of the scale, °C, so that a profile of one temperature is a line in the middle. */
const LEAST_SPAN_C = 6;
/** Room above and below the curve to drag into, as a share of its height. */
const AIR = 0.18;
/** Room after the last point to drag into, as a share of the length. */
const ROOM = 0.08;

/** What a chart of these corners shows, with room to drag into on all sides but the start. */
export function domainOf(corners: readonly Corner[], longestS: number, leastS: number): ChartDomain {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [, valueC] of corners) {
    low = Math.min(low, valueC);
    high = Math.max(high, valueC);
  }
  if (low > high) [low, high] = [15, 25];
  const air = Math.max((LEAST_SPAN_C - (high - low)) / 2, (high - low) * AIR, 1);
  const toS = Math.max(leastS, longestS * (1 + ROOM));
  return {
    toS: Math.min(toS, PROFILE_MAX_S * 1.02),
    lowC: Math.max(TEMPERATURE_MIN_C - 1, low - air),
    highC: Math.min(TEMPERATURE_MAX_C + 1, high + air),
  };
}

export function scaleOf(domain: ChartDomain, box: PlotBox): Scale {
  const spanC = domain.highC - domain.lowC;
  return {
    domain,
    box,
    x: (atS) => box.left + (atS / domain.toS) * box.width,
    y: (valueC) => box.top + ((domain.highC - valueC) / spanC) * box.height,
    timeAt: (x) => ((x - box.left) / box.width) * domain.toS,
    valueAt: (y) => domain.highC - ((y - box.top) / box.height) * spanC,
  };
}

/** Steps that times on an axis and dragged times fall on, s. */
const TIME_STEPS_S = [
  MINUTE_S,
  5 * MINUTE_S,
  10 * MINUTE_S,
  15 * MINUTE_S,
  30 * MINUTE_S,
  HOUR_S,
  2 * HOUR_S,
  3 * HOUR_S,
  6 * HOUR_S,
  12 * HOUR_S,
  DAY_S,
  2 * DAY_S,
  5 * DAY_S,
  7 * DAY_S,
  14 * DAY_S,
  28 * DAY_S,
  50 * DAY_S,
  100 * DAY_S,
  200 * DAY_S,
  400 * DAY_S,
];
const DEGREE_STEPS = [0.5, 1, 2, 5, 10, 20, 50];

/** So many pixels of a drag are one step of time. */
const SNAP_PX = 4;

/** The step that a dragged time moves in: the smallest round one that is wider than a few pixels, s. */
export function snapStepS({ domain, box }: Scale): number {
  const leastS = (domain.toS / Math.max(1, box.width)) * SNAP_PX;
  return TIME_STEPS_S.find((step) => step >= leastS) ?? DAY_S;
}

/** A time on the next step, kept within bounds, s. */
export function snapTime(atS: number, stepS: number, [fromS, toS]: readonly [number, number]): number {
  return Math.min(toS, Math.max(fromS, Math.round(atS / stepS) * stepS));
}

/** A temperature on the next tenth of the shown unit, kept within the limits of the console, °C. */
export function snapTemperature(valueC: number, unit: TemperatureUnit): number {
  const snapped = fromDisplay(Math.round(toDisplay(valueC, unit) * 10) / 10, unit);
  return Math.min(TEMPERATURE_MAX_C, Math.max(TEMPERATURE_MIN_C, snapped));
}

/** Times for the labels of an axis, s; labels stand no closer than `leastPx`. */
export function timeTicks({ domain, box }: Scale, leastPx: number): { stepS: number; atS: number[] } {
  const leastS = (domain.toS / Math.max(1, box.width)) * leastPx;
  const stepS = TIME_STEPS_S.find((step) => step >= leastS) ?? 800 * DAY_S;
  const atS: number[] = [];
  for (let at = 0; at <= domain.toS; at += stepS) atS.push(at);
  return { stepS, atS };
}

/** Temperatures for the labels of an axis: round in the shown unit, with where they stand in °C. */
export function degreeTicks(
  { domain, box }: Scale,
  unit: TemperatureUnit,
  leastPx: number,
): { readonly valueC: number; readonly label: string }[] {
  const low = toDisplay(domain.lowC, unit);
  const high = toDisplay(domain.highC, unit);
  const least = ((high - low) / Math.max(1, box.height)) * leastPx;
  const step = DEGREE_STEPS.find((each) => each >= least) ?? 50;
  const ticks: { valueC: number; label: string }[] = [];
  for (let n = Math.ceil(low / step); n * step <= high; n += 1) {
    const shown = n * step;
    ticks.push({
      valueC: unit === 'F' ? ((shown - 32) * 5) / 9 : shown,
      label: shown.toFixed(step < 1 ? 1 : 0).replace('-', '−'),
    });
  }
  return ticks;
}

/** The label of a time on the axis of a fermentation: days, or hours where a step is shorter than a day. */
export function tickText(atS: number, stepS: number): string {
  if (stepS % DAY_S === 0) return `${atS / DAY_S}`;
  const days = Math.floor(atS / DAY_S);
  const hours = Number(((atS % DAY_S) / HOUR_S).toFixed(2));
  if (hours === 0) return days === 0 ? '0' : `${days} d`;
  return stepS >= HOUR_S
    ? `${hours} h`
    : `${Math.floor(hours)}:${String(Math.round((hours % 1) * 60)).padStart(2, '0')}`;
}
