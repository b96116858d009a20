import { profileIdSchema } from '#shared/domain/ids.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { RequestProblem } from '../problem.ts';
import { type ClassicCall, type ClassicRoute, type RouteParts, success } from './call.ts';
import { fromClassicProfile } from './profile-in.ts';
import { type ClassicProfile, toClassicProfile } from './profile-out.ts';
import { idOrNull } from './read.ts';

/** The profiles under the paths of the original. */
export function profileRoutes({ services, settings }: RouteParts): Readonly<Record<string, ClassicRoute>> {
  const { ids } = services.classic;
  const toClassic = (profile: Profile): ClassicProfile =>
    toClassicProfile(profile, ids.numberOf('profile', profile.id), settings.unit);

  /** @throws RequestProblem 404, or the procedure's own. */
  const find = async ({ client, id }: ClassicCall): Promise<Profile> => {
    const n = idOrNull(id);
    const known = n === null ? undefined : ids.find('profile', n);
    if (known === undefined) throw new RequestProblem(404, 'Not found');
    return client.profile.get({ id: profileIdSchema.parse(known.id) });
  };

  return {
    '/profiles': {
      GET: async ({ client }) => ({ profiles: (await client.profile.list()).map(toClassic) }),
      POST: async ({ client, body }) => {
        const { id } = await client.profile.create(fromClassicProfile(body, null, settings.unit));
        return { ...success, id: ids.numberOf('profile', id) };
      },
    },
    '/profile/:id': {
      GET: async (call) => ({ profile: toClassic(await find(call)) }),
      POST: async (call) => {
        const before = await find(call);
        const after = fromClassicProfile(call.body, before, settings.unit);
        await call.client.profile.update({ ...after, id: before.id });
        return success;
      },
      DELETE: async (call) => {
        const { id } = await find(call);
        await call.client.profile.remove({ id });
        return success;
      },
    },
  };
}
