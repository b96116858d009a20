import type { Line } from './series.ts';

/** A line of a trend chart. Colours are names of the theme's variables. */
export interface ChartLine {
  readonly key: string;
  readonly label: string;
  readonly line: Line;
  readonly color: string;
  readonly width: number;
  readonly dash?: readonly number[];
}

/** An output as a band under the curves: the fuller the colour, the more power. */
export interface ChartBand {
  readonly key: string;
  readonly label: string;
  /** Percent of full power. */
  readonly line: Line;
  /** A variable of the theme that holds the three numbers of a colour. */
  readonly color: string;
}

/** Something that happened at an instant. */
export interface ChartMark {
  readonly atMs: number;
  readonly label: string;
  readonly color: string;
}

/** The marks so near to an instant, the nearest first. */
export function marksNear(marks: readonly ChartMark[], atMs: number, reachMs: number): ChartMark[] {
  return marks
    .filter((mark) => Math.abs(mark.atMs - atMs) <= reachMs)
    .toSorted((a, b) => Math.abs(a.atMs - atMs) - Math.abs(b.atMs - atMs))
    .slice(0, MARKS_AT_ONCE);
}

/** More marks than this beside the values would hide them. */
const MARKS_AT_ONCE = 3;

/** The stretch of time that a chart shows. */
export interface ChartWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Shortest and longest stretch that can be zoomed to. */
const MIN_WINDOW_MS = 60_000;
const MAX_WINDOW_MS = 2 * 365 * 86_400_000;

/** A window zoomed around a place in it: `factor` below 1 zooms in, `place` is 0 (left) to 1 (right). */
export function zoomWindow(window: ChartWindow, factor: number, place = 0.5): ChartWindow {
  const span = window.toMs - window.fromMs;
  const next = Math.min(MAX_WINDOW_MS, Math.max(MIN_WINDOW_MS, span * factor));
  const anchor = window.fromMs + span * place;
  return { fromMs: Math.round(anchor - next * place), toMs: Math.round(anchor + next * (1 - place)) };
}

/** A window moved by a share of its length. */
export function panWindow(window: ChartWindow, share: number): ChartWindow {
  const by = Math.round((window.toMs - window.fromMs) * share);
  return { fromMs: window.fromMs + by, toMs: window.toMs + by };
}

/** Value of a line at an instant: the nearest one before it, within `reachMs`. */
export function valueAt(line: Line, atMs: number, reachMs: number): number | null {
  let low = 0;
  let high = line.atMs.length - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((line.atMs[middle] ?? 0) <= atMs) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  if (found < 0 || atMs - (line.atMs[found] ?? 0) > reachMs) return null;
  return line.values[found] ?? null;
}
