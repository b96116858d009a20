import { describe, expect, it } from 'vitest';
import {
  describeLink,
  detailOf,
  usersOfDevice,
  usesOfPoint,
  vesselOfBoard,
  wordsOfUse,
} from '#renderer/features/devices/links.ts';
import { fieldsOf } from '#renderer/features/vessel/config-fields.ts';
import { awayWords } from '#renderer/features/vessel/use-board.ts';
import { sourcesOf } from '#renderer/features/vessel/vessel-points.ts';
import { changeDevices, loadDevices, setPointValues, useDevices } from '#renderer/stores/devices.ts';
import { fieldErrors, withoutField } from '#renderer/ui/field-errors.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { deviceSchema, deviceStateSchema } from '#shared/domain/device.ts';
import { pointIdSchema } from '#shared/domain/ids.ts';
import { pointSchema, usualReadingRules } from '#shared/domain/point.ts';
import { vesselSchema } from '#shared/domain/vessel.ts';

const device = deviceSchema.parse({ id: 'd1', name: 'Cellar', driver: 'brewpi', connection: '/dev/ttyACM0' });
const state = deviceStateSchema.parse({ deviceId: 'd1', link: 'lost', text: 'No port', sinceMs: 1000 });
const point = pointSchema.parse({
  id: 'p1',
  name: 'Cellar beer',
  deviceId: 'd1',
  address: 'beer',
  kind: 'temperature',
  offsetC: 0,
  readings: usualReadingRules,
});
const vessel = vesselSchema.parse({
  id: 'v1',
  name: 'Cellar',
  kind: 'fermenter',
  volumeL: 20,
  sensors: { beer: 'p1', chamber: null, room: null },
  actuators: { heater: null, cooler: null },
  heaterW: 60,
  coolerW: 100,
  limits: { minSpC: 1, maxSpC: 30, maxTempC: 40 },
  algorithm: { kind: 'board', deviceId: 'd1' },
  control: {
    mode: 'off',
    target: 'beer',
    source: 'constant',
    spC: 20,
    manualHeatPct: 0,
    manualCoolPct: 0,
  },
});

describe('devices', () => {
  it('follow what the console says of them', () => {
    loadDevices([{ device, state }], []);
    changeDevices([
      { type: 'saved', device: { ...device, name: 'Garage' } },
      { type: 'state', state: { ...state, link: 'connected' } },
      { type: 'point-saved', point },
    ]);
    setPointValues([{ type: 'point', pointId: pointIdSchema.parse('p1'), value: 18, bad: null }]);
    expect(useDevices.getState()).toMatchObject({
      devices: { d1: { name: 'Garage' } },
      states: { d1: { link: 'connected' } },
      points: { p1: { name: 'Cellar beer' } },
      values: { p1: { value: 18 } },
    });
    changeDevices([
      { type: 'point-removed', pointId: point.id },
      { type: 'removed', deviceId: device.id },
    ]);
    expect(useDevices.getState()).toMatchObject({ devices: {}, states: {}, points: {}, values: {} });
    expect(useDevices.getState().devices).toEqual({});
  });

  it('say the state of their link in words', () => {
    expect(describeLink(state, 721_000)).toBe('Not connected for 12 min');
    expect(detailOf(state)).toBe('No port');
    expect(detailOf({ ...state, link: 'connected', text: 'Connected' })).toBeNull();
  });

  it('lead to their vessels', () => {
    expect(vesselOfBoard(device, [vessel])).toBe(vessel);
    expect(vesselOfBoard({ id: deviceSchema.shape.id.parse('d2') }, [vessel])).toBeUndefined();
    expect(usesOfPoint('p1', [vessel])).toEqual([{ vessel, role: 'beer', as: 'part' }]);
    expect(usesOfPoint('p2', [vessel])).toEqual([]);
    // A board goes together with its own vessel; another vessel that shares its probe keeps it.
    expect(usersOfDevice(device, [point], [vessel])).toEqual([]);
    const other = vesselSchema.parse({
      ...vessel,
      id: 'v2',
      sensors: { beer: null, chamber: null, room: 'p1' },
      algorithm: { kind: 'hysteresis', deadBandC: 1 },
    });
    expect(usersOfDevice(device, [point], [vessel, other])).toEqual([
      { point, use: { vessel: other, role: 'room', as: 'part' } },
    ]);
    // A spare is in use as well.
    const spared = vesselSchema.parse({
      ...other,
      sensors: { beer: 'p2', chamber: null, room: null },
      spareSensors: { beer: ['p1'], chamber: [], room: [] },
    });
    const [use] = usesOfPoint('p1', [spared]);
    expect(use).toEqual({ vessel: spared, role: 'beer', as: 'spare' });
    expect(use && wordsOfUse(use)).toBe('Spare probe, beer');
    expect(usersOfDevice(device, [point], [vessel, spared])).toEqual([{ point, use }]);
  });
});

describe('a vessel whose board regulates by itself', () => {
  it('shows the alarms of its board', () => {
    expect(sourcesOf(vessel, {})).toEqual(['v1', 'p1', 'd1']);
    expect(sourcesOf({ ...vessel, algorithm: { kind: 'hysteresis', deadBandC: 1 } }, { p1: point })).toEqual([
      'v1',
      'p1',
      'd1',
    ]);
  });

  it('has limits and a volume, and no tuning', () => {
    const names = fieldsOf(vessel).map(({ name }) => name);
    expect(names).toEqual(['limits.minSpC', 'limits.maxSpC', 'limits.maxTempC', 'volumeL']);
  });

  it('takes orders while its board is connected', () => {
    expect(awayWords({ link: 'connected' })).toBeNull();
    for (const link of ['connecting', 'lost', 'not-driven'] as const)
      expect(awayWords({ link })).toMatch(/board/);
  });
});

describe('what the console refuses', () => {
  it('stands at the field that it is about', () => {
    const fields = ['name', 'connection'] as const;
    const { byField, rest } = fieldErrors(
      'name: must not be empty; connection: beer must be a number',
      fields,
    );
    expect(byField).toEqual({ name: 'Must not be empty', connection: 'Beer must be a number' });
    expect(rest).toBeNull();
    expect(fieldErrors('There are already 200 devices', fields)).toEqual({
      byField: {},
      rest: 'There are already 200 devices',
    });
  });

  it('is said without the names that programs use', () => {
    expect(withoutField('spC: Cellar takes setpoints from 1 to 30 °C')).toBe(
      'Cellar takes setpoints from 1 to 30 °C',
    );
    expect(withoutField('limits.maxSpC: must be at most 110 °C')).toBe('Must be at most 110 °C');
    expect(withoutField('Cellar is lost: no port')).toBe('Cellar is lost: no port');
  });

  it('names no temperature with a tail of decimals', () => {
    expect(textInUnit('Setpoint 18.3333 °C, by local', 'C')).toBe('Setpoint 18.33 °C, by local');
    expect(textInUnit('Setpoint 18.25 °C', 'C')).toBe('Setpoint 18.25 °C');
    expect(textInUnit('Setpoint 18.3333 °C, by local', 'F')).toBe('Setpoint 65 °F, by local');
  });
});
