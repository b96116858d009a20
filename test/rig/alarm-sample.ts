import { type Alarm, alarmSchema } from '#shared/domain/alarm.ts';

/** An alarm that nobody has seen, with what a test says of it. */
export function alarmSample(change: Partial<Record<keyof Alarm, unknown>> = {}): Alarm {
  return alarmSchema.parse({
    id: 'a',
    code: 'sensor-bad',
    priority: 'high',
    source: 'v1',
    sourceName: 'Fermenter',
    message: 'Probe does not answer',
    consequence: 'The temperature drifts.',
    response: 'Check the probe.',
    ruleId: null,
    state: 'unacknowledged',
    raisedAtMs: 1000,
    acknowledgedAtMs: null,
    acknowledgedBy: null,
    clearedAtMs: null,
    shelved: null,
    ...change,
  });
}

/** On the shelf until an instant. */
export const shelved = (untilMs = 5000) => ({ untilMs, reason: 'Being replaced', by: 'Ada' });
