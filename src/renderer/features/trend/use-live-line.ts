import { useMemo } from 'react';
import { useLiveSamples } from '#renderer/stores/live-samples.ts';
import { appendTail, breakAtGaps, emptyLine, type Line } from '#renderer/ui/series.ts';
import type { History } from './use-history.ts';

/** One series as recorded and, after that, as it arrived live. */
export function useLiveLine(history: History, series: string | null): Line {
  const tail = useLiveSamples((store) => (series === null ? undefined : store.lines[series]));
  const recorded = series === null ? undefined : history.lines[series];
  return useMemo(
    () => breakAtGaps(appendTail(recorded ?? emptyLine, tail ?? emptyLine), history.maxStepMs),
    [recorded, tail, history.maxStepMs],
  );
}
