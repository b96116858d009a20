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

/** Where the liquid in the kettle stands: its float switch is on at `high`. The simulated kettle heats as if it were full. */
const levels = ['low', 'high'] as const;
export type KettleLevel = (typeof levels)[number];

export type SimulatedSettings = Readonly<typeof defaults> & { readonly level: KettleLevel };

const ranges: Readonly<Record<keyof typeof defaults, readonly [number, number]>> = {
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
  let level: KettleLevel = 'high';
  for (const part of connection.split(',').map((text) => text.trim())) {
    if (part === '') continue;
    const [name = '', text = ''] = part.split('=').map((side) => side.trim());
    if (name === 'level') {
      level = levelOf(text);
      continue;
    }
    if (!isName(name)) {
      const names = [...Object.keys(defaults), 'level'].join(', ');
      throw new AppError('invalid', `connection: ${name} is not one of ${names}`);
    }
    const [min, max] = ranges[name];
    const value = text === '' ? Number.NaN : Number(text);
    if (!(value >= min && value <= max)) {
      throw new AppError('invalid', `connection: ${name} must be a number from ${min} to ${max}`);
    }
    settings[name] = value;
  }
  return { ...settings, level };
}

function levelOf(text: string): KettleLevel {
  const level = levels.find((each) => each === text);
  if (level === undefined) throw new AppError('invalid', 'connection: level must be low or high');
  return level;
}

function isName(name: string): name is keyof typeof defaults {
  return Object.hasOwn(defaults, name);
}
