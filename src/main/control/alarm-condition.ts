import type { AlarmCondition } from '#shared/domain/alarm-rule.ts';
import { initialRateState, type RateState, stepRate } from './alarm-rate.ts';
import { initialWay, stepWay, type Way } from './setpoint-way.ts';

/** What is known of the subject of a rule at one instant. */
export interface SubjectFacts {
  /** °C of a sensor or of what a vessel regulates; 0 or 1 of an input; 1 of a device with a link. Null when there is none. */
  readonly value: number | null;
  /** What the value belongs to: another sensor under the same name begins a rate anew. */
  readonly of: string;
  /** False for a real device in simulated time: nothing is known of it, and nothing is wrong with it. */
  readonly driven: boolean;
  /** A vessel in auto. */
  readonly regulated: boolean;
  /** The setpoint in force, ramps of a profile included, °C; null when there is none. */
  readonly spC: number | null;
  /** A kettle, which boils below 100 °C in the mountains. */
  readonly boils: boolean;
}

/** What some conditions remember from one second to the next, in bounded memory. */
type Memory =
  | { readonly kind: 'none' }
  | { readonly kind: 'rate'; readonly rate: RateState }
  | { readonly kind: 'way'; readonly way: Way }
  /** Since when there was no good reading, monotonic ms; null while there is one. */
  | { readonly kind: 'silence'; readonly sinceMs: number | null; readonly lastMs: number | null };

export interface ConditionState {
  /** As it was known last. */
  readonly holds: boolean;
  readonly memory: Memory;
}

export interface ConditionAnswer {
  readonly state: ConditionState;
  /** Null when nothing can be said now: then the condition neither begins nor ends. */
  readonly holds: boolean | null;
}

/** A rate is over when it has come back to this share of the limit. */
const RATE_RELEASE = 0.9;

/** @param holds that the condition held before a restart, which has not ended it. */
export function initialCondition({ when }: AlarmCondition, holds: boolean): ConditionState {
  const longAgo = holds ? Number.NEGATIVE_INFINITY : null;
  switch (when) {
    case 'rate':
      return { holds, memory: { kind: 'rate', rate: initialRateState() } };
    case 'not-reached':
      return { holds, memory: { kind: 'way', way: initialWay(longAgo) } };
    case 'silent':
      return { holds, memory: { kind: 'silence', sinceMs: longAgo, lastMs: null } };
    case 'above':
    case 'below':
    case 'deviation':
    case 'input':
      return { holds, memory: { kind: 'none' } };
    default:
      return when satisfies never;
  }
}

/** One step of a condition, before its delays. Bad readings answer null, except where silence is what is watched. */
export function stepCondition(
  { holds, memory }: ConditionState,
  condition: AlarmCondition,
  facts: SubjectFacts,
  nowMs: number,
): ConditionAnswer {
  const { value, spC } = facts;
  const answer = (now: boolean | null, next: Memory = memory): ConditionAnswer => ({
    state: { holds: now ?? holds, memory: next },
    holds: now,
  });
  if (condition.when === 'silent') return silent(memory, condition.forS, facts, nowMs, answer);
  if (condition.when === 'not-reached') return notReached(memory, condition.withinS, facts, nowMs, answer);
  if (!facts.driven) return answer(null);
  if (condition.when === 'deviation' && !facts.regulated) return answer(false);
  // A board that is away tells neither value nor setpoint.
  if (value === null) return answer(null);
  switch (condition.when) {
    case 'above':
      return answer(beyond(value - condition.limitC, condition.hysteresisC, holds));
    case 'below':
      return answer(beyond(condition.limitC - value, condition.hysteresisC, holds));
    case 'deviation':
      // A part of a profile without a setpoint has nothing to deviate from.
      if (spC === null) return answer(false);
      return answer(beyond(Math.abs(value - spC) - condition.bandC, condition.hysteresisC, holds));
    case 'input':
      return answer(value > 0 === (condition.is === 'on'));
    case 'rate': {
      const before = memory.kind === 'rate' ? memory.rate : initialRateState();
      const rate = stepRate(before, { of: facts.of, value, overS: condition.overS }, nowMs);
      return answer(tooFast(condition, rate.cPerH, holds), { kind: 'rate', rate });
    }
    default:
      return condition satisfies never;
  }
}

type Answer = (now: boolean | null, next?: Memory) => ConditionAnswer;

/** Beyond a limit by `overC`; once so, until it is back by the hysteresis. */
function beyond(overC: number, hysteresisC: number, held: boolean): boolean {
  return held ? overC > -hysteresisC : overC > 0;
}

function tooFast(
  { direction, cPerH }: Extract<AlarmCondition, { when: 'rate' }>,
  rate: number | null,
  held: boolean,
): boolean | null {
  if (rate === null) return null;
  const along = direction === 'either' ? Math.abs(rate) : direction === 'rising' ? rate : -rate;
  return held ? along > cPerH * RATE_RELEASE : along > cPerH;
}

/** Time in which the reading is bad does not count, and the vessel is not blamed for a setpoint that it does not have. */
function notReached(
  memory: Memory,
  withinS: number,
  facts: SubjectFacts,
  nowMs: number,
  answer: Answer,
): ConditionAnswer {
  const before = memory.kind === 'way' ? memory.way : initialWay(null);
  if (!facts.driven) return answer(null);
  if (!facts.regulated) return answer(false, { kind: 'way', way: initialWay(null) });
  const way = stepWay(before, { pvC: facts.value, spC: facts.spC, boils: facts.boils }, nowMs);
  if (facts.value === null) return answer(null, { kind: 'way', way });
  const late = way.startedMs !== null && nowMs - way.startedMs >= withinS * 1000;
  return answer(late, { kind: 'way', way });
}

function silent(
  memory: Memory,
  forS: number,
  facts: SubjectFacts,
  nowMs: number,
  answer: Answer,
): ConditionAnswer {
  const { sinceMs, lastMs } = memory.kind === 'silence' ? memory : { sinceMs: null, lastMs: null };
  if (!facts.driven) {
    // Time that is not driven is not silence.
    const passedMs = nowMs - (lastMs ?? nowMs);
    const later = sinceMs === null ? null : sinceMs + passedMs;
    return answer(null, { kind: 'silence', sinceMs: later, lastMs: nowMs });
  }
  const since = facts.value === null ? (sinceMs ?? nowMs) : null;
  const holds = since !== null && nowMs - since >= forS * 1000;
  return answer(holds, { kind: 'silence', sinceMs: since, lastMs: nowMs });
}
