import type { Alarm } from '#shared/domain/alarm.ts';

/** What happens to an alarm: its cause comes or goes, or a person has seen it. Times are the console's wall clock. */
export type AlarmEvent =
  | { readonly kind: 'raise'; readonly atMs: number }
  | { readonly kind: 'clear'; readonly atMs: number }
  | { readonly kind: 'acknowledge'; readonly atMs: number; readonly by: string };

/**
 * The alarm after an event (ISA-18.2, figure 2). An occurrence that is over (`normal`) stays as it is: a cause
 * that comes back then is a new occurrence. Returns the same object when nothing changes.
 */
export function nextAlarm(alarm: Alarm, event: AlarmEvent): Alarm {
  switch (event.kind) {
    case 'raise':
      return raise(alarm);
    case 'clear':
      return clear(alarm, event.atMs);
    case 'acknowledge':
      return acknowledge(alarm, event.atMs, event.by);
    default:
      return event satisfies never;
  }
}

/** A cause that returns before anybody has seen that it went makes the alarm whole again. */
function raise(alarm: Alarm): Alarm {
  switch (alarm.state) {
    case 'cleared-unacknowledged':
      return { ...alarm, state: 'unacknowledged', clearedAtMs: null };
    case 'unacknowledged':
    case 'acknowledged':
    case 'normal':
      return alarm;
    default:
      return alarm.state satisfies never;
  }
}

function clear(alarm: Alarm, atMs: number): Alarm {
  switch (alarm.state) {
    case 'unacknowledged':
      return { ...alarm, state: 'cleared-unacknowledged', clearedAtMs: atMs };
    case 'acknowledged':
      return { ...alarm, state: 'normal', clearedAtMs: atMs };
    case 'cleared-unacknowledged':
    case 'normal':
      return alarm;
    default:
      return alarm.state satisfies never;
  }
}

function acknowledge(alarm: Alarm, atMs: number, by: string): Alarm {
  const seen = { acknowledgedAtMs: atMs, acknowledgedBy: by };
  switch (alarm.state) {
    case 'unacknowledged':
      return { ...alarm, ...seen, state: 'acknowledged' };
    case 'cleared-unacknowledged':
      return { ...alarm, ...seen, state: 'normal' };
    case 'acknowledged':
    case 'normal':
      return alarm;
    default:
      return alarm.state satisfies never;
  }
}
