import { create } from 'zustand';
import type { ConsolePayload } from '#shared/contract/channels.ts';
import type { Profile } from '#shared/domain/profile.ts';

/** What the channel `profiles` says. */
type ProfileChange = ConsolePayload<'profiles'>;

/** The profiles of the console, by id. */
interface ProfilesStore {
  readonly byId: Readonly<Record<string, Profile>>;
  /** True once the console has said which profiles there are. */
  readonly loaded: boolean;
}

export const useProfileStore = create<ProfilesStore>(() => ({ byId: {}, loaded: false }));

/** Takes over the whole list of profiles. */
export function loadProfiles(profiles: readonly Profile[]): void {
  useProfileStore.setState({
    byId: Object.fromEntries(profiles.map((profile) => [profile.id, profile])),
    loaded: true,
  });
}

/** Takes over changes of profiles, in one update. */
export function changeProfiles(changes: readonly ProfileChange[]): void {
  if (changes.length === 0) return;
  useProfileStore.setState((store) => {
    const byId = { ...store.byId };
    for (const change of changes) {
      if (change.type === 'saved') byId[change.profile.id] = change.profile;
      else delete byId[change.profileId];
    }
    return { byId };
  });
}

/** One profile; undefined when there is none with this id. */
export function useProfile(id: string): Profile | undefined {
  return useProfileStore((store) => store.byId[id]);
}
