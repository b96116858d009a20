import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useClock } from '#renderer/stores/clock.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { Line } from '#renderer/ui/series.ts';
import { SAMPLE_PERIOD_S, type SeriesRange } from '#shared/domain/history.ts';

/** Which stretch of which series. */
export interface HistoryRequest {
  readonly series: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  /** At most so many points a series. */
  readonly maxPoints: number;
}

/** Recorded lines by series. */
export interface History {
  readonly lines: Readonly<Record<string, Line>>;
  /** Two neighbours that are further apart have a gap between them. */
  readonly maxStepMs: number;
  readonly loading: boolean;
  readonly error: string | null;
  readonly retry: () => void;
}

/** A recorded interval may be late by another one before the line is broken. */
const STEPS_BEFORE_GAP = 3.5;

/** Reads what was recorded; while a new stretch is on its way, the one before stays. */
export function useHistory(request: HistoryRequest): History {
  const { series, fromMs, toMs, maxPoints } = request;
  const api = useApi();
  const query = useQuery(
    api.history.range.queryOptions({
      input: { series: [...series], fromMs: Math.round(fromMs), toMs: Math.round(toMs), maxPoints },
      enabled: series.length > 0 && toMs > fromMs,
      placeholderData: keepPreviousData,
      staleTime: 60_000,
      gcTime: 120_000,
    }),
  );
  const { data, error, refetch, isPending } = query;
  const lines = useMemo(() => toLines(data ?? []), [data]);
  // Live values come once a second of the page, which is longer in simulated time.
  const liveStepMs = useClock((clock) => clock.speed) * 1000;
  const recordedStepMs = Math.max(SAMPLE_PERIOD_S * 1000, (toMs - fromMs) / maxPoints);
  return {
    lines,
    maxStepMs: Math.max(recordedStepMs, liveStepMs) * STEPS_BEFORE_GAP,
    loading: isPending,
    error: error === null ? null : errorText(error),
    retry: () => void refetch(),
  };
}

function toLines(ranges: readonly SeriesRange[]): Record<string, Line> {
  return Object.fromEntries(ranges.map(({ series, atMs, mean }) => [series, { atMs, values: mean }]));
}

/**
 * End of a stretch that reaches to now, moved in strides so that it is not asked for anew each second.
 * What comes after it arrives live.
 */
export function strideEnd(nowMs: number, rangeMs: number, speed: number): number {
  const strideMs = strideOf(rangeMs, speed);
  return Math.ceil(nowMs / strideMs) * strideMs;
}

/** Start of the stretch that ends at `strideEnd` and holds the last `rangeMs` at any time until then. */
export function strideStart(nowMs: number, rangeMs: number, speed: number): number {
  return strideEnd(nowMs, rangeMs, speed) - rangeMs - strideOf(rangeMs, speed);
}

function strideOf(rangeMs: number, speed: number): number {
  return Math.max(60_000, rangeMs / 60, 10_000 * speed);
}
