import { create } from 'zustand';

/** Where this browser keeps what its debugger has made. */
const KEY = 'maelstrom-debugger';

const kinds = ['profiles', 'devices', 'settings', 'alarms'] as const;
export type MadeKind = (typeof kinds)[number];

/** What the debugger of this browser has made and not yet cleaned up: ids, names of settings, messages of alarms. */
export type MadeThings = Readonly<Record<MadeKind, readonly string[]>>;

function load(): MadeThings {
  const made: Record<MadeKind, readonly string[]> = { profiles: [], devices: [], settings: [], alarms: [] };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    for (const kind of kinds) {
      const list: unknown = Reflect.get(Object(kept), kind);
      if (Array.isArray(list)) made[kind] = list.filter((each) => typeof each === 'string');
    }
  } catch {
    // A browser that keeps nothing, or something else, has nothing to clean up.
  }
  return made;
}

export const useMadeThings = create<MadeThings>(load);

useMadeThings.subscribe((made) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(made));
  } catch {
    // Without room in the browser it is remembered until the page is closed.
  }
});

/** Remembers something that was made. */
export function rememberMade(kind: MadeKind, id: string): void {
  useMadeThings.setState((made) => ({ [kind]: [...made[kind].filter((each) => each !== id), id] }));
}

/** It is gone. */
export function forgetMade(kind: MadeKind, id: string): void {
  useMadeThings.setState((made) => ({ [kind]: made[kind].filter((each) => each !== id) }));
}
