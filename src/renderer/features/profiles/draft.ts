import type { ProfileConfig, ProfileKind, ProfilePlan } from '#shared/domain/profile.ts';
import { DAY_S, type FermentationRow, planOfRows, rowsOfPlan } from './fermentation-draft.ts';
import { mashLengthS, rowsOfSteps, type StepRow, stepsOfRows } from './mash-draft.ts';

/** The planned start that is being edited. */
export interface StartDraft {
  readonly ms: number | null;
  /** What stands in the field, as long as it is not left. */
  readonly text?: string;
  /** True while only a part of the field is filled in. */
  readonly incomplete?: true;
}

interface CommonDraft {
  readonly name: string;
  readonly start: StartDraft;
}
export type FermentationDraft = CommonDraft & {
  readonly kind: 'fermentation';
  readonly rows: readonly FermentationRow[];
};
export type MashDraft = CommonDraft & { readonly kind: 'mash'; readonly steps: readonly StepRow[] };

/** A profile that is being edited: it may hold what cannot be saved yet. */
export type Draft = FermentationDraft | MashDraft;

/** A profile as something to edit. */
export function draftOf(config: ProfileConfig): Draft {
  const common = { name: config.name, start: { ms: config.plannedStartMs } };
  return config.kind === 'fermentation'
    ? { ...common, kind: config.kind, rows: rowsOfPlan(config) }
    : { ...common, kind: config.kind, steps: rowsOfSteps(config.steps) };
}

/** What the draft would be as a profile; a valid one only when the draft has no problems. */
export function configOf(draft: Draft): ProfileConfig {
  return { name: draft.name.trim(), plannedStartMs: draft.start.ms, ...planOf(draft) };
}

export function planOf(draft: Draft): ProfilePlan {
  if (draft.kind === 'mash') return { kind: 'mash', steps: [...stepsOfRows(draft.steps)] };
  const { points, events } = planOfRows(draft.rows);
  return { kind: 'fermentation', points: [...points], events: [...events] };
}

/** The plan of a profile or a run, without the rest of it. */
export function planOnly(from: ProfilePlan): ProfilePlan {
  return from.kind === 'mash'
    ? { kind: 'mash', steps: from.steps }
    : { kind: 'fermentation', points: from.points, events: from.events };
}

/** True when two plans do the same; in which order notes of one time stand does not matter. */
export function samePlan(a: ProfilePlan, b: ProfilePlan): boolean {
  return JSON.stringify(normal(a)) === JSON.stringify(normal(b));
}

/** True when two profiles say the same. */
export function sameConfig(a: ProfileConfig, b: ProfileConfig): boolean {
  return a.name.trim() === b.name.trim() && a.plannedStartMs === b.plannedStartMs && samePlan(a, b);
}

/** A plan with its keys in one order, to compare. */
function normal(plan: ProfilePlan): unknown {
  if (plan.kind === 'mash') {
    return plan.steps.map(({ name, spC, durationS, atEnd, additions }) => [
      name,
      spC,
      durationS,
      atEnd,
      additions.map(({ beforeEndS, text }) => [beforeEndS, text]),
    ]);
  }
  return [
    plan.points.map(({ atS, spC, approach, note }) => [atS, spC, approach, note]),
    plan.events
      .toSorted((a, b) => a.atS - b.atS || (a.text < b.text ? -1 : 1))
      .map(({ atS, text }) => [atS, text]),
  ];
}

/** True when somebody has changed the draft since it was the profile, also when it cannot be read. */
export function isChanged(draft: Draft, baseline: ProfileConfig): boolean {
  return hasTexts(draft) || !sameConfig(configOf(draft), baseline);
}

function hasTexts(draft: Draft): boolean {
  if (draft.start.incomplete === true) return true;
  if (draft.kind === 'fermentation') return draft.rows.some((row) => Object.keys(row.texts).length > 0);
  return draft.steps.some(
    (step) =>
      Object.keys(step.texts).length > 0 || step.additions.some((each) => each.minutesText !== undefined),
  );
}

/** Length of a plan, s: to its last point or note, or the timers of its steps together. */
export function planLengthS(plan: ProfilePlan): number {
  if (plan.kind === 'mash') return mashLengthS(plan.steps);
  return [...plan.points, ...plan.events].reduce((latest, { atS }) => Math.max(latest, atS), 0);
}

/** What a new profile begins with. */
export function newConfig(kind: ProfileKind): ProfileConfig {
  if (kind === 'mash') {
    const step = { additions: [], atEnd: 'next' as const };
    return {
      kind,
      name: '',
      plannedStartMs: null,
      steps: [
        { ...step, name: 'Mash in', spC: 67, durationS: 3600 },
        { ...step, name: 'Mash out', spC: 77, durationS: 600 },
      ],
    };
  }
  return {
    kind,
    name: '',
    plannedStartMs: null,
    points: [
      { atS: 0, spC: 18, approach: 'linear', note: '' },
      { atS: 7 * DAY_S, spC: 18, approach: 'linear', note: '' },
    ],
    events: [],
  };
}
