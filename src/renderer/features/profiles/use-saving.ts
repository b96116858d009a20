import { useState } from 'react';
import { errorText } from '#renderer/ui/error-note.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import type { ProfileId, RunId } from '#shared/domain/ids.ts';
import type { Profile, ProfilePlan } from '#shared/domain/profile.ts';
import { configOf, type Draft, planOf, samePlan } from './draft.ts';
import { differing, listOf, type RunOnVessel } from './run-place.ts';
import type { Editor } from './use-editor.ts';
import type { LeaveGuard } from './use-leave-guard.ts';
import { useReplan, useSaveProfile } from './use-profile-actions.ts';

interface SavingParts {
  readonly id: string;
  readonly stored: Profile | undefined;
  readonly editor: Editor;
  readonly runs: readonly RunOnVessel[];
  readonly guard: LeaveGuard;
}

/** A question that is open: which runs, and whether the profile itself is saved with them. */
interface Asking {
  readonly runs: readonly RunOnVessel[];
  readonly withProfile: boolean;
}

/** Saves what is edited: asks about runs in progress, then stores the profile, then changes the runs. */
export function useSaving({ id, stored, editor, runs, guard }: SavingParts) {
  const save = useSaveProfile();
  const replan = useReplan();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [refusal, setRefusal] = useState<{ readonly draft: Draft; readonly message: string } | null>(null);
  const [lastReplan, setLastReplan] = useState<{
    readonly ids: readonly RunId[];
    readonly plan: ProfilePlan;
  } | null>(null);

  const changeRuns = (ids: readonly RunId[], plan: ProfilePlan): void => {
    replan.reset();
    setLastReplan({ ids, plan });
    if (ids.length > 0) replan.mutate({ ids, plan });
  };
  const store = (ids: readonly RunId[]): void => {
    const { draft, baseline } = editor;
    const config = configOf(draft);
    setRefusal(null);
    save.mutate(
      { id: stored === undefined ? null : (id as ProfileId), config, baseline },
      {
        onSuccess: (profile) => {
          // Somebody else was faster: the note about it is there now.
          if (profile === null) return;
          editor.rebase(profile);
          changeRuns(ids, planOf(draft));
          if (guard.wanted !== null) guard.leave();
          else if (stored === undefined) guard.pass(hrefOf({ screen: 'profile', id: profile.id }));
        },
        onError: (error) => {
          guard.stay();
          if (!(error instanceof TypeError)) setRefusal({ draft, message: error.message });
        },
      },
    );
  };
  const start = (): void => {
    const plan = planOf(editor.draft);
    const others = samePlan(plan, editor.baseline) ? [] : differing(runs, plan);
    if (others.length === 0) store([]);
    else setAsking({ runs: others, withProfile: true });
  };
  const failed = lastReplan?.ids ?? [];
  const names = listOf(runs.filter(({ run }) => failed.includes(run.id)).map(({ vesselName }) => vesselName));
  return {
    save: start,
    busy: save.isPending || replan.isPending,
    /** What went wrong on the way; what the console refused is in `refusal`. */
    error: save.error instanceof TypeError ? errorText(save.error) : null,
    refusal,
    asking,
    ask: (about: readonly RunOnVessel[], withProfile: boolean) => setAsking({ runs: about, withProfile }),
    cancel: () => {
      setAsking(null);
      guard.stay();
    },
    answer: (ids: readonly RunId[]) => {
      const profileToo = asking?.withProfile === true;
      setAsking(null);
      if (profileToo) store(ids);
      else changeRuns(ids, planOf(editor.draft));
    },
    replanError:
      replan.error === null
        ? null
        : `The profile is saved. The run on ${names} was not changed: ${errorText(replan.error)}`,
    replanAgain: () => {
      if (lastReplan !== null) changeRuns(lastReplan.ids, lastReplan.plan);
    },
  };
}
