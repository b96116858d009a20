import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateText, readDate } from '#renderer/features/profiles/field-text.ts';
import {
  clockChanges,
  fromLocalField,
  localMs,
  toLocalField,
} from '#renderer/features/profiles/local-time.ts';

const DAY_S = 86_400;
const before = process.env['TZ'];

beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin';
});
afterAll(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

describe('dates of a profile', () => {
  it('are those of the clock on the wall', () => {
    const atMs = Date.UTC(2026, 10, 23, 17, 30);
    expect(toLocalField(atMs)).toBe('2026-11-23T18:30');
    expect(fromLocalField('2026-11-23T18:30')).toBe(atMs);
    expect(fromLocalField('2026-11-23T18:30:20')).toBe(atMs + 20_000);
    expect(localMs(2026, 11, 23, 18, 30, 0)).toBe(atMs);
    for (const text of ['', 'tomorrow', '2026-11-23', '18:30']) expect(fromLocalField(text)).toBeNull();
    expect(toLocalField(fromLocalField('0002-01-01T00:00') ?? 0)).toBe('0002-01-01T00:00');
  });

  it('show another local time after the clocks change, and a day stays 24 hours', () => {
    const spring = localMs(2027, 3, 27, 18, 0, 0);
    expect([0, 1, 2].map((day) => dateText(day * DAY_S, spring))).toEqual([
      '2027-03-27T18:00',
      '2027-03-28T19:00',
      '2027-03-29T19:00',
    ]);
    const autumn = localMs(2027, 10, 30, 18, 0, 0);
    expect(dateText(DAY_S, autumn)).toBe('2027-10-31T17:00');
    // The local time that somebody types is the one that is meant.
    expect(readDate('2027-03-28T18:00', spring)).toEqual({ ok: true, value: 23 * 3600 });
    expect(readDate('2027-10-31T18:00', autumn)).toEqual({ ok: true, value: 25 * 3600 });
  });

  it('know the changes of the clocks within a profile, to the minute', () => {
    const from = localMs(2027, 3, 1, 12, 0, 0);
    expect(clockChanges(from, from + 250 * DAY_S * 1000)).toEqual([
      { atMs: Date.UTC(2027, 2, 28, 1), shiftMin: 60 },
      { atMs: Date.UTC(2027, 9, 31, 1), shiftMin: -60 },
    ]);
    expect(clockChanges(from, from + 14 * DAY_S * 1000)).toEqual([]);
  });
});
