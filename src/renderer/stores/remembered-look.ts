import { type KnownSettings, knownSettings } from '#shared/domain/setting.ts';

/** Where this browser keeps what the console looked like. */
const KEY = 'maelstrom-look';

/** The settings by which people know their console; they are shown before it has answered, and at its door. */
const lookNames = ['brewery.name', 'brewery.logo', 'ui.accent'] as const;
type Look = Pick<KnownSettings, (typeof lookNames)[number]>;

/** What the console looked like at the last visit of this browser, as far as that is known. */
export function rememberedLook(): Partial<Look> {
  const look: Partial<Look> = {};
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    for (const name of lookNames) {
      const parsed = knownSettings[name].safeParse(Reflect.get(Object(kept), name));
      if (parsed.success) Object.assign(look, { [name]: parsed.data });
    }
  } catch {
    // A browser that keeps nothing, or something else, shows the console's own mark.
  }
  return look;
}

let last: Look | null = null;

/** Keeps what the console looks like for the next visit. */
export function rememberLook(settings: KnownSettings): void {
  const before = last;
  if (before !== null && lookNames.every((name) => settings[name] === before[name])) return;
  last = {
    'brewery.name': settings['brewery.name'],
    'brewery.logo': settings['brewery.logo'],
    'ui.accent': settings['ui.accent'],
  };
  try {
    localStorage.setItem(KEY, JSON.stringify(last));
  } catch {
    // Without room for it the next visit begins with the console's own mark.
  }
}
