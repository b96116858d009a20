import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fermentationChart, mashChart } from '#renderer/features/profiles/chart-model.ts';
import {
  degreeTicks,
  domainOf,
  scaleOf,
  snapStepS,
  snapTemperature,
  snapTime,
  tickText,
  timeTicks,
} from '#renderer/features/profiles/chart-scale.ts';
import { rowsOfPlan } from '#renderer/features/profiles/fermentation-draft.ts';
import { rowsOfSteps } from '#renderer/features/profiles/mash-draft.ts';

const DAY_S = 86_400;
const box = { left: 44, top: 10, width: 700, height: 260 };

describe('the scale of a profile', () => {
  it('has room to drag into, and goes from values to pixels and back', () => {
    const scale = scaleOf(
      domainOf(
        [
          [0, 18],
          [14 * DAY_S, 4],
        ],
        14 * DAY_S,
        DAY_S,
      ),
      box,
    );
    expect(scale.domain.toS).toBeGreaterThan(14.5 * DAY_S);
    expect(scale.domain.lowC).toBeLessThan(3);
    expect(scale.domain.highC).toBeGreaterThan(19);
    expect(scale.timeAt(scale.x(5 * DAY_S))).toBeCloseTo(5 * DAY_S, 3);
    expect(scale.valueAt(scale.y(12.3))).toBeCloseTo(12.3, 6);
  });

  it('shows a level profile with a calm height, and one without temperatures', () => {
    const { lowC, highC } = domainOf([[0, 18]], 0, DAY_S);
    expect([lowC, highC]).toEqual([15, 21]);
    expect(domainOf([], 0, DAY_S).toS).toBe(DAY_S);
  });

  it('snaps times to round steps that fit the length, and temperatures to tenths of the shown unit', () => {
    const long = scaleOf(domainOf([[0, 18]], 14 * DAY_S, DAY_S), box);
    expect(snapStepS(long)).toBe(3 * 3600);
    const short = scaleOf(domainOf([[0, 66]], 5400, 600), box);
    expect(snapStepS(short)).toBe(60);
    expect(snapTime(10_000, 3600, [0, DAY_S])).toBe(10_800);
    expect(snapTime(10_000, 3600, [0, 9000])).toBe(9000);
    expect(snapTemperature(18.237, 'C')).toBe(18.2);
    expect(snapTemperature(18.237, 'F')).toBeCloseTo(((64.8 - 32) * 5) / 9, 3);
    expect(snapTemperature(150, 'C')).toBe(110);
  });

  it('has ticks that stand apart, round in the shown unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 730 * DAY_S }),
        fc.integer({ min: 150, max: 1200 }),
        (lengthS, width) => {
          const scale = scaleOf(domainOf([[0, 18]], lengthS, 60), { ...box, width });
          const { atS } = timeTicks(scale, 56);
          const xs = atS.map(scale.x);
          expect(xs.slice(1).every((x, i) => x - (xs[i] ?? 0) >= 55.9)).toBe(true);
        },
      ),
    );
    const scale = scaleOf(domainOf([[0, 18]], DAY_S, DAY_S), box);
    expect(degreeTicks(scale, 'C', 40).map(({ label }) => label)).toEqual([
      '15',
      '16',
      '17',
      '18',
      '19',
      '20',
      '21',
    ]);
    expect(degreeTicks(scale, 'F', 40).map(({ label }) => label)).toEqual(['60', '62', '64', '66', '68']);
    expect([
      tickText(2 * DAY_S, DAY_S),
      tickText(DAY_S + 6 * 3600, 6 * 3600),
      tickText(DAY_S, 6 * 3600),
      tickText(5400, 1800),
    ]).toEqual(['2', '6 h', '1 d', '1:30']);
  });
});

describe('the chart of the rows', () => {
  it('has a handle for each row, with words for those who cannot see it', () => {
    const model = fermentationChart(
      {
        kind: 'fermentation',
        name: '',
        start: { ms: null },
        rows: rowsOfPlan({
          points: [
            { atS: 0, spC: 18, approach: 'linear', note: '' },
            { atS: 3.5 * DAY_S, spC: null, approach: 'step', note: '' },
          ],
          events: [{ atS: DAY_S, text: 'Dry hop' }],
        }),
      },
      'F',
    );
    expect(model.handles.map(({ kind, label, valueText }) => [kind, label, valueText])).toEqual([
      ['set', 'Point 1', 'Day 0, 64.4 °F'],
      ['note', 'Note 2', 'Day 1, Dry hop'],
      ['off', 'Point 3', 'Day 3.5, control off'],
    ]);
    expect(model.curve(4 * DAY_S).offSpans).toEqual([[3.5 * DAY_S, 4 * DAY_S]]);
  });

  it('shows the steps of a mash one after the other, and keeps them as long as what goes in', () => {
    const model = mashChart(
      {
        kind: 'mash',
        name: '',
        start: { ms: null },
        steps: rowsOfSteps([
          { name: 'Rest', spC: 66, durationS: 3600, atEnd: 'next', additions: [] },
          {
            name: 'Boil',
            spC: 100,
            durationS: 3600,
            atEnd: 'next',
            additions: [{ beforeEndS: 900, text: 'Saaz' }],
          },
        ]),
      },
      'C',
    );
    expect(model.curve(0).lines).toEqual([
      [
        [0, 66],
        [3600, 66],
        [3600, 100],
        [7200, 100],
      ],
    ]);
    expect(model.handles.map(({ atS, valueText }) => [atS, valueText])).toEqual([
      [3600, '60 min at 66.0 °C'],
      [7200, '60 min at 100.0 °C'],
    ]);
    expect(model.handles[1]?.bounds[0]).toBe(4500);
    expect(model.notes).toEqual([{ key: '1-0', atS: 6300, text: 'Saaz' }]);
  });
});
