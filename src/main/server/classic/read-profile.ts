import { AppError } from '#shared/domain/app-error.ts';
import type { Profile, ProfileConfig } from '#shared/domain/profile.ts';
import { RequestProblem } from '../problem.ts';
import { fromClassicProfile } from './profile-in.ts';
import type { Unit } from './quantities.ts';

/**
 * A profile in the original's shape as one of ours, for who is no request.
 * @throws AppError `invalid` in words that name the row, as `temperatures[2].days`.
 */
export function readClassicProfile(body: unknown, existing: Profile | null, unit: Unit): ProfileConfig {
  try {
    return fromClassicProfile(body, existing, unit);
  } catch (error) {
    if (error instanceof RequestProblem) throw new AppError('invalid', error.message, { cause: error });
    throw error;
  }
}
