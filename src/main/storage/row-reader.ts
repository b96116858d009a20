/** The part of a zod schema that reading a row needs. */
export interface RowSchema<T> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
        };
      };
}

export interface StoredRow {
  /** What people would look for in the database: the id. */
  readonly id: string | number;
  readonly value: unknown;
}

/** Reads rows that an older program, another hand or a bad disk may have written. */
export interface RowReader {
  /** The rows that make sense. The others stay in the database, and each is reported once. */
  read<T>(what: string, schema: RowSchema<T>, rows: readonly StoredRow[]): T[];
}

/** @param report is told in one line which row is left out, and why. */
export function createRowReader(report: (text: string) => void): RowReader {
  const reported = new Set<string>();
  const leaveOut = (name: string, why: string): void => {
    if (reported.has(name)) return;
    reported.add(name);
    report(`The stored ${name} makes no sense and is left out: ${why}`);
  };
  return {
    read: (what, schema, rows) =>
      rows.flatMap(({ id, value }) => {
        const parsed = schema.safeParse(value);
        if (parsed.success) return [parsed.data];
        const issue = parsed.error.issues[0];
        leaveOut(
          `${what} ${id}`,
          `${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
        );
        return [];
      }),
  };
}

/** The value of a JSON column; undefined, which no schema accepts, when it is no JSON. */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
