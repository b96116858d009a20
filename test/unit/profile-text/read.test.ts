import { describe, expect, it } from 'vitest';
import type { ProfileConfig } from '#shared/domain/profile.ts';
import { parseProfileText, type ReadOptions, type ReadResult } from '#shared/profile-text/index.ts';

const DAY_S = 86_400;

const options: ReadOptions = {
  unit: 'C',
  fileName: 'My_first ale.csv',
  localMs: (year, month, day, hour, minute, second) => Date.UTC(year, month - 1, day, hour, minute, second),
};

function read(text: string, change: Partial<ReadOptions> = {}): Extract<ReadResult, { ok: true }> {
  const result = parseProfileText(text, { ...options, ...change });
  if (!result.ok) throw new Error(`${result.line}: ${result.message}`);
  return result;
}

function pointsOf(profile: ProfileConfig): unknown[] {
  if (profile.kind !== 'fermentation') throw new Error('not a fermentation');
  return profile.points.map(({ atS, spC, approach }) => [atS / DAY_S, spC, approach]);
}

const refusal = (text: string): unknown => {
  const result = parseProfileText(text, options);
  return result.ok ? 'accepted' : [result.line, result.message];
};

describe("BrewPi's CSV", () => {
  it('is read by its days, and by its dates where there are none', () => {
    const byDays = read('date,temperature,days\n2026-11-23 08:00:00,20,0\n,18.5,2\n');
    expect(byDays.format).toBe('csv');
    expect(pointsOf(byDays.profile)).toEqual([
      [0, 20, 'step'],
      [2, 18.5, 'linear'],
    ]);
    expect(byDays.profile.plannedStartMs).toBe(Date.UTC(2026, 10, 23, 8));
    expect(byDays.profile.name).toBe('My first ale');

    const byDates = read(
      '"date","temperature","days"\n"2026-11-23T08:00:00","20",""\n"2026-11-24T20:00:00","18",""\n',
    );
    expect(pointsOf(byDates.profile)).toEqual([
      [0, 20, 'step'],
      [1.5, 18, 'linear'],
    ]);
  });

  it('may have a byte-order mark, semicolons, decimal commas and the line ends of any system', () => {
    const { profile } = read(
      '\uFEFFdate;temperature;days\r\n23.11.2026 08:00;20,5;0\r\n24.11.2026 08:00;18,25;1,5\r\n\r\n',
    );
    expect(pointsOf(profile)).toEqual([
      [0, 20.5, 'step'],
      [1.5, 18.25, 'linear'],
    ]);
  });

  it('switches control off where the temperature is blank', () => {
    const result = read('date,temperature,days\n,20,0\n,,3\n,4,5\n');
    expect(pointsOf(result.profile)).toEqual([
      [0, 20, 'step'],
      [3, null, 'step'],
      [5, 4, 'step'],
    ]);
    expect(result.notes).toEqual(['A blank temperature switches control off until the next row.']);
  });

  it('takes °F, and says how it read dates with slashes', () => {
    const result = read('date,temperature,days\n02/03/2026 10:00:00,68,\n02/13/2026 10:00:00,50,\n', {
      unit: 'F',
    });
    expect(pointsOf(result.profile)).toEqual([
      [0, 20, 'step'],
      [10, 10, 'linear'],
    ]);
    expect(result.notes).toEqual(['Dates with slashes were read as month/day/year.']);
  });

  it.each([
    ['date,temperature,days\n', [null, 'There are no rows below the heading']],
    ['date,temperature,days\n,twenty,0\n', [2, 'temperature: “twenty” is no number']],
    ['date,temperature,days\n,20,0\n,19,x\n', [3, 'days: “x” is no number']],
    ['date,temperature,days\n,20,0\n,19,\n', [3, 'This row has neither a date nor days']],
    [
      'date,temperature,days\n2026-02-30,20,\n',
      [2, 'date: “2026-02-30” is no date, such as 2026-11-23 08:00:00'],
    ],
    ['date,temperature,days\n,999,0\n', [2, 'temperature: must be at most 110 °C']],
    ['date,temperature,days\n,20,0\n,21,0\n', [3, 'points: each point must be later than the one before']],
    ['date,temperature,days\n,20,5\n\n,21,1\n', [4, 'points: each point must be later than the one before']],
    ['date,temperature,days\n,"20,0\n', [2, 'The CSV is damaged: Quoted field unterminated']],
  ])('is refused in words: %j', (text, expected) => {
    expect(refusal(text)).toEqual(expected);
  });

  it('is refused when it is longer than a profile can be', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `,20,${i}`).join('\n');
    expect(refusal(`date,temperature,days\n${rows}`)).toEqual([null, 'points: must have at most 500 points']);
  });
});

describe('a table', () => {
  it('has times such as 7d 3h, temperatures in either unit, ramps, steps and notes', () => {
    const { profile, unitKnown } = read(`# Saison
# fermentation, °C
0d       18C   step  Pitch
2d 12h   64.4F ramp
3 days   note  Add sugar
7d 3h    off
1w 1d    4C
`);
    expect(profile.name).toBe('Saison');
    expect(unitKnown).toBe(true);
    expect(pointsOf(profile)).toEqual([
      [0, 18, 'step'],
      [2.5, 18, 'linear'],
      [7.125, null, 'step'],
      [8, 4, 'linear'],
    ]);
    expect(profile).toMatchObject({ events: [{ atS: 3 * DAY_S, text: 'Add sugar' }] });
  });

  it('may be drawn with bars', () => {
    const { profile } = read(
      'Time From Start | Temp\n+-----+-----+\n| 0d 0h 0m | 20,5 |\n| 3d 6h 0m | 21 |\n',
    );
    expect(pointsOf(profile)).toEqual([
      [0, 20.5, 'step'],
      [3.25, 21, 'linear'],
    ]);
  });

  it('is a mash when its lines begin with a name', () => {
    const { profile } = read(
      '# mash, °C\nMash in  55 10m wait\nRest 2  66 1h\n+ 15m before end: Salts\nBoil  100C 90m\n+ 60: Bittering hops\n',
    );
    expect(profile).toEqual({
      kind: 'mash',
      name: 'My first ale',
      plannedStartMs: null,
      steps: [
        { name: 'Mash in', spC: 55, durationS: 600, atEnd: 'wait', additions: [] },
        {
          name: 'Rest 2',
          spC: 66,
          durationS: 3600,
          atEnd: 'next',
          additions: [{ beforeEndS: 900, text: 'Salts' }],
        },
        {
          name: 'Boil',
          spC: 100,
          durationS: 5400,
          atEnd: 'next',
          additions: [{ beforeEndS: 3600, text: 'Bittering hops' }],
        },
      ],
    });
  });

  it.each([
    ['', [null, 'The text is empty']],
    ['# mash\n', [null, 'There is no line with a time and a temperature']],
    ['0d 20\nsoon 21\n', [2, 'This line is no “time temperature”, such as “7d 3h  18.5”']],
    ['0d 20\n1d 21\n1d 22\n', [3, 'points: each point must be later than the one before']],
    ['# mash\n+ 5m: hops\n', [2, 'An addition stands below the step that it belongs to']],
    ['# mash\nBoil 100 60m\n+ 90m: hops\n', [2, 'this line: an addition must lie within its step']],
    ['0d 20\u0000', [null, 'This is no text file']],
  ])('is refused in words: %j', (text, expected) => {
    expect(refusal(text)).toEqual(expected);
  });
});

describe('JSON', () => {
  it.each([
    ['{"kind":', /This is no JSON/],
    ['[]', /must be an object/],
    ['{"format":"other"}', /no profile of ours/],
    ['{"format":"maelstrom-profile","version":2}', /newer version/],
    ['{"kind":"fermentation","name":"x","points":[]}', /at least one point/],
    ['{"kind":"mash","name":"x","steps":[{"name":"a","spC":"65","durationS":1,"atEnd":"next"}]}', /spC/],
  ])('is refused in words: %s', (text, expected) => {
    expect(String((refusal(text) as unknown[])[1])).toMatch(expected);
  });
});
