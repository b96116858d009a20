import { api } from '#test/rig/console-process.ts';

interface Named {
  readonly id: string;
}

/** The points of the cellar by their names. */
type CellarIds = Readonly<Record<'Probe 1' | 'Probe 2' | 'Probe 3' | 'Fridge', string>>;

/** A device of its own with three free probes at 20 °C and a compressor. */
export async function addCellar(url: string): Promise<CellarIds> {
  const device = await api<Named>(url, 'POST', '/devices', {
    name: 'Cellar',
    driver: 'simulated',
    connection: 'beer=20, seed=7',
  });
  const add = async (name: string, address: string, kind: object): Promise<string> => {
    const point = await api<Named>(url, 'POST', '/points', { name, deviceId: device.id, address, ...kind });
    return point.id;
  };
  const probe = { kind: 'temperature', offsetC: 0 };
  return {
    'Probe 1': await add('Probe 1', 'chamber/beer', probe),
    'Probe 2': await add('Probe 2', 'chamber/air', probe),
    'Probe 3': await add('Probe 3', 'kettle/mash', probe),
    Fridge: await add('Fridge', 'chamber/cooler', { kind: 'output', outputKind: 'compressor' }),
  };
}

/** A vessel of the cellar that is read by its smoothed spare, since its first probe says what it may not. @returns its id */
export async function addSparedVessel(url: string): Promise<string> {
  const ids = await addCellar(url);
  const rules = { minC: -55, maxC: 150, maxRateCPerS: 8, smoothingS: 0 };
  await api(url, 'PATCH', `/points/${ids['Probe 1']}`, { readings: { ...rules, maxC: 5 } });
  await api(url, 'PATCH', `/points/${ids['Probe 2']}`, { readings: { ...rules, smoothingS: 30 } });
  const vessel = await api<Named>(url, 'POST', '/vessels', {
    name: 'Keller',
    kind: 'fermenter',
    volumeL: 20,
    sensors: { beer: ids['Probe 1'], chamber: null, room: null },
    spareSensors: { beer: [ids['Probe 2']], chamber: [], room: [] },
    actuators: { heater: null, cooler: ids.Fridge },
    heaterW: 60,
    coolerW: 100,
    limits: { minSpC: 0, maxSpC: 30, maxTempC: 40 },
    algorithm: { kind: 'hysteresis', deadBandC: 1 },
  });
  return vessel.id;
}
