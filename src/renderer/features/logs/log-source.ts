/** What stands behind the source of an entry. */
export type SourceKind = 'system' | 'device' | 'vessel' | 'other';

/** Sources that are the console itself, as it names itself in the log and in alarms, and the computer it runs on. */
const system: ReadonlySet<string> = new Set(['console', 'Console', 'computer']);

/** The names by which sources are known. */
export interface KnownNames {
  readonly devices: ReadonlySet<string>;
  readonly vessels: ReadonlySet<string>;
}

/** Who a source is. Entries keep the name that a thing had then, so one that is gone by now counts among the others. */
export function kindOfSource(source: string, { devices, vessels }: KnownNames): SourceKind {
  if (system.has(source)) return 'system';
  if (devices.has(source)) return 'device';
  return vessels.has(source) ? 'vessel' : 'other';
}

/** What a kind of source is called beside its name; others need no word. */
export const kindWords: Readonly<Record<SourceKind, string>> = {
  system: 'System',
  device: 'Device',
  vessel: 'Vessel',
  other: '',
};

/** Sources under the heading of their kind, for a list to choose from. */
export function groupSources(
  sources: readonly string[],
  names: KnownNames,
): { readonly group: string; readonly items: string[] }[] {
  const groups = [
    ['System', 'system'],
    ['Devices', 'device'],
    ['Vessels', 'vessel'],
    ['Others', 'other'],
  ] as const;
  return groups
    .map(([group, kind]) => ({ group, items: sources.filter((each) => kindOfSource(each, names) === kind) }))
    .filter(({ items }) => items.length > 0);
}
