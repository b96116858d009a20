import { describe, expect, it } from 'vitest';
import { formatAgo, formatCoarse, formatDuration, formatElapsed } from '#renderer/ui/duration.ts';
import { formatInstant, instantFormat, isoInstant } from '#renderer/ui/instant.ts';

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
    expect(formatInstant(at, 'time', instantFormat('24h', 'auto'), 'en-US')).toBe('15:07');
    expect(formatInstant(at, 'time', instantFormat('12h', 'auto'), 'en-US').replace(/\s/u, ' ')).toBe(
      '03:07 PM',
    );
    expect(
      formatInstant(new Date(2027, 2, 4, 0, 7).getTime(), 'time', instantFormat('24h', 'auto'), 'en-US'),
    ).toBe('00:07');
  });

  it.each([
    ['iso', '24h', 'full', '2027-03-04 15:07:09'],
    ['iso', '24h', 'date', '2027-03-04'],
    ['day-month', '24h', 'dateTime', '4 Mar, 15:07'],
    ['day-month', '24h', 'full', '4 Mar 2027, 15:07:09'],
    ['month-day', '12h', 'dateTime', 'Mar 4, 03:07 PM'],
    ['month-day', '24h', 'full', 'Mar 4, 2027, 15:07:09'],
    ['month-day', '24h', 'time', '15:07'],
  ] as const)('writes dates as %s with a clock of %s: %s', (date, clock, style, text) => {
    const at = new Date(2027, 2, 4, 15, 7, 9).getTime();
    const shown = formatInstant(at, style, instantFormat(clock, date), 'en-US');
    expect(shown.replaceAll(/\s/gu, ' ')).toBe(text);
  });

  it('gives the same choices as the same object, so that charts are not built anew', () => {
    expect(instantFormat('24h', 'iso')).toBe(instantFormat('24h', 'iso'));
    expect(instantFormat('24h', 'iso')).not.toBe(instantFormat('12h', 'iso'));
  });

  it('names the offset in files', () => {
    const at = Date.UTC(2027, 2, 4, 15, 7, 9);
    expect(isoInstant(at)).toMatch(/^2027-03-0\dT\d\d:\d\d:09[+-]\d\d:\d\d$/);
    expect(Date.parse(isoInstant(at))).toBe(at);
  });
});
