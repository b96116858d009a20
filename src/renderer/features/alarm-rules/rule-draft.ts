import { parseDuration, writeDuration } from '#renderer/ui/parse-duration.ts';
import { parseQuantity, type Quantity, showQuantity } from '#renderer/ui/quantity.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { AlarmPriority } from '#shared/domain/alarm.ts';
import {
  type AlarmCondition,
  type AlarmRuleConfig,
  alarmConditionSchema,
  alarmRuleRanges as ranges,
} from '#shared/domain/alarm-rule.ts';
import { nameSchema, noteSchema } from '#shared/domain/text.ts';
import { type ConditionKind, conditionsOf, type RuleSubject, subjectKey } from './rule-subjects.ts';

/** A rule as it stands in the form: what is typed stays text, in the shown unit, until it is sent. */
export interface RuleDraft {
  /** Empty for the name that is suggested. */
  readonly name: string;
  readonly enabled: boolean;
  readonly priority: AlarmPriority;
  /** Key of the subject; empty when none was chosen. */
  readonly subject: string;
  readonly when: ConditionKind;
  readonly limit: string;
  readonly hysteresis: string;
  readonly band: string;
  readonly rate: string;
  readonly direction: 'rising' | 'falling' | 'either';
  readonly over: string;
  readonly within: string;
  readonly silentFor: string;
  readonly is: 'on' | 'off';
  readonly onDelay: string;
  readonly offDelay: string;
  readonly consequence: string;
  readonly response: string;
}
export type RuleField = keyof RuleDraft;
export type RuleErrors = Readonly<Partial<Record<RuleField, string>>>;

/** What each part of the form is given. */
export interface RuleFieldProps {
  readonly draft: RuleDraft;
  readonly set: (change: Partial<RuleDraft>) => void;
  readonly errors: RuleErrors;
}

/** The form before anything was filled in. Limits have no default that would fit most. */
export function emptyDraft(unit: TemperatureUnit): RuleDraft {
  return {
    name: '',
    enabled: true,
    priority: 'medium',
    subject: '',
    when: 'above',
    limit: '',
    hysteresis: showQuantity(0.5, 'difference', unit),
    band: showQuantity(2, 'difference', unit),
    rate: showQuantity(2, 'difference', unit),
    direction: 'either',
    over: '30 min',
    within: '4 h',
    silentFor: '1 min',
    is: 'on',
    onDelay: '1 min',
    offDelay: '0 s',
    consequence: '',
    response: '',
  };
}

/** The form for a rule that is there. */
export function draftOf(rule: AlarmRuleConfig, unit: TemperatureUnit): RuleDraft {
  const { name, enabled, priority, condition, consequence, response } = rule;
  return {
    ...emptyDraft(unit),
    ...conditionDraft(condition, unit),
    name,
    enabled,
    priority,
    consequence,
    response,
    subject: subjectKey(condition.subject),
    when: condition.when,
    onDelay: writeDuration(rule.onDelayS),
    offDelay: writeDuration(rule.offDelayS),
  };
}

function conditionDraft(condition: AlarmCondition, unit: TemperatureUnit): Partial<RuleDraft> {
  const degrees = (value: number, quantity: Quantity = 'difference') => showQuantity(value, quantity, unit);
  switch (condition.when) {
    case 'above':
    case 'below':
      return {
        limit: degrees(condition.limitC, 'temperature'),
        hysteresis: degrees(condition.hysteresisC),
      };
    case 'deviation':
      return { band: degrees(condition.bandC), hysteresis: degrees(condition.hysteresisC) };
    case 'rate':
      return {
        rate: degrees(condition.cPerH),
        direction: condition.direction,
        over: writeDuration(condition.overS),
      };
    case 'not-reached':
      return { within: writeDuration(condition.withinS) };
    case 'input':
      return { is: condition.is };
    case 'silent':
      return { silentFor: writeDuration(condition.forS) };
    default:
      return condition satisfies never;
  }
}

/** What was filled in, or what is wrong with it, field by field. */
export type ReadDraft =
  | { readonly ok: true; readonly config: AlarmRuleConfig }
  | { readonly ok: false; readonly errors: RuleErrors };

/**
 * Reads the form.
 * @param subject what the draft's key names; undefined when it is gone or was never chosen
 * @param suggestedName for a form without a name
 */
export function readDraft(
  draft: RuleDraft,
  subject: RuleSubject | undefined,
  suggestedName: string,
  unit: TemperatureUnit,
): ReadDraft {
  const errors: Partial<Record<RuleField, string>> = {};
  const reader = fieldReader(draft, unit, errors);
  const name = nameSchema.safeParse(draft.name.trim() === '' ? suggestedName : draft.name);
  if (!name.success) errors.name = sentence(name.error.issues[0]?.message);
  for (const field of ['consequence', 'response'] as const) {
    const note = noteSchema.safeParse(draft[field]);
    if (!note.success) errors[field] = sentence(note.error.issues[0]?.message);
  }
  const onDelayS = reader.time('onDelay', ranges.delayS);
  const offDelayS = reader.time('offDelay', ranges.delayS);
  const condition = readCondition(draft, subject, reader);
  if (subject === undefined) errors.subject = 'Choose what to watch';
  else if (!conditionsOf[subject.kind].includes(draft.when))
    errors.when = `${subject.name} cannot be watched so`;
  if (Object.keys(errors).length > 0 || condition === null || !name.success) return { ok: false, errors };
  const { enabled, priority, consequence, response } = draft;
  return {
    ok: true,
    config: { name: name.data, enabled, priority, condition, onDelayS, offDelayS, consequence, response },
  };
}

type Range = { readonly min: number; readonly max: number };
/** Reads one field; what is wrong goes to the errors, and the number is of no use. */
type ReadNumber = (field: RuleField, range: Range) => number;
interface FieldReader {
  readonly temperature: ReadNumber;
  readonly difference: ReadNumber;
  readonly time: ReadNumber;
  readonly errors: Partial<Record<RuleField, string>>;
}

function fieldReader(
  draft: RuleDraft,
  unit: TemperatureUnit,
  errors: Partial<Record<RuleField, string>>,
): FieldReader {
  const degrees =
    (quantity: Quantity): ReadNumber =>
    (field, range) => {
      const parsed = parseQuantity(String(draft[field]), quantity, unit, range);
      if (!parsed.ok) errors[field] = parsed.error;
      return parsed.ok ? parsed.value : 0;
    };
  return {
    errors,
    temperature: degrees('temperature'),
    difference: degrees('difference'),
    time: (field, { min, max }) => {
      const parsed = parseDuration(String(draft[field]), { minS: min, maxS: max });
      if (!parsed.ok) errors[field] = parsed.error;
      return parsed.ok ? parsed.seconds : 0;
    },
  };
}

/** The condition, or null where its subject or a number is missing. */
function readCondition(
  draft: RuleDraft,
  subject: RuleSubject | undefined,
  { temperature, difference, time, errors }: FieldReader,
): AlarmCondition | null {
  const said = ((): Record<string, unknown> => {
    switch (draft.when) {
      case 'above':
      case 'below':
        return {
          limitC: temperature('limit', ranges.limitC),
          hysteresisC: difference('hysteresis', ranges.hysteresisC),
        };
      case 'deviation': {
        const bandC = difference('band', ranges.bandC);
        const hysteresisC = difference('hysteresis', ranges.hysteresisC);
        if (errors.band === undefined && hysteresisC >= bandC)
          errors.hysteresis ??= 'It must be smaller than the band, or the alarm never ends';
        return { bandC, hysteresisC };
      }
      case 'rate':
        return {
          cPerH: difference('rate', ranges.cPerH),
          overS: time('over', ranges.overS),
          direction: draft.direction,
        };
      case 'not-reached':
        return { withinS: time('within', ranges.withinS) };
      case 'input':
        return { is: draft.is };
      case 'silent':
        return { forS: time('silentFor', ranges.forS) };
      default:
        return draft.when satisfies never;
    }
  })();
  if (subject === undefined) return null;
  const { kind, id } = subject;
  const about = { kind: kind === 'sensor' || kind === 'input' ? 'point' : kind, id };
  return alarmConditionSchema.safeParse({ ...said, when: draft.when, subject: about }).data ?? null;
}

/** The complaints of the schemas are half sentences. */
function sentence(complaint = 'is not possible'): string {
  return `It ${complaint}`;
}
