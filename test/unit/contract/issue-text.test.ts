import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { queryNumber } from '#shared/contract/base.ts';
import { explainIssues } from '#shared/contract/issue-text.ts';
import { pointConfigSchema } from '#shared/domain/point.ts';
import { profileConfigSchema } from '#shared/domain/profile.ts';
import { settingSchema } from '#shared/domain/setting.ts';
import { setpointSchema } from '#shared/domain/vessel.ts';

function explain(schema: z.ZodType, input: unknown): string {
  const parsed = schema.safeParse(input);
  return parsed.success ? 'fine' : explainIssues(parsed.error.issues, input).message;
}

const plain = z.strictObject({
  n: z.number().min(1).max(5),
  i: z.int(),
  t: z.string().max(3),
  l: z.array(z.boolean()).max(2),
  e: z.enum(['a', 'b']),
  one: z.literal('x'),
  more: z.number().gt(2).lt(4),
});
const good = { n: 1, i: 1, t: '', l: [], e: 'a', one: 'x', more: 3 };

describe('words for what is wrong', () => {
  it.each(
    (
      [
        [plain, good, 'fine'],
        [plain, { ...good, n: undefined }, 'n: is missing'],
        [plain, { ...good, n: '1' }, 'n: must be a number'],
        [plain, { ...good, n: Number.NaN }, 'n: must be a number'],
        [plain, { ...good, n: 0 }, 'n: must be at least 1'],
        [plain, { ...good, n: 6 }, 'n: must be at most 5'],
        [plain, { ...good, i: 1.5 }, 'i: must be a whole number'],
        [plain, { ...good, t: 'abcd' }, 't: must be at most 3 characters'],
        [plain, { ...good, t: null }, 't: must be text'],
        [plain, { ...good, l: {} }, 'l: must be a list'],
        [plain, { ...good, l: [true, 'no'] }, 'l[1]: must be true or false'],
        [plain, { ...good, l: [true, true, true] }, 'l: must have at most 2 entries'],
        [plain, { ...good, e: 'c' }, 'e: must be one of a, b'],
        [plain, { ...good, one: 'y' }, 'one: must be x'],
        [plain, { ...good, more: 2 }, 'more: must be more than 2'],
        [plain, { ...good, more: 4 }, 'more: must be less than 4'],
        [plain, { ...good, colour: 1 }, 'unknown field colour'],
        [plain, { ...good, colour: 1, size: 2 }, 'unknown fields colour, size'],
        [plain, [], 'must be an object'],
        [plain, undefined, 'is missing'],
        [z.strictObject({ spC: setpointSchema }), { spC: 120 }, 'spC: must be at most 110 °C'],
        [
          z.strictObject({ limit: queryNumber(z.number().max(10)) }),
          { limit: '11' },
          'limit: must be at most 10',
        ],
        [
          z.strictObject({ limit: queryNumber(z.number().max(10)) }),
          { limit: 11 },
          'limit: must be at most 10',
        ],
        [
          z.strictObject({ limit: queryNumber(z.number().max(10)) }),
          { limit: '1e1' },
          'limit: must be a number',
        ],
        [
          z.strictObject({ limit: queryNumber(z.number().max(10)) }),
          { limit: [] },
          'limit: must be a number or text',
        ],
        [pointConfigSchema, { kind: 'dance' }, 'kind: must be one of temperature, output, input, measure'],
        [pointConfigSchema, {}, 'kind: is missing'],
        [settingSchema, { name: 'a', value: {} }, 'value: must be text, a number or true or false'],
        [
          profileConfigSchema,
          { name: 'x', kind: 'fermentation', points: [] },
          'points: must have at least one point',
        ],
      ] as [z.ZodType, unknown, string][]
    ).map(([schema, input, words]) => ({ schema, input, words })),
  )('$words', ({ schema, input, words }) => {
    expect(explain(schema, input)).toBe(words);
  });

  it('repeats no more of the input than a reader needs', () => {
    const input = {
      ...good,
      ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i}${'x'.repeat(500)}`, 1])),
    };
    expect(explain(plain, input).length).toBeLessThan(500);
    const many = explainIssues(z.array(z.number()).safeParse(Array(500).fill('x')).error?.issues ?? [], []);
    expect(many.issues).toHaveLength(20);
  });
});
