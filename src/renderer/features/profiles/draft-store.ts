import type { ProfileConfig } from '#shared/domain/profile.ts';
import type { Draft } from './draft.ts';

/** The number is part of the key: a page of another version does not read what this one keeps. */
const PREFIX = 'maelstrom-profile-draft-1:';

/** Unsaved work on a profile, and what it was when the work began. */
export interface StoredDraft {
  readonly draft: Draft;
  readonly baseline: ProfileConfig;
}

/** Keeps unsaved work in this browser tab, over reloads; null forgets it. */
export function keepDraft(id: string, stored: StoredDraft | null): void {
  try {
    if (stored === null) sessionStorage.removeItem(PREFIX + id);
    else sessionStorage.setItem(PREFIX + id, JSON.stringify(stored));
  } catch {
    // A browser that keeps nothing, or has no room, still edits.
  }
}

/** Unsaved work on a profile from before; null when there is none that can be read. */
export function keptDraft(id: string): StoredDraft | null {
  try {
    const text = sessionStorage.getItem(PREFIX + id);
    const stored: unknown = text === null ? null : JSON.parse(text);
    return isStored(stored) ? stored : null;
  } catch {
    return null;
  }
}

/** The profiles with unsaved work, by id. */
export function keptDraftIds(): ReadonlySet<string> {
  try {
    const keys = Array.from({ length: sessionStorage.length }, (_, i) => sessionStorage.key(i) ?? '');
    return new Set(keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length)));
  } catch {
    return new Set();
  }
}

function isStored(value: unknown): value is StoredDraft {
  if (typeof value !== 'object' || value === null || !('draft' in value) || !('baseline' in value))
    return false;
  const { draft } = value as { readonly draft: Partial<Record<string, unknown>> };
  return (
    (draft['kind'] === 'fermentation' && Array.isArray(draft['rows'])) ||
    (draft['kind'] === 'mash' && Array.isArray(draft['steps']))
  );
}
