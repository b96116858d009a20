import type { FirmataBoard } from './board.ts';

/** A request to a console's API; rejects when it is refused. */
export type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

export interface Kettle {
  readonly deviceId: string;
  readonly vesselId: string;
}

/** The pin of the heater. */
export const HEATER = 8;
/** Where the probe hangs, 20 °C: 205 of 1023 steps of 0 to 100 °C. */
const PROBE = { channel: 1, value: 205 } as const;

/**
 * Makes a kettle on this board, whose heater is on from now on: it is asked for 60 °C, and its probe stays at 20 °C. It has so
 * little power that nobody can wonder about that for hours.
 */
export async function heatKettle(call: Call, name: string, board: FirmataBoard): Promise<Kettle> {
  board.analog[PROBE.channel] = PROBE.value;
  const device = await call<{ id: string }>('POST', '/devices', {
    name,
    driver: 'firmata',
    connection: board.path,
  });
  const point = async (config: object): Promise<string> =>
    (await call<{ id: string }>('POST', '/points', { deviceId: device.id, ...config })).id;
  const beer = await point({
    kind: 'temperature',
    name: `${name} probe`,
    address: `A${PROBE.channel} linear 0..100`,
    offsetC: 0,
  });
  const heater = await point({
    kind: 'output',
    name: `${name} element`,
    address: `D${HEATER}`,
    outputKind: 'ssr',
  });
  const vessel = await call<{ id: string }>('POST', '/vessels', {
    name: `${name} kettle`,
    kind: 'kettle',
    volumeL: 200,
    sensors: { beer, chamber: null, room: null },
    actuators: { heater, cooler: null },
    heaterW: 50,
    coolerW: 100,
    limits: { minSpC: 10, maxSpC: 100, maxTempC: 105 },
    algorithm: { kind: 'hysteresis', deadBandC: 1 },
  });
  await call('POST', `/points/${heater}/accept-staying`);
  await call('PUT', `/vessels/${vessel.id}/setpoint`, { spC: 60 });
  await call('PUT', `/vessels/${vessel.id}/mode`, { mode: 'auto', source: 'constant' });
  return { deviceId: device.id, vesselId: vessel.id };
}
