import type { AlarmRule } from '#shared/domain/alarm-rule.ts';
import {
  type ConditionState,
  initialCondition,
  type SubjectFacts,
  stepCondition,
} from './alarm-condition.ts';

export interface RuleState {
  readonly condition: ConditionState;
  /** The alarm stands. */
  readonly stands: boolean;
  /** Since when the condition is known to be otherwise than the alarm, monotonic ms, without the time that nothing is known. */
  readonly otherwiseMs: number | null;
  /** The last step, monotonic ms. */
  readonly lastMs: number | null;
}

type Watched = Pick<AlarmRule, 'condition' | 'onDelayS' | 'offDelayS'>;

/** @param stands that the alarm stood before a restart: it goes on until its condition is known to be over. */
export function initialRule({ condition }: Pick<AlarmRule, 'condition'>, stands: boolean): RuleState {
  return { condition: initialCondition(condition, stands), stands, otherwiseMs: null, lastMs: null };
}

/** One step of a rule: the alarm follows its condition when that has been otherwise for as long as the delay asks for. */
export function stepRule(state: RuleState, rule: Watched, facts: SubjectFacts, nowMs: number): RuleState {
  const { state: condition, holds } = stepCondition(state.condition, rule.condition, facts, nowMs);
  const { stands, otherwiseMs, lastMs } = state;
  if (holds === null) {
    const passedMs = nowMs - (lastMs ?? nowMs);
    const later = otherwiseMs === null ? null : otherwiseMs + passedMs;
    return { condition, stands, otherwiseMs: later, lastMs: nowMs };
  }
  if (holds === stands) return { condition, stands, otherwiseMs: null, lastMs: nowMs };
  const since = otherwiseMs ?? nowMs;
  const delayS = stands ? rule.offDelayS : rule.onDelayS;
  if (nowMs - since < delayS * 1000) return { condition, stands, otherwiseMs: since, lastMs: nowMs };
  return { condition, stands: holds, otherwiseMs: null, lastMs: nowMs };
}
