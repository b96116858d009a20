import type { ChartWindow } from '#renderer/ui/chart-model.ts';
import { remainingOf } from '#renderer/ui/profile-plan.ts';
import type { Run } from '#shared/domain/run.ts';

/** What somebody wants to see of a trend. */
export type TrendView =
  | { readonly kind: 'live'; readonly range: RangeName }
  | { readonly kind: 'run' }
  | { readonly kind: 'fixed'; readonly window: ChartWindow };

export type RangeName = '1h' | '6h' | '1d' | '1w';

const HOUR_MS = 3_600_000;

/** Lengths of the ranges. */
export const rangeMs: Readonly<Record<RangeName, number>> = {
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '1d': 24 * HOUR_MS,
  '1w': 7 * 24 * HOUR_MS,
};

/** Share of a live range that is kept for what a profile will do. */
const AHEAD = 0.25;
/** Least length of a whole run, so that one that has just started is not drawn as a point. */
const MIN_RUN_MS = HOUR_MS / 2;

/** The stretch of time that a view shows now. */
export function windowOf(view: TrendView, run: Run | undefined, nowMs: number): ChartWindow {
  switch (view.kind) {
    case 'live': {
      const ahead = run?.state === 'running' ? rangeMs[view.range] * AHEAD : 0;
      return { fromMs: nowMs - rangeMs[view.range], toMs: nowMs + ahead };
    }
    case 'run':
      return runWindow(run, nowMs);
    case 'fixed':
      return view.window;
    default:
      return view satisfies never;
  }
}

function runWindow(run: Run | undefined, nowMs: number): ChartWindow {
  if (run === undefined) return { fromMs: nowMs - rangeMs['1d'], toMs: nowMs };
  const leftMs = remainingOf(run, nowMs) * 1000;
  const toMs = Math.max(nowMs + leftMs, run.startedAtMs + MIN_RUN_MS);
  return { fromMs: run.startedAtMs, toMs };
}
