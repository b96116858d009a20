import fc from 'fast-check';

type Path = readonly (string | number)[];

/** Values that are wrong nearly everywhere. */
const wrongValues = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    [],
    {},
    Number.NaN,
    Infinity,
    -Infinity,
    1e308,
    -1e308,
    -1,
    0.5,
    1e15,
    '12',
    'NaN',
    '\u0000',
    '\u202e',
    '../../etc',
    "'; DROP TABLE point; --",
  ),
  fc.constantFrom(100, 5000, 60_000).map((length) => 'x'.repeat(length)),
  fc.constantFrom(2, 600, 2000).map((length) => Array<number>(length).fill(1)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Fields that nothing has. The first ones change what an object is, when code copies them carelessly. */
const unknownFields = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'colour',
  'Id',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
);

/** A valid value with one thing done to it that most likely makes it invalid. */
export function spoil(sample: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(sample);
  const objectPaths = paths.filter((path) => isObject(at(sample, path)));
  const inside = paths.filter((path) => path.length > 0);
  const ways: fc.Arbitrary<unknown>[] = [
    fc
      .tuple(fc.constantFrom(...paths), wrongValues)
      .map(([path, value]) => replaced(sample, path, () => value)),
    fc.constantFrom(...paths).map((path) => replaced(sample, path, () => nest(100))),
  ];
  if (inside.length > 0) ways.push(fc.constantFrom(...inside).map((path) => without(sample, path)));
  if (objectPaths.length > 0) {
    ways.push(
      fc
        .tuple(fc.constantFrom(...objectPaths), unknownFields, wrongValues)
        .map(([path, key, value]) => replaced(sample, path, (object) => withField(object, key, value))),
    );
  }
  return fc.oneof(...ways);
}

/** True when a field of it would change what an object is. */
export function hasForbiddenKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  if (keys.some((key) => ['__proto__', 'constructor', 'prototype'].includes(key))) return true;
  return Object.values(value).some(hasForbiddenKey);
}

function pathsOf(value: unknown, base: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [base];
  const inner = Array.isArray(value)
    ? value.flatMap((item, i) => pathsOf(item, [...base, i]))
    : Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...base, key]));
  return [base, ...inner];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], value);
}

function replaced(value: unknown, path: Path, change: (old: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? replaced(item, rest, change) : item));
  const object = value as Record<string, unknown>;
  return { ...object, [step]: replaced(object[step], rest, change) };
}

function without(value: unknown, path: Path): unknown {
  const last = path.at(-1);
  return replaced(value, path.slice(0, -1), (parent) =>
    Array.isArray(parent)
      ? parent.filter((_, i) => i !== last)
      : Object.fromEntries(Object.entries(parent as object).filter(([key]) => key !== last)),
  );
}

/** A field as JSON.parse would set it, which also holds for `__proto__`. */
function withField(object: unknown, key: string, value: unknown): unknown {
  const copy = { ...(object as object) };
  Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

function nest(depth: number): unknown {
  return depth === 0 ? 1 : [nest(depth - 1)];
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
