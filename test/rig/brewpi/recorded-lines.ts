import { answersTo, readTranscript } from './transcript.ts';

/** What the board of a rig holds and measures, in °C. */
export interface Held {
  mode: string;
  beerSet: number | null;
  chamberSet: number | null;
  beer: number | null;
  chamber: number | null;
  /** Undefined when no room probe is installed. */
  room: number | null | undefined;
  /** State number of the protocol, 0 to 9. */
  state: number;
  /** Fourth line of the display; null for what belongs to the state. */
  display: string | null;
  format: 'C' | 'F';
}

const recording = readTranscript('transcript-0.2.13');

function recorded(sent: string, starting: string): string {
  const line = answersTo(recording, sent)
    .flat()
    .find((text) => text.startsWith(starting));
  if (line === undefined) throw new Error(`the transcript has no ${starting} after ${sent}`);
  return line;
}

const templates = {
  temperatures: recorded('j{mode:b, beerSet:18.0}', 'T:'),
  settings: recorded('s', 'S:'),
  constants: { C: recorded('c', 'C:'), F: recorded('j{tempFormat:F}', 'C:') },
  version: recorded('n', 'N:'),
  variables: recorded('v', 'V:'),
};

/** Answers that do not depend on what the board holds, as they were recorded with all devices installed. */
export const fixedAnswers: Readonly<Record<string, string>> = {
  n: templates.version,
  v: templates.variables,
};

export function settingsLine(held: Held): string {
  return fill(templates.settings, {
    mode: `"${held.mode}"`,
    beerSet: degrees(held.beerSet, held),
    fridgeSet: degrees(held.chamberSet, held),
  });
}

/** @param changed constants that were set, by their names */
export const constantsLine = ({ format }: Held, changed: Readonly<Record<string, string>> = {}): string =>
  fill(templates.constants[format], changed);

/** True for the name of a constant that is a number. */
export const isConstant = (key: string): boolean =>
  key !== 'tempFormat' && templates.constants.C.includes(`"${key}":`);

export function temperaturesLine(
  held: Held,
  note?: { readonly beer?: string; readonly chamber?: string },
): string {
  const line = fill(templates.temperatures, {
    BeerTemp: degrees(held.beer, held),
    BeerSet: degrees(held.beerSet, held),
    BeerAnn: note?.beer === undefined ? 'null' : JSON.stringify(note.beer.slice(0, 31)),
    FridgeTemp: degrees(held.chamber, held),
    FridgeSet: degrees(held.chamberSet, held),
    FridgeAnn: note?.chamber === undefined ? 'null' : JSON.stringify(note.chamber.slice(0, 31)),
    RoomTemp: degrees(held.room ?? null, held),
    State: String(held.state),
  });
  return held.room === undefined ? line.replace(/"RoomTemp":[^,]*,/, '') : line;
}

const modeNames: Readonly<Record<string, string>> = {
  o: 'Off',
  b: 'Beer Const.',
  f: 'Fridge Const.',
  p: 'Beer Profile',
  t: '** Testing **',
};
const stateLines: readonly string[] = [
  'Idling for     00m08',
  'Temp. control OFF',
  'Door open',
  'Heating for    00m22',
  'Cooling for    00m04',
  'Wait to Cool   04m55',
  'Wait to Heat   09m45',
  'Waiting for peak',
  'Cool time left 02m52',
  'Heat time left 02m52',
];

export function displayLine(held: Held): string {
  const number = (value: number | null): string =>
    (value === null ? '--.-' : inUnit(value, held).toFixed(1)).padStart(4);
  const lines = [
    `Mode   ${modeNames[held.mode] ?? ''}`,
    `Beer   ${number(held.beer)}  ${number(held.beerSet)} \u00b0${held.format}`,
    `Fridge ${number(held.chamber)}  ${number(held.chamberSet)} \u00b0${held.format}`,
    held.display ?? stateLines[held.state] ?? '',
  ];
  return `L:${JSON.stringify(lines.map((line) => line.padEnd(20).slice(0, 20)))}\r\n`;
}

export const echoLine = (key: string, value: string): string =>
  `D:{"logType":"I","logID":12,"V":["${key}","${value}"]}\r\n`;
export const errorLine = (id: number, values: readonly (string | number)[] = []): string =>
  `D:{"logType":"E","logID":${id},"V":${JSON.stringify(values)}}\r\n`;
export const warningLine = (id: number, values: readonly (string | number)[] = []): string =>
  `D:{"logType":"W","logID":${id},"V":${JSON.stringify(values)}}\r\n`;

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce(
    (line, [key, value]) =>
      line.replace(new RegExp(`("${key}":)(?:"[^"]*"|[^,}]*)`), (_, name) => `${name}${value}`),
    template,
  );
}

const inUnit = (valueC: number, { format }: Held): number => (format === 'C' ? valueC : valueC * 1.8 + 32);

/** As the board prints it: a blank instead of a plus, two digits. */
function degrees(valueC: number | null, held: Held): string {
  if (valueC === null) return 'null';
  const value = inUnit(valueC, held);
  return `${value < 0 ? '' : ' '}${value.toFixed(2)}`;
}
