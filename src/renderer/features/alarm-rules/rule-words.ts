import { writeDuration } from '#renderer/ui/parse-duration.ts';
import { formatDifference, type TemperatureUnit, temperatureInText } from '#renderer/ui/temperature.ts';
import type { AlarmCondition, AlarmRuleConfig } from '#shared/domain/alarm-rule.ts';

/** A rule in words: "Fermenter 1 above 24 °C for 5 min". @param name of the subject */
export function ruleWords(
  { condition, onDelayS }: Pick<AlarmRuleConfig, 'condition' | 'onDelayS'>,
  name: string,
  unit: TemperatureUnit,
): string {
  const delay = onDelayS === 0 ? '' : ` for ${writeDuration(onDelayS)}`;
  return `${name} ${conditionWords(condition, unit)}${delay}`;
}

function conditionWords(condition: AlarmCondition, unit: TemperatureUnit): string {
  switch (condition.when) {
    case 'above':
    case 'below':
      return `${condition.when} ${temperatureInText(condition.limitC, unit)}`;
    case 'deviation':
      return `more than ${difference(condition.bandC, unit)} from its setpoint`;
    case 'rate': {
      const verb = { rising: 'rising', falling: 'falling', either: 'rising or falling' }[condition.direction];
      const over = writeDuration(condition.overS);
      return `${verb} by more than ${difference(condition.cPerH, unit)} an hour, over ${over}`;
    }
    case 'not-reached':
      return `not at a new setpoint after ${writeDuration(condition.withinS)}`;
    case 'input':
      return condition.is;
    case 'silent':
      return condition.subject.kind === 'device'
        ? `not connected for ${writeDuration(condition.forS)}`
        : `without a good reading for ${writeDuration(condition.forS)}`;
    default:
      return condition satisfies never;
  }
}

/** "1 °C", "1.8 °F". */
function difference(differenceC: number, unit: TemperatureUnit): string {
  return formatDifference(differenceC, unit).replace('.0 ', ' ');
}

const nameEnds: Readonly<Record<AlarmCondition['when'], string>> = {
  above: 'too warm',
  below: 'too cold',
  deviation: 'off its setpoint',
  rate: 'changes too fast',
  'not-reached': 'not at temperature in time',
  input: '',
  silent: 'silent',
};

/** A name for a rule, without numbers, since those may change; another one where it is taken. */
export function suggestName(
  condition: Pick<AlarmCondition, 'when'> & { readonly is?: 'on' | 'off' },
  name: string,
  taken: readonly string[],
): string {
  const end = condition.when === 'input' ? (condition.is ?? 'on') : nameEnds[condition.when];
  const base = `${name} ${end}`.slice(0, 76);
  for (let n = 2, suggested = base; ; n += 1) {
    if (!taken.includes(suggested)) return suggested;
    suggested = `${base} ${n}`;
  }
}
