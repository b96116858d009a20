import { type ImportEntry, importEntrySchema } from '#shared/domain/classic-import.ts';

/** Name in the store's memory: what earlier imports have made of which thing. */
export const CLASSIC_IMPORT = 'classic-import';

/** Most entries that are kept: more than one file may bring. */
const MAX_ENTRIES = 20_000;

/**
 * Which thing here came from which thing of the original. A thing is known by its kind, its number and its name there: two
 * databases of the original count from 1 both, and a name alone may stand twice in one.
 */
export class ImportMemory {
  private readonly entries = new Map<string, ImportEntry>();

  /** @param text what `print` returned; anything else is an empty memory. */
  constructor(text: string | null) {
    for (const entry of parse(text)) this.entries.set(keyOf(entry.kind, entry.n, entry.name), entry);
  }

  find(kind: string, n: number, name: string): ImportEntry | undefined {
    return this.entries.get(keyOf(kind, n, name));
  }

  keep(entry: ImportEntry): void {
    const key = keyOf(entry.kind, entry.n, entry.name);
    this.entries.delete(key);
    this.entries.set(key, entry);
  }

  /** As text. What is gone here and was not met in this import is forgotten, and the oldest when there is too much. */
  print(isHere: (entry: ImportEntry) => boolean): string {
    return JSON.stringify([...this.entries.values()].filter(isHere).slice(-MAX_ENTRIES));
  }
}

function parse(text: string | null): ImportEntry[] {
  if (text === null) return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.flatMap((entry) => importEntrySchema.safeParse(entry).data ?? []) : [];
  } catch {
    return [];
  }
}

function keyOf(kind: string, n: number, name: string): string {
  return JSON.stringify([kind, n, name]);
}
