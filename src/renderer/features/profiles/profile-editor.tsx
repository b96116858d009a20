import { useCallback, useMemo, useState } from 'react';
import { useConsoleNow } from '#renderer/stores/clock.ts';
import { useInstantFormat, useUnit } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import type { Profile, ProfileKind } from '#shared/domain/profile.ts';
import { ConflictNote } from './conflict-note.tsx';
import { draftOf, newConfig, planOf } from './draft.ts';
import { EditorBar } from './editor-bar.tsx';
import { EditorHead } from './editor-head.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { newKind } from './new-profile.ts';
import { PlanPanel } from './plan-panel.tsx';
import { problemsOf } from './problems.ts';
import styles from './profile-editor.module.css';
import { RunNotes } from './run-notes.tsx';
import { startOf, useRunsOf } from './run-place.ts';
import { SaveDialog } from './save-dialog.tsx';
import { serverProblems, withServerProblems } from './server-problems.ts';
import { useEditor } from './use-editor.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { useSaving } from './use-saving.ts';
import { useUndoKeys } from './use-undo-keys.ts';

interface ProfileEditorProps {
  readonly id: string;
  readonly kind: ProfileKind;
  /** What the console has; undefined for a profile that is new, or was deleted meanwhile. */
  readonly stored: Profile | undefined;
}

/** One profile: its name and start, a chart and a table of the same points, and what is to be saved. */
export function ProfileEditor({ id, kind, stored }: ProfileEditorProps) {
  const unit = useUnit();
  const clock = useInstantFormat();
  const nowMs = useConsoleNow(5000);
  const runs = useRunsOf(id);
  const [picked, setPicked] = useState<string | null | undefined>(undefined);
  const dated = runs.filter(({ run }) => run.kind === 'fermentation');
  // Dates are those of a run in progress, unless somebody wants the planned ones.
  const datesFrom = picked === undefined ? (dated[0]?.run.id ?? null) : picked;
  const datesRun = dated.find(({ run }) => run.id === datesFrom)?.run;
  const runStartMs = datesRun === undefined ? null : startOf(datesRun, nowMs);

  const fresh = useMemo(() => newConfig(kind), [kind]);
  const editor = useEditor(id, stored, fresh, { unit, runStartMs });
  const { draft, baseline, changed, edit, settle } = editor;
  const startMs = draft.kind === 'mash' ? null : (runStartMs ?? draft.start.ms);
  const keptStartMs = baseline.plannedStartMs;
  const own = useMemo(
    () => problemsOf(draft, { unit, nowMs, keptStartMs, datesFromMs: startMs }),
    [draft, unit, nowMs, keptStartMs, startMs],
  );
  const guard = useLeaveGuard(changed);
  const saving = useSaving({ id, stored, editor, runs, guard });
  const refused = saving.refusal?.draft === draft ? serverProblems(saving.refusal.message, draft) : null;
  const problems = withServerProblems(own, refused);
  useUndoKeys(editor.undo, editor.redo);
  const editName = useCallback((name: string) => edit((now) => ({ ...now, name }), 'name'), [edit]);

  return (
    <div className={styles['editor']} data-editor>
      <EditorHead
        draft={draft}
        profile={stored}
        changed={changed}
        startMs={startMs}
        error={problems.name}
        onName={editName}
        onSettle={settle}
        onRemoved={() => guard.pass(hrefOf({ screen: 'profiles' }))}
      />
      <ConflictNote editor={editor} gone={stored === undefined && newKind(id) === null} />
      <RunNotes
        runs={runs}
        saved={baseline}
        unit={unit}
        canReplan={!changed && stored !== undefined}
        onEditPlan={(plan) =>
          edit((now) => ({ ...draftOf({ ...plan, name: now.name, plannedStartMs: null }), start: now.start }))
        }
        onReplan={(run) => saving.ask([run], false)}
      />
      <ErrorNote text={saving.replanError} onRetry={saving.replanAgain} />
      <PlanPanel
        editor={editor}
        problems={problems}
        runs={runs}
        unit={unit}
        clock={clock}
        nowMs={nowMs}
        startMs={startMs}
        datesFrom={datesFrom}
        onDatesFrom={setPicked}
      />
      <EditorBar
        editor={editor}
        reasons={own.reasons}
        general={refused?.general ?? []}
        isNew={stored === undefined}
        busy={saving.busy}
        error={saving.error}
        onSave={saving.save}
      />
      <SaveDialog
        runs={saving.asking?.runs ?? null}
        plan={planOf(draft)}
        unit={unit}
        withProfile={saving.asking?.withProfile ?? true}
        onClose={saving.cancel}
        onAnswer={saving.answer}
      />
      <LeaveDialog
        guard={guard}
        name={draft.name}
        canSave={own.reasons.length === 0}
        onSave={saving.save}
        onDiscard={() => editor.discard()}
      />
    </div>
  );
}
