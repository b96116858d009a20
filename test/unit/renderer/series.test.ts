import { describe, expect, it } from 'vitest';
import { barPosition, barScale, isOnBar } from '#renderer/ui/bar-scale.ts';
import {
  alignLines,
  appendTail,
  breakAtGaps,
  cut,
  emptyLine,
  extent,
  fillHoles,
} from '#renderer/ui/series.ts';

describe('lines of a chart', () => {
  it('share one time axis', () => {
    const aligned = alignLines([
      { atMs: [1, 3], values: [10, 30] },
      { atMs: [2, 3], values: [null, 5] },
    ]);
    expect(aligned.atMs).toEqual([1, 2, 3]);
    expect(aligned.columns).toEqual([
      [10, undefined, 30],
      [undefined, null, 5],
    ]);
  });

  it('survive having no data, and a single point', () => {
    expect(alignLines([emptyLine, emptyLine])).toEqual({ atMs: [], columns: [[], []] });
    expect(alignLines([{ atMs: [7], values: [1] }]).columns).toEqual([[1]]);
    expect(extent([emptyLine])).toBeNull();
    expect(extent([{ atMs: [1, 2], values: [null, 4] }])).toEqual({ min: 4, max: 4 });
  });

  it('break where nothing was recorded', () => {
    const line = breakAtGaps({ atMs: [0, 10, 20, 100], values: [1, 2, 3, 4] }, 30);
    expect(line.atMs).toEqual([0, 10, 20, 60, 100]);
    expect(line.values).toEqual([1, 2, 3, null, 4]);
  });

  it('are filled by another line only where they have a hole', () => {
    const line = { atMs: [100, 110, 200, 210], values: [1, 2, 3, 4] };
    const filler = { atMs: [10, 20, 105, 130, 190, 205, 215, 300], values: [10, 20, 11, 12, 13, 14, 15, 16] };
    expect(fillHoles(line, filler, 30)).toEqual({
      atMs: [10, 20, 100, 110, 130, 190, 200, 210, 215, 300],
      values: [10, 20, 1, 2, 12, 13, 3, 4, 15, 16],
    });
    // What is always recorded, the room of two vessels, adds nothing to a line without holes.
    const always = { atMs: [95, 105, 205, 215], values: [9, 9, 9, 9] };
    expect(fillHoles({ atMs: [100, 110, 200, 210], values: [1, 2, 3, 4] }, always, 95)).toEqual(line);
    expect(fillHoles(emptyLine, filler, 30)).toBe(filler);
    expect(fillHoles(line, emptyLine, 30)).toBe(line);
  });

  it('go on live after what was recorded, without doubling it', () => {
    const recorded = { atMs: [0, 10], values: [1, 2] };
    expect(appendTail(recorded, { atMs: [5, 10, 15], values: [9, 9, 3] })).toEqual({
      atMs: [0, 10, 15],
      values: [1, 2, 3],
    });
    expect(appendTail(recorded, { atMs: [5], values: [9] })).toBe(recorded);
    expect(appendTail(emptyLine, { atMs: [5], values: [9] }).values).toEqual([9]);
    expect(cut(recorded, 5, 20)).toEqual({ atMs: [10], values: [2] });
  });
});

describe('the moving bar', () => {
  it('has the setpoint in the middle and keeps the pointer on it', () => {
    const scale = barScale(18, 19);
    expect(scale).toEqual({ centerC: 18, halfSpanC: 2 });
    expect(barPosition(scale, 18)).toBe(0.5);
    expect(barPosition(scale, 19)).toBe(0.75);
    expect(barPosition(scale, 90)).toBe(1);
    expect(isOnBar(scale, 20.1)).toBe(false);
  });

  it('widens in steps', () => {
    expect(barScale(18, 19.9).halfSpanC).toBe(5);
    expect(barScale(18, 24).halfSpanC).toBe(10);
    expect(barScale(18, null).halfSpanC).toBe(2);
    expect(barScale(18, 1000).halfSpanC).toBe(120);
  });
});
