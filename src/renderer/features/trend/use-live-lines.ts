import { useMemo } from 'react';
import { useLiveSamples } from '#renderer/stores/live-samples.ts';
import { appendTail, breakAtGaps, emptyLine, fillHoles, type Line } from '#renderer/ui/series.ts';
import type { History } from './use-history.ts';

/** Lines by series. */
export type Lines = Readonly<Record<string, Line>>;

/** Series by the one whose holes they fill: those of the spares by that of the first probe. */
export type Fillers = Readonly<Record<string, readonly string[]>>;

/** Several series as recorded and, after that, as they arrived live, up to the values of this instant. */
export function useLiveLines(
  history: History,
  series: readonly string[],
  fillers: Fillers,
  newest: Lines,
): Lines {
  const tails = useLiveSamples((store) => store.lines);
  const { lines, maxStepMs } = history;
  return useMemo(() => {
    const one = (name: string): Line => {
      const recorded = appendTail(lines[name] ?? emptyLine, tails[name] ?? emptyLine);
      return appendTail(recorded, newest[name] ?? emptyLine);
    };
    const whole = (name: string): Line =>
      (fillers[name] ?? []).reduce((line, filler) => fillHoles(line, one(filler), maxStepMs), one(name));
    return Object.fromEntries(series.map((name) => [name, breakAtGaps(whole(name), maxStepMs)]));
  }, [lines, maxStepMs, tails, series, fillers, newest]);
}
