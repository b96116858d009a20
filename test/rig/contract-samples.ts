import type { z } from 'zod';
import { contract } from '#shared/contract/index.ts';

/** One procedure of the contract, as tests that hold for all of them need it. */
export interface ContractEntry {
  readonly name: string;
  readonly noun: string;
  readonly verb: string;
  readonly method: string;
  readonly path: string;
  readonly role: string;
  readonly input: z.ZodType | null;
}

/** Every procedure, walked from the contract itself: a new one is in every such test. */
export const contractEntries: readonly ContractEntry[] = Object.entries(contract).flatMap(([noun, verbs]) =>
  Object.entries(verbs).map(([verb, procedure]): ContractEntry => {
    const { route, meta, inputSchema } = procedure['~orpc'];
    const input = (inputSchema ?? null) as z.ZodType | null;
    return {
      name: `${noun}.${verb}`,
      noun,
      verb,
      method: route.method ?? 'POST',
      path: route.path ?? '',
      role: meta.role,
      input,
    };
  }),
);

/** The parts of a schema's definition by which a value for it is found. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly options?: readonly z.ZodType[];
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly in?: z.ZodType;
  readonly getter?: () => z.ZodType;
}

/** Texts of which at least one fits every text of the contract. Ids among them belong to nothing. */
const texts = [
  'no-such-thing',
  'ABCDEF0123456789',
  'point.no-such-thing',
  'nothing.such',
  'text',
  '7',
  'true',
  '',
];
const numbers = [0, 1, 20, 1000];

/**
 * Valid values of a schema, with every optional field filled in: one for each alternative of each union.
 * @throws Error when none of the values that this tries fits: it has to learn a new kind of text then.
 */
export function samplesOf(schema: z.ZodType): unknown[] {
  const found = candidates(schema).filter((value) => schema.safeParse(value).success);
  if (found.length === 0) throw new Error(`No sample fits a schema of type ${definitionOf(schema).type}`);
  return found;
}

function candidates(schema: z.ZodType): unknown[] {
  const definition = definitionOf(schema);
  switch (definition.type) {
    case 'object':
      return objects(definition.shape ?? {});
    case 'union':
      return (definition.options ?? []).flatMap(candidates);
    case 'array':
      return samplesOf(definition.element as z.ZodType).map((item) => [item]);
    case 'optional':
    case 'nullable':
    case 'default':
      return candidates(definition.innerType as z.ZodType);
    case 'pipe':
      return candidates(definition.in as z.ZodType);
    case 'lazy':
      return [{ any: ['json', 1, true, null] }];
    case 'enum':
      return Object.values(definition.entries ?? {});
    case 'literal':
      return [...(definition.values ?? [])];
    case 'string':
      return texts;
    case 'number':
      return numbers;
    case 'boolean':
      return [true];
    default:
      return [null];
  }
}

/** One object with the first sample of each field, and one more for each further sample of each field. */
function objects(shape: Readonly<Record<string, z.ZodType>>): Record<string, unknown>[] {
  const samples = Object.entries(shape).map(([key, field]) => [key, samplesOf(field)] as const);
  const first = Object.fromEntries(samples.map(([key, values]) => [key, values[0]]));
  const others = samples.flatMap(([key, values]) =>
    values.slice(1).map((value) => ({ ...first, [key]: value })),
  );
  return [first, ...others];
}

function definitionOf(schema: z.ZodType): Definition {
  return schema.def;
}
