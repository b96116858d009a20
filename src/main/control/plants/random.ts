/**
 * A reproducible source of random numbers (mulberry32). Its whole state is one 32-bit number, so a plant
 * can be stored and continued.
 */
export interface RandomState {
  a: number;
}

/** @param seed any integer; only its lowest 32 bits count. */
export function createRandom(seed: number): RandomState {
  return { a: seed >>> 0 };
}

/** The next number in 0 (included) to 1 (excluded). Advances `random`. */
export function nextUniform(random: RandomState): number {
  const a = (random.a + 0x6d2b79f5) >>> 0;
  random.a = a;
  let t = Math.imul(a ^ (a >>> 15), 1 | a);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** A number of a nearly normal distribution, mean 0, variance 1: twelve uniform numbers less 6. Advances `random`. */
export function nextGauss(random: RandomState): number {
  let sum = 0;
  for (let i = 0; i < 12; i += 1) sum += nextUniform(random);
  return sum - 6;
}
