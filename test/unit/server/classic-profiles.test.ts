import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromClassicProfile } from '#main/server/classic/profile-in.ts';
import { toClassicProfile } from '#main/server/classic/profile-out.ts';
import type { ProfileId } from '#shared/domain/ids.ts';
import { type Profile, profileConfigSchema, profileSchema } from '#shared/domain/profile.ts';

const id = 'profile-1' as ProfileId;
const DAY_S = 86_400;

/** What the original's client sends for a new profile. */
const posted = (change: object = {}) => ({
  name: 'Ale',
  type: 'Fermentation',
  temperatures: [
    { days: 0, date: '', temperature: 18 },
    { days: 7, date: '', temperature: 21.5 },
  ],
  events: [],
  ...change,
});

const create = (body: unknown, unit: 'C' | 'F' = 'C'): Profile =>
  profileSchema.parse({ ...fromClassicProfile(body, null, unit), id });

const mash = (): Profile => ({
  id,
  name: 'Pilsner',
  plannedStartMs: null,
  kind: 'mash',
  steps: [
    { name: 'Maltose', spC: 63, durationS: 2700, atEnd: 'next', additions: [] },
    {
      name: 'Boil',
      spC: 100,
      durationS: 3600,
      atEnd: 'wait',
      additions: [{ beforeEndS: 3600, text: 'Hops' }],
    },
  ],
});

describe('a profile of the original', () => {
  it('becomes points: a line to each but the first; an event at the time of a point is its note', () => {
    const events = [
      { days: '7', date: '', eventText: 'Rise' },
      { days: 7, date: '', eventText: 'Taste' },
      { days: 3.5, date: null, eventText: 'Dry hop' },
    ];
    expect(create(posted({ events }))).toEqual({
      id,
      name: 'Ale',
      kind: 'fermentation',
      plannedStartMs: null,
      points: [
        { atS: 0, spC: 18, approach: 'step', note: '' },
        { atS: 7 * DAY_S, spC: 21.5, approach: 'linear', note: 'Rise' },
      ],
      events: [
        { atS: 3.5 * DAY_S, text: 'Dry hop' },
        { atS: 7 * DAY_S, text: 'Taste' },
      ],
    });
  });

  it('may come in any order, begin later than day 0, and say its numbers as text', () => {
    const temperatures = [
      { days: '2.25', temperature: '65' },
      { days: 1, temperature: ' 60.5 ' },
    ];
    const profile = create(posted({ temperatures }));
    expect(profile).toMatchObject({
      points: [
        { atS: DAY_S, spC: 60.5 },
        { atS: 2.25 * DAY_S, spC: 65 },
      ],
    });
    expect(toClassicProfile(profile, 4, 'C').temperatures).toEqual([
      { profileId: 4, days: 1, date: '', temperature: 60.5 },
      { profileId: 4, days: 2.25, date: '', temperature: 65 },
    ]);
  });

  it('becomes steps of a mash, each held until the next; its events are additions', () => {
    const temperatures = [
      { days: 0.5, temperature: 50 },
      { days: 0.5 + 1 / 96, temperature: 63 },
      { days: 0.5 + 3 / 96, temperature: 100 },
    ];
    const events = [
      { days: 0.5 + 2 / 96, eventText: 'Stir' },
      { days: 0.5 + 5 / 96, eventText: 'Hops' },
    ];
    const profile = create(posted({ type: 'Mash', temperatures, events }));
    expect(profile).toMatchObject({
      kind: 'mash',
      steps: [
        { name: 'Step 1', spC: 50, durationS: 900, atEnd: 'next', additions: [] },
        { name: 'Step 2', spC: 63, durationS: 1800, additions: [{ beforeEndS: 900, text: 'Stir' }] },
        { name: 'Step 3', spC: 100, durationS: 1800, additions: [{ beforeEndS: 0, text: 'Hops' }] },
      ],
    });
    const back = toClassicProfile(profile, 4, 'C');
    expect(back.temperatures.map(({ days }) => days)).toEqual([0, 1 / 96, 3 / 96]);
    expect(back.events.map(({ days, eventText }) => [days, eventText])).toEqual([
      [2 / 96, 'Stir'],
      [5 / 96, 'Hops'],
    ]);
  });

  it.each([
    ['name', { name: undefined }, /^name: is missing/],
    ['a list of rows', { temperatures: undefined }, /^temperatures: is missing/],
    ['events', { events: undefined }, /^events: is missing/],
    ['rows', { temperatures: [] }, /at least one row/],
    ['a known type', { type: 'Boil' }, /^type: must be Fermentation or Mash/],
    ['days', { temperatures: [{ temperature: 5 }] }, /^temperatures\[0\].days: is missing/],
    ['a number', { temperatures: [{ days: 'soon', temperature: 5 }] }, /days: must be a number/],
    ['a finite number', { temperatures: [{ days: '1e999', temperature: 5 }] }, /days: must be a number/],
    ['a temperature', { temperatures: [{ days: 0 }] }, /temperature: is missing/],
    ['no pause', { temperatures: [{ days: 0, temperature: null }] }, /temperature: must be a number/],
    ['no blank', { temperatures: [{ days: 0, temperature: '' }] }, /temperature: must be a number/],
    ['a decimal point', { temperatures: [{ days: 0, temperature: '65,5' }] }, /must be a number/],
    ['a possible temperature', { temperatures: [{ days: 0, temperature: 111 }] }, /from -10 to 110 °C/],
    ['a time after the start', { temperatures: [{ days: -1, temperature: 5 }] }, /before the start/],
    [
      'a time of its own',
      {
        temperatures: [
          { days: 1, temperature: 5 },
          { days: 1, temperature: 6 },
        ],
      },
      /temperatures\[1\].days: is the same/,
    ],
    ['a date', { temperatures: [{ days: 0, date: 'tomorrow', temperature: 5 }] }, /date: must be a date/],
    ['a day', { temperatures: [{ days: 0, date: '2026-02-30', temperature: 5 }] }, /does not exist/],
    ['a text', { events: [{ days: 0 }] }, /events\[0\].eventText: is missing/],
    ['an object', { events: [5] }, /events\[0\]: must be an object/],
  ])('without %s is refused in words', (_, change, words) => {
    expect(() => create(posted(change))).toThrow(words);
  });

  it('of a mash that lasts too long is refused at its row', () => {
    const temperatures = [
      { days: 0, temperature: 50 },
      { days: 1.5, temperature: 60 },
    ];
    expect(() => create(posted({ type: 'Mash', temperatures }))).toThrow(
      /temperatures\[1\].days: a step of a mash lasts at most one day/,
    );
  });
});

describe('dates', () => {
  const withDate = (date: unknown) =>
    create(posted({ temperatures: [{ days: 1.5, date, temperature: 18 }] })).plannedStartMs;
  const start = new Date(2026, 2, 1, 12, 30, 0).getTime();

  it.each([
    ['2026-03-03T00:30:00', start],
    ['2026-03-03 00:30:00.250000', start + 250],
    ['2026-03-03T00:30', start],
    [new Date(start + 1.5 * DAY_S * 1000).toISOString(), start],
    ['2026-03-03', new Date(2026, 2, 3).getTime() - 1.5 * DAY_S * 1000],
    ['', null],
    [null, null],
    [undefined, null],
  ])('%s gives the planned start', (date, plannedStartMs) => {
    expect(withDate(date)).toBe(plannedStartMs);
  });

  it('come back in local time, without zone', () => {
    const profile = create(
      posted({ temperatures: [{ days: 1.5, date: '2026-03-03T00:30:00', temperature: 18 }] }),
    );
    expect(toClassicProfile(profile, 1, 'C').temperatures[0]?.date).toBe('2026-03-03T00:30:00');
  });

  it('leave the planned start as it is when they say what it is to the second', () => {
    const profile = { ...create(posted()), plannedStartMs: start + 123 };
    const body = toClassicProfile(profile, 1, 'C');
    expect(fromClassicProfile(body, profile, 'C').plannedStartMs).toBe(start + 123);
    expect(fromClassicProfile(body, null, 'C').plannedStartMs).toBe(start);
  });
});

const atS = fc.oneof(
  fc.integer({ min: 0, max: 90 * DAY_S }),
  fc.double({ min: 0, max: 90 * DAY_S, noNaN: true }),
);
const spC = fc.oneof(
  fc.integer({ min: -100, max: 1100 }).map((tenths) => tenths / 10),
  fc.double({ min: -10, max: 110, noNaN: true }),
);
const text = fc.string({ minLength: 1, maxLength: 30 }).filter((each) => each.trim() !== '');
const plannedStartMs = fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 }));
const named = { id: fc.constant(id), name: fc.constant('Any'), plannedStartMs };

const fermentations = fc
  .record({
    ...named,
    kind: fc.constant('fermentation' as const),
    points: fc.uniqueArray(
      fc.record({
        atS,
        spC: fc.option(spC, { freq: 6 }),
        approach: fc.constantFrom('linear' as const, 'step' as const),
        note: fc.oneof(fc.constant(''), text),
      }),
      { minLength: 1, maxLength: 8, selector: (point) => Math.round(point.atS) },
    ),
    events: fc.array(fc.record({ atS, text }), { maxLength: 5 }),
  })
  .map((profile) => ({ ...profile, points: profile.points.toSorted((a, b) => a.atS - b.atS) }))
  // An event at the time of a point, and the same one twice.
  .map((profile) => ({
    ...profile,
    events: profile.events.flatMap((event, i) => [
      event,
      { atS: profile.points[i]?.atS ?? event.atS, text: event.text },
    ]),
  }))
  .filter(({ points }) => points.some((point) => point.spC !== null));

const mashes = fc.record({
  ...named,
  kind: fc.constant('mash' as const),
  steps: fc.array(
    fc
      .record({
        name: fc.constantFrom('Rest', 'Boil', 'Mash out'),
        spC,
        durationS: fc.oneof(fc.integer({ min: 0, max: 7200 }), fc.double({ min: 0, max: 7200, noNaN: true })),
        atEnd: fc.constantFrom('next' as const, 'wait' as const),
        shares: fc.array(fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), text }), {
          maxLength: 3,
        }),
      })
      .map(({ shares, ...step }) => ({
        ...step,
        additions: shares.map(({ share, ...rest }) => ({ ...rest, beforeEndS: share * step.durationS })),
      })),
    { minLength: 1, maxLength: 6 },
  ),
});

describe('what the client has got and sends back', () => {
  it.each(['C', 'F'] as const)('changes nothing, in °%s', (unit) => {
    fc.assert(
      fc.property(fc.oneof(fermentations, mashes), (drawn) => {
        const profile = profileSchema.parse(drawn);
        const body: unknown = JSON.parse(JSON.stringify(toClassicProfile(profile, 3, unit)));
        expect({ id, ...fromClassicProfile(body, profile, unit) }).toEqual(profile);
      }),
      { numRuns: 400 },
    );
  });

  it.each(['C', 'F'] as const)('comes back as posted, in °%s', (unit) => {
    const decimals = (min: number, max: number, scale: number) =>
      fc.integer({ min: min * scale, max: max * scale }).map((n) => n / scale);
    const temperature = unit === 'C' ? decimals(-10, 110, 1000) : decimals(14, 230, 1000);
    const days = fc.oneof(
      decimals(0, 60, 1e7),
      fc.integer({ min: 0, max: 2000 }).map((hours) => hours / 24),
      fc.double({ min: 0, max: 60, noNaN: true }).map((value) => Number(value.toFixed(12))),
    );
    const rows = fc.uniqueArray(fc.record({ days, temperature }), {
      minLength: 1,
      maxLength: 8,
      selector: (row) => Math.round(row.days * DAY_S),
    });
    fc.assert(
      fc.property(rows, (temperatures) => {
        const back = toClassicProfile(create(posted({ temperatures }), unit), 1, unit);
        const sorted = temperatures.toSorted((a, b) => a.days - b.days);
        expect(back.temperatures.map((row) => [row.days, row.temperature])).toEqual(
          sorted.map((row) => [row.days, row.temperature]),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('keeps what the original does not know where it matches', () => {
    const before: Profile = {
      ...create(posted()),
      kind: 'fermentation',
      points: [
        { atS: 0, spC: 18, approach: 'step', note: '' },
        { atS: DAY_S, spC: 20, approach: 'step', note: 'Rise' },
        { atS: 2 * DAY_S, spC: null, approach: 'step', note: '' },
      ],
      events: [],
    };
    const temperatures = [
      { days: 0, temperature: 17 },
      { days: 1, temperature: 20 },
      { days: 2, temperature: null },
      { days: 3, temperature: 4 },
    ];
    expect(fromClassicProfile(posted({ temperatures }), before, 'C')).toMatchObject({
      points: [
        { atS: 0, spC: 17, approach: 'step' },
        { atS: DAY_S, spC: 20, approach: 'step', note: '' },
        { atS: 2 * DAY_S, spC: null, approach: 'step' },
        { atS: 3 * DAY_S, spC: 4, approach: 'linear' },
      ],
    });
    expect(() =>
      fromClassicProfile(posted({ temperatures: temperatures.toReversed().slice(1, 3) }), null, 'C'),
    ).toThrow(/must be a number/);
  });

  it('keeps names, ends and additions of a mash of which a step was taken away or edited', () => {
    const before = mash();
    const body = toClassicProfile(before, 1, 'C');
    const boil = { ...body, temperatures: body.temperatures.slice(1) };
    expect(fromClassicProfile(boil, before, 'C')).toMatchObject({
      steps: [
        { name: 'Boil', atEnd: 'wait', durationS: 3600, additions: [{ beforeEndS: 3600, text: 'Hops' }] },
      ],
    });
    const warmer = { ...body, temperatures: [{ days: 0, temperature: 64 }, body.temperatures[1]] };
    expect(fromClassicProfile(warmer, before, 'C')).toMatchObject({
      steps: [{ name: 'Maltose', spC: 64 }, {}],
    });
    const withoutEvents = { ...body, events: [] };
    expect(fromClassicProfile(withoutEvents, before, 'C')).toMatchObject({ steps: [{}, { additions: [] }] });
  });

  it('is always a profile of ours, or refused in words', () => {
    const value = fc.oneof(fc.constantFrom(null, '', '5', 'x', true, [], {}), fc.double(), spC);
    const row = fc.record({ days: fc.oneof(atS, value), temperature: value, date: value, eventText: value });
    const body = fc.record({
      name: fc.constantFrom('Any', 5, null),
      type: fc.constantFrom('Mash', 'Fermentation', 5),
      temperatures: fc.oneof(value, fc.array(row, { maxLength: 4 })),
      events: fc.oneof(value, fc.array(row, { maxLength: 4 })),
    });
    fc.assert(
      fc.property(fc.oneof(value, body), (drawn) => {
        let made: unknown;
        try {
          made = fromClassicProfile(drawn, null, 'C');
        } catch (error) {
          expect(error).toMatchObject({ statusCode: 400, message: expect.stringMatching(/\w/) });
          return;
        }
        // What is left is the name and the number of things, which the procedure itself refuses.
        expect(profileConfigSchema.safeParse({ ...(made as object), name: 'Any' }).error).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});
