import { useMemo, useSyncExternalStore } from 'react';

/** The screens of the console. */
export type Route =
  | { readonly screen: 'dashboard' }
  | { readonly screen: 'vessel'; readonly id: string }
  | { readonly screen: 'new-vessel' }
  | { readonly screen: 'profiles' }
  | { readonly screen: 'profile'; readonly id: string }
  | { readonly screen: 'alarms' }
  | { readonly screen: 'logs' }
  | { readonly screen: 'devices' }
  | { readonly screen: 'board-setup'; readonly id: string }
  | { readonly screen: 'settings' }
  | { readonly screen: 'debugger' }
  | { readonly screen: 'unknown' };

/** Screens whose address is their name. */
const plainScreens = ['new-vessel', 'profiles', 'alarms', 'logs', 'devices', 'settings', 'debugger'] as const;

/** Reads the part of an address after `#`. */
export function parseRoute(hash: string): Route {
  const parts = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .filter((part) => part !== '');
  const [first, second, third] = parts;
  if (first === undefined) return { screen: 'dashboard' };
  if (first === 'vessels' && second !== undefined && parts.length === 2) {
    return { screen: 'vessel', id: decode(second) };
  }
  if (first === 'profiles' && second !== undefined && parts.length === 2) {
    return { screen: 'profile', id: decode(second) };
  }
  if (first === 'devices' && second !== undefined && third === 'setup' && parts.length === 3) {
    return { screen: 'board-setup', id: decode(second) };
  }
  const screen = plainScreens.find((name) => name === first);
  return screen !== undefined && parts.length === 1 ? { screen } : { screen: 'unknown' };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address of a screen, for links. */
export function hrefOf(route: Exclude<Route, { readonly screen: 'unknown' }>): string {
  switch (route.screen) {
    case 'dashboard':
      return '#/';
    case 'vessel':
      return `#/vessels/${encodeURIComponent(route.id)}`;
    case 'profile':
      return `#/profiles/${encodeURIComponent(route.id)}`;
    case 'board-setup':
      return `#/devices/${encodeURIComponent(route.id)}/setup`;
    case 'new-vessel':
    case 'profiles':
    case 'alarms':
    case 'logs':
    case 'devices':
    case 'settings':
    case 'debugger':
      return `#/${route.screen}`;
    default:
      return route satisfies never;
  }
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** The screen that the address asks for. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}
