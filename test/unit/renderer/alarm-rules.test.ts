import { describe, expect, it } from 'vitest';
import {
  draftOf,
  emptyDraft,
  type ReadDraft,
  type RuleDraft,
  readDraft,
} from '#renderer/features/alarm-rules/rule-draft.ts';
import { rulePresets } from '#renderer/features/alarm-rules/rule-presets.ts';
import { conditionsOf, type RuleSubject, subjectKey } from '#renderer/features/alarm-rules/rule-subjects.ts';
import { ruleWords, suggestName } from '#renderer/features/alarm-rules/rule-words.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import {
  type AlarmCondition,
  type AlarmRuleConfig,
  alarmRuleConfigSchema,
} from '#shared/domain/alarm-rule.ts';
import type { DeviceId, PointId, VesselId } from '#shared/domain/ids.ts';

const vessel: RuleSubject = {
  kind: 'vessel',
  id: 'f1' as VesselId,
  name: 'Fermenter 1',
  chamber: 'air' as PointId,
};
const sensor: RuleSubject = { kind: 'sensor', id: 'air' as PointId, name: 'Air' };
const input: RuleSubject = { kind: 'input', id: 'pilot' as PointId, name: 'Pilot light' };
const device: RuleSubject = { kind: 'device', id: 'board' as DeviceId, name: 'Board' };
const subjects = [vessel, sensor, input, device];

const rule = (condition: unknown, change: Partial<AlarmRuleConfig> = {}): AlarmRuleConfig =>
  alarmRuleConfigSchema.parse({
    name: 'Mine',
    enabled: true,
    priority: 'high',
    condition,
    onDelayS: 300,
    offDelayS: 90,
    consequence: 'Bad beer',
    response: 'Cool it',
    ...change,
  });

const about = { vessel: { kind: 'vessel', id: 'f1' }, point: { kind: 'point', id: 'air' } } as const;
const rules: AlarmRuleConfig[] = [
  rule({ when: 'above', subject: about.vessel, limitC: 24, hysteresisC: 0.5 }),
  rule({ when: 'below', subject: about.point, limitC: -1.5, hysteresisC: 0 }),
  rule({ when: 'deviation', subject: about.vessel, bandC: 1, hysteresisC: 0.2 }),
  rule({ when: 'rate', subject: about.point, direction: 'rising', cPerH: 2, overS: 1800 }),
  rule({ when: 'not-reached', subject: about.vessel, withinS: 14_400 }),
  rule({ when: 'input', subject: { kind: 'point', id: 'pilot' }, is: 'off' }),
  rule({ when: 'silent', subject: { kind: 'device', id: 'board' }, forS: 65 }),
];

const subjectOf = ({ condition }: AlarmRuleConfig): RuleSubject | undefined =>
  subjects.find((each) => subjectKey(each) === subjectKey(condition.subject));

const problems = (result: ReadDraft): unknown => (result.ok ? {} : result.errors);

describe('the form of a rule', () => {
  it.each(
    rules.flatMap((each) => (['C', 'F'] as const).map((unit) => [each.condition.when, unit, each] as const)),
  )('gives back a rule of kind %s in °%s as it was', (_, unit, each) => {
    const read = readDraft(draftOf(each, unit), subjectOf(each), '', unit);
    expect(problems(read)).toEqual({});
    const back = read.ok ? read.config : null;
    expect(back).toMatchObject({ ...each, condition: { when: each.condition.when } });
    for (const [name, value] of Object.entries(each.condition)) {
      const got: unknown = Reflect.get(back?.condition ?? {}, name);
      if (typeof value === 'number') expect(got, name).toBeCloseTo(value, 3);
      else expect(got, name).toEqual(value);
    }
  });

  const filled = (change: Partial<RuleDraft>, unit: TemperatureUnit = 'C'): RuleDraft => ({
    ...emptyDraft(unit),
    subject: 'vessel:f1',
    limit: '24',
    ...change,
  });
  const conditionOf = (read: ReadDraft): AlarmCondition | null => (read.ok ? read.config.condition : null);

  it('takes temperatures with, differences and rates without the offset of °F', () => {
    const above = readDraft(filled({ limit: '77', hysteresis: '1.8' }, 'F'), vessel, 'Name', 'F');
    expect(conditionOf(above)).toMatchObject({ limitC: 25, hysteresisC: 1 });
    const rate = readDraft(filled({ when: 'rate', rate: '3,6', over: '30' }, 'F'), vessel, 'Name', 'F');
    expect(conditionOf(rate)).toMatchObject({ cPerH: 2, overS: 1800 });
    const band = readDraft(filled({ when: 'deviation', band: '9', hysteresis: '0' }, 'F'), vessel, 'N', 'F');
    expect(conditionOf(band)).toMatchObject({ bandC: 5, hysteresisC: 0 });
  });

  it('takes the suggested name where none was typed', () => {
    expect(readDraft(filled({}), vessel, 'Too warm', 'C')).toMatchObject({ config: { name: 'Too warm' } });
    expect(readDraft(filled({ name: ' Mine ' }), vessel, 'x', 'C')).toMatchObject({
      config: { name: 'Mine' },
    });
  });

  it.each<[Partial<RuleDraft>, TemperatureUnit, Record<string, RegExp>]>([
    [{ limit: '' }, 'C', { limit: /Type a number/ }],
    [{ limit: 'warm' }, 'C', { limit: /Type a number/ }],
    [{ limit: '300' }, 'F', { limit: /At most 230 °F/ }],
    [{ limit: '111' }, 'C', { limit: /At most 110 °C/ }],
    [{ hysteresis: '-1' }, 'C', { hysteresis: /At least 0 °C/ }],
    [{ hysteresis: '37' }, 'F', { hysteresis: /At most 36 °F/ }],
    [{ onDelay: 'soon' }, 'C', { onDelay: /Type a time/ }],
    [{ offDelay: '2 d' }, 'C', { offDelay: /At most 1 d/ }],
    [{ when: 'deviation', band: '1', hysteresis: '1' }, 'C', { hysteresis: /smaller than the band/ }],
    [{ when: 'silent' }, 'C', { when: /cannot be watched so/ }],
    [{ when: 'rate', over: '10 s' }, 'C', { over: /At least 1 min/ }],
    [{ response: 'x'.repeat(501) }, 'C', { response: /at most 500/ }],
  ])('says at the field what is wrong with %j in °%s', (change, unit, expected) => {
    const read = readDraft(filled(change, unit), vessel, 'Name', unit);
    const matching = Object.entries(expected).map(([field, words]) => [field, expect.stringMatching(words)]);
    expect(problems(read)).toEqual(Object.fromEntries(matching));
  });

  it('wants something to watch', () => {
    expect(problems(readDraft(filled({ subject: '' }), undefined, '', 'C'))).toMatchObject({
      subject: 'Choose what to watch',
    });
  });
});

describe('a rule in words', () => {
  it.each([
    [rules[0], 'C', 'X above 24 °C for 5 min'],
    [rules[0], 'F', 'X above 75.2 °F for 5 min'],
    [rules[1], 'C', 'X below −1.5 °C for 5 min'],
    [rules[2], 'F', 'X more than 1.8 °F from its setpoint for 5 min'],
    [rules[3], 'F', 'X rising by more than 3.6 °F an hour, over 30 min for 5 min'],
    [rules[4], 'C', 'X not at a new setpoint after 4 h for 5 min'],
    [rules[5], 'C', 'X off for 5 min'],
    [rules[6], 'C', 'X not connected for 1 min 5 s for 5 min'],
  ] as const)('%#', (each, unit, words) => {
    expect(each && ruleWords(each, 'X', unit)).toBe(words);
  });

  it('has no delay where there is none', () => {
    const config = rule(rules[5]?.condition, { onDelayS: 0 });
    expect(ruleWords(config, 'Pilot light', 'C')).toBe('Pilot light off');
  });

  it('gets a name that nobody else has', () => {
    expect(suggestName({ when: 'above' }, 'Air', [])).toBe('Air too warm');
    expect(suggestName({ when: 'above' }, 'Air', ['Air too warm', 'Air too warm 2'])).toBe('Air too warm 3');
    expect(suggestName({ when: 'input', is: 'off' }, 'Pilot', [])).toBe('Pilot off');
    expect(suggestName({ when: 'above' }, 'x'.repeat(80), ['y']).length).toBeLessThanOrEqual(80);
  });
});

describe('presets', () => {
  it.each(['C', 'F'] as const)('are whole rules in °%s once the brewery has what they need', (unit) => {
    for (const preset of rulePresets(subjects, unit)) {
      const draft = { ...emptyDraft(unit), ...preset.draft, subject: preset.subject ?? '' };
      const subject = subjects.find((each) => subjectKey(each) === preset.subject);
      expect(problems(readDraft(draft, subject, 'Name', unit)), preset.title).toEqual({});
      expect(subject && conditionsOf[subject.kind], preset.title).toContain(draft.when);
    }
  });

  it('have nothing to begin with in an empty brewery', () => {
    expect(rulePresets([], 'C').map(({ subject }) => subject)).toEqual(Array(5).fill(undefined));
  });
});
