import { describe, expect, it } from 'vitest';
import { spareSentences } from '#renderer/features/vessel/sensor-words.ts';
import { seriesOfRole, seriesOfVessel, spareSeries } from '#renderer/features/vessel/trend-lines.ts';
import { mainRole, sourcesOf } from '#renderer/features/vessel/vessel-points.ts';
import { pointSchema } from '#shared/domain/point.ts';
import { badReasonSchema } from '#shared/domain/reading.ts';
import { vesselSchema } from '#shared/domain/vessel.ts';
import { algorithmsFor } from '#shared/domain/vessel-defaults.ts';
import { sensorStateSchema } from '#shared/domain/vessel-state.ts';

const vessel = vesselSchema.parse({
  id: 'v1',
  name: 'Keller',
  kind: 'fermenter',
  volumeL: 20,
  sensors: { beer: 'p1', chamber: 'air', room: null },
  spareSensors: { beer: ['p2', 'p3'], chamber: [], room: [] },
  actuators: { heater: 'belt', cooler: null },
  heaterW: 60,
  coolerW: 100,
  limits: { minSpC: 0, maxSpC: 30, maxTempC: 40 },
  algorithm: algorithmsFor('fermenter')[0],
  control: {
    mode: 'auto',
    target: 'beer',
    source: 'constant',
    spC: 20,
    manualHeatPct: 0,
    manualCoolPct: 0,
  },
});
const read = (change: object) =>
  sensorStateSchema.parse({
    pointId: 'p2',
    valueC: 18,
    bad: null,
    atMs: 0,
    standsInFor: null,
    delayS: 0,
    ...change,
  });
const nameOf = (id: string): string => `Probe ${id}`;

describe('a vessel with spare probes', () => {
  it('says which one is read, and what is wrong with the first', () => {
    const say = (standsInFor: object | null, kind: 'fermenter' | 'kettle' = 'fermenter') =>
      spareSentences({ beer: read({ standsInFor }), chamber: null, room: null }, kind, nameOf);
    expect(say({ pointId: 'p1', bad: 'open-circuit' }, 'kettle')).toEqual([
      'The mash is read by its spare probe ‘Probe p2’: ‘Probe p1’ does not answer',
    ]);
    expect(say({ pointId: 'p1', bad: null })).toEqual([
      'The beer is read by its spare probe ‘Probe p2’ until ‘Probe p1’ has been good for a minute',
    ]);
    expect(say(null)).toEqual([]);
    const sentences = badReasonSchema.options.flatMap((bad) => say({ pointId: 'p1', bad }));
    expect(new Set(sentences).size).toBe(badReasonSchema.options.length);
  });

  it('has alarms about each of them and their devices', () => {
    const p3 = pointSchema.parse({
      id: 'p3',
      name: 'p3',
      deviceId: 'd3',
      address: 'x',
      kind: 'temperature',
      offsetC: 0,
    });
    expect(sourcesOf(vessel, { p3 })).toEqual(['v1', 'p1', 'p2', 'p3', 'air', 'belt', 'd3']);
  });

  it('has one curve for a role: the series of the spares fill the holes of the first', () => {
    expect(seriesOfVessel(vessel)).toEqual(['point.p1', 'point.air', 'point.belt', 'sp.v1', 'chamber-sp.v1']);
    expect(spareSeries(vessel)).toEqual({ 'point.p1': ['point.p2', 'point.p3'] });
    expect(seriesOfRole(vessel, 'beer')).toEqual(['point.p1', 'point.p2', 'point.p3']);
    expect(seriesOfRole(vessel, 'room')).toEqual([]);
  });
});

describe('the value that is shown large', () => {
  it('is that of what is regulated, and of the beer while nothing is', () => {
    const role = (mode: 'off' | 'auto' | 'manual', target: 'beer' | 'chamber', beer: boolean) =>
      mainRole({
        ...vessel,
        sensors: { ...vessel.sensors, beer: beer ? vessel.sensors.beer : null },
        control: { ...vessel.control, mode, target },
      });
    expect(role('auto', 'chamber', true)).toBe('chamber');
    expect(role('auto', 'beer', true)).toBe('beer');
    expect(role('off', 'chamber', true)).toBe('beer');
    expect(role('manual', 'chamber', true)).toBe('beer');
    expect(role('off', 'beer', false)).toBe('chamber');
  });
});
