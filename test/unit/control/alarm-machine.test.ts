import { describe, expect, it } from 'vitest';
import { type AlarmEvent, nextAlarm } from '#main/control/alarm-machine.ts';
import type { Alarm, AlarmState } from '#shared/domain/alarm.ts';
import type { AlarmId } from '#shared/domain/ids.ts';

const cleared = { clearedAtMs: 50 };
const seen = { acknowledgedAtMs: 40, acknowledgedBy: 'anna' };
const raised: Alarm = {
  id: 'alarm' as AlarmId,
  code: 'sensor-bad',
  priority: 'high',
  source: 'vessel',
  sourceName: 'Vessel',
  message: 'no reading',
  consequence: 'Outputs are off',
  response: 'Look at the probe',
  ruleId: null,
  state: 'unacknowledged',
  raisedAtMs: 10,
  acknowledgedAtMs: null,
  acknowledgedBy: null,
  clearedAtMs: null,
  shelved: { untilMs: 500, reason: 'being repaired', by: 'carl' },
};
const alarms: Readonly<Record<AlarmState, Alarm>> = {
  unacknowledged: raised,
  acknowledged: { ...raised, ...seen, state: 'acknowledged' },
  'cleared-unacknowledged': { ...raised, ...cleared, state: 'cleared-unacknowledged' },
  normal: { ...raised, ...seen, ...cleared, state: 'normal' },
};
const events: Readonly<Record<AlarmEvent['kind'], AlarmEvent>> = {
  raise: { kind: 'raise', atMs: 99 },
  clear: { kind: 'clear', atMs: 99 },
  acknowledge: { kind: 'acknowledge', atMs: 99, by: 'ben' },
};
const acknowledgedNow = { acknowledgedAtMs: 99, acknowledgedBy: 'ben' };

/** What each event makes of each state; null: nothing. */
const table: readonly (readonly [AlarmState, AlarmEvent['kind'], Partial<Alarm> | null])[] = [
  ['unacknowledged', 'raise', null],
  ['unacknowledged', 'clear', { state: 'cleared-unacknowledged', clearedAtMs: 99 }],
  ['unacknowledged', 'acknowledge', { state: 'acknowledged', ...acknowledgedNow }],
  ['acknowledged', 'raise', null],
  ['acknowledged', 'clear', { state: 'normal', clearedAtMs: 99 }],
  ['acknowledged', 'acknowledge', null],
  ['cleared-unacknowledged', 'raise', { state: 'unacknowledged', clearedAtMs: null }],
  ['cleared-unacknowledged', 'clear', null],
  ['cleared-unacknowledged', 'acknowledge', { state: 'normal', ...acknowledgedNow }],
  ['normal', 'raise', null],
  ['normal', 'clear', null],
  ['normal', 'acknowledge', null],
];

describe('an alarm', () => {
  it.each(table)('that is %s, on %s', (state, kind, change) => {
    const before = alarms[state];
    const after = nextAlarm(before, events[kind]);
    if (change === null) expect(after).toBe(before);
    else expect(after).toEqual({ ...before, ...change });
  });
});
