import type { Alarm, AlarmCode } from '#shared/domain/alarm.ts';

/** Codes of which each alarm stands for itself: two notices are two things to see. */
export type NoticeCode = 'profile-event' | 'mash-addition';

/** True for alarms without a cause that stands: they stay until somebody has seen them. */
export function isNotice(code: AlarmCode): code is NoticeCode {
  return code === 'profile-event' || code === 'mash-addition';
}

/** The parts of an alarm that say which condition it is about. */
export type AlarmIdentity = Pick<Alarm, 'code' | 'source' | 'ruleId' | 'message' | 'id'>;

/**
 * What an alarm is about, as text: there is one alarm for each such condition, and a shelf belongs to it. For a rule it is the
 * rule, for programs outside of the console the source with its message, for notices each by itself, else code and source.
 */
export function conditionKey(alarm: AlarmIdentity): string {
  const { code, source } = alarm;
  // Names hold no line breaks, so that no source and message can pose as another pair.
  if (code === 'external') return `external:${source}\n${alarm.message}`;
  if (code === 'rule') return `rule:${alarm.ruleId ?? ''}`;
  return isNotice(code) ? `${code}:${alarm.id}` : watchedKey(code, source);
}

/** The condition of an alarm that the console itself watches. */
export function watchedKey(code: AlarmCode, source: string): string {
  return `${code}:${source}`;
}
