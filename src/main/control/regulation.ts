import type { Reading } from '#shared/domain/reading.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { type ControllerState, stepController } from './controller.ts';
import { CONTROL_PERIOD_S, type ControllerInput, type ControllerOutput } from './controller-types.ts';
import type { LoopInput } from './loop-types.ts';

/** The controller of a vessel between two control periods, and what it was told to do. */
export interface Regulation {
  /** Mode and target: when they change, the controller starts anew. */
  readonly task: string;
  readonly controller: ControllerState | null;
  /** Answer of the last control period; null while nothing is regulated. */
  readonly output: ControllerOutput | null;
  /** Monotonic instant of the next control period, ms. */
  readonly dueMs: number;
  /** Since when the reading is bad; null while it is good. */
  readonly badSinceMs: number | null;
  /** Output by hand that a controller goes on from without a jump, %; null: there was none. */
  readonly handPct: number | null;
}

/** A reading that is bad for longer than this clears the integral: the vessel has moved on, ms. */
const FORGET_AFTER_MS = 300_000;
/** A control period is due this much early, ms: half a step of console time, so that jitter skips none. */
const EARLY_MS = 50;
/** After a gap this long (a suspended machine) the controller starts anew, ms. */
const STALL_MS = 60_000;

/** Nothing is regulated. */
export function idleRegulation(nowMs: number): Regulation {
  return { task: '', controller: null, output: null, dueMs: nowMs, badSinceMs: null, handPct: null };
}

/** The reading of what is regulated; in off and manual the beer's, or the chamber's where there is no beer sensor. */
export function regulatedReading({ vessel, readings }: LoopInput): Reading {
  if (vessel.control.mode === 'auto') return readings[vessel.control.target];
  return vessel.sensors.beer === null && vessel.sensors.chamber !== null ? readings.chamber : readings.beer;
}

/** Whether every sensor that the regulation works with is good. */
export function isRegulable(input: LoopInput): boolean {
  if (regulatedReading(input).quality === 'bad') return false;
  return !needsChamber(input.vessel) || input.readings.chamber.quality === 'good';
}

/**
 * The regulation at this instant: a new answer of the controller when a control period is due, none while a sensor that
 * it needs is bad.
 * @param achievedPct what became of the last demand, %; negative is cooling
 */
export function stepRegulation(
  last: Regulation,
  input: LoopInput,
  achievedPct: number,
  nowMs: number,
): Regulation {
  const { control } = input.vessel;
  if (control.mode !== 'auto' || input.spC === null) return resting(control, nowMs);
  if (!isRegulable(input)) return interrupted(last, nowMs);
  const task = `auto ${control.target}`;
  if (task === last.task && last.output !== null && nowMs < last.dueMs - EARLY_MS) return last;
  const goesOn = task === last.task && nowMs - last.dueMs < STALL_MS;
  const step = stepController(
    goesOn ? last.controller : null,
    input.vessel.algorithm,
    control.target,
    controllerInput(input, last, achievedPct),
  );
  const dueMs = goesOn ? Math.max(last.dueMs, nowMs - EARLY_MS) : nowMs;
  const next = { task, dueMs: dueMs + CONTROL_PERIOD_S * 1000, badSinceMs: null, handPct: null };
  return { ...next, controller: step.state, output: step.output };
}

function resting(control: Vessel['control'], nowMs: number): Regulation {
  const handPct = control.mode === 'manual' ? control.manualHeatPct - control.manualCoolPct : null;
  return { ...idleRegulation(nowMs), handPct };
}

/** Outputs are off at once; the integral is kept for a short failure. */
function interrupted(last: Regulation, nowMs: number): Regulation {
  const badSinceMs = last.badSinceMs ?? nowMs;
  const controller = nowMs - badSinceMs > FORGET_AFTER_MS ? null : last.controller;
  return { ...last, controller, output: null, dueMs: nowMs, badSinceMs };
}

function controllerInput(input: LoopInput, last: Regulation, achievedPct: number): ControllerInput {
  const { vessel, readings, actuators } = input;
  const { minSpC, maxSpC } = vessel.limits;
  const pv = regulatedReading(input);
  const { chamber } = readings;
  return {
    spC: Math.min(maxSpC, Math.max(minSpC, input.spC ?? 0)),
    pvC: pv.quality === 'good' ? pv.value : Number.NaN,
    chamberC: needsChamber(vessel) && chamber.quality === 'good' ? chamber.value : null,
    canHeat: actuators.heater !== null,
    canCool: actuators.cooler !== null,
    coolerIsSlow: actuators.cooler?.kind === 'compressor',
    achievedPct,
    seedPct: last.handPct,
  };
}

/** A cascade regulates the beer through the chamber, where there is a chamber sensor. */
function needsChamber({ algorithm, control, sensors }: Vessel): boolean {
  return algorithm.kind === 'cascade' && control.target === 'beer' && sensors.chamber !== null;
}
