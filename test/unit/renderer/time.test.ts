import { describe, expect, it } from 'vitest';
import { formatAgo, formatCoarse, formatDuration, formatElapsed } from '#renderer/ui/duration.ts';
import { formatInstant } from '#renderer/ui/instant.ts';

describe('durations in words', () => {
  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [60, '1 min'],
    [192, '3 min 12 s'],
    [720, '12 min'],
    [3599, '1 h'],
    [12_000, '3 h 20 min'],
    [86_400, '1 d'],
    [187_200, '2 d 4 h'],
    [-5, '0 s'],
  ])('%d s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('says roughly when something comes', () => {
    expect(formatCoarse(64_800)).toBe('18 h');
    expect(formatCoarse(5 * 86_400)).toBe('5 days');
    expect(formatCoarse(45)).toBe('45 s');
    expect(formatAgo(1)).toBe('just now');
    expect(formatAgo(12)).toBe('12 s ago');
  });

  it('counts a fermentation in days and a mash in minutes', () => {
    expect(formatElapsed(3.2 * 86_400, 14 * 86_400)).toBe('day 3.2 of 14');
    expect(formatElapsed(12.9 * 60, 90 * 60)).toBe('minute 12 of 90');
    expect(formatElapsed(5 * 3600, 12 * 3600)).toBe('hour 5 of 12');
  });
});

describe('instants', () => {
  it('follows the clock that was chosen', () => {
    const at = new Date(2027, 2, 4, 15, 7).getTime();
    expect(formatInstant(at, 'time', '24h', 'en-US')).toBe('15:07');
    expect(formatInstant(at, 'time', '12h', 'en-US').replace(/\s/u, ' ')).toBe('03:07 PM');
    expect(formatInstant(new Date(2027, 2, 4, 0, 7).getTime(), 'time', '24h', 'en-US')).toBe('00:07');
  });
});
