import { describe, expect, it } from 'vitest';
import { type ChamberConstants, chamberConstants } from '#main/control/plants/chamber.ts';
import { type Figures, runScenario, type Scenario, scenarioNamed } from '#test/rig/closed-loop.ts';

/** What holds in every run, whatever the plant. */
function expectSafe(figures: Figures): void {
  expect(figures.overlapS).toBe(0);
  expect(figures.shortestOffS).toBeGreaterThanOrEqual(300);
  expect(figures.shortestOnS).toBeGreaterThanOrEqual(180);
  expect(figures.lateS).toBeNull();
}

const scaled = (factor: number, ...names: (keyof ChamberConstants)[]): Partial<ChamberConstants> =>
  Object.fromEntries(names.map((name) => [name, chamberConstants[name] * factor]));

describe('the shipped algorithm of a fermenter', () => {
  it.each([
    // °C and hours that it must reach; the peers' figures are in the baseline of the field
    ['F1', { settleH: 4, overshootC: 0.15, rmsC: 0.03, startsPerDay: 36, heaterKWh: 0.02 }],
    ['F2', { settleH: 5.6, overshootC: 0.1, rmsC: 0.03, startsPerDay: 6, heaterKWh: 0.4 }],
    ['F5', { settleH: 6.4, overshootC: 0.1, rmsC: 0.02, startsPerDay: 60, heaterKWh: 0.02 }],
  ])('reaches its setpoint and stays: %s', (name, limits) => {
    const figures = runScenario(scenarioNamed(name));
    expectSafe(figures);
    const [step] = figures.segments;
    expect(step?.settleS).toBeLessThanOrEqual(limits.settleH * 3600);
    expect(step?.overshootC).toBeLessThanOrEqual(limits.overshootC);
    expect(step?.rmsC).toBeLessThanOrEqual(limits.rmsC);
    expect(figures.coolerStartsPerDay).toBeLessThanOrEqual(limits.startsPerDay);
    expect(figures.heaterKWh).toBeLessThanOrEqual(limits.heaterKWh);
  });

  it.each([
    ['F3', { maxErrorC: 0.2, rmsC: 0.08, startsPerDay: 42 }],
    ['F4', { maxErrorC: 0.15, rmsC: 0.06, startsPerDay: 6 }],
  ])('holds it against the yeast and along a ramp: %s', (name, limits) => {
    const figures = runScenario(scenarioNamed(name));
    expectSafe(figures);
    const [hold] = figures.segments;
    expect(hold?.settleS).toBe(0);
    expect(hold?.maxErrorC).toBeLessThanOrEqual(limits.maxErrorC);
    expect(hold?.rmsC).toBeLessThanOrEqual(limits.rmsC);
    expect(figures.coolerStartsPerDay).toBeLessThanOrEqual(limits.startsPerDay);
  });

  const smallAndStrong = {
    ...scaled(0.5, 'C_core', 'C_shell', 'C_air', 'C_liner', 'C_evap'),
    ...scaled(1.5, 'P_heat', 'Q_nom'),
  };
  const bigAndWeak = { ...scaled(1.5, 'C_core', 'C_shell', 'C_liner'), ...scaled(0.5, 'P_heat', 'Q_nom') };

  it.each([
    ['F1', 'half the beer, a strong chamber', smallAndStrong],
    ['F5', 'half the beer, a strong chamber', smallAndStrong],
    ['F1', 'half again the beer, a weak chamber', bigAndWeak],
    ['F3', 'poor contact between beer and air', scaled(0.5, 'G_sa')],
  ])('holds on another plant: %s, %s', (name, _, params) => {
    const scenario = scenarioNamed(name);
    const figures = runScenario({ ...scenario, params } as Scenario);
    expectSafe(figures);
    const [segment] = figures.segments;
    expect(segment?.settleS).not.toBeNull();
    expect(segment?.overshootC).toBeLessThanOrEqual(0.3);
    expect(segment?.rmsC).toBeLessThanOrEqual(0.15);
    expect(figures.coolerStartsPerDay).toBeLessThanOrEqual(120);
  });
});
