import { describe, expect, it } from 'vitest';
import { type CascadeState, stepCascade, stepChamberOnly } from '#main/control/cascade.ts';
import { type ControllerInput, type ControllerOutput, demandOf } from '#main/control/controller-types.ts';
import { type Drive, stepHysteresis } from '#main/control/hysteresis.ts';
import { stepPidController } from '#main/control/pid-controller.ts';

/** What a two-position controller does along a path of temperatures, one letter each. */
function along(path: readonly number[], options: { canHeat: boolean; canCool: boolean }): string {
  let drive: Drive = 'idle';
  let letters = '';
  for (const pvC of path) {
    drive = stepHysteresis(drive, { spC: 20, pvC, deadBandC: 1, ...options });
    letters += drive.charAt(0);
  }
  return letters;
}

describe('hysteresis', () => {
  it('with a heater alone runs from one edge of the band to the other', () => {
    const path = [20, 19.6, 19.5, 19.6, 20, 20.4, 20.5, 20.4, 19.6, 19.5];
    expect(along(path, { canHeat: true, canCool: false })).toBe('iihhhhiiih');
  });

  it('with a cooler alone does the same upside down', () => {
    const path = [20, 20.4, 20.5, 20.4, 20, 19.6, 19.5, 19.6, 20.4, 20.5];
    expect(along(path, { canHeat: false, canCool: true })).toBe('iicccciiic');
  });

  it('with both stops at the setpoint, so that they do not take turns', () => {
    const path = [20.5, 20.1, 20, 19.9, 19.5, 19.9, 20, 20.1, 20.5];
    expect(along(path, { canHeat: true, canCool: true })).toBe('cciihhiic');
  });

  it('does nothing that it has no actuator for', () => {
    expect(along([10, 30], { canHeat: false, canCool: false })).toBe('ii');
    expect(along([10, 30], { canHeat: false, canCool: true })).toBe('ic');
  });

  it('is full power', () => {
    expect(['heat', 'cool', 'idle'].map((drive) => demandOf(drive as Drive))).toEqual([100, -100, 0]);
  });
});

const cascade = {
  kind: 'cascade',
  kpCPerC: 10,
  tiS: 10_000,
  tdS: 0,
  chamberMinC: 2,
  chamberMaxC: 30,
  deadBandC: 2,
} as const;

const still: ControllerInput = {
  spC: 20,
  pvC: 20,
  chamberC: 20,
  canHeat: true,
  canCool: true,
  coolerIsSlow: true,
  achievedPct: 0,
  seedPct: null,
  gap: false,
};

/** The answer after so many seconds of the same input. */
function cascadeAfter(input: Partial<ControllerInput>, seconds = 1): ControllerOutput & { integral: number } {
  let state: CascadeState | null = null;
  let output: ControllerOutput | null = null;
  for (let s = 0; s < seconds; s += 1) {
    const step = stepCascade(state, cascade, { ...still, ...input });
    state = step.state;
    output = step.output;
  }
  if (output === null) throw new Error('no step');
  return { ...output, integral: state?.outer?.integral ?? Number.NaN };
}

describe('the cascade', () => {
  it('moves the setpoint of the chamber by the gain times the error of the beer', () => {
    expect(cascadeAfter({ pvC: 20.5 }).chamberSpC).toBe(15);
    expect(cascadeAfter({ pvC: 19.5 }).chamberSpC).toBe(25);
  });

  it('keeps the setpoint of the chamber in its range', () => {
    expect(cascadeAfter({ pvC: 30 }).chamberSpC).toBe(2);
    expect(cascadeAfter({ pvC: 10 }).chamberSpC).toBe(30);
    expect(cascadeAfter({ spC: 0, pvC: 0 }).chamberSpC).toBe(2);
  });

  it('does not wind up while the chamber is at the end of its range, or does not follow', () => {
    expect(cascadeAfter({ pvC: 25, chamberC: 2 }, 7200).integral).toBe(0);
    expect(cascadeAfter({ pvC: 20.8, chamberC: 25 }, 7200).integral).toBe(0);
  });

  it('lets a compressor run from edge to edge, and begins to heat a whole band below', () => {
    const drives = [21.1, 20, 19.1, 18.9, 18.1, 17.9, 19, 20.1].map((chamberC) => ({ ...still, chamberC }));
    let state: CascadeState | null = null;
    const demands = drives.map((input) => {
      const step = stepCascade(state, cascade, input);
      state = step.state;
      return step.output.demandPct;
    });
    expect(demands).toEqual([-100, -100, -100, 0, 0, 100, 100, 0]);
  });

  it('does not drive beer that is past its setpoint', () => {
    expect(cascadeAfter({ pvC: 19.8, chamberC: 28 }).demandPct).toBe(0);
    expect(cascadeAfter({ pvC: 20.2, chamberC: 10 }).demandPct).toBe(0);
  });

  it('works on the beer itself, in a narrow band, where the chamber has no sensor', () => {
    expect(cascadeAfter({ chamberC: null, pvC: 20.2 })).toMatchObject({ demandPct: -100, chamberSpC: null });
    expect(cascadeAfter({ chamberC: null, pvC: 20.1 }).demandPct).toBe(0);
  });

  it('says that the beer is where it should be within 0.3 °C', () => {
    expect(cascadeAfter({ pvC: 20.25 }).inBand).toBe(true);
    expect(cascadeAfter({ pvC: 20.3125 }).inBand).toBe(false);
  });

  it('holds the chamber in a band of 2 °C at most where the chamber is the target', () => {
    const wide = { ...cascade, deadBandC: 6 };
    const step = (pvC: number) => stepChamberOnly(null, wide, { ...still, pvC, chamberC: null }).output;
    expect([18.9, 19.1, 20.9, 21.1].map((pvC) => step(pvC).demandPct)).toEqual([100, 0, 0, -100]);
  });
});

describe('a PID with a compressor', () => {
  const gains = { kind: 'pid', kpPctPerC: 20, tiS: null, tdS: 0 } as const;
  const demandsAlong = (path: readonly number[]): number[] => {
    let state: ReturnType<typeof stepPidController>['state'] | null = null;
    return path.map((pvC) => {
      const step = stepPidController(state, gains, { ...still, pvC, chamberC: null });
      state = step.state;
      return step.output.demandPct;
    });
  };

  it('asks for it all or not at all: from 10 % of cooling on, until none is needed', () => {
    expect(demandsAlong([20.25, 20.75, 20.125, 19.75, 20.25])).toEqual([0, -100, -100, 5, 0]);
  });

  it('heats by any share', () => {
    expect(demandsAlong([19.5, 19])[1]).toBe(20);
  });
});
