import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration, writeDuration } from '#renderer/ui/parse-duration.ts';

const range = { minS: 5, maxS: 86_400 };

describe('a typed time', () => {
  it.each([
    ['5', 300],
    ['1,5', 90],
    ['90 s', 90],
    ['5min', 300],
    ['1 h 30 min', 5400],
    ['1h30m', 5400],
    ['1 hour and 5 minutes', 3900],
    ['0.5 d', 43_200],
  ])('%s is read', (text, seconds) => {
    expect(parseDuration(text, range)).toEqual({ ok: true, seconds });
  });

  it.each([
    ['', /^Type a time/],
    ['soon', /^Type a time/],
    ['5 parsecs', /^Type a time/],
    ['-5 min', /^Type a time/],
    ['1 s', /^At least 5 s$/],
    ['2 days', /^At most 1 d$/],
  ])('"%s" is refused in words', (text, error) => {
    expect(parseDuration(text, range)).toEqual({ ok: false, error: expect.stringMatching(error) });
  });

  it('is written as it is read', () => {
    expect(writeDuration(5430)).toBe('1 h 30 min 30 s');
    expect(writeDuration(0)).toBe('0 s');
    const any = { minS: 0, maxS: Number.MAX_SAFE_INTEGER };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
        expect(parseDuration(writeDuration(seconds), any)).toEqual({ ok: true, seconds });
      }),
    );
  });
});
