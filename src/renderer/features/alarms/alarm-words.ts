import { formatDuration } from '#renderer/ui/duration.ts';
import { formatInstant, type InstantFormat } from '#renderer/ui/instant.ts';
import type { Alarm } from '#shared/domain/alarm.ts';

/** The state of an alarm in words, with who has seen it and when. */
export function stateWords(alarm: Alarm, format: InstantFormat): string {
  const { state, acknowledgedAtMs, acknowledgedBy } = alarm;
  if (state === 'unacknowledged') return 'not yet seen';
  if (state === 'cleared-unacknowledged') return 'over by now, not yet seen';
  if (state === 'normal') return 'over';
  const at = acknowledgedAtMs === null ? '' : `, ${formatInstant(acknowledgedAtMs, 'dateTime', format)}`;
  return `acknowledged by ${acknowledgedBy ?? 'somebody'}${at}`;
}

/** How long an alarm has been there, or was there, s. */
export function lastedS({ raisedAtMs, clearedAtMs }: Alarm, nowMs: number): number {
  return Math.max(0, (clearedAtMs ?? nowMs) - raisedAtMs) / 1000;
}

/** Who put an alarm on the shelf, why, and how long it stays there. */
export function shelfWords({ state, shelved }: Alarm, nowMs: number): string {
  if (shelved === null) return '';
  const leftS = Math.max(0, shelved.untilMs - nowMs) / 1000;
  const over = state === 'normal' ? 'over at the moment · ' : '';
  return `${over}${formatDuration(leftS)} left · shelved by ${shelved.by}: ${shelved.reason}`;
}
