import { describe, expect, it } from 'vitest';
import { draftOf } from '#renderer/features/profiles/draft.ts';
import { fileName } from '#renderer/features/profiles/export-file.ts';
import { problemsOf } from '#renderer/features/profiles/problems.ts';
import { differing, effectNow, listOf, placeOf, startOf } from '#renderer/features/profiles/run-place.ts';
import { serverProblems, withServerProblems } from '#renderer/features/profiles/server-problems.ts';
import { copyName } from '#renderer/features/profiles/use-profile-actions.ts';
import type { ProfileConfig } from '#shared/domain/profile.ts';
import { type Run, runSchema } from '#shared/domain/run.ts';

const DAY_S = 86_400;
const nowMs = Date.UTC(2026, 10, 23, 12);
const ale: ProfileConfig = {
  kind: 'fermentation',
  name: 'Ale',
  plannedStartMs: null,
  points: [
    { atS: 0, spC: 18, approach: 'linear', note: '' },
    { atS: 4 * DAY_S, spC: 22, approach: 'linear', note: '' },
  ],
  events: [{ atS: DAY_S, text: 'Dry hop' }],
};
const mash: ProfileConfig = {
  kind: 'mash',
  name: 'Pils',
  plannedStartMs: null,
  steps: [
    { name: 'Rest', spC: 63, durationS: 1800, atEnd: 'next', additions: [] },
    {
      name: 'Boil',
      spC: 100,
      durationS: 3600,
      atEnd: 'next',
      additions: [{ beforeEndS: 600, text: 'Saaz' }],
    },
  ],
};

describe('what the console refuses', () => {
  it('stands at the row, step or addition that it is about', () => {
    const rows = serverProblems(
      'name: must be at most 80 characters; points[1].spC: must be at most 110 °C; events[0].text: must not be empty; There are already 1000 profiles',
      draftOf(ale),
    );
    expect(rows.name).toBe('Must be at most 80 characters');
    // The note stands between the two points in the table.
    expect(rows.rows).toEqual({
      1: { note: 'Must not be empty' },
      2: { temperature: 'Must be at most 110 °C' },
    });
    expect(rows.general).toEqual(['There are already 1000 profiles']);
    const steps = serverProblems(
      'steps[0].durationS: must be at most one day; steps[1].additions[0].text: must not be empty; steps[7].spC: what',
      draftOf(mash),
    );
    expect(steps.steps).toEqual({
      0: { minutes: 'Must be at most one day' },
      1: { additions: { 0: { text: 'Must not be empty' } } },
    });
    expect(steps.general).toEqual(['What']);
  });

  it('does not keep anybody from saving again', () => {
    const draft = draftOf(ale);
    const own = problemsOf(draft, { unit: 'C', nowMs, keptStartMs: null, datesFromMs: null });
    const both = withServerProblems(own, serverProblems('name: is taken', draft));
    expect(both.name).toBe('Is taken');
    expect(both.reasons).toEqual([]);
    expect(withServerProblems(own, null)).toBe(own);
  });
});

describe('a run of the profile', () => {
  const run = (change: Partial<Run> = {}): Run =>
    runSchema.parse({
      id: 'r1',
      vesselId: 'v1',
      profileId: 'p1',
      profileName: 'Ale',
      kind: 'fermentation',
      points: ale.kind === 'fermentation' ? ale.points : [],
      events: [{ atS: DAY_S, text: 'Dry hop' }],
      toldS: 0,
      state: 'running',
      startedAtMs: nowMs - DAY_S * 1000,
      endedAtMs: null,
      elapsedS: DAY_S,
      elapsedAtMs: nowMs,
      ...change,
    });

  it('has a place and a start on the axis of its plan', () => {
    expect(placeOf(run(), nowMs + 3_600_000)).toBe(DAY_S + 3600);
    expect(placeOf(run({ state: 'held' }), nowMs + 3_600_000)).toBe(DAY_S);
    expect(startOf(run(), nowMs + 3_600_000)).toBe(nowMs - DAY_S * 1000);
    expect(startOf(run({ state: 'held' }), nowMs + 3_600_000)).toBe(nowMs - DAY_S * 1000 + 3_600_000);
  });

  it('says what another plan does to it at once', () => {
    if (ale.kind !== 'fermentation') throw new Error('A fermentation was asked for');
    const warmer = { ...ale, points: ale.points.map((point) => ({ ...point, spC: 24 })) };
    expect(effectNow(run(), warmer, nowMs, 'C')).toBe('Its setpoint changes at once from 19 °C to 24 °C.');
    expect(effectNow(run(), warmer, nowMs, 'F')).toBe(
      'Its setpoint changes at once from 66.2 °F to 75.2 °F.',
    );
    expect(effectNow(run(), ale, nowMs, 'C')).toBeNull();
    const off = {
      ...ale,
      points: [{ atS: 0, spC: null, approach: 'step' as const, note: '' }, ...ale.points.slice(1)],
    };
    expect(effectNow(run(), off, nowMs, 'C')).toBe('Its setpoint changes at once from 19 °C to off.');
    const on = [{ run: run(), vesselName: 'Fermenter 1' }];
    expect(differing(on, ale)).toEqual([]);
    expect(differing(on, warmer)).toEqual(on);
    expect(differing(on, mash)).toEqual([]);
  });

  it('of a mash is where its timers are', () => {
    if (mash.kind !== 'mash') throw new Error('A mash was asked for');
    const fermentation = run();
    if (fermentation.kind !== 'fermentation') throw new Error('A fermentation was asked for');
    const { points: _points, events: _events, toldS: _toldS, ...base } = fermentation;
    const boil = runSchema.parse({
      ...base,
      kind: 'mash',
      steps: mash.steps,
      place: { stepIndex: 1, phase: 'timing', timerS: 300, extraS: 0, calledOut: [] },
    });
    expect(placeOf(boil, nowMs)).toBe(2100);
    expect(startOf(boil, nowMs)).toBeNull();
  });
});

describe('names', () => {
  it('of copies are new ones, and never too long', () => {
    expect(copyName('Ale', [])).toBe('Ale (copy)');
    expect(copyName('Ale', ['Ale (copy)', 'Ale (copy 2)'])).toBe('Ale (copy 3)');
    expect(copyName('x'.repeat(80), [])).toHaveLength(80);
  });

  it('of vessels stand in a row', () => {
    expect([listOf([]), listOf(['A']), listOf(['A', 'B', 'C'])]).toEqual(['', 'A', 'A, B and C']);
  });

  it('of files are possible everywhere', () => {
    expect(fileName('Ale, 14 days', 'csv')).toBe('Ale, 14 days.csv');
    expect(fileName('a/b\\c:d*"?<|>', 'txt')).toBe('a b c d.txt');
    expect(fileName('..', 'json')).toBe('profile.json');
  });
});
