import { describe, expect, it } from 'vitest';
import { assignmentOf, freeRolesFor } from '#renderer/features/devices/assignment.ts';
import { remember, undoing, undoWords } from '#renderer/features/vessel/config-undo.ts';
import {
  emptyVessel,
  readVessel,
  suggestedName,
  textOf,
} from '#renderer/features/vessel-setup/vessel-draft.ts';
import { lacksOf, summaryOf } from '#renderer/features/vessel-setup/vessel-words.ts';
import {
  movedUp,
  offeredPoints,
  partsOf,
  permissivesFor,
  promotionsOf,
  rewire,
  spareCandidates,
  stillOffered,
  takesSpare,
  type Wiring,
  wiringOf,
  withSpare,
} from '#renderer/features/vessel-setup/wiring.ts';
import { errorAt, noteOf, wiringErrorsOf } from '#renderer/features/vessel-setup/wiring-errors.ts';
import { pointIdSchema } from '#shared/domain/ids.ts';
import { type Point, pointSchema, usualReadingRules } from '#shared/domain/point.ts';
import { noSpares, type Vessel, vesselConfigSchema, vesselSchema } from '#shared/domain/vessel.ts';
import { algorithmsFor } from '#shared/domain/vessel-defaults.ts';

const id = (text: string) => pointIdSchema.parse(text);
const sensor = (text: string): Point =>
  pointSchema.parse({
    id: text,
    name: text,
    deviceId: 'd1',
    address: text,
    kind: 'temperature',
    offsetC: 0,
    readings: usualReadingRules,
  });
const output = (text: string): Point =>
  pointSchema.parse({
    id: text,
    name: text,
    deviceId: 'd1',
    address: text,
    kind: 'output',
    outputKind: 'contactor',
  });
const contact = pointSchema.parse({
  id: 'float',
  name: 'float',
  deviceId: 'd1',
  address: 'float',
  kind: 'input',
  inverted: false,
});

const keller = vesselSchema.parse({
  id: 'v1',
  name: 'Keller',
  kind: 'fermenter',
  volumeL: 20,
  sensors: { beer: 'beer', chamber: null, room: 'room' },
  actuators: { heater: 'belt', cooler: null },
  heaterW: 60,
  coolerW: 100,
  limits: { minSpC: 0, maxSpC: 30, maxTempC: 40 },
  algorithm: algorithmsFor('fermenter')[0],
  control: {
    mode: 'off',
    target: 'beer',
    source: 'constant',
    spC: 20,
    manualHeatPct: 0,
    manualCoolPct: 0,
  },
});

const spared: Vessel = { ...keller, spareSensors: { ...noSpares, beer: [id('free')] } };

const points = [sensor('beer'), sensor('room'), sensor('free'), output('belt'), output('fridge'), contact];
const names = (offered: ReturnType<typeof offeredPoints>) =>
  offered.map(({ point, roles }) => `${point.id}: ${roles.join(' ')}`);

describe('the points on offer', () => {
  it('are those that no other vessel has, and the room of another as a room only', () => {
    expect(names(offeredPoints(points, 'fermenter', [keller]))).toEqual([
      'room: room',
      'free: beer chamber room',
      'fridge: heater cooler',
    ]);
    expect(names(offeredPoints(points, 'kettle', []))).toEqual([
      'beer: beer room',
      'room: beer room',
      'free: beer room',
      'belt: heater cooler',
      'fridge: heater cooler',
    ]);
  });

  it('leave a wiring when they are gone', () => {
    const wiring = { beer: [id('free')], chamber: [id('beer')], heater: [id('fridge')] };
    const offered = offeredPoints(points, 'fermenter', [keller]);
    expect(stillOffered(wiring, offered)).toEqual({ beer: ['free'], heater: ['fridge'] });
    const kettle = offeredPoints(points, 'kettle', []);
    expect(stillOffered({ chamber: [id('free')] }, kettle)).toEqual({});
  });
});

describe('a wiring', () => {
  it('has one point in a role, and one role for a point', () => {
    let wiring = rewire({}, id('a'), 'beer');
    wiring = rewire(wiring, id('b'), 'chamber');
    expect(rewire(wiring, id('b'), 'beer')).toEqual({ beer: ['b'] });
    expect(rewire(wiring, id('a'), null)).toEqual({ chamber: ['b'] });
    expect(rewire(wiring, id('c'), 'beer')).toEqual({ beer: ['c'], chamber: ['b'] });
  });

  it('is kept as the console has it', () => {
    expect(wiringOf(keller)).toEqual({ beer: ['beer'], room: ['room'], heater: ['belt'] });
    const { sensors, spareSensors, actuators } = spared;
    expect(partsOf(wiringOf(spared))).toEqual({ sensors, spareSensors, actuators });
  });
});

describe('the contact that an output needs', () => {
  const permissives = { heater: id('float'), cooler: id('door') };

  it('leaves with its output', () => {
    expect(permissivesFor({ heater: [id('belt')] }, permissives)).toEqual({ heater: 'float', cooler: null });
    expect(permissivesFor({}, permissives)).toEqual({ heater: null, cooler: null });
  });

  it('stands in the summary of a new vessel', () => {
    const config = { ...keller, permissives: { heater: contact.id, cooler: null } };
    expect(summaryOf(config, { [contact.id]: contact }, 'C')).toContain(
      `The heater stays off while ${contact.name} is off.`,
    );
  });
});

describe('the spare probes of a role', () => {
  const wiring: Wiring = { beer: [id('a'), id('b'), id('c')], chamber: [id('d')] };

  it('are added, taken out and moved up, also to the first place', () => {
    expect(withSpare(wiring, 'beer', 3, id('e')).beer).toEqual(['a', 'b', 'c', 'e']);
    expect(withSpare(wiring, 'beer', 1, id('e')).beer).toEqual(['a', 'e', 'c']);
    expect(withSpare(wiring, 'beer', 1, null).beer).toEqual(['a', 'c']);
    expect(movedUp(wiring, 'beer', 2).beer).toEqual(['a', 'c', 'b']);
    expect(movedUp(wiring, 'beer', 1).beer).toEqual(['b', 'a', 'c']);
  });

  it('move up when the first probe goes, and stay when another one comes', () => {
    const without = rewire(wiring, id('a'), null);
    expect(without.beer).toEqual(['b', 'c']);
    expect(promotionsOf(wiring, without)).toEqual([{ role: 'beer', pointId: 'b' }]);
    const elsewhere = rewire(wiring, id('a'), 'room');
    expect(elsewhere).toEqual({ beer: ['b', 'c'], chamber: ['d'], room: ['a'] });
    expect(promotionsOf(wiring, elsewhere)).toEqual([{ role: 'beer', pointId: 'b' }]);

    const other = rewire(wiring, id('d'), 'beer');
    expect(other).toEqual({ beer: ['d', 'b', 'c'] });
    expect(promotionsOf(wiring, other)).toEqual([]);
    expect(rewire(wiring, id('b'), 'chamber')).toEqual({ beer: ['a', 'c'], chamber: ['b'] });
    // Who is told to be read before the first one has moved up by hand.
    expect(promotionsOf(wiring, movedUp(wiring, 'beer', 1))).toEqual([]);
  });

  it('are points that nothing is made of yet, three at most, and only behind a first one', () => {
    const offered = offeredPoints(points, 'fermenter', []);
    const some: Wiring = { beer: [id('beer')] };
    const candidates = (in_: Wiring, role: 'beer' | 'room' = 'beer') =>
      spareCandidates(in_, role, offered).map((point) => point.id);
    expect(candidates(some)).toEqual(['room', 'free']);
    expect(candidates({ beer: [id('beer'), id('free')] })).toEqual(['room']);
    expect(takesSpare(some, 'beer')).toBe(true);
    expect(takesSpare(some, 'chamber')).toBe(false);
    expect(takesSpare({ beer: [id('a'), id('b'), id('c')] }, 'beer')).toBe(true);
    expect(takesSpare({ beer: [id('a'), id('b'), id('c'), id('d')] }, 'beer')).toBe(false);
    // The room of another vessel can be a spare for the room, and for nothing else.
    const shared = spareCandidates(
      { room: [id('free')] },
      'room',
      offeredPoints(points, 'fermenter', [keller]),
    );
    expect(shared.map((point) => point.id)).toEqual(['room']);
  });

  it('belong to their vessel, and go when they are gone or their role is', () => {
    expect(names(offeredPoints(points, 'fermenter', [spared]))).not.toContain('free: beer chamber room');
    const offered = offeredPoints(points, 'kettle', []);
    const kept = stillOffered({ beer: [id('gone'), id('free')], chamber: [id('beer'), id('room')] }, offered);
    expect(kept).toEqual({ beer: ['free'] });
  });

  it('are said in the summary, and get what is wrong with them', () => {
    const byId = Object.fromEntries(points.map((point) => [point.id, point]));
    expect(summaryOf(spared, byId, 'C')).toContain('Beer: beer, and when it fails free.');
    const { byField, rest } = wiringErrorsOf(
      new Error('spareSensors.beer.0: values of free may be minutes old, so it needs another sensor'),
    );
    expect(rest).toBeNull();
    expect(errorAt(byField, 'beer', 1)).toBe('Values of free may be minutes old, so it needs another sensor');
    expect(errorAt(byField, 'beer', 0)).toBeNull();
    const first = wiringErrorsOf(new Error('sensors.room: there is no temperature sensor x'));
    expect(errorAt(first.byField, 'room', 0)).toBe('There is no temperature sensor x');
    expect(wiringErrorsOf(new Error('limits: the lowest setpoint must be lower')).rest).toBe(
      'The lowest setpoint must be lower',
    );
    expect(wiringErrorsOf(null)).toEqual({ byField: {}, rest: null });
    // The button is far below the field.
    expect(noteOf(first)).toContain('said at its field');
    expect(noteOf(wiringErrorsOf(new Error('There is already a vessel named Keller')))).toContain('Keller');
    expect(noteOf(wiringErrorsOf(null))).toBeNull();
  });
});

describe('a new vessel', () => {
  it('is whole with its defaults, which the console takes', () => {
    for (const kind of ['fermenter', 'kettle'] as const) {
      const { config, problems } = readVessel({ ...emptyVessel, kind }, ['Kettle'], 'F');
      expect(problems).toEqual({});
      expect(vesselConfigSchema.parse(config)).toMatchObject({
        kind,
        name: kind === 'kettle' ? 'Kettle 2' : 'Fermenter',
        algorithm: { kind: kind === 'kettle' ? 'pid' : 'cascade' },
      });
      // A limit of 0 °C stays 0 °C, though it is shown as 32 °F.
      expect(config?.limits).toEqual(
        kind === 'kettle'
          ? { minSpC: 10, maxSpC: 100, maxTempC: 105 }
          : { minSpC: 0, maxSpC: 30, maxTempC: 40 },
      );
    }
  });

  it('says what is wrong as it is typed', () => {
    const read = (change: Partial<typeof emptyVessel>, unit: 'C' | 'F' = 'C') =>
      readVessel({ ...emptyVessel, ...change }, ['Keller'], unit).problems;
    expect(read({ name: ' ' })).toEqual({ name: 'Must not be empty' });
    expect(read({ name: ' Keller ' })).toEqual({ name: 'There is already a vessel named Keller' });
    expect(read({ typed: { volumeL: '0' } })).toEqual({ volumeL: 'At least 0.5 L' });
    expect(read({ typed: { minSpC: '86' } }, 'F')).toEqual({ maxSpC: 'Must be above the lowest setpoint' });
    expect(read({ typed: { minSpC: '45', maxSpC: '50' } })).toEqual({
      maxTempC: 'Must be above the lowest setpoint',
    });
    expect(read({ typed: { maxTempC: '111' } })).toEqual({ maxTempC: 'At most 110 °C' });
  });

  it('asks for the power of an output only when it has that output', () => {
    const typed = { heaterW: 'much' };
    expect(readVessel({ ...emptyVessel, typed }, [], 'C').config?.heaterW).toBe(60);
    const heated = readVessel({ ...emptyVessel, typed, wiring: { heater: [id('belt')] } }, [], 'C');
    expect(heated).toMatchObject({ config: null, problems: { heaterW: 'Type a number' } });
  });

  it('keeps what was typed when its kind changes, and nothing else', () => {
    const draft = { ...emptyVessel, kind: 'kettle' as const, typed: { volumeL: '50' } };
    expect(textOf(draft, 'volumeL', 'C')).toBe('50');
    expect(textOf(draft, 'maxSpC', 'C')).toBe('100');
    expect(textOf(draft, 'maxSpC', 'F')).toBe('212');
    expect(suggestedName('kettle', ['Kettle', 'Kettle 2'])).toBe('Kettle 3');
  });

  it('is said in sentences, with what it cannot do', () => {
    const byId = Object.fromEntries(points.map((point) => [point.id, point]));
    expect(summaryOf(keller, byId, 'C')).toEqual([
      'A fermenter of 20 L, named Keller.',
      'Beer: beer.',
      'Room: room.',
      'Heater: belt (contactor or relay).',
      'It takes setpoints from 0 °C to 30 °C.',
      'From 40 °C on its heater is off, whatever is asked.',
    ]);
    expect(lacksOf(keller)).toEqual([]);
    const bare = { ...keller, ...partsOf({}) };
    expect(lacksOf(bare)).toHaveLength(2);
  });
});

describe('a role that a vessel lacks', () => {
  it('is offered to a free point, and open while the vessel is off', () => {
    const running = { ...keller, control: { ...keller.control, mode: 'auto' as const } };
    expect(freeRolesFor(sensor('free'), [keller]).map(({ role, open }) => [role, open])).toEqual([
      ['chamber', true],
    ]);
    expect(freeRolesFor(output('fridge'), [running]).map(({ role, open }) => [role, open])).toEqual([
      ['cooler', false],
    ]);
    expect(freeRolesFor(contact, [keller])).toEqual([]);
    const kettle = { ...keller, kind: 'kettle' as const };
    expect(freeRolesFor(sensor('free'), [kettle])).toEqual([]);
  });

  it('is given without touching the others', () => {
    const [role] = freeRolesFor(output('fridge'), [keller]);
    if (role === undefined) throw new Error('no role');
    expect(assignmentOf(role, id('fridge'))).toEqual({
      id: 'v1',
      actuators: { heater: 'belt', cooler: 'fridge' },
    });
  });
});

describe('undoing changes of a vessel', () => {
  const field = {
    name: 'limits.maxSpC',
    label: 'Highest setpoint',
    value: 30,
    quantity: 'temperature',
  } as const;

  it('takes back one number, and leaves what somebody else has set', () => {
    const now = { ...keller, limits: { minSpC: 5, maxSpC: 24, maxTempC: 40 } };
    expect(undoing({ what: 'number', field }, now)).toEqual({
      limits: { minSpC: 5, maxSpC: 30, maxTempC: 40 },
    });
    expect(undoWords({ what: 'number', field }, 'F')).toBe('Highest setpoint goes back to 86 °F');
  });

  it('takes back the algorithm with its tuning, and no tuning of one that is gone', () => {
    const before = algorithmsFor('fermenter')[0];
    if (before === undefined) throw new Error('no algorithm');
    const now = { ...keller, algorithm: { kind: 'hysteresis' as const, deadBandC: 1 } };
    expect(undoing({ what: 'algorithm', before }, now)).toEqual({ algorithm: before });
    const gain = { name: 'algorithm.kpCPerC', label: 'Gain', value: 12, quantity: 'number' } as const;
    expect(undoing({ what: 'number', field: gain }, now)).toBeNull();
    expect(undoing({ what: 'number', field: { ...gain, value: 10 } }, keller)).toEqual({
      algorithm: { ...before, kpCPerC: 10 },
    });
  });

  it('keeps the last fifty', () => {
    let steps = remember([], { what: 'number', field });
    for (let i = 0; i < 60; i += 1)
      steps = remember(steps, { what: 'number', field: { ...field, value: i } });
    expect(steps).toHaveLength(50);
    expect(steps.at(-1)).toMatchObject({ field: { value: 59 } });
  });
});
