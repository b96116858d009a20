import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SensorMessage } from '#main/app/ingest-service.ts';
import { readGeneric } from '#main/server/ingest/generic.ts';
import { readIspindel } from '#main/server/ingest/ispindel.ts';
import { platoToSg, toSg } from '#main/server/ingest/quantities.ts';
import { readTilt, readTiltBridge } from '#main/server/ingest/tilt.ts';
import { RequestProblem } from '#main/server/problem.ts';
import { nameSchema } from '#shared/domain/text.ts';

const ispindel = {
  name: 'iSpindel000',
  ID: 4_974_097,
  token: '',
  angle: 83.49442,
  temperature: 21.4375,
  temp_units: 'C',
  battery: 4.035453,
  gravity: 12.5,
  interval: 900,
  RSSI: -76,
};
const asObject = ({ values }: SensorMessage) => Object.fromEntries(values);

describe('an iSpindel', () => {
  it('gives its values in the units of the console', () => {
    const message = readIspindel(ispindel, 'ispindel');
    expect(message).toMatchObject({ kind: 'ispindel', name: 'iSpindel000', everyMs: 900_000 });
    expect(asObject(message)).toEqual({
      temperature: 21.4375,
      gravity: expect.closeTo(1.0505, 4),
      battery: 4.035453,
      angle: 83.49442,
      signal: -76,
    });
  });

  it.each([
    ['F', 68, 20],
    ['f', 68, 20],
    ['K', 293.15, 20],
    [undefined, 20, 20],
  ])('says temperatures in %s', (unit, sent, expected) => {
    const message = readIspindel({ ...ispindel, temp_units: unit, temperature: sent }, 'ispindel');
    expect(asObject(message)['temperature']).toBeCloseTo(expected, 9);
  });

  it('is named by the number of its chip when it has no name', () => {
    expect(readIspindel({ ...ispindel, name: '' }, 'ispindel').name).toBe('4974097');
    expect(() => readIspindel({ temperature: 20 }, 'ispindel')).toThrow('name: must not be empty');
  });

  it('that has no reading says so with null, and may leave values out', () => {
    const message = readIspindel({ name: 'x', temperature: null, battery: 4 }, 'ispindel');
    expect(asObject(message)).toEqual({ temperature: null, battery: 4 });
    expect(message.everyMs).toBeNull();
    expect(() => readIspindel({ name: 'x' }, 'ispindel')).toThrow('x sends none of the known values');
  });

  it.each([
    [{ temperature: 'warm' }, 'temperature: must be a number'],
    [{ temperature: '0x10' }, 'temperature: must be a number'],
    [{ temperature: true }, 'temperature: must be a number'],
    [{ temperature: [20] }, 'temperature: must be a number'],
    [{ temp_units: 'R' }, 'temp_units: must be C or F or K'],
    [{ temp_units: 5 }, 'temp_units: must be text'],
    [{ gravity: {} }, 'gravity: must be a number'],
    [{ interval: 'often' }, 'interval: must be a number'],
    [{ name: 5 }, 'name: must be text'],
    [{ name: 'x'.repeat(81) }, 'name: must be at most 80 characters'],
    [{ name: 'a\u0007b' }, 'name: must not contain control characters'],
  ])('that sends %j is refused in words', (change, words) => {
    expect(() => readIspindel({ ...ispindel, ...change }, 'ispindel')).toThrow(words);
  });
});

describe('GravityMon', () => {
  it('says the unit of its gravity, and a corrected one', () => {
    const sent = {
      ...ispindel,
      ID: '2E6753',
      'gravity-unit': 'G',
      gravity: 1.005,
      'corr-gravity': 1.0045,
      'run-time': 6,
    };
    expect(asObject(readIspindel(sent, 'gravitymon'))).toMatchObject({
      gravity: 1.005,
      'corrected-gravity': 1.0045,
    });
    // What cannot be told by its size is told by its unit.
    const plato = { ...sent, 'gravity-unit': 'P', gravity: 1.5, 'corr-gravity': 1.2 };
    const values = asObject(readIspindel(plato, 'gravitymon'));
    expect(values['gravity']).toBeCloseTo(1.0058, 4);
    expect(values['corrected-gravity']).toBeCloseTo(1.0047, 4);
  });
});

describe('gravity', () => {
  it.each([
    [0, 1],
    [10, 1.04],
    [12, 1.0484],
    [20, 1.083],
  ])('%d °P are %d SG', (plato, sg) => {
    expect(platoToSg(plato)).toBeCloseTo(sg, 3);
  });

  it('without a unit is °P where it can be nothing else', () => {
    expect(toSg(1.05, undefined)).toBe(1.05);
    expect(toSg(2, undefined)).toBe(2);
    expect(toSg(12, undefined)).toBe(platoToSg(12));
  });
});

describe('TiltBridge', () => {
  const purple = {
    color: 'Purple',
    temp: '68.0',
    tempUnit: 'F',
    gravity: '1.0123',
    gsheets_name: '',
    rssi: -60,
  };

  it('gives its Tilts by colour or as a list, with numbers as texts', () => {
    const byColor = readTiltBridge({
      mdns_id: 'tiltbridge',
      tilts: { Purple: purple, Red: { temp: '20.5', tempUnit: 'C', gravity: '1.050' } },
    });
    expect(byColor.map((each) => [each.kind, each.name, asObject(each)])).toEqual([
      ['tilt', 'purple', { temperature: 20, gravity: 1.0123, signal: -60 }],
      ['tilt', 'red', { temperature: 20.5, gravity: 1.05 }],
    ]);
    expect(readTiltBridge({ tilts: [purple] })[0]).toMatchObject({ name: 'purple', everyMs: null });
    expect(readTiltBridge({ tilts: {} })).toEqual([]);
  });

  it.each([
    [{}, 'tilts: must be the Tilts by colour'],
    [{ tilts: 5 }, 'tilts: must be the Tilts by colour'],
    [{ tilts: { Purple: 5 } }, 'tilts: Purple must be a JSON object'],
    [{ tilts: [{ ...purple, color: '' }] }, 'color: must not be empty'],
    [{ tilts: [purple, { ...purple, temp: 'hot' }] }, 'temp: must be a number'],
    [{ tilts: [{ ...purple, tempUnit: 'K' }] }, 'tempUnit: must be C or F'],
    [{ tilts: [{ color: 'Red', temp: '20' }] }, 'tempUnit: must be C or F'],
    [{ tilts: Array.from({ length: 33 }, () => purple) }, 'tilts: must be at most 32'],
  ])('that sends %j is refused in words', (body, words) => {
    expect(() => readTiltBridge(body)).toThrow(words);
  });
});

it('a Tilt posts °F, SG and its colour', () => {
  const form = {
    Timepoint: '45032.5707',
    Temp: '68.0',
    SG: '1.0125',
    Color: 'ORANGE',
    Beer: 'Pale',
    Comment: '',
  };
  const message = readTilt(form);
  expect(message).toMatchObject({ kind: 'tilt', name: 'orange', everyMs: null });
  expect(asObject(message)).toEqual({ temperature: 20, gravity: 1.0125 });
  expect(() => readTilt({ ...form, Temp: 'warm' })).toThrow('Temp: must be a number');
  expect(() => readTilt({ ...form, Color: undefined })).toThrow('Color: must not be empty');
});

describe('generic JSON', () => {
  it('names its units in its fields', () => {
    const message = readGeneric({
      source: 'cellar',
      intervalS: 60,
      readings: { temperatureC: 12.5, gravity: 1.02, batteryV: 3.9, angleDeg: 30, signalDbm: -70 },
    });
    expect(message).toMatchObject({ kind: 'json', name: 'cellar', everyMs: 60_000 });
    expect(asObject(message)).toEqual({
      temperature: 12.5,
      gravity: 1.02,
      battery: 3.9,
      angle: 30,
      signal: -70,
    });
  });

  it.each([
    [{}, 'readings: must be a JSON object'],
    [{ source: 'x', readings: {} }, 'x sends none of the known values'],
    [{ readings: { gravity: 1 } }, 'source: must not be empty'],
    [{ source: 'x', readings: { temperature: 1 } }, 'unknown field readings.temperature'],
    [{ source: 'x', reading: {} }, 'unknown field reading'],
    [{ source: 'x', readings: { gravity: 'heavy' } }, 'gravity: must be a number'],
  ])('that is %j is refused in words', (body, words) => {
    expect(() => readGeneric(body)).toThrow(words);
  });
});

const readers: Readonly<Record<string, (body: unknown) => readonly SensorMessage[]>> = {
  ispindel: (body) => [readIspindel(body, 'ispindel')],
  gravitymon: (body) => [readIspindel(body, 'gravitymon')],
  tiltbridge: readTiltBridge,
  tilt: (body) => [readTilt(body)],
  json: (body) => [readGeneric(body)],
};
const otherFields =
  'corr-gravity gravity-unit tilts color temp tempUnit Temp SG Color source readings temperatureC intervalS __proto__ constructor toString';
const fieldNames = [...Object.keys(ispindel), ...otherFields.split(' ')];
const rubbish = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), tie('fields')),
  fields: fc.dictionary(fc.constantFrom(...fieldNames), tie('any'), { noNullPrototype: true }),
}));

describe.each(Object.keys(readers))('rubbish for %s', (format) => {
  it('is refused in words, or gives finite numbers under a readable name', () => {
    fc.assert(
      fc.property(rubbish.any, (body) => {
        let messages: readonly SensorMessage[];
        try {
          messages = readers[format]?.(body) ?? [];
        } catch (error) {
          expect(error).toBeInstanceOf(RequestProblem);
          expect((error as RequestProblem).statusCode).toBe(400);
          expect((error as RequestProblem).message).toMatch(/\w+ \w+/);
          return;
        }
        for (const { name, values, everyMs } of messages) {
          expect(nameSchema.parse(name)).toBe(name);
          expect(values.size).toBeGreaterThan(0);
          for (const value of values.values()) expect(value === null || Number.isFinite(value)).toBe(true);
          expect(everyMs === null || (everyMs > 0 && everyMs <= 86_400_000)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
