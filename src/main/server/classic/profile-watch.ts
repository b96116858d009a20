import type { ConsoleServices } from '#main/app/services.ts';
import { internal } from './client.ts';
import { listen } from './hub-events.ts';
import { type ClassicProfile, toClassicProfile } from './profile-out.ts';
import type { Unit } from './quantities.ts';

export type ProfilePayload =
  | { readonly eventType: 'create' | 'update'; readonly profile: ClassicProfile }
  | { readonly eventType: 'delete'; readonly profileId: number };

/** Tells what is made, changed and removed among the profiles, whichever way that was done. @returns what ends it. */
export async function watchProfiles(
  { hub, procedures, classic }: ConsoleServices,
  parts: {
    readonly unit: () => Unit;
    readonly say: (payload: ProfilePayload) => void;
    readonly onError: (error: unknown) => void;
  },
): Promise<() => void> {
  const { unit, say, onError } = parts;
  const profiles = await procedures.profile.list(undefined, internal);
  const known = new Set<string>(profiles.map(({ id }) => id));
  const { retained, stop } = listen(hub, 'profiles', onError, (events) => {
    for (const { payload } of events) {
      if (payload.type === 'removed') {
        known.delete(payload.profileId);
        say({ eventType: 'delete', profileId: classic.ids.numberOf('profile', payload.profileId) });
        continue;
      }
      const { profile } = payload;
      const eventType = known.has(profile.id) ? 'update' : 'create';
      known.add(profile.id);
      const n = classic.ids.numberOf('profile', profile.id);
      say({ eventType, profile: toClassicProfile(profile, n, unit()) });
    }
  });
  for (const { payload } of retained) if (payload.type === 'saved') known.add(payload.profile.id);
  return stop;
}
