import { describe, expect, it } from 'vitest';
import { type KettleConstants, kettleConstants } from '#main/control/plants/kettle.ts';
import { runScenario, type Scenario, scenarioNamed } from '#test/rig/closed-loop.ts';

const scaled = (factor: number, ...names: (keyof KettleConstants)[]): Partial<KettleConstants> =>
  Object.fromEntries(names.map((name) => [name, kettleConstants[name] * factor]));

describe('the shipped algorithm of a kettle', () => {
  it.each([
    // minutes and °C that each segment must reach; the peers' figures are in the baseline of the field
    ['K1', [{ settleMin: 21.5, overshootC: 0.3, rmsC: 0.03 }]],
    [
      'K2',
      [
        { settleMin: 9, overshootC: 0.3, rmsC: 0.03 },
        { settleMin: 8, overshootC: 0.3, rmsC: 0.03 },
        { settleMin: 6, overshootC: 0.3, rmsC: 0.05 },
      ],
    ],
    ['K4-10', [{ settleMin: 11.5, overshootC: 0.3, rmsC: 0.03 }]],
    ['K4-30', [{ settleMin: 12, overshootC: 0.4, rmsC: 0.04 }]],
    ['K4-60', [{ settleMin: 14, overshootC: 0.8, rmsC: 0.1 }]],
  ])('reaches its setpoint and stays: %s', (name, limits) => {
    const { segments, lateS } = runScenario(scenarioNamed(name));
    expect(lateS).toBeNull();
    for (const [i, { settleMin, overshootC, rmsC }] of limits.entries()) {
      expect(segments[i]?.settleS).toBeLessThanOrEqual(settleMin * 60);
      expect(segments[i]?.overshootC).toBeLessThanOrEqual(overshootC);
      expect(segments[i]?.rmsC).toBeLessThanOrEqual(rmsC);
    }
  });

  it('holds it while the lid is open, and afterwards', () => {
    const { segments, lateS } = runScenario(scenarioNamed('K3'));
    const [before, lid] = segments;
    expect(lateS).toBeNull();
    expect(before?.rmsC).toBeLessThanOrEqual(0.02);
    expect(lid?.dipC).toBeLessThanOrEqual(0.45);
    expect(lid?.overshootC).toBeLessThanOrEqual(0.4);
    expect(lid?.rmsC).toBeLessThanOrEqual(0.17);
  });

  it.each([
    ['K1', 'half the mash', scaled(0.5, 'C1', 'C2'), 0.3],
    ['K2', 'half the mash', scaled(0.5, 'C1', 'C2'), 0.3],
    ['K4-30', 'half the mash', scaled(0.5, 'C1', 'C2'), 0.5],
    ['K2', 'half again the mash', scaled(1.5, 'C1', 'C2'), 0.5],
    ['K1', 'half the power', scaled(0.5, 'P'), 0.5],
    ['K4-10', 'half again the power', scaled(1.5, 'P'), 0.3],
    ['K2', 'half again the losses', scaled(1.5, 'UA'), 0.3],
    ['K4-30', 'half the mash, half again the power', { ...scaled(0.5, 'C1', 'C2'), P: 4500 }, 1.6],
  ])('holds on another plant: %s, %s', (name, _, params, overshootC) => {
    const { segments, lateS } = runScenario({ ...scenarioNamed(name), params } as Scenario);
    expect(lateS).toBeNull();
    for (const segment of segments) {
      expect(segment.settleS).not.toBeNull();
      expect(segment.overshootC).toBeLessThanOrEqual(overshootC);
      expect(segment.rmsC).toBeLessThanOrEqual(0.3);
    }
  });
});
