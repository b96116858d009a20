import { describe, expect, it } from 'vitest';
import { initialModulator, type ModulatorState, stepModulator, withheld } from '#main/control/modulator.ts';
import { type OutputKind, outputTiming } from '#shared/domain/point.ts';

interface Trace {
  /** Average of what was told, %. */
  readonly meanPct: number;
  /** Complete on and off parts, s. */
  readonly onS: readonly number[];
  readonly offS: readonly number[];
}

/** Steps one output for so many windows of its kind. */
function trace(
  kind: OutputKind,
  demandAt: (nowMs: number) => number,
  windows: number,
  stepMs: number,
): Trace {
  const totalMs = windows * outputTiming[kind].windowS * 1000;
  const parts = { on: [] as number[], off: [] as number[] };
  let state = initialModulator(0);
  let sinceMs = Number.NaN;
  let sumMs = 0;
  for (let nowMs = 0; nowMs < totalMs; nowMs += stepMs) {
    const next = stepModulator(state, { kind, demandPct: demandAt(nowMs) }, nowMs);
    sumMs += (next.outPct / 100) * stepMs;
    if (next.outPct > 0 !== state.outPct > 0) {
      if (!Number.isNaN(sinceMs)) parts[state.outPct > 0 ? 'on' : 'off'].push((nowMs - sinceMs) / 1000);
      sinceMs = nowMs;
    }
    state = next;
  }
  return { meanPct: (100 * sumMs) / totalMs, onS: parts.on, offS: parts.off };
}

const shortest = (parts: readonly number[]): number => Math.min(...parts);
/** The ends one by one, where pulses are short, and some between. */
const demands = [...Array(12).keys(), 25, 33, 50, 66, 75, ...Array.from({ length: 12 }, (_, i) => 89 + i)];

describe.each([
  ['ssr', 100],
  ['contactor', 1000],
  ['contactor', 100],
  ['valve', 1000],
] as const)('time proportioning of an output of kind %s, stepped every %d ms', (kind, stepMs) => {
  it('gives the demand on average, from 0 to 100 %', () => {
    for (const demandPct of demands) {
      const { meanPct } = trace(kind, () => demandPct, 100, stepMs);
      expect(Math.abs(meanPct - demandPct), `${demandPct} %`).toBeLessThan(1);
    }
  });

  it('never switches for less than its shortest pulse', () => {
    for (const demandPct of demands) {
      const { onS, offS } = trace(kind, () => demandPct, 40, stepMs);
      const leastS = outputTiming[kind].shortestPulseS;
      expect(shortest(onS), `${demandPct} % on`).toBeGreaterThanOrEqual(leastS - 1e-9);
      expect(shortest(offS), `${demandPct} % off`).toBeGreaterThanOrEqual(leastS - 1e-9);
    }
  });

  it('follows a demand that never rests, on average and without short pulses', () => {
    const wave = (nowMs: number): number => 50 + 45 * Math.sin(nowMs / 7000);
    const { meanPct, onS, offS } = trace(kind, wave, 400, stepMs);
    expect(Math.abs(meanPct - 50)).toBeLessThan(2);
    expect(shortest(onS)).toBeGreaterThanOrEqual(outputTiming[kind].shortestPulseS - 1e-9);
    expect(shortest(offS)).toBeGreaterThanOrEqual(outputTiming[kind].shortestPulseS - 1e-9);
  });

  it('is on all the time at 100 %, and never at 0 %', () => {
    expect(trace(kind, () => 100, 10, stepMs).meanPct).toBe(100);
    expect(trace(kind, () => 0, 10, stepMs).meanPct).toBe(0);
  });
});

describe('time proportioning', () => {
  const run = (state: ModulatorState, demandPct: number, fromMs: number, toMs: number): ModulatorState => {
    let last = state;
    for (let nowMs = fromMs; nowMs < toMs; nowMs += 100) {
      last = stepModulator(last, { kind: 'ssr', demandPct }, nowMs);
    }
    return last;
  };

  it('starts at once when something is asked for the first time, and stops at once when nothing is', () => {
    const idle = run(initialModulator(0), 0, 0, 500);
    const started = stepModulator(idle, { kind: 'ssr', demandPct: 40 }, 500);
    expect(started.outPct).toBe(100);
    const on = run(started, 40, 600, 900);
    expect(stepModulator(on, { kind: 'ssr', demandPct: 0 }, 900).outPct).toBe(0);
  });

  it('goes to full power in the middle of a window', () => {
    const rest = run(initialModulator(0), 20, 0, 1000);
    expect(rest.outPct).toBe(0);
    expect(stepModulator(rest, { kind: 'ssr', demandPct: 100 }, 1000).outPct).toBe(100);
  });

  it('does not make up for what an interlock withheld', () => {
    let state = initialModulator(0);
    for (let nowMs = 0; nowMs < 60_000; nowMs += 100) state = withheld(state, nowMs);
    let onMs = 0;
    for (let nowMs = 60_000; nowMs < 80_000; nowMs += 100) {
      state = stepModulator(state, { kind: 'ssr', demandPct: 30 }, nowMs);
      onMs += state.outPct;
    }
    expect(onMs / 200).toBeCloseTo(30, 0);
  });

  it('does not make up for a loop that stood still', () => {
    const before = run(initialModulator(0), 50, 0, 1500);
    const after = stepModulator(before, { kind: 'ssr', demandPct: 50 }, 600_000);
    expect(after.carryMs).toBe(0);
  });

  it('keeps a contactor that an interlock has just switched off for its shortest pulse', () => {
    const on = stepModulator(initialModulator(0), { kind: 'contactor', demandPct: 100 }, 0);
    let state = withheld(on, 20_000);
    const changes: number[] = [];
    for (let nowMs = 21_000; changes.length === 0 && nowMs < 60_000; nowMs += 1000) {
      state = stepModulator(state, { kind: 'contactor', demandPct: 100 }, nowMs);
      if (state.outPct > 0) changes.push(nowMs);
    }
    expect(changes).toEqual([30_000]);
  });

  it('passes any duty to a pwm output', () => {
    for (const demandPct of [0, 0.3, 55.5, 100]) {
      expect(stepModulator(initialModulator(0), { kind: 'pwm', demandPct }, 0).outPct).toBe(demandPct);
    }
  });

  it('has a compressor on while anything is asked of it', () => {
    for (const demandPct of [0, 0.3, 55.5, 100]) {
      const { outPct } = stepModulator(initialModulator(0), { kind: 'compressor', demandPct }, 0);
      expect(outPct).toBe(demandPct > 0 ? 100 : 0);
    }
  });
});
