import type uPlot from 'uplot';
import { drawLanes, drawMarks, drawNow, lanesHeight, type ThemeColor } from './chart-drawing.ts';
import type { ChartBand, ChartLine, ChartMark, ChartWindow } from './chart-model.ts';
import { type InstantFormat, tickLabel } from './instant.ts';
import { differenceToDisplay, formatNumber, type TemperatureUnit, toDisplay } from './temperature.ts';

/** What changes while a chart stands; the chart reads it whenever it draws. */
export interface ChartLive {
  window: ChartWindow;
  nowMs: number;
  bands: readonly ChartBand[];
  marks: readonly ChartMark[];
  maxStepMs: number;
  onWindow: (window: ChartWindow) => void;
  onReset: () => void;
  onCursor: (atMs: number | null) => void;
}

/** What a chart is built for; it is built anew when one of these changes. */
export interface ChartFrame {
  readonly lines: readonly ChartLine[];
  readonly unit: TemperatureUnit;
  readonly clock: InstantFormat;
  readonly color: ThemeColor;
  readonly live: ChartLive;
}

/** Least height of the temperature scale, °C, so that the noise of a probe does not fill the chart. */
const MIN_SPAN_C = 2;
/** A mark of the mouse that is narrower is a click, px. */
const MIN_SELECT_PX = 8;
const AXIS_FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** Options of uPlot for a trend of temperatures with bands under it. */
export function chartOptions(frame: ChartFrame, size: { width: number; height: number }): uPlot.Options {
  const { color, live, lines } = frame;
  const yRange = yRangeOf(frame);
  return {
    ...size,
    padding: [12, 26, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false },
      points: { size: 7, width: 2 },
      bind: { dblclick: () => () => (live.onReset(), null) },
    },
    scales: {
      x: { time: true, range: () => [live.window.fromMs / 1000, live.window.toMs / 1000] },
      y: { range: yRange.range },
    },
    axes: [
      {
        ...axisColors(color),
        size: 30,
        space: 72,
        values: (_u, splits, _axis, _space, step) =>
          splits.map((s) => tickLabel(s * 1000, step, frame.clock)),
      },
      {
        ...axisColors(color),
        size: 52,
        space: 36,
        values: (_u, splits, _axis, _space, step) =>
          splits.map((s) => (s < yRange.lowest() ? '' : formatNumber(s, step < 1 ? 1 : 0))),
      },
    ],
    series: [{}, ...lines.map((line) => seriesOf(line, color))],
    hooks: {
      drawClear: [(u) => drawLanes(u, live.bands, color, live.maxStepMs)],
      draw: [(u) => (drawNow(u, live.nowMs, color), drawMarks(u, live.marks, color))],
      setSelect: [(u) => zoomToSelection(u, live)],
      setCursor: [(u) => live.onCursor(cursorTime(u))],
    },
  };
}

function axisColors(color: ThemeColor): Partial<uPlot.Axis> {
  return {
    stroke: color('--ink-3'),
    font: AXIS_FONT,
    grid: { stroke: color('--chart-grid'), width: 1 },
    ticks: { show: false },
  };
}

function seriesOf({ label, color: name, width, dash }: ChartLine, color: ThemeColor): uPlot.Series {
  const stroke = color(name);
  return {
    label,
    stroke,
    width,
    ...(dash === undefined ? {} : { dash: [...dash] }),
    // A line needs two points; a lone one is shown as a dot.
    points: {
      show: (u, i) => (u.data[i] ?? []).filter((v) => v != null).length === 1,
      size: 6,
      fill: stroke,
    },
  };
}

/** The scale of temperatures: what is there with some air, and room for the bands under it. */
function yRangeOf({ unit, live }: ChartFrame) {
  let lowest = Number.NEGATIVE_INFINITY;
  const minSpan = differenceToDisplay(MIN_SPAN_C, unit);
  const range = (u: uPlot, dataMin: number | null, dataMax: number | null): uPlot.Range.MinMax => {
    const from = dataMin ?? toDisplay(15, unit);
    const to = dataMax ?? toDisplay(25, unit);
    const air = Math.max(0, minSpan - (to - from)) / 2 + (to - from) * 0.08;
    lowest = from - air;
    const height = Math.max(80, u.bbox.height / devicePixelRatio);
    const share = Math.min(0.5, lanesHeight(live.bands.length) / height);
    return [lowest - ((to + air - lowest) * share) / (1 - share), to + air];
  };
  return { range, lowest: () => lowest };
}

function zoomToSelection(u: uPlot, live: ChartLive): void {
  const { left, width } = u.select;
  if (width < MIN_SELECT_PX) return;
  const fromMs = Math.round(u.posToVal(left, 'x') * 1000);
  const toMs = Math.round(u.posToVal(left + width, 'x') * 1000);
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  live.onWindow({ fromMs, toMs });
}

function cursorTime(u: uPlot): number | null {
  const { left = -1 } = u.cursor;
  return left < 0 ? null : Math.round(u.posToVal(left, 'x') * 1000);
}
