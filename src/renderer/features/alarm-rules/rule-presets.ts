import { showQuantity } from '#renderer/ui/quantity.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { RuleDraft } from './rule-draft.ts';
import { type RuleSubject, subjectKey } from './rule-subjects.ts';

/** A rule that many breweries want, for the form. */
export interface RulePreset {
  readonly title: string;
  /** Which subjects it is for, in words: said where the brewery has none. */
  readonly needs: string;
  /** The subject that it begins with, or undefined when there is none. */
  readonly subject: string | undefined;
  readonly draft: Partial<RuleDraft>;
}

/** A start for the form: above it most beers suffer, °C. */
const CHAMBER_MAX_C = 30;

/** The presets, each with the first thing in the brewery that it fits. */
export function rulePresets(subjects: readonly RuleSubject[], unit: TemperatureUnit): RulePreset[] {
  const first = (kind: RuleSubject['kind']) => subjects.find((subject) => subject.kind === kind);
  const keyOf = (subject: RuleSubject | undefined) =>
    subject === undefined ? undefined : subjectKey(subject);
  return [
    {
      title: 'Chamber too warm',
      needs: 'a vessel with a chamber sensor',
      subject: chamberOf(subjects),
      draft: {
        when: 'above',
        limit: showQuantity(CHAMBER_MAX_C, 'temperature', unit),
        hysteresis: showQuantity(1, 'difference', unit),
        onDelay: '10 min',
        priority: 'high',
        consequence: 'The beer gets too warm.',
        response: 'Check that the door is closed and that the cooling works.',
      },
    },
    {
      title: 'Pilot light out',
      needs: 'an input',
      subject: keyOf(first('input')),
      draft: {
        when: 'input',
        is: 'off',
        onDelay: '10 s',
        priority: 'critical',
        consequence: 'Gas that does not burn may gather.',
        response: 'Close the gas. Air the room before you light the burner again.',
      },
    },
    {
      title: 'High liquid level',
      needs: 'an input',
      subject: keyOf(first('input')),
      draft: {
        when: 'input',
        is: 'on',
        onDelay: '2 s',
        priority: 'high',
        consequence: 'The vessel runs over.',
        response: 'Stop the pump, or close the inlet.',
      },
    },
    {
      title: 'Probe silent',
      needs: 'a temperature sensor',
      subject: keyOf(first('sensor')),
      draft: { when: 'silent', silentFor: '2 min', onDelay: '0 s', priority: 'high' },
    },
    {
      title: 'Not at temperature in time',
      needs: 'a vessel',
      subject: keyOf(first('vessel')),
      draft: { when: 'not-reached', within: '4 h', onDelay: '0 s', priority: 'medium' },
    },
  ];
}

function chamberOf(subjects: readonly RuleSubject[]): string | undefined {
  for (const subject of subjects) {
    if (subject.kind === 'vessel' && subject.chamber !== null)
      return subjectKey({ kind: 'point', id: subject.chamber });
  }
  return undefined;
}
