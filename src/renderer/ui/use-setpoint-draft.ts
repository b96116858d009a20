import { useCallback, useEffect, useRef, useState } from 'react';
import {
  clampTemperature,
  stepTemperature,
  type TemperatureRange,
  type TemperatureUnit,
} from './temperature.ts';

/** Presses of a stepper within this time are sent as one change. */
const SETTLE_MS = 700;

interface DraftOptions {
  readonly valueC: number;
  readonly unit: TemperatureUnit;
  readonly range: TemperatureRange;
  readonly onCommit: (valueC: number) => Promise<unknown>;
}

/** A temperature that is being changed: what is shown meanwhile, and the presses that change it. */
export interface SetpointDraft {
  /** What to show, °C: the change under way, or the value. */
  readonly shownC: number;
  readonly pending: boolean;
  readonly step: (direction: 1 | -1) => void;
  readonly commit: (valueC: number) => void;
}

/** Collects the presses of a stepper and sends them once they pause; shows the wish until the console has answered. */
export function useSetpointDraft({ valueC, unit, range, onCommit }: DraftOptions): SetpointDraft {
  const [draftC, setDraftC] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const newest = useRef({ valueC, onCommit });
  useEffect(() => {
    newest.current = { valueC, onCommit };
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = useCallback((wishC: number) => {
    clearTimeout(timer.current);
    const settle = (): void => setDraftC((current) => (current === wishC ? null : current));
    newest.current.onCommit(wishC).then(settle, settle);
  }, []);

  const commit = useCallback(
    (wishC: number) => {
      setDraftC(wishC);
      send(wishC);
    },
    [send],
  );

  const shownC = draftC ?? valueC;
  const step = (direction: 1 | -1): void => {
    const wishC = clampTemperature(stepTemperature(shownC, direction, unit), range);
    setDraftC(wishC);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(wishC), SETTLE_MS);
  };
  return { shownC, pending: draftC !== null, step, commit };
}
