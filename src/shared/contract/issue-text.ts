/** The part of a schema's issue that is the same in every version of the library. */
interface RawIssue {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
}

/** A complaint of zod, with the fields that its kinds have. */
interface ZodIssue extends RawIssue {
  readonly code?: string;
  readonly expected?: string;
  readonly origin?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly inclusive?: boolean;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly divisor?: number;
  readonly options?: readonly unknown[];
  readonly errors?: readonly (readonly ZodIssue[])[];
}

type FieldPath = readonly (string | number)[];

/** One thing that is wrong with a request: where, and what in words. */
export interface ExplainedIssue {
  readonly path: FieldPath;
  readonly message: string;
}

/** More complaints than these help nobody. */
const MAX_ISSUES = 20;
/** Names and values that the caller chose are cut off here when they are repeated to it. */
const MAX_ECHO = 80;

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

/** What is wrong with an input, as one sentence for people and as a list for programs. */
export function explainIssues(
  issues: readonly RawIssue[],
  input: unknown,
): { message: string; issues: ExplainedIssue[] } {
  const explained = issues.slice(0, MAX_ISSUES).flatMap((issue) => explain(issue, [], input));
  const sentences = explained.map(({ path, message }) =>
    path.length === 0 ? message : `${nameOf(path)}: ${message}`,
  );
  return { message: sentences.join('; ') || 'The request is not valid', issues: explained };
}

function explain(issue: ZodIssue, base: FieldPath, input: unknown): ExplainedIssue[] {
  const path = [...base, ...toFieldPath(issue.path ?? [])];
  const branch = issue.code === 'invalid_union' ? closestBranch(issue.errors ?? []) : null;
  if (branch !== null) return branch.flatMap((each) => explain(each, path, input));
  return [{ path, message: sentence(issue, valueAt(input, path)) }];
}

/** Of the alternatives of a union, the one that got furthest: one that did not fail on the type of the whole. */
function closestBranch(branches: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] | null {
  return branches.find((issues) => !issues.some(failsAsWhole)) ?? null;
}

function failsAsWhole(issue: ZodIssue): boolean {
  return issue.code === 'invalid_type' && (issue.path ?? []).length === 0;
}

function sentence(issue: ZodIssue, value: unknown): string {
  if (issue.code === 'unrecognized_keys') return unknownFields(issue.keys ?? []);
  if (value === undefined) return 'is missing';
  if (!/^(Invalid|Too (big|small)|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected ?? ''] ?? 'of another kind'}`;
    case 'too_small':
      return bound(issue, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bound(issue, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'invalid_value':
      return `must be ${oneOf(issue.values ?? [])}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_union':
      return issue.options === undefined ? anyKind(issue.errors ?? []) : `must be ${oneOf(issue.options)}`;
    default:
      return 'has a wrong form';
  }
}

/** The kinds that the alternatives of a union would have taken. */
function anyKind(branches: readonly (readonly ZodIssue[])[]): string {
  const names = branches.map(([first]) => kinds[first?.expected ?? '']);
  const known = [...new Set(names.filter((name) => name !== undefined))];
  const last = known.pop();
  if (last === undefined) return 'has none of the allowed forms';
  return known.length === 0 ? `must be ${last}` : `must be ${known.join(', ')} or ${last}`;
}

function bound(issue: ZodIssue, relation: string, limit: number | undefined): string {
  switch (issue.origin) {
    case 'string':
      return `must be ${relation} ${limit} characters`;
    case 'array':
      return `must have ${relation} ${limit} entries`;
    default:
      return `must be ${relation} ${limit}`;
  }
}

function unknownFields(keys: readonly string[]): string {
  const names = keys.slice(0, 5).map((key) => key.slice(0, MAX_ECHO));
  return `unknown ${names.length === 1 ? 'field' : 'fields'} ${names.join(', ')}`;
}

function oneOf(values: readonly unknown[]): string {
  const texts = values.map(String);
  return texts.length === 1 ? texts.join('') : `one of ${texts.join(', ')}`;
}

function toFieldPath(path: readonly unknown[]): FieldPath {
  return path.map((step) => {
    const key = typeof step === 'object' && step !== null && 'key' in step ? step.key : step;
    return typeof key === 'number' ? key : String(key).slice(0, MAX_ECHO);
  });
}

/** `points[3].spC` */
function nameOf(path: FieldPath): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`))
    .join('');
}

function valueAt(input: unknown, path: FieldPath): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}
