import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProfileConfig } from '#shared/domain/profile.ts';
import { parseProfileText, profileToCsv, profileToJson, profileToTable } from '#shared/profile-text/index.ts';

const localMs = (...[year, month, day, hour, minute, second]: number[]): number =>
  Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
const formatLocal = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

function readBack(text: string, unit: 'C' | 'F'): ProfileConfig {
  const result = parseProfileText(text, { unit, fileName: '', localMs });
  if (!result.ok) throw new Error(`${result.line}: ${result.message}\n${text}`);
  return result.profile;
}

const word = fc
  .stringMatching(/^[A-Za-z][a-z]{2,11}$/)
  .filter((each) => !/^(ramp|step|hold|note|off|wait)$/i.test(each));
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => list.join(' '));
const temperature = fc.integer({ min: -100, max: 1100 }).map((tenths) => tenths / 10);
const minutes = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max }).map((count) => count * 60);

const fermentation: fc.Arbitrary<ProfileConfig> = fc
  .record({
    name: words,
    first: temperature,
    gaps: fc.array(
      fc.record({
        gapS: minutes(20_000),
        spC: fc.option(temperature, { nil: null, freq: 6 }),
        approach: fc.constantFrom('linear' as const, 'step' as const),
        note: fc.option(words, { nil: '' }),
      }),
      { maxLength: 12 },
    ),
    events: fc.array(fc.record({ atS: minutes(20_000), text: words }), { maxLength: 3 }),
  })
  .map(({ name, first, gaps, events }) => {
    let atS = 0;
    const later = gaps.map(({ gapS, ...point }) => ({ ...point, atS: (atS += gapS) }));
    return {
      kind: 'fermentation',
      name,
      plannedStartMs: null,
      points: [{ atS: 0, spC: first, approach: 'step', note: '' }, ...later],
      events: events.toSorted((a, b) => a.atS - b.atS),
    };
  });

const mash: fc.Arbitrary<ProfileConfig> = fc
  .record({
    name: words,
    steps: fc.array(
      fc.record({
        name: words,
        spC: temperature,
        durationS: minutes(180),
        atEnd: fc.constantFrom('next' as const, 'wait' as const),
        additions: fc.array(fc.record({ share: fc.integer({ min: 0, max: 10 }), text: words }), {
          maxLength: 3,
        }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ name, steps }) => ({
    kind: 'mash',
    name,
    plannedStartMs: null,
    steps: steps.map(({ additions, ...step }) => ({
      ...step,
      additions: additions.map(({ share, text }) => ({ beforeEndS: (step.durationS * share) / 10, text })),
    })),
  }));

describe('what is written is read again', () => {
  it('as JSON, with everything', () => {
    fc.assert(
      fc.property(fc.oneof(fermentation, mash), (profile) => {
        expect(readBack(profileToJson(profile), 'F')).toEqual(profile);
      }),
    );
  });

  it('as a table in °C, with everything', () => {
    fc.assert(
      fc.property(fc.oneof(fermentation, mash), (profile) => {
        const table = profileToTable(profile, { unit: 'C' });
        expect(readBack(table, 'F')).toEqual(profile);
      }),
    );
  });

  it('as a table in °F, to a hundredth of a degree', () => {
    fc.assert(
      fc.property(mash, (profile) => {
        const again = readBack(profileToTable(profile, { unit: 'F' }), 'C');
        if (again.kind !== 'mash' || profile.kind !== 'mash') throw new Error('not a mash');
        again.steps.forEach((step, i) =>
          expect(step.spC).toBeCloseTo(profile.steps[i]?.spC ?? Number.NaN, 2),
        );
      }),
    );
  });

  it('as CSV, in which a step has become a ramp of a second and notes are lost', () => {
    const profile: ProfileConfig = {
      kind: 'fermentation',
      name: 'Kveik',
      plannedStartMs: null,
      points: [
        { atS: 0, spC: 35, approach: 'step', note: 'Pitch' },
        { atS: 86_400, spC: 30, approach: 'step', note: '' },
        { atS: 129_600, spC: null, approach: 'step', note: '' },
        { atS: 172_800, spC: 4, approach: 'linear', note: '' },
      ],
      events: [],
    };
    const startMs = Date.UTC(2026, 10, 23, 8);
    const text = profileToCsv(profile, { unit: 'C', startMs, formatLocal });
    expect(text.split('\r\n')).toEqual([
      'date,temperature,days',
      '2026-11-23 08:00:00,35,0',
      '2026-11-24 07:59:59,35,0.999988',
      '2026-11-24 08:00:00,30,1',
      '2026-11-24 20:00:00,,1.5',
      '2026-11-25 08:00:00,4,2',
      '',
    ]);
    const again = readBack(text, 'C');
    expect(again.plannedStartMs).toBe(startMs);
    expect(again.kind === 'fermentation' && again.points.map(({ spC }) => spC)).toEqual([
      35,
      35,
      30,
      null,
      4,
    ]);
  });
});
