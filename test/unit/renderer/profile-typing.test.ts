import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, draftOf, newConfig } from '#renderer/features/profiles/draft.ts';
import type { FermentationRow } from '#renderer/features/profiles/fermentation-draft.ts';
import { readRowTemperature, readTime, temperatureText } from '#renderer/features/profiles/field-text.ts';
import { addAddition, rowsOfSteps, type StepRow } from '#renderer/features/profiles/mash-draft.ts';
import { type CheckContext, problemsOf } from '#renderer/features/profiles/problems.ts';
import { daysText, lengthText, minutesText } from '#renderer/features/profiles/span-text.ts';
import {
  settleDraft,
  typeDate,
  typeRowTemperature,
  typeStart,
  typeStepMinutes,
  typeTime,
} from '#renderer/features/profiles/typing.ts';
import { changed, historyOf, redone, settled, undone } from '#renderer/features/profiles/undo-history.ts';
import { readDuration } from '#shared/domain/duration-text.ts';

const DAY_S = 86_400;
const nowMs = Date.UTC(2026, 10, 23, 12);
const context: CheckContext = { unit: 'C', nowMs, keptStartMs: null, datesFromMs: null };

const ale = (): Draft & { kind: 'fermentation' } => {
  const draft = draftOf({ ...newConfig('fermentation'), name: 'Ale' });
  if (draft.kind !== 'fermentation') throw new Error('A fermentation was asked for');
  return draft;
};
const withRow = (change: (row: FermentationRow) => FermentationRow): Draft => {
  const draft = ale();
  return { ...draft, rows: draft.rows.map((row, i) => (i === 1 ? change(row) : row)) };
};
const secondRow = (draft: Draft): FermentationRow | undefined =>
  draft.kind === 'fermentation' ? draft.rows[1] : undefined;

describe('a typed span', () => {
  it('is days or minutes, or parts with units, with comma or point', () => {
    expect(readDuration('3.5', DAY_S)).toBe(3.5 * DAY_S);
    expect(readDuration(' 3,5 ', DAY_S)).toBe(3.5 * DAY_S);
    expect(readDuration('3d 12h', DAY_S)).toBe(3.5 * DAY_S);
    expect(readDuration('3D12H', DAY_S)).toBe(3.5 * DAY_S);
    expect(readDuration('90 min', DAY_S)).toBe(5400);
    expect(readDuration('1h 30m 5s', 60)).toBe(5405);
    expect(readDuration('.5 h', 60)).toBe(1800);
    for (const text of ['', 'abc', '3x', '1,2,3', '3d -1h', '1e3', '0x10', 'd', '3 4', 'Infinity', '٣']) {
      expect(readDuration(text, DAY_S), text).toBeNull();
    }
  });

  it('is shown so that it is read back as itself', () => {
    expect([0, 3.5 * DAY_S, 3.25 * DAY_S, 3 * DAY_S + 3 * 3600, 0.1 * DAY_S, 61].map(daysText)).toEqual([
      '0',
      '3.5',
      '3.25',
      '3d 3h',
      '0.1',
      '1min 1s',
    ]);
    expect([3600, 750, 61].map(minutesText)).toEqual(['60', '12.5', '1min 1s']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 63_072_000_000 }), (ms) => {
        expect(readDuration(daysText(ms / 1000), DAY_S)).toBeCloseTo(ms / 1000, 2);
        expect(readDuration(minutesText(ms / 1000), 60)).toBeCloseTo(ms / 1000, 2);
      }),
    );
  });

  it('has words as a length', () => {
    expect([0, 5400, 10 * 3600, 14 * DAY_S, 2.5 * DAY_S].map(lengthText)).toEqual([
      'one point',
      '90 min',
      '10 h',
      '14 days',
      '2.5 days',
    ]);
  });
});

describe('what is typed into a row', () => {
  it('is taken over as soon as it can be read, and kept as it stands until then', () => {
    const bad = withRow((row) => typeTime(row, '3d 12'));
    expect(secondRow(bad)?.atS).toBe(7 * DAY_S);
    expect(problemsOf(bad, context).rows[1]?.time).toMatch(/3\.5 or 3d 12h/);
    const good = withRow((row) => typeTime(row, '3d 12h'));
    expect(secondRow(good)?.atS).toBe(3.5 * DAY_S);
    expect(problemsOf(good, context).reasons).toEqual([]);
    expect(secondRow(settleDraft(good, 'C', null))?.texts).toEqual({});
    expect(secondRow(settleDraft(bad, 'C', null))?.texts).toEqual({ time: '3d 12' });
  });

  it('stands in the order of time once the field is left', () => {
    const typed = withRow((row) => ({ ...typeTime(row, '0'), note: 'first' }));
    expect(problemsOf(typed, context).rows[1]?.time).toBe('Another row has this time');
    const draft = ale();
    const later = { ...draft, rows: draft.rows.map((row, i) => (i === 0 ? typeTime(row, '9') : row)) };
    const settledDraft = settleDraft(later, 'C', null);
    expect(settledDraft.kind === 'fermentation' && settledDraft.rows.map(({ key }) => key)).toEqual([1, 0]);
    expect(settleDraft(draft, 'C', null)).toBe(draft);
  });

  it('says limits in the shown unit, and refuses text for numbers', () => {
    const say = (text: string, unit: 'C' | 'F'): string | undefined =>
      problemsOf(
        withRow((row) => typeRowTemperature(row, text, unit)),
        { ...context, unit },
      ).rows[1]?.temperature;
    expect(say('999', 'C')).toBe('At most 110 °C');
    expect(say('999', 'F')).toBe('At most 230 °F');
    expect(say('-11', 'C')).toBe('At least −10 °C');
    expect(say('0', 'F')).toBe('At least 14 °F');
    expect(say('warm', 'C')).toMatch(/or off/);
    expect(say('1.2.3', 'C')).toMatch(/number/);
    expect(say('18,5', 'C')).toBeUndefined();
    expect(say('OFF', 'C')).toBeUndefined();
    expect(readRowTemperature('18,5', 'C')).toEqual({ ok: true, value: 18.5 });
    expect(readTime('-1')).toMatchObject({ ok: false, error: 'Not before the start' });
    expect(readTime('731')).toMatchObject({ ok: false, error: 'At most two years' });
  });

  it('makes a row without temperature a note, which then needs words', () => {
    const empty = withRow((row) => typeRowTemperature(row, '', 'C'));
    expect(problemsOf(empty, context).rows[1]?.note).toMatch(/temperature or a note/);
    const noted = withRow((row) => ({ ...typeRowTemperature(row, '', 'C'), note: 'Dry hop' }));
    expect(problemsOf(noted, context).reasons).toEqual([]);
  });

  it('keeps typed °F to a tenth when it is shown again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 140, max: 2300 }), (tenths) => {
        const read = readRowTemperature((tenths / 10).toFixed(1), 'F');
        expect(read.ok && typeof read.value === 'number' && temperatureText(read.value, 'F')).toBe(
          (tenths / 10).toFixed(1),
        );
      }),
    );
  });
});

describe('what keeps a profile from being saved', () => {
  it('is said for the whole', () => {
    const draft = ale();
    expect(problemsOf({ ...draft, rows: [] }, context).reasons).toEqual([
      'Add at least one row with a temperature',
    ]);
    const off = { ...draft, rows: draft.rows.map((row) => ({ ...row, temperature: 'off' as const })) };
    expect(problemsOf(off, context).reasons).toEqual([
      'At least one row must have a temperature, not only off',
    ]);
    const many = Array.from(
      { length: 501 },
      (_, key) => ({ ...draft.rows[0], key, atS: key }) as FermentationRow,
    );
    expect(problemsOf({ ...draft, rows: many }, context).reasons[0]).toBe(
      'At most 500 rows with a temperature; there are 501',
    );
  });

  it('is said at the name, the note and the start', () => {
    const draft = ale();
    expect(problemsOf({ ...draft, name: 'x'.repeat(300) }, context).name).toMatch(
      /80 characters; this has 300/,
    );
    expect(problemsOf({ ...draft, name: '  ' }, context).name).toBe('Type a name');
    const long = withRow((row) => ({ ...row, note: 'x'.repeat(501) }));
    expect(problemsOf(long, context).reasons).toEqual(['Row 2, note: At most 500 characters; this has 501']);
    const past = { ...draft, start: { ms: nowMs - 3_600_000 } };
    expect(problemsOf(past, context).start).toMatch(/passed/);
    expect(problemsOf(past, { ...context, keptStartMs: nowMs - 3_600_000 }).start).toBeUndefined();
    expect(problemsOf({ ...draft, start: { ms: nowMs + 60_000 } }, context).start).toBeUndefined();
    expect(problemsOf({ ...draft, start: typeStart('', true) }, context).start).toMatch(/Complete/);
    expect(problemsOf({ ...draft, start: typeStart('', false) }, context).start).toBeUndefined();
  });

  it('is said at a date before the start', () => {
    const early = withRow((row) => typeDate(row, '2020-01-01T00:00', nowMs));
    expect(problemsOf(early, { ...context, datesFromMs: nowMs }).rows[1]?.date).toBe('Not before the start');
    expect(secondRow(early)?.atS).toBe(7 * DAY_S);
  });

  it('is said at the steps and additions of a mash', () => {
    const mash = (change: (step: StepRow) => StepRow): Draft => ({
      kind: 'mash',
      name: 'Infusion',
      start: { ms: null },
      steps: rowsOfSteps([{ name: 'Boil', spC: 100, durationS: 3600, atEnd: 'next', additions: [] }]).map(
        change,
      ),
    });
    expect(problemsOf(mash(addAddition), context).reasons).toEqual([
      'Step 1, addition 1, text: Type what goes in',
    ]);
    const hops = (step: StepRow): StepRow => ({
      ...addAddition(step),
      additions: [{ key: 0, beforeEndS: 3600, text: 'Saaz' }],
    });
    expect(problemsOf(mash(hops), context).reasons).toEqual([]);
    const shorter = mash((step) => typeStepMinutes(hops(step), '30'));
    expect(problemsOf(shorter, context).reasons).toEqual([
      'Step 1, addition 1, minutes: Longer than the step',
    ]);
    expect(
      problemsOf(
        mash((step) => typeStepMinutes(step, 'an hour')),
        context,
      ).reasons,
    ).toEqual(['Step 1, minutes: Type minutes, such as 60']);
    expect(problemsOf({ ...mash(hops), steps: [] } as Draft, context).reasons).toEqual([
      'Add at least one step',
    ]);
  });
});

describe('undo', () => {
  it('takes changes of one tag back as one step, and does them again', () => {
    let history = historyOf('a');
    history = changed(history, 'b', 'drag');
    history = changed(history, 'c', 'drag');
    history = changed(history, 'd', 'type');
    expect(undone(history).present).toBe('c');
    expect(undone(undone(history)).present).toBe('a');
    expect(redone(redone(undone(undone(history)))).present).toBe('d');
    expect(undone(changed(settled(history), 'e', 'type')).present).toBe('d');
    expect(undone(historyOf('a')).present).toBe('a');
  });

  it('forgets what was undone when something else is done', () => {
    const history = changed(undone(changed(historyOf(1), 2, null)), 3, null);
    expect(redone(history).present).toBe(3);
    expect(undone(history).present).toBe(1);
  });
});
