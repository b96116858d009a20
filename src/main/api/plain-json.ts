/** Deepest nesting of lists and objects that a request may have; schemas recurse, so that depth costs stack. */
const MAX_DEPTH = 32;

/** Keys that change what an object is in JavaScript, once some code copies it carelessly. */
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * What speaks against a value from outside before any schema looks at it, in words, or null.
 * Holds for every way in: a body, a query, a frame, a message of a port.
 */
export function plainJsonProblem(value: unknown): string | null {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth >= MAX_DEPTH) return `nested more than ${MAX_DEPTH} levels deep`;
    const isList = Array.isArray(next.value);
    for (const [key, child] of Object.entries(next.value)) {
      if (!isList && forbiddenKeys.has(key)) return `unknown field ${key}`;
      open.push({ value: child, depth: next.depth + 1 });
    }
  }
  return null;
}
