import { describe, expect, it } from 'vitest';
import { countAlarm, type FloodState, initialFloodState } from '#main/control/alarm-flood.ts';

const MINUTE_MS = 60_000;

/** The state after alarms at these minutes. */
function after(minutes: readonly number[], state: FloodState = initialFloodState()): FloodState {
  return minutes.reduce((last, minute) => countAlarm(last, minute * MINUTE_MS), state);
}

const everyMinute = (count: number, from = 0): number[] => Array.from({ length: count }, (_, i) => from + i);

describe('an alarm flood', () => {
  it('begins with the eleventh alarm in ten minutes', () => {
    const ten = Array.from({ length: 10 }, (_, i) => i / 2);
    expect(after(ten).flooded).toBe(false);
    expect(after([...ten, 5]).flooded).toBe(true);
    expect(after(everyMinute(60)).flooded).toBe(false);
  });

  it('goes on until fewer than five come in ten minutes', () => {
    const flooded = after(Array.from({ length: 30 }, (_, i) => i / 10));
    expect(after([8, 9], flooded).flooded).toBe(true);
    expect(after([30], flooded).flooded).toBe(false);
  });

  it('remembers no more than it needs', () => {
    expect(after(Array.from({ length: 1000 }, (_, i) => i / 100)).raisedMs.length).toBeLessThan(20);
  });
});
