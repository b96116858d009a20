import { duration } from '#main/control/explain.ts';
import { type MashEvent, stepAt, stepTotalS } from '#main/control/mash-runner.ts';
import type { MashRun, Run } from '#shared/domain/run.ts';

/** What a run did by itself, to stand after its name. */
export function eventText(run: Run, event: Exclude<MashEvent, { kind: 'addition' }>): string {
  if (event.kind === 'ends') return 'is complete; the last setpoint holds';
  const step = run.kind === 'mash' ? run.steps[event.stepIndex] : undefined;
  const name = step?.name ?? `step ${event.stepIndex + 1}`;
  switch (event.kind) {
    case 'begins':
      return `begins ${name}: ${step?.spC} °C`;
    case 'reached':
      return `has reached ${step?.spC} °C for ${name}: its timer runs`;
    case 'waits':
      return `waits for the brewer: the time of ${name} is over`;
    default:
      return event satisfies never;
  }
}

/** What is to be added now. */
export function additionText(
  { steps }: MashRun,
  { addition, stepIndex }: Extract<MashEvent, { kind: 'addition' }>,
): string {
  const name = steps[stepIndex]?.name ?? `step ${stepIndex + 1}`;
  const when = addition.beforeEndS > 0 ? `${duration(addition.beforeEndS)} before the end` : 'the end';
  return `${addition.text} (${name}, ${when})`;
}

/** What a mash waits for. */
export function waitingText({ steps, place }: MashRun): string {
  const { name, spC } = stepAt(steps, place);
  const after = steps[place.stepIndex + 1];
  const next = after === undefined ? 'It is the last step.' : `Next is ${after.name}.`;
  return `${name} is over and waits for you; ${spC} °C is kept. ${next}`;
}

/** What a mash did while nobody could see it. */
export function passedWhileAway({ steps, place, state, profileName }: MashRun): string {
  const { name, spC } = stepAt(steps, place);
  if (state === 'complete')
    return `${profileName}: the last step came to its end while the console was away. ${spC} °C is kept.`;
  return `${profileName}: a step came to its end while the console was away. Now it goes to ${spC} °C for ${name}.`;
}

/** How long the present step lasts, for the log. */
export function extendedText({ steps, place }: MashRun, byS: number): string {
  const { name } = stepAt(steps, place);
  return `keeps ${name} for ${duration(byS)} longer, ${duration(stepTotalS(steps, place))} in all`;
}
