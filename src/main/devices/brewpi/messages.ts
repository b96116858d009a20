/** What the lines of a board mean (protocol, sections 3 to 5). Temperatures are in the unit of the board. */

export interface VersionMessage {
  readonly kind: 'version';
  /** Such as `0.2.13`. */
  readonly version: string;
  readonly build: string;
  /** Shield: 0 DIY, 1 RevA, 2 RevC, 5 I2C, 6 Glycol. */
  readonly shield: number | null;
  /** The firmware simulates its own fridge. */
  readonly simulator: boolean;
  /** Board: `s` Uno, `l` Leonardo, `m` Mega. */
  readonly board: string;
  /** Version of the table of log messages. */
  readonly logTable: string;
}

/** A value is undefined when the line does not say it, and null when the board has none. */
export interface TemperaturesMessage {
  readonly kind: 'temperatures';
  readonly beer: number | null | undefined;
  readonly beerSet: number | null | undefined;
  readonly chamber: number | null | undefined;
  readonly chamberSet: number | null | undefined;
  readonly room: number | null | undefined;
  readonly state: number | undefined;
  /** What has just happened, in the words of the board. The setpoints of such a line are those of before. */
  readonly note: string | null;
}

export interface SettingsMessage {
  readonly kind: 'settings';
  /** One letter: o, b, f, p, t; the board stores any other as well. */
  readonly mode: string;
  readonly beerSet: number | null;
  readonly chamberSet: number | null;
}

export type TempFormat = 'C' | 'F';

export interface ConstantsMessage {
  readonly kind: 'constants';
  readonly tempFormat: TempFormat;
  /** The board's own range of setpoints, which it does not apply to the beer's. */
  readonly setMin: number;
  readonly setMax: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface LogMessage {
  readonly kind: 'log';
  readonly type: 'E' | 'W' | 'I';
  readonly id: number;
  readonly values: readonly (string | number)[];
}

/** A slot, or a piece of hardware, as `d`, `h` and `U` list them. */
export type BoardDevice = Readonly<Record<string, number | string | null>>;

export type Message =
  | VersionMessage
  | TemperaturesMessage
  | SettingsMessage
  | ConstantsMessage
  | LogMessage
  | { readonly kind: 'variables'; readonly values: Readonly<Record<string, number>> }
  | { readonly kind: 'display'; readonly lines: readonly string[] }
  | { readonly kind: 'installed' | 'hardware'; readonly devices: readonly BoardDevice[] }
  | { readonly kind: 'slot'; readonly device: BoardDevice }
  | { readonly kind: 'simulator' };

type Fields = Readonly<Record<string, unknown>>;

const parsers: Readonly<Record<string, (value: unknown) => Message | null>> = {
  N: ifObject(version),
  T: ifObject(temperatures),
  S: ifObject(settings),
  C: ifObject(constants),
  V: ifObject((fields) => ({ kind: 'variables', values: numbers(fields) })),
  L: display,
  d: (value) => listing('installed', value),
  h: (value) => listing('hardware', value),
  U: ifObject((fields) => ({ kind: 'slot', device: device(fields) })),
  Y: ifObject(() => ({ kind: 'simulator' })),
};

/** What a line says, or null when it is no message of a board. */
export function parseLine(line: string): Message | null {
  const match = /^([A-Za-z]):(?=[{[])(.*)$/.exec(line.trim());
  const parse = match?.[1] === undefined ? undefined : parsers[match[1]];
  return parse === undefined ? null : parse(parseJson(match?.[2] ?? ''));
}

/**
 * What the body of a log message says. The board does not escape what it echoes, so it need not be JSON: the
 * values are then what stands between the brackets, as it is.
 */
export function parseLog(body: string): LogMessage | null {
  const match = /^\{"logType":"([EWI])","logID":(\d{1,3}),"V":\[([^]*)\]\}$/.exec(body);
  if (match === null) return null;
  const [, type, id, list = ''] = match;
  const parsed = parseJson(`[${list}]`);
  const values = Array.isArray(parsed)
    ? parsed.filter((value) => typeof value === 'string' || typeof value === 'number')
    : list.split(',').map((value) => value.replaceAll('"', ''));
  return { kind: 'log', type: type as LogMessage['type'], id: Number(id), values };
}

function version(fields: Fields): VersionMessage | null {
  const { v, n, s, y, b, l } = fields;
  if (typeof v !== 'string') return null;
  return {
    kind: 'version',
    version: v,
    build: text(n),
    shield: typeof s === 'number' ? s : null,
    simulator: y === 1,
    board: text(b),
    logTable: text(l),
  };
}

/** Long keys of every release, short ones of a build that simulates and then sends only what has changed. */
function temperatures(fields: Fields): TemperaturesMessage | null {
  const known = ['State', 'BeerTemp', 'FridgeTemp', 't'].some((name) => name in fields);
  if (!known) return null;
  const state = fields['State'] ?? fields['s'];
  const notes = [fields['BeerAnn'], fields['FridgeAnn'], fields['ba'], fields['fa']];
  return {
    kind: 'temperatures',
    beer: temperature(fields, 'BeerTemp', 'bt'),
    beerSet: temperature(fields, 'BeerSet', 'bs'),
    chamber: temperature(fields, 'FridgeTemp', 'ft'),
    chamberSet: temperature(fields, 'FridgeSet', 'fs'),
    room: temperature(fields, 'RoomTemp', 'rt'),
    state: typeof state === 'number' ? state : undefined,
    note: notes.find((note): note is string => typeof note === 'string' && note !== '') ?? null,
  };
}

function settings(fields: Fields): SettingsMessage | null {
  const { mode } = fields;
  if (typeof mode !== 'string') return null;
  return {
    kind: 'settings',
    mode,
    beerSet: temperature(fields, 'beerSet') ?? null,
    chamberSet: temperature(fields, 'fridgeSet') ?? null,
  };
}

function constants(fields: Fields): ConstantsMessage | null {
  const { tempFormat, tempSetMin, tempSetMax } = fields;
  if (tempFormat !== 'C' && tempFormat !== 'F') return null;
  if (typeof tempSetMin !== 'number' || typeof tempSetMax !== 'number') return null;
  return {
    kind: 'constants',
    tempFormat,
    setMin: tempSetMin,
    setMax: tempSetMax,
    values: numbers(fields),
  };
}

/** The display's degree sign is 0xB0 in 0.2.13 and 0xDF in 0.2.4 (section 3). */
function display(value: unknown): Message | null {
  if (!Array.isArray(value) || value.length !== 4) return null;
  const lines = value.filter((line): line is string => typeof line === 'string');
  return lines.length === 4
    ? { kind: 'display', lines: lines.map((line) => line.replaceAll('ß', '°')) }
    : null;
}

function listing(kind: 'installed' | 'hardware', value: unknown): Message | null {
  return Array.isArray(value) && value.every(isFields) ? { kind, devices: value.map(device) } : null;
}

function device(fields: Fields): BoardDevice {
  const entries = Object.entries(fields).filter(
    (entry): entry is [string, number | string | null] =>
      entry[1] === null || typeof entry[1] === 'number' || typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}

function temperature(fields: Fields, ...names: string[]): number | null | undefined {
  const name = names.find((each) => each in fields);
  const value = name === undefined ? undefined : fields[name];
  if (value === undefined || value === null) return value;
  return typeof value === 'number' ? value : null;
}

function numbers(fields: Fields): Record<string, number> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function ifObject(parse: (fields: Fields) => Message | null): (value: unknown) => Message | null {
  return (value) => (isFields(value) ? parse(value) : null);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // cut or damaged on the way: no message
  }
}
