import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanceMash,
  beginStep,
  countedS,
  extendStep,
  type MashMove,
  type MashPosition,
  mashTotalS,
  nextStep,
  previousStep,
  replanMash,
  startTimer,
  stepTotalS,
} from '#main/control/mash-runner.ts';
import { type MashStep, mashPlaceSchema, mashStepsSchema } from '#shared/domain/mash.ts';

const stepOf = fc
  .record({
    durationS: fc.constantFrom(0, 1, 60, 600, 3600),
    spC: fc.integer({ min: 20, max: 100 }),
    atEnd: fc.constantFrom('next' as const, 'wait' as const),
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
  })
  .map(
    ({ durationS, spC, atEnd, shares }): MashStep => ({
      name: 'Step',
      spC,
      durationS,
      atEnd,
      additions: shares.map((share, i) => ({ beforeEndS: share * durationS, text: `Addition ${i % 3}` })),
    }),
  );
const plan = fc.array(stepOf, { minLength: 1, maxLength: 6 });

type Act =
  | { readonly kind: 'pass'; readonly dtS: number; readonly pvC: number | null }
  | { readonly kind: 'reach' }
  | { readonly kind: 'next' | 'back' | 'startTimer' }
  | { readonly kind: 'extend'; readonly byS: number }
  | { readonly kind: 'replan'; readonly steps: readonly MashStep[] };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      dtS: fc.oneof(
        fc.double({ min: 0, max: 10, noNaN: true }),
        fc.double({ min: 0, max: 20_000, noNaN: true }),
      ),
      pvC: fc.option(fc.integer({ min: 0, max: 110 })),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'reach' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('next' as const, 'back' as const, 'startTimer' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('extend' as const), byS: fc.integer({ min: 1, max: 3600 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replan' as const), steps: plan }) },
);

/** A mash with whoever watches it. */
class Watched {
  steps: readonly MashStep[];
  position: MashPosition = { place: beginStep(0), complete: false };
  /** What was called out since the present step began. */
  private calledOut: string[] = [];

  constructor(steps: readonly MashStep[]) {
    this.steps = steps;
  }

  do(what: Act): void {
    const before = this.position;
    const { place, complete } = before;
    switch (what.kind) {
      case 'pass':
        if (!complete) this.passed(what.dtS, what.pvC);
        break;
      case 'reach':
        if (!complete) this.passed(1, this.steps[place.stepIndex]?.spC ?? null);
        break;
      case 'next':
        if (complete) break;
        this.take(nextStep(this.steps, place));
        expect(this.position.complete).toBe(place.stepIndex === this.steps.length - 1);
        if (!this.position.complete) {
          // There and back again is the beginning of the step.
          expect(previousStep(this.position).place).toEqual(beginStep(place.stepIndex));
        }
        break;
      case 'back':
        this.take(previousStep(before));
        expect(this.position).toMatchObject({
          complete: false,
          place: { phase: 'reaching', timerS: 0, extraS: 0 },
        });
        break;
      case 'startTimer':
        if (!complete) this.take(startTimer(place));
        break;
      case 'extend':
        this.take(extendStep(this.steps, place, what.byS));
        // With rounding: the sum is built in another order.
        expect(stepTotalS(this.steps, this.position.place)).toBeGreaterThanOrEqual(
          place.timerS + what.byS - 1e-6,
        );
        break;
      case 'replan':
        this.replan(what.steps);
        break;
      default:
        what satisfies never;
    }
    this.check();
  }

  private passed(dtS: number, pvC: number | null): void {
    const { place } = this.position;
    const spC = this.steps[place.stepIndex]?.spC ?? 0;
    this.take(advanceMash(this.steps, place, { dtS, pvC, spC }));
    const after = this.position.place;
    // No step is passed over, and no timer counts more than the time that passed.
    expect([place.stepIndex, place.stepIndex + 1]).toContain(after.stepIndex);
    if (after.stepIndex === place.stepIndex) {
      expect(after.timerS).toBeGreaterThanOrEqual(place.timerS);
      expect(after.timerS - place.timerS).toBeLessThanOrEqual(dtS + 1e-6);
    } else expect(after).toEqual(beginStep(after.stepIndex));
    if (pvC === null && place.phase === 'reaching') expect(after).toEqual(place);
  }

  private replan(steps: readonly MashStep[]): void {
    const { place } = this.position;
    if (place.stepIndex >= steps.length) return;
    const wasComplete = this.position.complete;
    this.take(replanMash(this.steps, steps, this.position));
    this.steps = steps;
    // What was called out before counts by its new words from here on.
    this.calledOut = this.position.place.calledOut.map((i) => `${i}`);
    if (!wasComplete) expect(this.position.place.stepIndex).toBe(place.stepIndex);
  }

  private take({ place, complete, events }: MashMove): void {
    for (const event of events) {
      if (event.kind === 'addition') {
        const index = this.steps[event.stepIndex]?.additions.indexOf(event.addition);
        expect(this.calledOut).not.toContain(`${index}`);
        this.calledOut.push(`${index}`);
      } else if (event.kind === 'begins') this.calledOut = [];
    }
    this.position = { place, complete };
  }

  private check(): void {
    const { place, complete } = this.position;
    expect(mashPlaceSchema.safeParse(place).success).toBe(true);
    expect(place.stepIndex).toBeLessThan(this.steps.length);
    expect(new Set(place.calledOut).size).toBe(place.calledOut.length);
    expect([...place.calledOut].map(String).toSorted()).toEqual([...this.calledOut].toSorted());
    for (const i of place.calledOut) expect(this.steps[place.stepIndex]?.additions[i]).toBeDefined();
    const counted = countedS(this.steps, this.position);
    expect(counted).toBeGreaterThanOrEqual(0);
    expect(counted).toBeLessThanOrEqual(mashTotalS(this.steps));
    if (complete) expect(place.stepIndex).toBe(this.steps.length - 1);
  }
}

describe('a mash', () => {
  it('stays within its steps and calls each addition out once, whatever happens to it', () => {
    fc.assert(
      fc.property(plan, fc.array(act, { maxLength: 60 }), (steps, acts) => {
        expect(mashStepsSchema.safeParse(steps).success).toBe(true);
        const mash = new Watched(steps);
        for (const each of acts) mash.do(each);
      }),
      { numRuns: 1000 },
    );
  });

  it('comes to its end by itself when its temperatures are reached and nobody has to be waited for', () => {
    fc.assert(
      fc.property(plan, (list) => {
        const steps = list.map((each) => ({ ...each, atEnd: 'next' as const }));
        const mash = new Watched(steps);
        const called = (): number => mash.steps.reduce((sum, { additions }) => sum + additions.length, 0);
        let events = 0;
        for (let i = 0; i < 3 * steps.length && !mash.position.complete; i += 1) {
          const { place } = mash.position;
          const spC = steps[place.stepIndex]?.spC ?? 0;
          const move = advanceMash(steps, place, { dtS: 4000, pvC: spC, spC });
          events += move.events.filter(({ kind }) => kind === 'addition').length;
          mash.position = move;
        }
        expect(mash.position.complete).toBe(true);
        expect(events).toBe(called());
      }),
    );
  });
});
