import { useMemo } from 'react';
import { useLiveSamples } from '#renderer/stores/live-samples.ts';
import { appendTail, breakAtGaps, emptyLine, type Line } from '#renderer/ui/series.ts';
import type { History } from './use-history.ts';

/** Lines by series. */
export type Lines = Readonly<Record<string, Line>>;

/** Several series as recorded and, after that, as they arrived live, up to the values of this instant. */
export function useLiveLines(history: History, series: readonly string[], newest: Lines): Lines {
  const tails = useLiveSamples((store) => store.lines);
  const { lines, maxStepMs } = history;
  return useMemo(
    () =>
      Object.fromEntries(
        series.map((name) => {
          const recorded = appendTail(lines[name] ?? emptyLine, tails[name] ?? emptyLine);
          return [name, breakAtGaps(appendTail(recorded, newest[name] ?? emptyLine), maxStepMs)];
        }),
      ),
    [lines, maxStepMs, tails, series, newest],
  );
}
