import { describe, expect, it } from 'vitest';
import {
  advanceMash,
  beginStep,
  countedS,
  extendStep,
  type MashPosition,
  nextAddition,
  nextStep,
  previousStep,
  REACHED_C,
  replanMash,
  startTimer,
  stepTotalS,
} from '#main/control/mash-runner.ts';
import type { MashPlace, MashStep } from '#shared/domain/mash.ts';
import { step } from '#test/rig/plans.ts';

const steps = [
  step('Mash in', 52, 0, { atEnd: 'wait' }),
  step('Rest', 63, 10),
  step('Boil', 100, 60, {
    additions: [
      { beforeEndS: 600, text: 'Finings' },
      { beforeEndS: 3600, text: 'Bittering hops' },
      { beforeEndS: 0, text: 'Aroma hops' },
    ],
  }),
];

/** Lets `dtS` pass at a temperature; by default that of the step. */
function pass(list: readonly MashStep[], place: MashPlace, dtS: number, pvC: number | null | 'at' = 'at') {
  const spC = list[place.stepIndex]?.spC ?? Number.NaN;
  return advanceMash(list, place, { dtS, pvC: pvC === 'at' ? spC : pvC, spC });
}

const timing = (stepIndex: number, timerS: number, more: Partial<MashPlace> = {}): MashPlace => ({
  ...beginStep(stepIndex),
  phase: 'timing',
  timerS,
  ...more,
});
const at = (place: MashPlace, complete = false): MashPosition => ({ place, complete });
const texts = (move: ReturnType<typeof pass>): string[] =>
  move.events.map((event) => (event.kind === 'addition' ? event.addition.text : event.kind));

describe('the timer of a step', () => {
  it('starts when its temperature is reached, from either side', () => {
    const place = beginStep(1);
    for (const pvC of [63 - REACHED_C, 63, 63 + REACHED_C]) {
      const move = pass(steps, place, 1, pvC);
      expect(move.place).toEqual(timing(1, 0));
      expect(texts(move)).toEqual(['reached']);
    }
    for (const pvC of [62.4, 63.6, 0]) expect(pass(steps, place, 9999, pvC).place).toEqual(place);
  });

  it('does not start by a bad reading, and is not stopped by one', () => {
    expect(pass(steps, beginStep(1), 9999, null).place).toEqual(beginStep(1));
    expect(pass(steps, timing(1, 5), 10, null).place.timerS).toBe(15);
  });

  it('starts at the setpoint that the vessel really holds', () => {
    const move = advanceMash(steps, beginStep(2), { dtS: 1, pvC: 98, spC: 98 });
    expect(move.place.phase).toBe('timing');
  });

  it('can be started by the brewer before', () => {
    expect(startTimer(beginStep(1)).place).toEqual(timing(1, 0));
    expect(texts(pass(steps, startTimer(beginStep(2)).place, 1, 20))).toEqual(['Bittering hops']);
    const running = timing(1, 30);
    expect(startTimer(running)).toEqual({ place: running, complete: false, events: [] });
  });

  it('never goes back, whatever time does', () => {
    expect(pass(steps, timing(1, 30), -100).place.timerS).toBe(30);
  });
});

describe('the end of a step', () => {
  it('leads to the beginning of the next, however long it was', () => {
    const move = pass(steps, timing(1, 590), 100_000);
    expect(move.place).toEqual(beginStep(2));
    expect(texts(move)).toEqual(['begins']);
  });

  it('waits for the brewer where the step says so', () => {
    const reached = pass(steps, beginStep(0), 1);
    const over = pass(steps, reached.place, 1);
    expect(over.place.phase).toBe('waiting');
    expect(texts(over)).toEqual(['waits']);
    expect(pass(steps, over.place, 99_999).place).toEqual(over.place);
    expect(nextStep(steps, over.place).place).toEqual(beginStep(1));
  });

  it('of the last one ends the mash and keeps its temperature', () => {
    const move = pass(steps, timing(2, 3599, { calledOut: [0, 1] }), 1);
    expect(texts(move)).toEqual(['Aroma hops', 'ends']);
    expect(move).toMatchObject({ complete: true, place: { stepIndex: 2, timerS: 3600 } });
    expect(nextStep(steps, timing(2, 10))).toMatchObject({ complete: true, place: { timerS: 3600 } });
  });
});

describe('additions', () => {
  it('are called out when so much of the step is left, each once', () => {
    const first = pass(steps, beginStep(2), 1);
    expect(texts(first)).toEqual(['reached', 'Bittering hops']);
    const before = pass(steps, first.place, 2999);
    expect(texts(before)).toEqual([]);
    expect(nextAddition(steps, before.place)).toEqual({ inS: 1, text: 'Finings' });
    const second = pass(steps, before.place, 1);
    expect(texts(second)).toEqual(['Finings']);
    expect(texts(pass(steps, second.place, 1))).toEqual([]);
    expect(texts(pass(steps, second.place, 600))).toEqual(['Aroma hops', 'ends']);
  });

  it('are not called out again when the step is extended, and later ones are later', () => {
    const called = pass(steps, timing(2, 0, { calledOut: [1] }), 3000).place;
    const { place } = extendStep(steps, called, 300);
    expect(nextAddition(steps, place)).toEqual({ inS: 900, text: 'Aroma hops' });
    expect(texts(pass(steps, place, 899))).toEqual([]);
    expect(texts(pass(steps, place, 900))).toEqual(['Aroma hops', 'ends']);
  });

  it('that were missed are called out together, the earliest first', () => {
    expect(texts(pass(steps, timing(2, 0), 100_000))).toEqual([
      'Bittering hops',
      'Finings',
      'Aroma hops',
      'ends',
    ]);
  });

  it('are called out again in a step that is begun anew', () => {
    const again = previousStep(at(timing(2, 10, { calledOut: [1] }), true)).place;
    expect(texts(pass(steps, again, 1))).toEqual(['reached', 'Bittering hops']);
  });
});

describe('what the brewer says', () => {
  it('goes back to the step before, to the first one itself, and from the end to the last', () => {
    expect(previousStep(at(timing(2, 10))).place).toEqual(beginStep(1));
    expect(previousStep(at(timing(0, 10))).place).toEqual(beginStep(0));
    expect(previousStep(at(timing(2, 3600), true))).toMatchObject({ place: beginStep(2), complete: false });
  });

  it('keeps a step for longer, also one that was over', () => {
    const waiting: MashPlace = { ...timing(0, 0), phase: 'waiting' };
    const { place, complete } = extendStep(steps, waiting, 300);
    expect(place).toMatchObject({ phase: 'timing', extraS: 300 });
    expect(complete).toBe(false);
    expect(stepTotalS(steps, place)).toBe(300);
    expect(pass(steps, place, 299).place.phase).toBe('timing');
    expect(pass(steps, place, 300).place.phase).toBe('waiting');
    expect(extendStep(steps, beginStep(1), 60).place).toEqual({ ...beginStep(1), extraS: 60 });
  });
});

describe('a changed plan', () => {
  const boil = (additions: MashStep['additions'], minutes = 60): MashStep[] => [
    ...steps.slice(0, 2),
    step('Boil', 100, minutes, { additions }),
  ];
  const place = timing(2, 700, { calledOut: [1] });

  it('keeps the place, and what was called out by its words', () => {
    const after = boil([
      { beforeEndS: 1800, text: 'Sugar' },
      { beforeEndS: 3000, text: 'Bittering hops' },
      { beforeEndS: 600, text: 'Finings' },
    ]);
    const move = replanMash(steps, after, at(place));
    expect(move.place).toEqual({ ...place, calledOut: [1] });
    expect(texts(pass(after, move.place, 2300))).toEqual(['Sugar', 'Finings']);
  });

  it('tells equal words apart by their times', () => {
    const twice = boil([
      { beforeEndS: 3600, text: 'Hops' },
      { beforeEndS: 600, text: 'Hops' },
    ]);
    const one = boil([{ beforeEndS: 600, text: 'Hops' }]);
    const move = replanMash(twice, one, at(timing(2, 700, { calledOut: [0] })));
    expect(move.place.calledOut).toEqual([]);
  });

  it('ends a step whose time is over by now', () => {
    const after = boil([], 5);
    const moved = replanMash(steps, after, at(place)).place;
    expect(texts(pass(after, moved, 1))).toEqual(['ends']);
    expect(texts(pass(after, extendStep(after, moved, 60).place, 59))).toEqual([]);
  });

  it('lets a step count again that got longer, and one go on that has nothing to wait for', () => {
    const waiting: MashPlace = { ...timing(0, 0), phase: 'waiting' };
    const longer = [step('Mash in', 52, 5, { atEnd: 'wait' }), ...steps.slice(1)];
    expect(replanMash(steps, longer, at(waiting)).place.phase).toBe('timing');
    const going = [step('Mash in', 52, 0), ...steps.slice(1)];
    expect(pass(going, replanMash(steps, going, at(waiting)).place, 1).place).toEqual(beginStep(1));
  });

  it('takes a mash that was complete further, or leaves it', () => {
    const over: MashPlace = { ...timing(2, 3600), phase: 'waiting' };
    const more = [...steps, step('Cool', 20, 30)];
    expect(replanMash(steps, more, at(over, true))).toMatchObject({ place: beginStep(3), complete: false });
    expect(replanMash(steps, steps, at(over, true))).toMatchObject({ place: over, complete: true });
    expect(replanMash(steps, boil([], 70), at(over, true))).toMatchObject({
      place: { phase: 'timing', timerS: 3600 },
      complete: false,
    });
  });
});

describe('how far a mash has come', () => {
  it('is the time of the steps before and of its timer', () => {
    expect(countedS(steps, at(beginStep(0)))).toBe(0);
    expect(countedS(steps, at(timing(2, 60)))).toBe(660);
    expect(countedS(steps, at(timing(1, 700, { extraS: 300 })))).toBe(600);
    expect(countedS(steps, at(timing(2, 60), true))).toBe(4200);
  });
});
