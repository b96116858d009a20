import fc from 'fast-check';
import { expect } from 'vitest';
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
import { type MashStep, mashPlaceSchema } from '#shared/domain/mash.ts';

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
/** Any mash. */
export const anyMash = fc.array(stepOf, { minLength: 1, maxLength: 6 });

/** What may happen to a mash. */
export type MashAct =
  | { readonly kind: 'pass'; readonly dtS: number; readonly pvC: number | null }
  | { readonly kind: 'reach' }
  | { readonly kind: 'next' | 'back' | 'startTimer' }
  | { readonly kind: 'extend'; readonly byS: number }
  | { readonly kind: 'replan'; readonly steps: readonly MashStep[] };

/** Anything that may happen to a mash. */
export const anyMashAct: fc.Arbitrary<MashAct> = fc.oneof(
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
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replan' as const), steps: anyMash }) },
);

/** A mash with whoever watches it: each act is checked against what must hold whatever happens. */
export class WatchedMash {
  steps: readonly MashStep[];
  position: MashPosition = { place: beginStep(0), complete: false };
  /** What was called out since the present step began. */
  private calledOut: string[] = [];

  constructor(steps: readonly MashStep[]) {
    this.steps = steps;
  }

  /** Does it, and looks. */
  do(what: MashAct): void {
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
