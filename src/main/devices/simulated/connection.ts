import { AppError } from '#shared/domain/app-error.ts';

/** What can be said about a simulated brewery, with what holds when it is not said. */
const defaults = {
  /** Temperature of beer and chamber at the start, °C. */
  beer: 20,
  /** Temperature of the mash at the start, °C. */
  mash: 20,
  /** Temperature of the room, °C. */
  room: 22,
  /** Heat of the yeast at its peak, one day after the start, W. */
  yeast: 18,
  /** Seed of the noise of the probes. */
  seed: 1,
};
export type SimulatedSettings = Readonly<typeof defaults>;

const ranges: Readonly<Record<keyof SimulatedSettings, readonly [number, number]>> = {
  beer: [-2, 40],
  mash: [0, 100],
  room: [-20, 45],
  yeast: [0, 100],
  seed: [0, 4_294_967_295],
};

/**
 * Reads a connection such as `beer=12, room=18`; an empty one takes the defaults.
 * @throws AppError `invalid` in words.
 */
export function parseConnection(connection: string): SimulatedSettings {
  const settings = { ...defaults };
  for (const part of connection.split(',').map((text) => text.trim())) {
    if (part === '') continue;
    const [name = '', text = ''] = part.split('=').map((side) => side.trim());
    if (!isName(name)) {
      throw new AppError('invalid', `connection: ${name} is not one of ${Object.keys(defaults).join(', ')}`);
    }
    const [min, max] = ranges[name];
    const value = text === '' ? Number.NaN : Number(text);
    if (!(value >= min && value <= max)) {
      throw new AppError('invalid', `connection: ${name} must be a number from ${min} to ${max}`);
    }
    settings[name] = value;
  }
  return settings;
}

function isName(name: string): name is keyof SimulatedSettings {
  return Object.hasOwn(defaults, name);
}
