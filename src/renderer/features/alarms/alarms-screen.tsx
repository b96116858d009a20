import { Button } from '@mantine/core';
import { needsAcknowledge, useActiveAlarms } from '#renderer/stores/alarms.ts';
import { useInstantFormat, useUnit } from '#renderer/stores/settings.ts';
import { AlarmShape } from '#renderer/ui/alarm-shape.tsx';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { formatInstant } from '#renderer/ui/instant.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { priorityWords } from '#renderer/ui/words.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import styles from './alarms-screen.module.css';
import { useAlarmActions } from './use-alarm-actions.ts';
import { useAlarmHistory } from './use-alarm-history.ts';

/** Active alarms, the most urgent first, and below them those that are over. */
export function AlarmsScreen() {
  const active = useActiveAlarms();
  const actions = useAlarmActions();
  const unseen = active.some(needsAcknowledge);
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <h1>Alarms</h1>
        <Button disabled={!unseen || actions.busy} onClick={actions.acknowledgeAll}>
          Acknowledge all
        </Button>
      </header>
      <ErrorNote text={actions.error} />
      {active.length === 0 ? (
        <p className={styles['empty']}>
          No active alarms. What needs you will appear here and in the top bar.
        </p>
      ) : (
        <ul className={styles['list']} aria-label="Active alarms">
          {active.map((alarm) => (
            <ActiveAlarm key={alarm.id} alarm={alarm} actions={actions} />
          ))}
        </ul>
      )}
      <AlarmHistory />
    </div>
  );
}

interface ActiveAlarmProps {
  readonly alarm: Alarm;
  readonly actions: ReturnType<typeof useAlarmActions>;
}

function ActiveAlarm({ alarm, actions }: ActiveAlarmProps) {
  const unit = useUnit();
  const clock = useInstantFormat();
  const unseen = needsAcknowledge(alarm);
  return (
    <li className={styles['alarm']} data-priority={alarm.priority} data-unseen={unseen}>
      <AlarmShape priority={alarm.priority} size={30} hollow={!unseen} />
      <div className={styles['what']}>
        <p className={styles['message']}>{textInUnit(alarm.message, unit)}</p>
        <p className={styles['meta']}>
          {`${priorityWords[alarm.priority]} · ${alarm.sourceName} · since ${formatInstant(alarm.raisedAtMs, 'dateTime', clock)} · ${stateWords(alarm)}`}
        </p>
      </div>
      <div className={styles['actions']}>
        {alarm.code === 'external' && alarm.clearedAtMs === null && (
          <Button variant="default" disabled={actions.busy} onClick={() => actions.clear(alarm)}>
            Cause is gone
          </Button>
        )}
        {unseen && (
          <Button variant="default" disabled={actions.busy} onClick={() => actions.acknowledge(alarm)}>
            Acknowledge
          </Button>
        )}
      </div>
    </li>
  );
}

function stateWords(alarm: Alarm): string {
  if (alarm.state === 'acknowledged') return `acknowledged by ${alarm.acknowledgedBy ?? 'somebody'}`;
  if (alarm.state === 'cleared-unacknowledged') return 'over by now, not yet seen';
  return alarm.state === 'normal' ? 'over' : 'not yet seen';
}

function AlarmHistory() {
  const unit = useUnit();
  const clock = useInstantFormat();
  const { alarms, loaded, error, retry } = useAlarmHistory();
  const over = (alarms ?? []).filter(({ state }) => state === 'normal');
  return (
    <section aria-labelledby="alarm-history">
      <h2 id="alarm-history" className={styles['subtitle']}>
        History
      </h2>
      <ErrorNote text={error === null ? null : `No history: ${error}`} onRetry={retry} />
      {loaded && over.length === 0 && <p className={styles['empty']}>Nothing has been over yet.</p>}
      <ul className={styles['history']}>
        {over.map((alarm) => (
          <li key={alarm.id}>
            <AlarmShape priority={alarm.priority} size={18} hollow />
            <span className="visually-hidden">{priorityWords[alarm.priority]}</span>
            <time>{formatInstant(alarm.raisedAtMs, 'dateTime', clock)}</time>
            <span className={styles['source']}>{alarm.sourceName}</span>
            <span className={styles['text']}>{textInUnit(alarm.message, unit)}</span>
            <span className={styles['by']}>
              {alarm.acknowledgedBy === null ? '' : `seen by ${alarm.acknowledgedBy}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
