/** How many steps can be undone. */
const MAX_STEPS = 300;

/** A value with the states before and after it. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the newest step is about: changes with the same tag are one step, such as all moves of one drag. */
  readonly tag: string | null;
}

export function historyOf<T>(present: T): History<T> {
  return { past: [], present, future: [], tag: null };
}

/** The next state. It is a step of its own unless its tag is that of the newest step. */
export function changed<T>(history: History<T>, next: T, tag: string | null): History<T> {
  if (Object.is(next, history.present)) return history;
  if (tag !== null && tag === history.tag) return { ...history, present: next, future: [] };
  return { past: [...history.past, history.present].slice(-MAX_STEPS), present: next, future: [], tag };
}

/** The present in another form: no step, and what was undone can still be done again. */
export function amended<T>(history: History<T>, next: T): History<T> {
  return Object.is(next, history.present) ? history : { ...history, present: next };
}

/** Ends the newest step: what comes next is a step of its own, whatever its tag. */
export function settled<T>(history: History<T>): History<T> {
  return history.tag === null ? history : { ...history, tag: null };
}

export function undone<T>({ past, present, future, ...rest }: History<T>): History<T> {
  const before = past.at(-1);
  if (before === undefined) return { ...rest, past, present, future };
  return { past: past.slice(0, -1), present: before, future: [present, ...future], tag: null };
}

export function redone<T>({ past, present, future, ...rest }: History<T>): History<T> {
  const [after, ...later] = future;
  if (after === undefined) return { ...rest, past, present, future };
  return { past: [...past, present], present: after, future: later, tag: null };
}
