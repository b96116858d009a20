import { describe, expect, it } from 'vitest';
import { readStartTime } from '#renderer/features/profile/start-time.ts';
import { toLocalField } from '#renderer/features/profiles/local-time.ts';
import {
  describePhase,
  describeProgress,
  formatCountdown,
  formatTimer,
  type StepProgress,
} from '#renderer/ui/run-words.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { RunProgress } from '#shared/domain/run.ts';

const DAY_S = 86_400;

const progress: RunProgress = {
  runId: 'r1' as RunId,
  profileName: 'Ale',
  kind: 'fermentation',
  state: 'running',
  elapsedS: 3.2 * DAY_S,
  totalS: 14 * DAY_S,
  next: { inS: 64_800, spC: 20, note: '' },
  step: null,
};

const step: StepProgress = {
  index: 1,
  count: 5,
  name: 'Rest',
  spC: 63,
  phase: 'timing',
  timerS: 750,
  durationS: 2700,
  addition: null,
};
const mash: RunProgress = { ...progress, kind: 'mash', elapsedS: 750, totalS: 5400, step };

describe('progress in words', () => {
  it('says the day, and what comes when', () => {
    expect(describeProgress(progress, 'C')).toBe('day 3.2 of 14, in 18 h to 20 °C');
    expect(describeProgress(progress, 'F')).toBe('day 3.2 of 14, in 18 h to 68 °F');
    expect(describeProgress({ ...progress, next: null }, 'C')).toBe('day 3.2 of 14');
    expect(describeProgress({ ...progress, state: 'held' }, 'C')).toBe('held at day 3.2 of 14');
    expect(describeProgress({ ...progress, state: 'complete' }, 'C')).toBe(
      'complete: holds its last setpoint',
    );
  });

  it('says when control goes off, and when a profile starts', () => {
    const off = { ...progress, next: { inS: 3600, spC: null, note: '' } };
    expect(describeProgress(off, 'C')).toBe('day 3.2 of 14, in 60 min control goes off');
    expect(describeProgress({ ...progress, elapsedS: -2 * DAY_S - 10_800 }, 'C')).toBe('starts in 2 d 3 h');
    expect(describeProgress({ ...progress, elapsedS: -60, state: 'held' }, 'C')).toBe(
      'held: would start in 1 min',
    );
  });

  it('says the step of a mash and what it does', () => {
    const at = (change: Partial<StepProgress>) => ({ ...mash, step: { ...step, ...change } });
    expect(describeProgress(mash, 'C')).toBe('step 2 of 5, Rest: timer 12:30 of 45:00');
    expect(describeProgress(at({ phase: 'reaching' }), 'C')).toBe('step 2 of 5, Rest: goes to 63 °C');
    expect(describeProgress(at({ phase: 'waiting' }), 'C')).toBe('step 2 of 5, Rest: waits for you');
    expect(describeProgress({ ...mash, state: 'held' }, 'C')).toBe(
      'paused at step 2 of 5, Rest: timer 12:30 of 45:00',
    );
    expect(describeProgress({ ...mash, state: 'complete' }, 'C')).toBe('complete');
  });
});

describe('a phase in words', () => {
  it('says in which direction the temperature goes, where that is known', () => {
    const reaching: StepProgress = { ...step, phase: 'reaching' };
    expect(describePhase(reaching, 40, 'C')).toBe('Heats to 63 °C');
    expect(describePhase(reaching, 90, 'F')).toBe('Cools to 145.4 °F');
    expect(describePhase(reaching, null, 'C')).toBe('Goes to 63 °C');
  });

  it('shows timers by the minute and the hour, and counts down to 0:00', () => {
    expect([0, 59.9, 245, 3750, -1].map(formatTimer)).toEqual(['0:00', '0:59', '4:05', '1:02:30', '0:00']);
    expect([0, 0.2, 60].map(formatCountdown)).toEqual(['0:00', '0:01', '1:00']);
  });
});

describe('the time of a later start', () => {
  const nowMs = new Date(2026, 4, 1, 12, 0).getTime();

  it('is in the future, or now when nothing is typed', () => {
    expect(readStartTime('', nowMs)).toEqual({ ok: true, atMs: null });
    const later = nowMs + 3_600_000;
    expect(readStartTime(toLocalField(later), nowMs)).toEqual({ ok: true, atMs: later });
    expect(readStartTime(toLocalField(nowMs - 60_000), nowMs)).toMatchObject({
      ok: false,
      error: expect.stringContaining('Lies in the past'),
    });
    expect(readStartTime('tomorrow', nowMs)).toMatchObject({ ok: false });
  });
});
