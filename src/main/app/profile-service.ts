import { AppError } from '#shared/domain/app-error.ts';
import type { ProfileId } from '#shared/domain/ids.ts';
import type { Profile, ProfileConfig } from '#shared/domain/profile.ts';
import type { Kernel } from './kernel.ts';

export const MAX_PROFILES = 1000;

/** The profiles, as templates. */
export class ProfileService {
  private readonly kernel: Kernel;
  private readonly profiles: Map<ProfileId, Profile>;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.profiles = new Map(kernel.store.profiles.list().map((profile) => [profile.id, profile]));
  }

  list(): Profile[] {
    return [...this.profiles.values()];
  }

  /** @throws AppError `not-found`. */
  get(id: ProfileId): Profile {
    const profile = this.profiles.get(id);
    if (profile === undefined) throw new AppError('not-found', `There is no profile ${id}`);
    return profile;
  }

  create(config: ProfileConfig): Profile {
    if (this.profiles.size >= MAX_PROFILES)
      throw new AppError('limit', `There are already ${MAX_PROFILES} profiles`);
    return this.save({ ...config, id: this.kernel.newId('profile') as ProfileId });
  }

  update(profile: Profile): Profile {
    this.get(profile.id);
    return this.save(profile);
  }

  remove(id: ProfileId): void {
    this.get(id);
    this.kernel.store.profiles.remove(id);
    this.profiles.delete(id);
    this.kernel.hub.publish('profiles', { type: 'removed', profileId: id }, { key: id, forget: true });
  }

  /** Takes over a profile that the store has already kept, and tells it. */
  adopt(profile: Profile): void {
    this.profiles.set(profile.id, profile);
    this.kernel.hub.publish('profiles', { type: 'saved', profile }, { key: profile.id });
  }

  private save(profile: Profile): Profile {
    this.kernel.store.profiles.put(profile);
    this.adopt(profile);
    return profile;
  }
}
