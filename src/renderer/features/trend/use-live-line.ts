import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useLiveSamples } from '#renderer/stores/live-samples.ts';
import { appendTail, breakAtGaps, emptyLine, fillHoles, type Line } from '#renderer/ui/series.ts';
import type { History } from './use-history.ts';

/**
 * One line as recorded and, after that, as it arrived live.
 * @param series its series, and after it those that fill its holes: the spares of a probe
 */
export function useLiveLine({ lines, maxStepMs }: History, series: readonly string[]): Line {
  const tails = useLiveSamples(useShallow((store) => series.map((name) => store.lines[name])));
  return useMemo(() => {
    const parts = series.map((name, i) => appendTail(lines[name] ?? emptyLine, tails[i] ?? emptyLine));
    const whole = parts.reduce((line, filler) => fillHoles(line, filler, maxStepMs), emptyLine);
    return breakAtGaps(whole, maxStepMs);
  }, [lines, series, tails, maxStepMs]);
}
