import type { AlarmCondition, AlarmRule } from '#shared/domain/alarm-rule.ts';
import type { SubjectFacts } from './alarm-condition.ts';
import type { RuleState } from './alarm-rule-step.ts';
import { duration } from './explain.ts';

/** What an alarm of a rule says when it is raised. @param name of the vessel, point or device. */
export function ruleMessage(
  { name: title, condition }: Pick<AlarmRule, 'name' | 'condition'>,
  name: string,
  facts: SubjectFacts,
  state: RuleState,
): string {
  return `${title}: ${name} ${happening(condition, facts, state)}`;
}

function happening(condition: AlarmCondition, facts: SubjectFacts, state: RuleState): string {
  const { spC } = facts;
  switch (condition.when) {
    case 'above':
      return `is at ${valueOf(facts)}, above ${celsius(condition.limitC)}`;
    case 'below':
      return `is at ${valueOf(facts)}, below ${celsius(condition.limitC)}`;
    case 'deviation':
      return `is at ${valueOf(facts)}, more than ${celsius(condition.bandC)} from its setpoint${setpoint(spC)}`;
    case 'rate': {
      const { memory } = state.condition;
      const rate = memory.kind === 'rate' ? memory.rate.cPerH : null;
      const verb = { rising: 'rises', falling: 'falls', either: 'changes' }[condition.direction];
      const by = rate === null ? '' : ` by ${celsius(Math.abs(rate))} an hour`;
      return `${verb}${by}, faster than ${celsius(condition.cPerH)} an hour`;
    }
    case 'not-reached':
      return `is at ${valueOf(facts)}: its setpoint${setpoint(spC)} is not reached after ${duration(condition.withinS)}`;
    case 'input':
      return `is ${condition.is}`;
    case 'silent':
      return condition.subject.kind === 'device'
        ? `has had no connection for ${duration(condition.forS)}`
        : `has had no good reading for ${duration(condition.forS)}`;
    default:
      return condition satisfies never;
  }
}

/** What is said of a rule whose user has written nothing. */
export function ruleAdvice({ when, subject }: AlarmCondition): { consequence: string; response: string } {
  switch (when) {
    case 'above':
      return {
        consequence: 'It stays warmer than you want it to be.',
        response: 'Find out what heats it. Check that the cooling works, and that lid and door are closed.',
      };
    case 'below':
      return {
        consequence: 'It stays colder than you want it to be.',
        response: 'Find out what cools it. Check that the heating works, and that lid and door are closed.',
      };
    case 'deviation':
    case 'not-reached':
      return {
        consequence: 'The batch is at the wrong temperature.',
        response: 'Check that heater and cooler really work, and that lid and door are closed.',
      };
    case 'rate':
      return {
        consequence: 'The temperature will soon be far from where it was.',
        response: 'Look at what heats or cools, and whether the sensor is still where it should be.',
      };
    case 'input':
      return {
        consequence: 'What the input watches stays as it is.',
        response: 'Look at what the input is wired to.',
      };
    case 'silent':
      return subject.kind === 'device'
        ? {
            consequence: 'Its sensors read nothing, and its outputs cannot be switched from here.',
            response: 'Check cable and power of the device. The console connects again by itself.',
          }
        : {
            consequence: 'Its value is not known, and what needs it is off.',
            response: 'Check the probe, its plug and its cable.',
          };
    default:
      return when satisfies never;
  }
}

function valueOf({ value }: SubjectFacts): string {
  return value === null ? 'an unknown temperature' : celsius(value);
}

function setpoint(spC: number | null): string {
  return spC === null ? '' : ` of ${celsius(spC)}`;
}

/** Two decimals at most: `24.3 °C`, `24 °C`. */
function celsius(valueC: number): string {
  return `${Number(valueC.toFixed(Math.abs(valueC) < 1 ? 2 : 1))} °C`;
}
