import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configOf, draftOf, isChanged, newConfig, samePlan } from '#renderer/features/profiles/draft.ts';
import {
  dragBounds,
  insertAt,
  insertBeside,
  moveRow,
  planOfRows,
  rowsOfPlan,
  shiftFrom,
} from '#renderer/features/profiles/fermentation-draft.ts';
import { duplicateStep, moveStep, rowsOfSteps, stepsOfRows } from '#renderer/features/profiles/mash-draft.ts';
import { planGeometry, valueAt } from '#renderer/features/profiles/plan-geometry.ts';
import { PROFILE_MAX_S, type ProfilePlan, profileConfigSchema } from '#shared/domain/profile.ts';

const DAY_S = 86_400;
const round = (valueC: number): number => Math.round(valueC * 10) / 10;

const note = fc.string({ maxLength: 40, unit: 'grapheme-ascii' });
const points = fc
  .uniqueArray(
    fc.record({
      atS: fc.integer({ min: 0, max: PROFILE_MAX_S }),
      spC: fc.option(fc.double({ min: -10, max: 110, noNaN: true })),
      approach: fc.constantFrom('linear' as const, 'step' as const),
      note,
    }),
    { selector: ({ atS }) => atS, minLength: 1, maxLength: 30 },
  )
  .map((list) => list.toSorted((a, b) => a.atS - b.atS));
const events = fc
  .array(
    fc.record({ atS: fc.integer({ min: 0, max: PROFILE_MAX_S }), text: fc.constantFrom('Dry hop', 'Taste') }),
  )
  .map((list) => list.toSorted((a, b) => a.atS - b.atS));
const fermentation = fc.record({ kind: fc.constant('fermentation' as const), points, events });

const plan = (list: readonly [day: number, spC: number | null, approach?: 'linear' | 'step'][]) =>
  rowsOfPlan({
    points: list.map(([day, spC, approach = 'linear']) => ({ atS: day * DAY_S, spC, approach, note: '' })),
    events: [],
  });

describe('rows of a fermentation', () => {
  it('are the plan, and the plan is the rows', () => {
    fc.assert(
      fc.property(fermentation, (given) => {
        const back = planOfRows(rowsOfPlan(given));
        expect(back.points).toEqual(given.points);
        expect(back.events).toEqual(given.events);
      }),
    );
  });

  it('keep every point in the order of time whatever is inserted, moved and shifted', () => {
    fc.assert(
      fc.property(fermentation, fc.nat(40), fc.constantFrom('before', 'after'), (given, pick, side) => {
        const rows = rowsOfPlan(given);
        const key = rows[pick % rows.length]?.key ?? 0;
        const inserted = insertBeside(rows, key, side, round);
        expect(inserted.rows).toHaveLength(rows.length + 1);
        for (const each of [inserted.rows, moveRow(rows, key, 1), shiftFrom(rows, key, -3 * DAY_S)]) {
          expect(each.map(({ atS }) => atS)).toEqual(each.map(({ atS }) => atS).toSorted((a, b) => a - b));
          expect(each.every(({ atS }) => atS >= 0 && atS <= PROFILE_MAX_S)).toBe(true);
        }
      }),
    );
  });

  it('do not change the curve when a point is put on it', () => {
    const rows = plan([
      [0, 18],
      [4, 22],
      [6, 4, 'step'],
    ]);
    const before = planOfRows(rows).points;
    const onRamp = planOfRows(insertAt(rows, 2 * DAY_S, round).rows).points;
    const onLevel = planOfRows(insertAt(rows, 5 * DAY_S, round).rows).points;
    for (let s = 0; s <= 7 * DAY_S; s += 3600) {
      expect(valueAt(onRamp, s)).toBeCloseTo(valueAt(before, s) ?? 0, 9);
      expect(valueAt(onLevel, s)).toBeCloseTo(valueAt(before, s) ?? 0, 9);
    }
  });

  it('exchange what they say with a neighbour, and keep their times', () => {
    const rows = plan([
      [0, 18],
      [4, 22, 'step'],
      [6, 4],
    ]);
    const moved = moveRow(rows, rows[1]?.key ?? -1, 1);
    expect(moved.map(({ atS, temperature }) => [atS / DAY_S, temperature])).toEqual([
      [0, 18],
      [4, 4],
      [6, 22],
    ]);
    expect(moveRow(rows, rows[0]?.key ?? -1, -1)).toEqual(rows);
  });

  it('make room at the start, and follow the rhythm at the end', () => {
    const rows = plan([
      [0, 18],
      [3, 20],
    ]);
    const first = insertBeside(rows, rows[0]?.key ?? -1, 'before', round);
    expect(first.rows.map(({ atS }) => atS / DAY_S)).toEqual([0, 1, 4]);
    const last = insertBeside(rows, rows[1]?.key ?? -1, 'after', round);
    expect(last.rows.map(({ atS, temperature }) => [atS / DAY_S, temperature])).toEqual([
      [0, 18],
      [3, 20],
      [6, 20],
    ]);
  });

  it('bound a dragged point by its neighbours', () => {
    const rows = plan([
      [0, 18],
      [3, 20],
      [5, 2],
    ]);
    expect(dragBounds(rows, 1)).toEqual([60, 5 * DAY_S - 60]);
    expect(dragBounds(rows, 2)).toEqual([3 * DAY_S + 60, PROFILE_MAX_S]);
  });
});

describe('the curve of a plan', () => {
  const at = (day: number, spC: number | null, approach: 'linear' | 'step' = 'linear') => ({
    atS: day * DAY_S,
    spC,
    approach,
  });

  it('holds before and after, ramps, steps, and leaves a gap where control is off', () => {
    const { lines, offSpans } = planGeometry(
      [at(1, 18), at(3, 20), at(4, null), at(6, 4), at(7, 6, 'step')],
      8 * DAY_S,
    );
    expect(lines).toEqual([
      [
        [0, 18],
        [DAY_S, 18],
        [3 * DAY_S, 20],
        [4 * DAY_S, 20],
      ],
      [
        [6 * DAY_S, 4],
        [7 * DAY_S, 4],
        [7 * DAY_S, 6],
        [8 * DAY_S, 6],
      ],
    ]);
    expect(offSpans).toEqual([[4 * DAY_S, 6 * DAY_S]]);
  });
});

describe('a draft', () => {
  it('is what it was made of, and says when it is not', () => {
    const config = newConfig('fermentation');
    const draft = draftOf(config);
    expect(configOf(draft)).toEqual(config);
    expect(isChanged(draft, config)).toBe(false);
    expect(isChanged({ ...draft, name: 'Ale' }, config)).toBe(true);
    expect(isChanged({ ...draft, start: { ms: null, incomplete: true } }, config)).toBe(true);
  });

  it('begins as something that only lacks a name', () => {
    for (const kind of ['fermentation', 'mash'] as const) {
      const config = newConfig(kind);
      expect(profileConfigSchema.safeParse(config).success).toBe(false);
      expect(profileConfigSchema.safeParse({ ...config, name: 'Ale' }).success).toBe(true);
    }
  });

  it('knows a plan that does the same', () => {
    const a: ProfilePlan = {
      kind: 'fermentation',
      points: [{ atS: 0, spC: 18, approach: 'step', note: '' }],
      events: [
        { atS: 5, text: 'b' },
        { atS: 5, text: 'a' },
      ],
    };
    expect(samePlan(a, { ...a, events: a.events.toReversed() })).toBe(true);
    expect(samePlan(a, { ...a, events: [] })).toBe(false);
    expect(samePlan(a, { ...a, points: [{ atS: 0, spC: 18.1, approach: 'step', note: '' }] })).toBe(false);
  });
});

describe('steps of a mash', () => {
  const steps = [
    { name: 'Rest', spC: 52, durationS: 900, atEnd: 'wait' as const, additions: [] },
    {
      name: 'Boil',
      spC: 100,
      durationS: 3600,
      atEnd: 'next' as const,
      additions: [{ beforeEndS: 600, text: 'Saaz' }],
    },
  ];

  it('are the plan, and the plan is the steps', () => {
    expect(stepsOfRows(rowsOfSteps(steps))).toEqual(steps);
  });

  it('change places and are copied with what goes in', () => {
    const rows = rowsOfSteps(steps);
    expect(moveStep(rows, 0, 1).map(({ name }) => name)).toEqual(['Boil', 'Rest']);
    const { rows: copied, key } = duplicateStep(rows, 1);
    expect(stepsOfRows(copied)[2]).toEqual(steps[1]);
    expect(new Set(copied.map((row) => row.key)).size).toBe(3);
    expect(copied[2]?.key).toBe(key);
  });
});
