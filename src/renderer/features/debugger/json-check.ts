/** Where a text stops being JSON, and why, in words. */
export interface JsonProblem {
  /** Characters before the place. */
  readonly at: number;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A value, or the first thing that keeps a text from being one. */
export type JsonCheck =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: JsonProblem };

/** Reads a text as JSON. Browsers word their complaints differently and some name no place, so the place is found here. */
export function checkJson(text: string): JsonCheck {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    const { at, message } = new JsonScanner(text).firstProblem();
    const before = text.slice(0, at).split('\n');
    return {
      ok: false,
      problem: { at, line: before.length, column: (before.at(-1) ?? '').length + 1, message },
    };
  }
}

class Stop extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** Walks through a text that is no JSON until it meets the reason. */
class JsonScanner {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  firstProblem(): { readonly at: number; readonly message: string } {
    try {
      this.value();
      this.space();
      return { at: this.at, message: 'nothing more may follow the value' };
    } catch (error) {
      if (error instanceof Stop) return { at: error.at, message: error.message };
      // Nested so deep that the walk itself gave up.
      return { at: this.at, message: 'too many levels' };
    }
  }

  private value(): void {
    this.space();
    const sign = this.text[this.at];
    if (sign === undefined)
      this.stop(this.at === 0 ? 'a value is missing' : 'the text ends here, a value is missing');
    if (sign === '{') this.object();
    else if (sign === '[') this.array();
    else if (sign === '"') this.string();
    else if (/[-\d]/.test(sign ?? '')) this.number();
    else this.word();
  }

  private object(): void {
    this.at += 1;
    this.space();
    if (this.take('}')) return;
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') this.stop(this.wantsName());
      this.string();
      this.space();
      if (!this.take(':')) this.stop('a colon is missing after the name');
      this.value();
      this.space();
      if (this.take('}')) return;
      if (!this.take(','))
        this.stop(this.text[this.at] === undefined ? 'a } is missing' : 'a comma or } is missing');
    }
  }

  private wantsName(): string {
    const sign = this.text[this.at];
    if (sign === undefined) return 'a } is missing';
    if (sign === '}') return 'a comma stands before this }';
    return 'a name in double quotes must stand here';
  }

  private array(): void {
    this.at += 1;
    this.space();
    if (this.take(']')) return;
    for (;;) {
      this.space();
      if (this.text[this.at] === ']') this.stop('a comma stands before this ]');
      this.value();
      this.space();
      if (this.take(']')) return;
      if (!this.take(','))
        this.stop(this.text[this.at] === undefined ? 'a ] is missing' : 'a comma or ] is missing');
    }
  }

  private string(): void {
    const start = this.at;
    this.at += 1;
    for (;;) {
      const sign = this.text[this.at];
      if (sign === undefined) this.stop('this text has no closing quote', start);
      if (sign === '"') break;
      if ((sign ?? '') < ' ') this.stop('a line break inside a text is written \\n, a tab \\t');
      if (sign === '\\' && !/^\\(["\\/bfnrt]|u[\da-fA-F]{4})/.test(this.text.slice(this.at, this.at + 6))) {
        this.stop('after \\ must stand one of " \\ / b f n r t, or u with four digits');
      }
      this.at += sign === '\\' ? 2 : 1;
    }
    this.at += 1;
  }

  private number(): void {
    const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(this.text.slice(this.at, this.at + 400));
    if (number === null) this.stop('a number is not complete here');
    const end = this.at + (number?.[0].length ?? 0);
    if (/[\d.eE+]/.test(this.text[end] ?? '')) this.stop('a number is written like 12, -0.5 or 1e3');
    this.at = end;
  }

  private word(): void {
    const word = /^[A-Za-z_]+/.exec(this.text.slice(this.at, this.at + 40))?.[0];
    if (word === 'true' || word === 'false' || word === 'null') this.at += word.length;
    else if (this.text[this.at] === "'") this.stop('texts stand in double quotes');
    else
      this.stop(
        word === undefined
          ? 'no value begins like this'
          : `${word} is no value; a text stands in double quotes`,
      );
  }

  private space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private take(sign: string): boolean {
    if (this.text[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private stop(message: string, at = this.at): never {
    throw new Stop(at, message);
  }
}
