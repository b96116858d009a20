import type { MashStep } from '#shared/domain/mash.ts';
import type { FermentationPlan, ProfileConfig, ProfilePoint } from '#shared/domain/profile.ts';

/** A point of a fermentation profile; by default on a line, without a note. */
export function point(
  atS: number,
  spC: number | null,
  approach: ProfilePoint['approach'] = 'linear',
  note = '',
): ProfilePoint {
  return { atS, spC, approach, note };
}

/** A fermentation profile as a user would send it. */
export function fermentation(
  name: string,
  points: readonly ProfilePoint[],
  events: FermentationPlan['events'] = [],
): ProfileConfig {
  return { name, plannedStartMs: null, kind: 'fermentation', points: [...points], events };
}

/** A step of a mash that goes on by itself. */
export function step(name: string, spC: number, minutes: number, more: Partial<MashStep> = {}): MashStep {
  return { name, spC, durationS: minutes * 60, atEnd: 'next', additions: [], ...more };
}

/** A mash profile as a user would send it. */
export function mash(name: string, steps: readonly MashStep[]): ProfileConfig {
  return { name, plannedStartMs: null, kind: 'mash', steps: [...steps] };
}
