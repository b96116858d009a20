import type { ProfileKind } from '#shared/domain/profile.ts';

/** Addresses of profiles that are not saved yet. No id of the console begins with a plus. */
export const NEW_IDS = { fermentation: '+fermentation', mash: '+mash' } as const;

/** The kind of a profile that is not saved yet; null for the id of one that is. */
export function newKind(id: string): ProfileKind | null {
  if (id === NEW_IDS.fermentation) return 'fermentation';
  return id === NEW_IDS.mash ? 'mash' : null;
}
