import type { BoardPart } from '#shared/domain/board-part.ts';
import { lacksOf, pinsOf, probesOf } from './part-words.ts';

/** The steps from a new board to a fermenter. Each can be left out, and gone back to. */
export const steps = ['probes', 'relays', 'calibration', 'done'] as const;
export type Step = (typeof steps)[number];

export const stepWords: Readonly<Record<Step, string>> = {
  probes: 'Probes',
  relays: 'Relays',
  calibration: 'Calibration',
  done: 'Ready?',
};

/** How far a step is, in words. */
export function progressOf(step: Step, parts: readonly BoardPart[]): string {
  const probes = probesOf(parts);
  const named = probes.filter(({ role }) => role !== null);
  switch (step) {
    case 'probes':
      return probes.length === 0 ? 'None found' : `${named.length} of ${probes.length} have a role`;
    case 'relays': {
      const count = pinsOf(parts).filter(({ role }) => role !== null).length;
      return count === 0 ? 'None has a role' : `${count} ${count === 1 ? 'has' : 'have'} a role`;
    }
    case 'calibration': {
      const count = named.filter(({ offsetC }) => offsetC !== 0).length;
      return count === 0 ? 'As they are' : `${count} calibrated`;
    }
    case 'done': {
      const count = lacksOf(parts).missing.length;
      return count === 0 ? 'Nothing missing' : `${count} missing`;
    }
    default:
      return step satisfies never;
  }
}

/** True when something of a step is done, so that going on is no skipping. */
export function isBegun(step: Step, parts: readonly BoardPart[]): boolean {
  if (step === 'probes') return probesOf(parts).some(({ role }) => role !== null);
  if (step === 'relays') return pinsOf(parts).some(({ role }) => role !== null);
  return step === 'done' || probesOf(parts).some(({ offsetC }) => offsetC !== 0);
}
