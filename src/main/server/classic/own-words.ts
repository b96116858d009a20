/** Who says what. */
export interface Words {
  readonly source: string;
  readonly message: string;
}

/**
 * What classic clients are told in the words of the program that said it, so that they need not be told in ours as well. The
 * hub tells its events within the same turn, before the work that caused them is over.
 */
export class OwnWords {
  private readonly said = new Map<string, number>();

  async during(words: readonly Words[], work: () => Promise<unknown>): Promise<void> {
    for (const each of words) this.count(each, 1);
    try {
      await work();
    } finally {
      for (const each of words) this.count(each, -1);
    }
  }

  has(words: Words): boolean {
    return this.said.has(keyOf(words));
  }

  private count(words: Words, change: number): void {
    const key = keyOf(words);
    const count = (this.said.get(key) ?? 0) + change;
    if (count > 0) this.said.set(key, count);
    else this.said.delete(key);
  }
}

function keyOf({ source, message }: Words): string {
  return `${source}\n${message}`;
}
