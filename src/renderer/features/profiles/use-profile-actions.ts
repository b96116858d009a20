import { useMutation } from '@tanstack/react-query';
import { changeProfiles, useProfileStore } from '#renderer/stores/profiles.ts';
import { answerRun } from '#renderer/stores/runs.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import type { ProfileId, RunId, VesselId } from '#shared/domain/ids.ts';
import type { Profile, ProfileConfig, ProfilePlan } from '#shared/domain/profile.ts';
import { planOnly, sameConfig } from './draft.ts';

const words = (error: unknown): string | null => (error === null ? null : errorText(error));
const takeOver = (profile: Profile): void => changeProfiles([{ type: 'saved', profile }]);

/** Shows a profile. */
export function openProfile(id: string): void {
  window.location.hash = hrefOf({ screen: 'profile', id });
}

/** The name of a copy: longer names lose their end, and no two copies share one. */
export function copyName(name: string, taken: readonly string[]): string {
  for (let n = 1; ; n += 1) {
    const mark = n === 1 ? ' (copy)' : ` (copy ${n})`;
    const copy = name.slice(0, 80 - mark.length).trimEnd() + mark;
    if (!taken.includes(copy)) return copy;
  }
}

/** Adds a profile. */
export function useAddProfile() {
  const api = useApi();
  const { mutate, error, isPending, reset } = useMutation(
    api.profile.create.mutationOptions({ onSuccess: takeOver }),
  );
  return {
    add: (config: ProfileConfig, done: (profile: Profile) => void) => mutate(config, { onSuccess: done }),
    duplicate: (profile: Profile, done: (profile: Profile) => void) => {
      const taken = Object.values(useProfileStore.getState().byId).map(({ name }) => name);
      const name = copyName(profile.name, taken);
      mutate({ ...planOnly(profile), name, plannedStartMs: null }, { onSuccess: done });
    },
    busy: isPending,
    error: words(error),
    reset,
  };
}

/** Deletes a profile. */
export function useRemoveProfile() {
  const api = useApi();
  const { mutate, error, isPending } = useMutation(api.profile.remove.mutationOptions());
  return {
    remove: (id: ProfileId, done: () => void) =>
      mutate(
        { id },
        {
          onSuccess: () => {
            changeProfiles([{ type: 'removed', profileId: id }]);
            done();
          },
        },
      ),
    busy: isPending,
    error: words(error),
  };
}

/** What to save, and what the console had when the work began. */
export interface SaveRequest {
  /** null adds the profile. */
  readonly id: ProfileId | null;
  readonly config: ProfileConfig;
  readonly baseline: ProfileConfig;
}

/** Saves a profile, unless somebody else has changed it meanwhile: then nothing is saved, and null is the answer. */
export function useSaveProfile() {
  const api = useApi();
  return useMutation({
    mutationFn: async ({ id, config, baseline }: SaveRequest): Promise<Profile | null> => {
      if (id === null) return api.profile.create.call(config);
      const present = await api.profile.get.call({ id });
      if (sameConfig(present, baseline) || sameConfig(present, config)) {
        return api.profile.update.call({ ...config, id });
      }
      takeOver(present);
      return null;
    },
    onSuccess: (profile) => {
      if (profile !== null) takeOver(profile);
    },
  });
}

/** Changes the plan of runs in progress. */
export function useReplan() {
  const api = useApi();
  return useMutation({
    mutationFn: async ({ ids, plan }: { readonly ids: readonly RunId[]; readonly plan: ProfilePlan }) => {
      for (const id of ids) answerRun(await api.run.replan.call({ id, plan }));
    },
  });
}

/** Starts a profile on a vessel. */
export function useStartRun() {
  const api = useApi();
  const { mutate, error, isPending, reset } = useMutation(
    api.run.start.mutationOptions({ onSuccess: answerRun }),
  );
  return {
    start: (vesselId: VesselId, profileId: ProfileId, startAtMs: number | null, done: () => void) =>
      mutate({ vesselId, profileId, ...(startAtMs === null ? {} : { startAtMs }) }, { onSuccess: done }),
    busy: isPending,
    error: words(error),
    reset,
  };
}
