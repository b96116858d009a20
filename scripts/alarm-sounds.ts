import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Makes the sounds of the alarms, `src/renderer/public/sounds/*.wav`: run it after a change of the notes below.

/** Samples in a second: enough for tones below 4 kHz with their overtones. */
export const SAMPLE_RATE = 16_000;
/** Loudest sample, of 1: room so that small speakers do not rattle. */
const PEAK = 0.6;
/** A tone begins over so long, s: without it, it would click. */
const ATTACK_S = 0.012;
/** The end of a sound fades to nothing over so long, s. */
const RELEASE_S = 0.03;

interface Note {
  readonly atS: number;
  readonly hz: number;
  /** The tone is down to a third after so long, s. */
  readonly decayS: number;
}

interface Sound {
  readonly lengthS: number;
  readonly notes: readonly Note[];
}

/** C6, E6, G6 and C7 of the tempered scale, Hz. */
const [C6, E6, G6, C7] = [1046.5, 1318.5, 1568, 2093];

/** A critical alarm is faster, higher and rises; the others are two calm bells that fall. */
export const sounds: Readonly<Record<string, Sound>> = {
  alarm: {
    lengthS: 1.3,
    notes: [
      { atS: 0, hz: E6, decayS: 0.28 },
      { atS: 0.32, hz: C6, decayS: 0.36 },
    ],
  },
  critical: {
    lengthS: 1.4,
    notes: [0, 0.6].flatMap((atS) => [
      { atS, hz: G6, decayS: 0.1 },
      { atS: atS + 0.14, hz: C7, decayS: 0.1 },
      { atS: atS + 0.28, hz: C7, decayS: 0.16 },
    ]),
  },
  /** With it a page finds out whether the browser lets it sound. */
  silence: { lengthS: 0.1, notes: [] },
};

/** A bell: the tone and a little of its octave, which dies away sooner. */
function sampleOf({ atS, hz, decayS }: Note, timeS: number): number {
  const t = timeS - atS;
  if (t < 0) return 0;
  const attack = Math.min(1, t / ATTACK_S);
  const tone = Math.sin(2 * Math.PI * hz * t) * Math.exp(-t / decayS);
  const octave = 0.25 * Math.sin(4 * Math.PI * hz * t) * Math.exp((-2 * t) / decayS);
  return attack * (tone + octave);
}

/** The samples of a sound, from -1 to 1. */
export function render({ lengthS, notes }: Sound): Float64Array {
  const samples = new Float64Array(Math.round(lengthS * SAMPLE_RATE));
  for (const [i] of samples.entries()) {
    const timeS = i / SAMPLE_RATE;
    const release = Math.min(1, (lengthS - timeS) / RELEASE_S);
    samples[i] = release * notes.reduce((sum, note) => sum + sampleOf(note, timeS), 0);
  }
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return loudest === 0 ? samples : samples.map((sample) => (sample / loudest) * PEAK);
}

/** A WAV file: one channel, 16 bit. */
export function wavOf(samples: Float64Array): Buffer {
  const header = Buffer.alloc(44);
  const bytes = samples.length * 2;
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  const data = Buffer.alloc(bytes);
  for (const [i, sample] of samples.entries()) data.writeInt16LE(Math.round(sample * 32_767), i * 2);
  return Buffer.concat([header, data]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, sound] of Object.entries(sounds)) {
    const file = new URL(`../src/renderer/public/sounds/${name}.wav`, import.meta.url);
    writeFileSync(file, wavOf(render(sound)));
  }
}
