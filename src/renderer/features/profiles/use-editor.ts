import { useCallback, useEffect, useState } from 'react';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { ProfileConfig } from '#shared/domain/profile.ts';
import { configOf, type Draft, draftOf, isChanged, sameConfig } from './draft.ts';
import { keepDraft, keptDraft } from './draft-store.ts';
import { settleDraft } from './typing.ts';
import { amended, changed, type History, historyOf, redone, settled, undone } from './undo-history.ts';

interface EditorState {
  readonly history: History<Draft>;
  /** What the console has, as far as the editor has taken it over. */
  readonly baseline: ProfileConfig;
}

/** A profile that is being edited. */
export interface Editor {
  readonly draft: Draft;
  readonly baseline: ProfileConfig;
  readonly changed: boolean;
  /** What the console has meanwhile, when it is neither what the work began with nor what it has come to. */
  readonly theirs: ProfileConfig | null;
  /** Changes the draft; changes with the same tag are one step of undo until the field is left. */
  readonly edit: (change: (draft: Draft) => Draft, tag?: string) => void;
  /** Ends the newest step, and puts the rows in order. */
  readonly settle: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Takes over what the console has now, and keeps the work. */
  readonly rebase: (config: ProfileConfig) => void;
  /** Forgets the work. */
  readonly discard: () => void;
  /** Replaces the work by what the console has, as a step that can be undone. */
  readonly replace: (config: ProfileConfig) => void;
}

/**
 * The work on one profile, kept over reloads.
 * @param stored what the console has; undefined when it has nothing (any more)
 * @param fresh what a new profile begins with
 * @param options.runStartMs the start of a run that dates are shown for; null for the planned start
 */
export function useEditor(
  id: string,
  stored: ProfileConfig | undefined,
  fresh: ProfileConfig,
  options: { readonly unit: TemperatureUnit; readonly runStartMs: number | null },
): Editor {
  const { unit, runStartMs } = options;
  const [state, setState] = useState(() => initial(id, stored ?? fresh));
  const { history, baseline } = state;
  const draft = history.present;
  const dirty = isChanged(draft, baseline);

  const outOfStep = stored !== undefined && !sameConfig(stored, baseline);
  const arrived = outOfStep && sameConfig(stored, configOf(draft));
  useEffect(() => {
    if (!outOfStep || (dirty && !arrived)) return;
    setState((now) => ({
      baseline: stored,
      history: arrived ? now.history : historyOf(draftOf(stored)),
    }));
  }, [stored, outOfStep, dirty, arrived]);

  useEffect(() => {
    keepDraft(id, dirty ? { draft, baseline } : null);
  }, [id, draft, baseline, dirty]);

  const apply = useCallback((step: (history: History<Draft>) => History<Draft>) => {
    setState((now) => {
      const next = step(now.history);
      return next === now.history ? now : { ...now, history: next };
    });
  }, []);
  const edit = useCallback(
    (change: (draft: Draft) => Draft, tag?: string) =>
      apply((now) => changed(now, change(now.present), tag ?? null)),
    [apply],
  );
  const settle = useCallback(
    () =>
      apply(({ present, ...rest }) => {
        const settledDraft = settleDraft(present, unit, runStartMs ?? present.start.ms);
        return settled(amended({ present, ...rest }, settledDraft));
      }),
    [apply, unit, runStartMs],
  );
  const undo = useCallback(() => apply(undone), [apply]);
  const redo = useCallback(() => apply(redone), [apply]);
  const rebase = useCallback(
    (config: ProfileConfig) => setState((now) => ({ ...now, baseline: config })),
    [],
  );
  const replace = useCallback(
    (config: ProfileConfig) =>
      setState((now) => ({ baseline: config, history: changed(now.history, draftOf(config), null) })),
    [],
  );
  const discard = useCallback(
    () => setState((now) => ({ ...now, history: changed(now.history, draftOf(now.baseline), null) })),
    [],
  );
  return {
    discard,
    draft,
    baseline,
    changed: dirty,
    theirs: outOfStep && dirty && !arrived ? stored : null,
    edit,
    settle,
    undo,
    redo,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    rebase,
    replace,
  };
}

function initial(id: string, config: ProfileConfig): EditorState {
  const kept = keptDraft(id);
  if (kept === null || kept.draft.kind !== config.kind)
    return { history: historyOf(draftOf(config)), baseline: config };
  return { history: historyOf(kept.draft), baseline: kept.baseline };
}
