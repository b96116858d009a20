import { type OutputKind, outputTiming } from '#shared/domain/point.ts';

/**
 * Time proportioning of one output. What a window could not give (pulses too short, steps too coarse) is carried
 * into the next, so that the average is the demand.
 */
export interface ModulatorState {
  readonly windowStartMs: number;
  /** When the output last changed, and when it was last told. */
  readonly changedMs: number;
  readonly lastMs: number;
  /** What was told in the last step, and the demand it was told for. */
  readonly outPct: number;
  readonly demandPct: number;
  /** On-time that the demand is ahead of what was given, ms; negative: too much was given. */
  readonly carryMs: number;
}

export interface ModulatorInput {
  readonly kind: OutputKind;
  /** 0 to 100 %. */
  readonly demandPct: number;
}

/** Resolution of what is told: one step of console time, ms. */
const RESOLUTION_MS = 100;

/** An output that is off and has been for as long as it takes. */
export function initialModulator(nowMs: number): ModulatorState {
  return {
    windowStartMs: nowMs,
    changedMs: Number.NEGATIVE_INFINITY,
    lastMs: nowMs,
    outPct: 0,
    demandPct: 0,
    carryMs: 0,
  };
}

/** The state when the interlocks kept the output off instead of what `stepModulator` answered: nothing is owed for it. */
export function withheld(last: ModulatorState, nowMs: number): ModulatorState {
  const changedMs = last.outPct > 0 ? nowMs : last.changedMs;
  return { windowStartMs: nowMs, changedMs, lastMs: nowMs, outPct: 0, demandPct: 0, carryMs: 0 };
}

/** The state of an output that is to be on for a few seconds, whatever its windows and pulses are. */
export function forcedOn(last: ModulatorState, nowMs: number): ModulatorState {
  return { ...withheld(last, nowMs), outPct: 100, changedMs: last.outPct > 0 ? last.changedMs : nowMs };
}

/**
 * What the output is told at this instant. A window starts with its on-part; a demand that changes moves the end
 * of the on-part, none at all ends it, and full power or a first demand starts a window at once. No part is
 * shorter than the shortest pulse of the kind.
 * `pwm` outputs pass the demand through, and a `compressor` is on while anything is asked of it.
 */
export function stepModulator(last: ModulatorState, input: ModulatorInput, nowMs: number): ModulatorState {
  const { kind, demandPct } = input;
  const { windowS, shortestPulseS } = outputTiming[kind];
  if (windowS === 0) {
    const outPct = kind === 'pwm' ? demandPct : demandPct > 0 ? 100 : 0;
    return told(last, { outPct, demandPct, carryMs: 0, windowStartMs: last.windowStartMs }, nowMs);
  }
  const windowMs = windowS * 1000;
  const carryMs = owed(last, input, windowMs, nowMs);
  const elapsedMs = nowMs - last.windowStartMs;
  const settled = nowMs - last.changedMs >= shortestPulseS * 1000;
  const urgent = demandPct > 0 && last.outPct === 0 && (last.demandPct <= 0 || demandPct >= 100);
  // A part that is still too short runs on past the end of its window.
  if (settled && (elapsedMs >= windowMs || urgent)) {
    const onMs = (demandPct / 100) * windowMs + carryMs;
    const on = demandPct > 0 && onMs >= shortestPulseS * 1000 - RESOLUTION_MS / 2;
    return told(last, { outPct: on ? 100 : 0, demandPct, carryMs, windowStartMs: nowMs }, nowMs);
  }
  const stepMs = Math.max(RESOLUTION_MS, nowMs - last.lastMs);
  const leftMs = onTimeLeft(demandPct, carryMs, windowMs - elapsedMs, stepMs, shortestPulseS * 1000);
  const on = last.outPct > 0 && (leftMs > 0 || !settled);
  return told(last, { outPct: on ? 100 : 0, demandPct, carryMs, windowStartMs: last.windowStartMs }, nowMs);
}

/** How much longer an on-part lasts, ms, rounded to whole steps; the rest of a window too short for a pulse belongs to it. */
function onTimeLeft(
  demandPct: number,
  carryMs: number,
  windowLeftMs: number,
  stepMs: number,
  shortestMs: number,
): number {
  if (demandPct <= 0) return 0;
  if (demandPct >= 100 || windowLeftMs < shortestMs) return windowLeftMs;
  const leftMs = (demandPct / 100) * windowLeftMs + carryMs;
  return leftMs - Math.min(stepMs, windowLeftMs) / 2;
}

/** On-time owed by now, ms; what a stalled loop kept back is not made up for. */
function owed(last: ModulatorState, input: ModulatorInput, windowMs: number, nowMs: number): number {
  const dtMs = nowMs - last.lastMs;
  if (dtMs > windowMs) return 0;
  const carryMs = last.carryMs + ((last.demandPct - last.outPct) / 100) * dtMs;
  const mostMs = input.demandPct > 0 ? windowMs : 0;
  return Math.min(mostMs, Math.max(-windowMs, carryMs));
}

type Told = Pick<ModulatorState, 'outPct' | 'demandPct' | 'carryMs' | 'windowStartMs'>;

function told(last: ModulatorState, next: Told, nowMs: number): ModulatorState {
  const changedMs = next.outPct > 0 === last.outPct > 0 ? last.changedMs : nowMs;
  return { ...next, changedMs, lastMs: nowMs };
}
