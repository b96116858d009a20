import type { Draft } from './draft.ts';
import { planOfRows } from './fermentation-draft.ts';
import type { AdditionProblems, Problems, RowProblems, StepProblems } from './problems.ts';

/** How the console names a field of a profile at the head of a complaint. */
const FIELD = /^([a-zA-Z]\w*(?:\.\w+|\[\d+\])*): (.*)$/s;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Sorted {
  name?: string;
  start?: string;
  general: string[];
  rows: Record<number, Mutable<RowProblems>>;
  steps: Record<number, Mutable<StepProblems>>;
}

/** What the console refused, sorted by the fields of the draft that was sent; the rest is about the whole. */
export function serverProblems(message: string, draft: Draft): Omit<Problems, 'reasons'> {
  const sorted: Sorted = { general: [], rows: {}, steps: {} };
  for (const complaint of message.split('; ')) {
    const [, field = '', what = ''] = FIELD.exec(complaint) ?? [];
    if (field === '' || !place(sorted, field, capital(what), draft)) {
      sorted.general.push(capital(field === '' ? complaint : what));
    }
  }
  return sorted;
}

function place(sorted: Sorted, field: string, what: string, draft: Draft): boolean {
  if (field === 'name') sorted.name = what;
  else if (field === 'plannedStartMs') sorted.start = what;
  else if (draft.kind === 'mash') return placeInStep(sorted, field, what, draft.steps);
  else {
    const [, list, index, name] = /^(points|events)\[(\d+)\](?:\.(\w+))?$/.exec(field) ?? [];
    const { pointKeys, eventKeys } = planOfRows(draft.rows);
    const key = (list === 'points' ? pointKeys : eventKeys)[Number(index ?? -1)];
    if (key === undefined) return false;
    sorted.rows[key] = { ...sorted.rows[key], [rowField(name)]: what };
  }
  return true;
}

function rowField(name: string | undefined): keyof RowProblems {
  if (name === 'spC') return 'temperature';
  return name === 'note' || name === 'text' ? 'note' : 'time';
}

function placeInStep(
  sorted: Sorted,
  field: string,
  what: string,
  steps: Extract<Draft, { kind: 'mash' }>['steps'],
): boolean {
  const [, index, inside, name] = /^steps\[(\d+)\](?:\.additions\[(\d+)\])?(?:\.(\w+))?$/.exec(field) ?? [];
  const step = steps[Number(index ?? -1)];
  if (step === undefined) return false;
  const problems = sorted.steps[step.key] ?? {};
  const addition = inside === undefined ? undefined : step.additions[Number(inside)];
  if (addition === undefined) {
    const own = name === 'name' ? 'name' : name === 'spC' ? 'temperature' : 'minutes';
    sorted.steps[step.key] = { ...problems, [own]: what };
  } else {
    const own: keyof AdditionProblems = name === 'text' ? 'text' : 'minutes';
    const additions = { ...problems.additions };
    additions[addition.key] = { ...additions[addition.key], [own]: what };
    sorted.steps[step.key] = { ...problems, additions };
  }
  return true;
}

/** The problems that are found here, and where there are none those that the console named. */
export function withServerProblems(own: Problems, server: Omit<Problems, 'reasons'> | null): Problems {
  if (server === null) return own;
  return {
    ...server,
    ...own,
    general: [...own.general, ...server.general],
    rows: { ...server.rows, ...own.rows },
    steps: { ...server.steps, ...own.steps },
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
