import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceMash } from '#main/control/mash-runner.ts';
import { mashStepsSchema } from '#shared/domain/mash.ts';
import { anyMash, anyMashAct, WatchedMash } from '#test/rig/watched-mash.ts';

describe('a mash', () => {
  it('stays within its steps and calls each addition out once, whatever happens to it', () => {
    fc.assert(
      fc.property(anyMash, fc.array(anyMashAct, { maxLength: 60 }), (steps, acts) => {
        expect(mashStepsSchema.safeParse(steps).success).toBe(true);
        const mash = new WatchedMash(steps);
        for (const each of acts) mash.do(each);
      }),
      { numRuns: 1000 },
    );
  });

  it('comes to its end by itself when its temperatures are reached and nobody has to be waited for', () => {
    fc.assert(
      fc.property(anyMash, (list) => {
        const steps = list.map((each) => ({ ...each, atEnd: 'next' as const }));
        const mash = new WatchedMash(steps);
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
