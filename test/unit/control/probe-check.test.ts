import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newProbe, type ProbeAnswer, type ProbeState, takeProbeReading } from '#main/control/probe-check.ts';
import { type ReadingRules, usualReadingRules } from '#shared/domain/point.ts';

/** What becomes of readings that come once a second. */
function judge(values: readonly number[], change: Partial<ReadingRules> = {}): ProbeAnswer[] {
  let state: ProbeState = newProbe;
  return values.map((valueC, s) => {
    const step = takeProbeReading(state, valueC, { ...usualReadingRules, ...change }, s * 1000);
    state = step.state;
    return step.answer;
  });
}

/** The readings in short: the smoothed value, or the reason why there is none. */
const shortly = (answers: readonly ProbeAnswer[]): (number | string)[] =>
  answers.map((answer) => (answer.quality === 'good' ? answer.smoothedC : answer.reason));

describe('the readings of a probe', () => {
  it('outside of their range are none', () => {
    const answers = judge([20, -56, 151, Number.NaN, 20], { maxRateCPerS: 100 });
    expect(shortly(answers)).toEqual([20, 'out-of-range', 'out-of-range', 'out-of-range', 20]);
    expect(shortly(judge([4.9, 5, 30, 30.1], { minC: 5, maxC: 30, maxRateCPerS: 100 }))).toEqual([
      'out-of-range',
      5,
      30,
      'out-of-range',
    ]);
  });

  it('that jump are none, and a spike costs only itself', () => {
    expect(shortly(judge([20, 20, 55, 20, 20]))).toEqual([20, 20, 'too-fast', 20, 20]);
    expect(shortly(judge([20, 5, 20]))).toEqual([20, 'too-fast', 20]);
  });

  it('are believed at their new place when they have been calm there for five seconds', () => {
    const answers = shortly(judge([20, ...Array.from({ length: 8 }, () => 75)]));
    expect(answers.slice(0, 6)).toEqual([20, ...Array.from({ length: 5 }, () => 'too-fast')]);
    expect(answers.at(-1)).toBe(75);
  });

  it('that leap about are never believed while they do', () => {
    const leaping = Array.from({ length: 60 }, (_, s) => (s % 2 === 0 ? 20 : 140));
    const answers = shortly(judge(leaping));
    expect(answers.filter((answer) => answer === 140)).toEqual([]);
  });

  it('of a boil pass 85 °C unharmed', () => {
    const ramp = Array.from({ length: 120 }, (_, s) => 80 + s * 0.15);
    expect(judge(ramp).every(({ quality }) => quality === 'good')).toBe(true);
  });

  it('that are smoothed lag behind a ramp by the time that is said', () => {
    const ramp = Array.from({ length: 600 }, (_, s) => 20 + s * 0.05);
    const last = judge(ramp, { smoothingS: 30 }).at(-1);
    if (last?.quality !== 'good') throw new Error('bad');
    const lagS = (last.valueC - last.smoothedC) / 0.05;
    expect(lagS).toBeGreaterThan(28);
    expect(lagS).toBeLessThan(32);
  });

  it('are smoothed from the first believed one on, not from nothing', () => {
    expect(shortly(judge([64, 64, 64], { smoothingS: 60 }))).toEqual([64, 64, 64]);
    const jumped = shortly(judge([20, ...Array.from({ length: 8 }, () => 75)], { smoothingS: 60 }));
    expect(jumped.at(-1)).toBe(75);
  });

  it('never become a number that no probe could have said', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ min: -300, max: 300 }), fc.constant(Number.NaN)), { maxLength: 60 }),
        fc.integer({ min: 0, max: 600 }),
        (values, smoothingS) => {
          for (const answer of judge(values, { smoothingS })) {
            if (answer.quality === 'bad') continue;
            for (const valueC of [answer.valueC, answer.smoothedC]) {
              expect(valueC).toBeGreaterThanOrEqual(usualReadingRules.minC);
              expect(valueC).toBeLessThanOrEqual(usualReadingRules.maxC);
            }
          }
        },
      ),
    );
  });
});
