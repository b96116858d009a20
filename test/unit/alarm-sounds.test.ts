import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { render, SAMPLE_RATE, sounds, wavOf } from '#scripts/alarm-sounds.ts';

const stored = (name: string): Buffer =>
  readFileSync(new URL(`../../src/renderer/public/sounds/${name}.wav`, import.meta.url));
const samplesOf = (wav: Buffer): number[] =>
  Array.from({ length: (wav.length - 44) / 2 }, (_, i) => wav.readInt16LE(44 + i * 2));

describe('the sounds of alarms', () => {
  it.each(Object.entries(sounds))('%s is the file that its notes make', (name, sound) => {
    const file = stored(name);
    const made = wavOf(render(sound));
    expect(file.subarray(0, 44)).toEqual(made.subarray(0, 44));
    const [a, b] = [samplesOf(file), samplesOf(made)];
    expect(a.length).toBe(Math.round(sound.lengthS * SAMPLE_RATE));
    // Sines differ in their last digit from machine to machine.
    expect(Math.max(...a.map((sample, i) => Math.abs(sample - (b[i] ?? 0))))).toBeLessThanOrEqual(1);
    expect(file.length).toBeLessThan(60_000);
  });

  it('can be heard, do not click, and differ', () => {
    for (const name of ['alarm', 'critical']) {
      const samples = samplesOf(stored(name));
      const loudest = Math.max(...samples.map(Math.abs));
      expect(loudest).toBeGreaterThan(15_000);
      expect(loudest).toBeLessThan(32_767);
      expect(Math.abs(samples[0] ?? 1)).toBe(0);
      expect(Math.abs(samples.at(-1) ?? 9999)).toBeLessThan(50);
    }
    expect(stored('alarm').equals(stored('critical'))).toBe(false);
    expect(samplesOf(stored('silence')).every((sample) => sample === 0)).toBe(true);
  });
});
