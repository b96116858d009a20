/** A change of some fields: a field that is absent or undefined leaves the present value. */
export type Change<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** The fields of a change that are given. */
export function changed<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]: Exclude<T[K], undefined> };
}
