import type { Firmware } from './firmware.ts';
import { answersTo, readTranscript, type TranscriptName } from './transcript.ts';

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

/** What belongs to a constant or variable when the unit changes: an absolute temperature, a difference of two, or neither. */
type Scale = 'absolute' | 'difference' | 'bare';

const absolutes: ReadonlySet<string> = new Set(
  'tempSetMin tempSetMax estPeak negPeakEst posPeakEst negPeak posPeak'.split(' '),
);
const differences: ReadonlySet<string> = new Set(
  [
    'pidMax iMaxErr idleRangeH idleRangeL heatTargetH heatTargetL coolTargetH coolTargetL',
    'beerDiff diffIntegral beerSlope',
  ].flatMap((names) => names.split(' ')),
);

function scaleOf(name: string): Scale {
  if (absolutes.has(name)) return 'absolute';
  return differences.has(name) ? 'difference' : 'bare';
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

/** The lines that were recorded from real firmware, with the values that a board holds now. */
export class RecordedLines {
  readonly version: string;
  private readonly firmware: Firmware;
  private readonly templates: {
    readonly temperatures: string;
    readonly settings: string;
    readonly constants: { readonly C: string; readonly F: string };
    readonly variables: string;
  };

  constructor(firmware: Firmware) {
    const own = recordedBy(firmware.transcript);
    const constants = own('c', 'C:');
    const temperatures = own(
      firmware.version === '0.2.13' ? 'j{mode:b, beerSet:18.0}' : 'j{mode:b,beerSet:18}',
      'T:',
    );
    this.firmware = firmware;
    this.version = own('n', 'N:');
    this.templates = {
      // 0.2.4 was recorded without a room probe.
      temperatures: temperatures.includes('RoomTemp')
        ? temperatures
        : temperatures.replace('"State"', '"RoomTemp":null,"State"'),
      settings: own('s', 'S:'),
      variables: own('v', 'V:'),
      constants: {
        C: constants,
        // Only 0.2.13 was recorded in °F; what it does not convert is what the two differ in.
        F: fill(recordedBy('transcript-0.2.13')('j{tempFormat:F}', 'C:'), {
          Kp: valueIn(constants, 'Kp'),
          Kd: valueIn(constants, 'Kd'),
        }),
      },
    };
  }

  settings(held: Held, estimators: Readonly<Record<'heatEst' | 'coolEst', number>> | null = null): string {
    const said = Object.entries(estimators ?? {}).map(([key, value]) => [key, padded(value, 3)]);
    return fill(this.templates.settings, {
      mode: `"${held.mode}"`,
      beerSet: degrees(held.beerSet, held),
      fridgeSet: degrees(held.chamberSet, held),
      ...Object.fromEntries(said),
    });
  }

  /** @param changed constants that were set, by their names, in °C */
  constants(held: Held, changed: ReadonlyMap<string, number>): string {
    return this.fillNumbers(this.templates.constants[held.format], held, [...changed]);
  }

  /** @param values control variables by their names, in °C; nothing: as they were recorded */
  variables(held: Held, values: Readonly<Record<string, number>>): string {
    return this.fillNumbers(this.templates.variables, held, Object.entries(values));
  }

  /** True for the name of a constant that is a number. */
  isConstant(key: string): boolean {
    return key !== 'tempFormat' && this.templates.constants.C.includes(`"${key}":`);
  }

  /** A constant as the board comes with it, °C. */
  defaultConstant(key: string): number {
    return Number(valueIn(this.templates.constants.C, key));
  }

  /** A constant that was sent in the unit of the board, in °C. */
  fromUnit(key: string, value: number, { format }: Held): number {
    if (format === 'C' || scaleOf(key) === 'bare') return value;
    return scaleOf(key) === 'absolute' ? (value - 32) / 1.8 : value / 1.8;
  }

  temperatures(held: Held, note?: { readonly beer?: string; readonly chamber?: string }): string {
    const noted = (text: string | undefined): string =>
      text === undefined ? 'null' : JSON.stringify(text.slice(0, this.firmware.maxNote));
    const line = fill(this.templates.temperatures, {
      BeerTemp: degrees(held.beer, held),
      BeerSet: degrees(held.beerSet, held),
      BeerAnn: noted(note?.beer),
      FridgeTemp: degrees(held.chamber, held),
      FridgeSet: degrees(held.chamberSet, held),
      FridgeAnn: noted(note?.chamber),
      RoomTemp: degrees(held.room ?? null, held),
      State: String(held.state),
    });
    return held.room === undefined ? line.replace(/"RoomTemp":[^,]*,/, '') : line;
  }

  /** @param showsRoom whether it is the turn of the room in the third line */
  display(held: Held, showsRoom = false): string {
    const number = (value: number | null): string =>
      (value === null ? '--.-' : inUnit(value, held).toFixed(1)).padStart(4);
    const unit = `${this.firmware.degreeSign}${held.format}`;
    const lines = [
      `Mode   ${modeNames[held.mode] ?? ''}`,
      `Beer   ${number(held.beer)}  ${number(held.beerSet)} ${unit}`,
      showsRoom && held.room !== undefined
        ? `Room   ${number(held.room)}  --.- ${unit}`
        : `Fridge ${number(held.chamber)}  ${number(held.chamberSet)} ${unit}`,
      held.display ?? stateLines[held.state] ?? '',
    ];
    return `L:${JSON.stringify(lines.map((line) => line.padEnd(20).slice(0, 20)))}\r\n`;
  }

  private fillNumbers(template: string, held: Held, values: readonly (readonly [string, number])[]): string {
    const said = values.map(([key, value]) => {
      const decimals = valueIn(template, key).split('.')[1]?.length ?? 0;
      return [key, padded(scaled(key, value, held), decimals)];
    });
    return fill(template, Object.fromEntries(said));
  }
}

export const echoLine = (key: string, value: string): string => infoLine(12, [key, value]);
export const infoLine = (id: number, values: readonly (string | number)[] = []): string =>
  logLine('I', id, values);
export const errorLine = (id: number, values: readonly (string | number)[] = []): string =>
  logLine('E', id, values);
export const warningLine = (id: number, values: readonly (string | number)[] = []): string =>
  logLine('W', id, values);

const logLine = (type: 'E' | 'W' | 'I', id: number, values: readonly (string | number)[]): string =>
  `D:{"logType":"${type}","logID":${id},"V":${JSON.stringify(values)}}\r\n`;

function recordedBy(transcript: TranscriptName): (sent: string, starting: string) => string {
  const recording = readTranscript(transcript);
  return (sent, starting) => {
    const line = answersTo(recording, sent)
      .flat()
      .find((text) => text.startsWith(starting));
    if (line === undefined) throw new Error(`${transcript} has no ${starting} after ${sent}`);
    return line;
  };
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce(
    (line, [key, value]) =>
      line.replace(new RegExp(`("${key}":)(?:"[^"]*"|[^,}]*)`), (_, name) => `${name}${value}`),
    template,
  );
}

const valueIn = (template: string, key: string): string =>
  new RegExp(`"${key}":([^,}]*)`).exec(template)?.[1] ?? '';

const inUnit = (valueC: number, { format }: Held): number => (format === 'C' ? valueC : valueC * 1.8 + 32);

function scaled(key: string, value: number, held: Held): number {
  if (held.format === 'C' || scaleOf(key) === 'bare') return value;
  return scaleOf(key) === 'absolute' ? inUnit(value, held) : value * 1.8;
}

/** As the board prints a temperature: two digits, in its unit. */
const degrees = (valueC: number | null, held: Held): string =>
  valueC === null ? 'null' : padded(inUnit(valueC, held), 2);

/** A blank instead of a plus; whole numbers have neither. */
export function padded(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return decimals === 0 || text.startsWith('-') ? text : ` ${text}`;
}
