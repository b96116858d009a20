import { quantityInText } from '#renderer/ui/quantity.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { OwnAlgorithm, Vessel, VesselConfig } from '#shared/domain/vessel.ts';
import { type ConfigField, changeOf } from './config-fields.ts';

/** One change that can be taken back. */
export type UndoStep =
  | { readonly what: 'number'; readonly field: ConfigField }
  | { readonly what: 'algorithm'; readonly before: OwnAlgorithm };

/** Changes kept to be taken back; more than these nobody remembers. */
const KEPT = 50;

/** Puts a change on top. */
export function remember(steps: readonly UndoStep[], step: UndoStep): readonly UndoStep[] {
  return [...steps, step].slice(-KEPT);
}

/**
 * What the vessel is told so that the step is undone. Only what the step changed goes back: what somebody else has set
 * meanwhile stays. Null when there is nothing left to take back, such as the tuning of an algorithm that it no longer has.
 */
export function undoing(step: UndoStep, config: Vessel): Partial<VesselConfig> | null {
  if (step.what === 'algorithm') return { algorithm: step.before };
  const { name, value } = step.field;
  const key = name.split('.')[1];
  if (name.startsWith('algorithm.') && (key === undefined || !(key in config.algorithm))) return null;
  return changeOf(config, name, value);
}

/** What a step goes back to, in words. */
export function undoWords(step: UndoStep, unit: TemperatureUnit): string {
  if (step.what === 'algorithm') return 'The way it regulates goes back to what it was';
  const { label, value, quantity } = step.field;
  return `${label} goes back to ${quantityInText(value, quantity, unit)}`;
}
