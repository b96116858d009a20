import { Button } from '@mantine/core';
import { useAlarmActions } from '#renderer/features/alarms/use-alarm-actions.ts';
import { needsAcknowledge, priorityOrder, useActiveAlarms } from '#renderer/stores/alarms.ts';
import { AlarmShape } from '#renderer/ui/alarm-shape.tsx';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import { priorityWords } from '#renderer/ui/words.ts';
import styles from './alarm-summary.module.css';

/** In the top bar: how many alarms nobody has seen yet, by priority, and a button that says "seen". */
export function AlarmSummary() {
  const unseen = useActiveAlarms().filter(needsAcknowledge);
  const { acknowledgeAll, busy, error } = useAlarmActions();
  if (unseen.length === 0) return null;
  const counts = priorityOrder
    .map((priority) => ({ priority, count: unseen.filter((alarm) => alarm.priority === priority).length }))
    .filter(({ count }) => count > 0);
  return (
    <div className={styles['summary']} role="status">
      <a className={styles['counts']} href={hrefOf({ screen: 'alarms' })}>
        <span className="visually-hidden">Alarms that nobody has seen yet:</span>
        {counts.map(({ priority, count }) => (
          <span key={priority} className={styles['count']}>
            <AlarmShape priority={priority} />
            {count}
            <span className={styles['word']}>{priorityWords[priority].toLowerCase()}</span>
          </span>
        ))}
      </a>
      <Button variant="default" loading={busy} onClick={acknowledgeAll}>
        Acknowledge
      </Button>
      <ErrorNote text={error} />
    </div>
  );
}
