import { lateWords } from '#renderer/ui/duration.ts';
import { type NumberRange, parseQuantity, type Quantity, showQuantity } from '#renderer/ui/quantity.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import { type ReadingRules, usualReadingRules } from '#shared/domain/point.ts';

/** What the rules for readings measure, and the range of each, as `readingRulesSchema` has them. */
export const ruleNumbers = {
  minC: { quantity: 'temperature', range: { min: -60, max: 200 } },
  maxC: { quantity: 'temperature', range: { min: -60, max: 200 } },
  maxRateCPerS: { quantity: 'differencePerSecond', range: { min: 0.05, max: 100 } },
  smoothingS: { quantity: 'seconds', range: { min: 0, max: 600 } },
} as const satisfies Record<keyof ReadingRules, { readonly quantity: Quantity; readonly range: NumberRange }>;
export type RuleName = keyof typeof ruleNumbers;
export const ruleNames = Object.keys(ruleNumbers) as RuleName[];

/** The rules as they are typed, in the shown unit. */
export type TypedRules = Readonly<Record<RuleName, string>>;

/** Rules as they stand in their fields. */
export function typedRules(rules: ReadingRules, unit: TemperatureUnit): TypedRules {
  const texts = ruleNames.map((name) => [name, showQuantity(rules[name], ruleNumbers[name].quantity, unit)]);
  return Object.fromEntries(texts) as TypedRules;
}

/** Typed rules, read: the rules, or what is wrong with them by field. */
export interface ReadRules {
  readonly rules: ReadingRules | null;
  readonly problems: Readonly<Partial<Record<RuleName, string>>>;
}

/**
 * Reads typed rules.
 * @param before what they were: a number that nobody has touched stays exactly that, though it was shown rounded
 */
export function readRules(typed: TypedRules, before: ReadingRules, unit: TemperatureUnit): ReadRules {
  const shown = typedRules(before, unit);
  const problems: Partial<Record<RuleName, string>> = {};
  const values: Partial<Record<RuleName, number>> = {};
  for (const name of ruleNames) {
    const { quantity, range } = ruleNumbers[name];
    const parsed = parseQuantity(typed[name], quantity, unit, range);
    if (typed[name].trim() === shown[name]) values[name] = before[name];
    else if (parsed.ok) values[name] = parsed.value;
    else problems[name] = parsed.error;
  }
  const { minC, maxC } = values;
  if (minC !== undefined && maxC !== undefined && maxC <= minC) problems.maxC = 'Must be above the lowest';
  const isWhole = Object.keys(problems).length === 0;
  return { problems, rules: isWhole ? { ...before, ...values } : null };
}

/** Whether two sets of rules say the same. */
export function areSameRules(a: ReadingRules, b: ReadingRules): boolean {
  return ruleNames.every((name) => a[name] === b[name]);
}

/** Whether what is typed is what every sensor begins with. */
export function areUsual(typed: TypedRules, unit: TemperatureUnit): boolean {
  const usual = typedRules(usualReadingRules, unit);
  return ruleNames.every((name) => typed[name].trim() === usual[name]);
}

/** What smoothing costs, while it is typed; null while it is no number. */
export function explainSmoothing(text: string, unit: TemperatureUnit): string | null {
  const { quantity, range } = ruleNumbers.smoothingS;
  const parsed = parseQuantity(text, quantity, unit, range);
  if (!parsed.ok) return null;
  return parsed.value > 0
    ? `Values come about ${lateWords(parsed.value)} late while the temperature changes`
    : 'Not smoothed';
}
