import { describe, expect, it } from 'vitest';
import { type FrozenState, stepFrozen } from '#main/control/frozen-probe.ts';
import { ChamberPlant } from '#main/control/plants/chamber.ts';
import { KettlePlant } from '#main/control/plants/kettle.ts';
import type { VesselConfig } from '#shared/domain/vessel.ts';
import { runScenario, scenarioNamed } from '#test/rig/closed-loop.ts';
import { FrozenWatch } from '#test/rig/frozen-watch.ts';

const kettle = { kind: 'kettle', volumeL: 25, heaterW: 3000, coolerW: 100 } as const;
const fermenter = { kind: 'fermenter', volumeL: 20, heaterW: 60, coolerW: 100 } as const;

interface Second {
  readonly valueC: number | null;
  readonly heaterPct?: number;
  readonly coolerPct?: number;
}

/** Lives through so many seconds. @returns the second in which the probe was first taken for frozen; null: never. */
function firstFrozenS(
  vessel: Pick<VesselConfig, 'kind' | 'volumeL' | 'heaterW' | 'coolerW'>,
  role: 'beer' | 'chamber',
  seconds: number,
  secondOf: (s: number) => Second,
): number | null {
  let state: FrozenState | null = null;
  for (let s = 0; s < seconds; s += 1) {
    const { valueC, heaterPct = 0, coolerPct = 0 } = secondOf(s);
    state = stepFrozen(state, { valueC, role, vessel, heaterPct, coolerPct }, s * 1000);
    if (state?.frozen === true) return s;
  }
  return null;
}

describe('a probe that follows the heat', () => {
  const names = ['F1', 'F2', 'F3', 'F4', 'F5', 'K1', 'K2', 'K3'];
  it.each(names)('is never taken for frozen in scenario %s', (name) => {
    const watch = new FrozenWatch();
    const figures = runScenario(scenarioNamed(name), { observe: watch.observe });
    expect(figures.segments.length).toBeGreaterThan(0);
    expect(watch.verdicts).toEqual([]);
  });

  it.each([0.5, 1.5])('is never so on a fermenter whose powers are %d times what is said', (factor) => {
    const watch = new FrozenWatch();
    const scenario = scenarioNamed('F1');
    const params = { P_heat: 60 * factor, Q_nom: 100 * factor };
    runScenario({ ...scenario, params } as typeof scenario, { observe: watch.observe });
    expect(watch.verdicts).toEqual([]);
  });

  it('is never so while a kettle boils for two hours at full power', () => {
    const plant = new KettlePlant({ T0: 70, room: 20, seed: 1 });
    const secondOf = (): Second => {
      for (let tenth = 0; tenth < 10; tenth += 1) plant.step(true);
      return { valueC: plant.state.read, heaterPct: 100 };
    };
    expect(firstFrozenS(kettle, 'beer', 7200, secondOf)).toBeNull();
    expect(plant.state.t2).toBeGreaterThan(95);
  });

  it('is never so while wort boils in the mountains, at 4,000 m', () => {
    const boils = (s: number): Second => ({ valueC: Math.min(87, 60 + s * 0.03), heaterPct: 100 });
    expect(firstFrozenS(kettle, 'beer', 7200, boils)).toBeNull();
  });

  it('is never so while steady heat holds a temperature to a hair', () => {
    const held = firstFrozenS(kettle, 'beer', 6 * 3600, (s) =>
      s < 1200 ? { valueC: 20 + s * 0.04, heaterPct: 100 } : { valueC: 68, heaterPct: 12 },
    );
    expect(held).toBeNull();
    const cellar = firstFrozenS(fermenter, 'beer', 5 * 86_400, () => ({ valueC: 18.0625, heaterPct: 25 }));
    expect(cellar).toBeNull();
  });

  it('is never so in ice', () => {
    expect(firstFrozenS(fermenter, 'beer', 86_400, () => ({ valueC: 0, coolerPct: 100 }))).toBeNull();
  });

  it('is never so on a chamber that is heated for a day and comes to rest', () => {
    const plant = new ChamberPlant({ beer0: 10, air0: 10, room: 10, yPk: 0, yT: 0, yW: 1, seed: 3 });
    const values: number[] = [];
    for (let s = 0; s < 86_400; s += 1) {
      plant.step({ heatOn: true, coolOn: false });
      values.push(plant.state.readAir);
    }
    const secondOf = (s: number): Second => ({ valueC: values[s] ?? null, heaterPct: 100 });
    expect(firstFrozenS(fermenter, 'chamber', 86_400, secondOf)).toBeNull();
  });
});

describe('a probe that stands still', () => {
  it('in a kettle is found within four minutes of full power', () => {
    const atS = firstFrozenS(kettle, 'beer', 3600, () => ({ valueC: 20, heaterPct: 100 }));
    expect(atS).toBeGreaterThan(120);
    expect(atS).toBeLessThan(240);
  });

  it('in a kettle that has just held its mash is found as well', () => {
    const stuckS = firstFrozenS(kettle, 'beer', 4 * 3600, (s) => ({
      valueC: s < 3600 ? 66 + 0.1 * Math.sin(s / 100) : 66,
      heaterPct: s < 3600 ? 12 : 100,
    }));
    expect(stuckS).toBeGreaterThan(3600 + 120);
    expect(stuckS).toBeLessThan(3600 + 240);
  });

  it('in the air of a fermenter is found within half an hour, in its beer within an hour and a quarter', () => {
    const air = firstFrozenS(fermenter, 'chamber', 86_400, (s) => ({
      valueC: 20,
      heaterPct: s === 0 ? 0 : 100,
    }));
    const beer = firstFrozenS(fermenter, 'beer', 86_400, (s) => ({
      valueC: 20,
      coolerPct: s === 0 ? 0 : 100,
    }));
    expect(air).toBeLessThan(1800);
    expect(beer).toBeLessThan(4500);
  });

  it('flickers by one step of a DS18B20 and is still found', () => {
    const atS = firstFrozenS(kettle, 'beer', 3600, (s) => ({
      valueC: 20 + (s % 2) * 0.0625,
      heaterPct: 100,
    }));
    expect(atS).not.toBeNull();
  });

  it('is believed again when it moves, and not because it was bad in between', () => {
    let state: FrozenState | null = null;
    const step = (s: number, valueC: number | null): void => {
      const input = { valueC, role: 'beer', vessel: kettle, heaterPct: 100, coolerPct: 0 } as const;
      state = stepFrozen(state, input, s * 1000);
    };
    for (let s = 0; s < 300; s += 1) step(s, 20);
    expect(state).toMatchObject({ frozen: true });
    step(300, null);
    step(301, 20.0625);
    expect(state).toMatchObject({ frozen: true });
    step(302, 20.2);
    expect(state).toMatchObject({ frozen: false });
  });

  it('is found although it is bad for a second now and then', () => {
    const atS = firstFrozenS(kettle, 'beer', 3600, (s) => ({
      valueC: s % 60 === 59 ? null : 20,
      heaterPct: 100,
    }));
    expect(atS).toBeLessThan(300);
  });

  it('just below its setpoint is found while the integral of its controller creeps up', () => {
    const atS = firstFrozenS(kettle, 'beer', 8 * 3600, (s) => {
      const living = 66 + 0.1 * Math.sin(s / 100);
      return s < 1800
        ? { valueC: living, heaterPct: 12 }
        : { valueC: 65.94, heaterPct: Math.min(100, 12 + (s - 1800) / 250) };
    });
    expect(atS).not.toBeNull();
    expect(atS).toBeLessThan(1800 + 3 * 3600);
  });

  it('is not found by heat of which nobody knows, as after the computer has slept', () => {
    const input = { valueC: 20, role: 'beer', vessel: kettle, heaterPct: 100, coolerPct: 0 } as const;
    const before = stepFrozen(null, input, 0);
    const after = stepFrozen(before, input, 3_600_000);
    expect(after).toMatchObject({ frozen: false, dueSinceMs: null });
  });
});
