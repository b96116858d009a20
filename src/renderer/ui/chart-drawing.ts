import type uPlot from 'uplot';
import type { ChartBand, ChartMark } from './chart-model.ts';

/** Height of one band and of the space around it, CSS px. */
const LANE_PX = 10;
const LANE_GAP_PX = 5;

/** Space that bands take at the foot of a chart, CSS px. */
export function lanesHeight(bands: number): number {
  return bands === 0 ? 0 : bands * (LANE_PX + LANE_GAP_PX) + LANE_GAP_PX;
}

/** Reads a variable of the theme. */
export type ThemeColor = (name: string) => string;

/** Draws each output as a band whose colour is as full as its power. */
export function drawLanes(u: uPlot, bands: readonly ChartBand[], color: ThemeColor, maxStepMs: number): void {
  const { ctx, bbox } = u;
  const px = devicePixelRatio;
  ctx.save();
  ctx.font = `${11 * px}px system-ui, sans-serif`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  bands.forEach((band, i) => {
    const fromFoot = (bands.length - i) * (LANE_PX + LANE_GAP_PX) * px;
    const top = bbox.top + bbox.height - fromFoot;
    const height = LANE_PX * px;
    ctx.fillStyle = color('--chart-grid');
    ctx.fillRect(bbox.left, top, bbox.width, height);
    ctx.fillStyle = color('--ink-3');
    ctx.fillText(band.label, bbox.left - 8 * px, top + height / 2);
    drawLane(u, band, `rgb(${color(band.color)} / `, { top, height, maxStepMs });
  });
  ctx.restore();
}

interface Lane {
  readonly top: number;
  readonly height: number;
  readonly maxStepMs: number;
}

function drawLane(u: uPlot, { line }: ChartBand, rgb: string, { top, height, maxStepMs }: Lane): void {
  const { ctx, bbox } = u;
  const right = bbox.left + bbox.width;
  for (let i = 0; i < line.atMs.length; i += 1) {
    const pct = line.values[i] ?? 0;
    if (pct <= 0) continue;
    const at = line.atMs[i] ?? 0;
    const until = Math.min(line.atMs[i + 1] ?? at, at + maxStepMs);
    // Whole pixels, so that neighbours leave no seam.
    const x0 = Math.max(bbox.left, Math.round(u.valToPos(at / 1000, 'x', true)));
    const x1 = Math.min(right, Math.max(Math.round(u.valToPos(until / 1000, 'x', true)), x0 + 1));
    if (x1 <= x0) continue;
    ctx.fillStyle = `${rgb}${(0.2 + 0.8 * Math.min(1, pct / 100)).toFixed(2)})`;
    ctx.fillRect(x0, top, x1 - x0, height);
  }
}

/** Draws what happened as a flag on a thin line. */
export function drawMarks(u: uPlot, marks: readonly ChartMark[], color: ThemeColor): void {
  const { ctx, bbox } = u;
  const px = devicePixelRatio;
  ctx.save();
  for (const mark of marks) {
    const x = Math.round(u.valToPos(mark.atMs / 1000, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = color(mark.color);
    ctx.fillStyle = color(mark.color);
    ctx.lineWidth = px;
    ctx.setLineDash([3 * px, 3 * px]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x + 9 * px, bbox.top + 5 * px);
    ctx.lineTo(x, bbox.top + 10 * px);
    ctx.fill();
  }
  ctx.restore();
}

/** Draws where now is, when the chart reaches beyond it. */
export function drawNow(u: uPlot, nowMs: number, color: ThemeColor): void {
  const { ctx, bbox } = u;
  const x = Math.round(u.valToPos(nowMs / 1000, 'x', true));
  if (x < bbox.left || x > bbox.left + bbox.width - 2) return;
  ctx.save();
  ctx.strokeStyle = color('--line-strong');
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
