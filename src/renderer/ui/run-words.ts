import type { RunProgress } from '#shared/domain/run.ts';
import { formatCoarse, formatDuration, formatElapsed } from './duration.ts';
import { type TemperatureUnit, temperatureInText } from './temperature.ts';

/** The present step of a mash, as it is told. */
export type StepProgress = NonNullable<RunProgress['step']>;

/** Nearer than this a temperature is reached, °C: the console's own measure. */
const REACHED_C = 0.5;

/**
 * Progress in one line: "day 3.2 of 14, in 18 h to 20 °C", "starts in 2 d 3 h", "step 2 of 5, Maltose rest: timer
 * 12:30 of 45:00".
 */
export function describeProgress(progress: RunProgress, unit: TemperatureUnit): string {
  const { state, step, elapsedS, totalS, next } = progress;
  if (state === 'stopped') return 'stopped';
  // A complete mash stays complete when its vessel is switched off: then nothing is held.
  if (state === 'complete') return step === null ? 'complete: holds its last setpoint' : 'complete';
  if (step !== null) return describeMash(step, state === 'held', unit);
  if (elapsedS < 0) {
    const startsIn = `starts in ${formatDuration(-elapsedS)}`;
    return state === 'held' ? `held: ${startsIn.replace('starts', 'would start')}` : startsIn;
  }
  const place = formatElapsed(elapsedS, totalS);
  if (state === 'held') return `held at ${place}`;
  if (next === null) return place;
  const inWords = `in ${formatCoarse(next.inS)}`;
  if (next.spC === null) return `${place}, ${inWords} control goes off`;
  return `${place}, ${inWords} to ${temperatureInText(next.spC, unit)}`;
}

function describeMash(step: StepProgress, held: boolean, unit: TemperatureUnit): string {
  const where = `step ${step.index + 1} of ${step.count}, ${step.name}`;
  const doing = describePhase(step, null, unit);
  const phase = doing.charAt(0).toLowerCase() + doing.slice(1);
  return held ? `paused at ${where}: ${phase}` : `${where}: ${phase}`;
}

/**
 * What the present step of a mash does: "Heats to 63 °C", "Timer 12:30 of 45:00", "Waits for you".
 * @param pvC measured temperature; without one it is not said in which direction it goes
 */
export function describePhase(step: StepProgress, pvC: number | null, unit: TemperatureUnit): string {
  switch (step.phase) {
    case 'reaching':
      return `${wayTo(step.spC, pvC)} ${temperatureInText(step.spC, unit)}`;
    case 'timing':
      return `Timer ${formatTimer(step.timerS)} of ${formatTimer(step.durationS)}`;
    case 'waiting':
      return 'Waits for you';
    default:
      return step.phase satisfies never;
  }
}

function wayTo(spC: number, pvC: number | null): string {
  if (pvC === null || Math.abs(pvC - spC) <= REACHED_C) return 'Goes to';
  return pvC < spC ? 'Heats to' : 'Cools to';
}

/** A timer as it is read from two metres: "4:05", "1:02:30". */
export function formatTimer(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const h = Math.floor(s / 3600);
  const min = Math.floor((s % 3600) / 60);
  return h > 0 ? `${h}:${two(min)}:${two(s % 60)}` : `${min}:${two(s % 60)}`;
}

/** A countdown: what is left, rounded up, so that it ends with 0:00 and not before. */
export function formatCountdown(seconds: number): string {
  return formatTimer(Math.ceil(seconds));
}
