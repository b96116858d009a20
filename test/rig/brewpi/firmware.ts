import type { TranscriptName } from './transcript.ts';

/** Releases that the rig can play: the one that brewers flash today, and the original of 2015. */
export const firmwareVersions = ['0.2.13', '0.2.4'] as const;
export type FirmwareVersion = (typeof firmwareVersions)[number];

/** In what one release differs from the other. Everything else the rig does the same (protocol, section 4). */
export interface Firmware {
  readonly version: FirmwareVersion;
  readonly transcript: TranscriptName;
  /** As the character of its byte in latin1. */
  readonly degreeSign: string;
  readonly notes: {
    readonly mode: (letter: string) => string;
    readonly beer: (value: string, byProfile: boolean) => string;
    readonly chamber: (value: string) => string;
  };
  /** Longest note; longer ones are cut. */
  readonly maxNote: number;
  /** Setpoints of a board that was never told any, °C. */
  readonly newSetC: number | null;
  /** What a setpoint that is no number does; `null` is one for both. */
  readonly nonsense: 'ignored' | 'zero';
  /** Whether `h` lists the pin of the door. */
  readonly listsDoor: boolean;
  /** The first reading of a probe: its power-on value at once, or a true one after a conversion. */
  readonly firstReading: 'power-on' | 'awaited';
  /** Whether a definition without `f` makes what it is about a part of the chamber, which the beer's sensor cannot be. */
  readonly needsFunction: boolean;
}

const remix: Firmware = {
  version: '0.2.13',
  transcript: 'transcript-0.2.13',
  degreeSign: '\u00b0',
  notes: {
    mode: (letter) => `Mode set to ${letter} by web`,
    beer: (value, byProfile) => `Beer set to ${value} by ${byProfile ? 'profile' : 'web'}`,
    chamber: (value) => `Fridge set to ${value} by web`,
  },
  maxNote: 31,
  newSetC: null,
  nonsense: 'ignored',
  listsDoor: false,
  firstReading: 'power-on',
  needsFunction: true,
};

/** The words about a profile are those of its source: the recording has none. */
const original: Firmware = {
  version: '0.2.4',
  transcript: 'transcript-0.2.4',
  degreeSign: '\u00df',
  notes: {
    mode: (letter) => `Mode set to ${letter} in web interface`,
    beer: (value, byProfile) =>
      `Beer temp set to ${value} ${byProfile ? 'by temperature profile' : 'in web interface'}`,
    chamber: (value) => `Fridge temp set to ${value} in web interface`,
  },
  maxNote: 127,
  newSetC: 20,
  nonsense: 'zero',
  listsDoor: true,
  firstReading: 'awaited',
  needsFunction: false,
};

export const firmwareOf = (version: FirmwareVersion): Firmware => (version === '0.2.4' ? original : remix);
